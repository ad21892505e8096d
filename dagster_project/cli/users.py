"""users list: who can log in. Passwords are never printed."""

import csv

from dagster_project.cli.render import to_table
from dagster_project.cli.setup import opened
from dagster_project.errors import UserError
from dagster_project.home import Home


def users_list(args, home: Home) -> int:
    """Print the accounts of the home's owner-only list, without passwords."""
    path = opened(home).secrets / "logins.txt"
    if not path.is_file():
        raise UserError(f"还没有账号。账号在第一次启动看板时建立：zhicheng --home {home.path} start")
    with path.open(encoding="utf-8", newline="") as lines:
        accounts = [tuple(row[:2]) for row in csv.reader(lines, delimiter="\t")]
    print(to_table(list(accounts[0]), accounts[1:]))
    print(f"初始密码在 {path}（只有本机管理员可读）")
    return 0
