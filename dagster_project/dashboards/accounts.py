"""Accounts of persons. The home's list is the truth; Superset is brought to it whenever it runs.

users/accounts.csv      account, name, role, state: one row a person, owner-only
users/pending/<account> a one-time password is waiting to be set; gone once it is
users/first/<account>   the one-time password still stands; the service lets its owner only change it
secrets/logins.txt      the one-time passwords, owner-only
"""

import csv
import io
import re
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock

from dagster_project.errors import UserError
from dagster_project.home import Home
from dagster_project.outbox import write_whole

ADMIN, REGION = "管理员", "自治区"
ACTIVE, DISABLED = "启用", "停用"
HEADER = ("账号", "名称", "角色", "状态")
ACCOUNT = re.compile(r"\w[\w.-]{0,31}")
RESERVED = {"publisher"}


@dataclass(frozen=True)
class Account:
    """One row of the list. role: 管理员, 自治区 or a body's code."""

    account: str
    name: str
    role: str
    state: str = ACTIVE


def read(home: Home) -> dict[str, Account]:
    """{account: row}, in the order of the list; empty when there is none yet."""
    try:
        text = _list(home).read_text("utf-8-sig")
    except FileNotFoundError:
        return {}
    rows = [Account(*row) for row in list(csv.reader(io.StringIO(text)))[1:] if row]
    return {row.account: row for row in rows}


def first_accounts(home: Home, bodies: dict[str, str]) -> dict[str, Account]:
    """Put the accounts that every home begins with on its list; those that are there stay as they are."""
    wanted = [Account("admin", "管理员", ADMIN), Account("region", "自治区", REGION)]
    wanted += [Account(f"b{code}", name, code) for code, name in bodies.items()]
    with _locked(home):
        there = read(home)
        missing = {row.account: row for row in wanted if row.account not in there}
        if missing:
            _write(home, there | missing)
    return there | missing


def is_first_account(row: Account) -> bool:
    """Whether it is one that every home begins with. In a demonstration these need not change their password."""
    return row.account in ("admin", "region", f"b{row.role}")


def add(home: Home, account: str, role: str, name: str = "") -> str:
    """Put a person on the list; returns the one-time password. UserError for a bad or taken name."""
    if not ACCOUNT.fullmatch(account) or account.casefold() in RESERVED:
        raise UserError(
            f"账号“{account}”不能用。账号由字母、汉字、数字、点、减号组成，最多 32 个字。", exit_code=2
        )
    with _locked(home):
        there = read(home)
        if account.casefold() in {taken.casefold() for taken in there}:
            raise UserError(f"账号 {account} 已经有了。重发初始密码：zhicheng users reset {account}")
        _write(home, there | {account: Account(account, name or account, role)})
        return new_password(home, account, name or account)


def reset(home: Home, account: str) -> str:
    """Give a person a new one-time password; returns it. UserError when there is no such account."""
    with _locked(home):
        row = _known(read(home), account)
        return new_password(home, account, row.name)


def set_state(home: Home, account: str, state: str) -> None:
    """Disable an account, or let it in again. UserError when there is none, or it is the last 管理员."""
    with _locked(home):
        there = read(home)
        row = _known(there, account)
        changed = there | {account: replace(row, state=state)}
        if not any(r.role == ADMIN and r.state == ACTIVE for r in changed.values()):
            raise UserError(
                "这是最后一个启用的管理员账号，不能停用。请先另加一个：zhicheng users add 账号 --role 管理员"
            )
        _write(home, changed)


def new_password(home: Home, account: str, name: str) -> str:
    """Write a one-time password and leave word that it is to be set."""
    password = secrets.token_urlsafe(9)
    logins = read_logins(home) | {account: (name, password)}
    lines = ["账号\t单位\t初始密码", *("\t".join((one, *rest)) for one, rest in logins.items())]
    write_whole(logins_file(home), ("\n".join(lines) + "\n").encode("utf-8"))
    write_whole(mark(home, "pending", account), b"")  # after the password: what is pending can always be set
    return password


def logins_file(home: Home) -> Path:
    return home.secrets / "logins.txt"


def read_logins(home: Home) -> dict[str, tuple[str, str]]:
    """{account: (name, one-time password)} as last written; empty at the first time."""
    try:
        lines = logins_file(home).read_text("utf-8").splitlines()[1:]
    except FileNotFoundError:
        return {}
    parts = (line.split("\t") for line in lines if line)
    return {account: (name, password) for account, name, password in parts}


def mark(home: Home, kind: str, account: str) -> Path:
    """The file whose being there says something of an account. kind: pending or first."""
    return home.users / kind / account.casefold()


def _list(home: Home) -> Path:
    return home.users / "accounts.csv"


def _write(home: Home, rows: dict[str, Account]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *((r.account, r.name, r.role, r.state) for r in rows.values())])
    write_whole(_list(home), ("\ufeff" + text.getvalue()).encode("utf-8"))


def _known(there: dict[str, Account], account: str) -> Account:
    if account not in there:
        raise UserError(f"没有账号 {account}。现有账号：zhicheng users list", exit_code=2)
    return there[account]


def _locked(home: Home) -> FileLock:
    home.users.mkdir(parents=True, exist_ok=True, mode=0o700)
    return FileLock(home.users / ".lock", timeout=30)
