"""Roles, row rules and accounts, made from data. Running it again changes nothing and resets nobody's password."""

import csv
import re
import secrets
from pathlib import Path

from dagster_project.dashboards.assets import audiences
from dagster_project.dashboards.client import Superset
from dagster_project.dashboards.service import write_owner_only
from dagster_project.home import Home

READER, REGION, ADMIN = "看板读者", "自治区", "Admin"
RULE_GROUP = "bureau"  # rules of one group are joined by OR: a reader of two bodies sees both
DATASET_ID = re.compile(r"\(id:(\d+)\)")

# Everything a reader may call, and nothing else: look at dashboards, filter, download, change the own password.
READER_PERMISSIONS = [
    "can_read|Dashboard",
    "can_read|Chart",
    "can_read|Dataset",
    "can_read|Theme",
    "can_read|CssTemplate",
    "can_read|CurrentUserRestApi",
    "can_read|SecurityRestApi",
    "can_read|DashboardFilterStateRestApi",
    "can_write|DashboardFilterStateRestApi",
    "can_dashboard|Superset",
    "can_explore_json|Superset",
    "can_log|Superset",
    "can_language_pack|Superset",
    "can_csv|Superset",
    "can_slice|Superset",
    "can_fetch_datasource_metadata|Superset",
    "can_time_range|Api",
    "can_query|Api",
    "can_get|MenuApi",
    "can_view_chart_as_table|Dashboard",
    "can_drill|Dashboard",
    "can_write|ExploreFormDataRestApi",  # drill-by asks for a key of its own settings
    "can_userinfo|UserDBModelView",
    "resetmypassword|UserDBModelView",
    "can_this_form_get|ResetMyPasswordView",
    "can_this_form_post|ResetMyPasswordView",
    "menu_access|我的报送",
]
SCOPE_PERMISSIONS = ["can_read|CurrentUserRestApi"]  # a scope role only carries row rules


def provision(home: Home) -> dict[str, int]:
    """Give every role its permissions, every dataset its row rules, every body its account.

    Initial passwords are written to secrets/logins.txt, owner-only. Returns {"roles", "rules", "accounts"}: how many
    there are of ours. UserError when Superset does not run or refuses.
    """
    superset = Superset(home)
    bodies = read_bodies(home)
    datasets = {row["id"] for row in superset.every("dataset/")}
    roles = _roles(superset, bodies, datasets)
    rules = _row_rules(superset, bodies, sorted(datasets), roles)
    _open_dashboards(superset, roles)
    accounts = _accounts(superset, home, bodies, roles)
    return {"roles": len(roles), "rules": rules, "accounts": accounts}


def read_bodies(home: Home) -> dict[str, str]:
    """{code: name} of the reporting bodies, the home's own rows included."""
    with (home.seeds("codes") / "reporting_body.csv").open(encoding="utf-8-sig", newline="") as file:
        return dict(sorted((row["bureau_code"], row["bureau_name"]) for row in csv.DictReader(file)))


def body_role(code: str) -> str:
    return f"报送单位 {code}"


def _roles(superset: Superset, bodies: dict[str, str], datasets: set[int]) -> dict[str, int]:
    """Make the roles and set exactly their permissions; returns {name: id}, the administrator's included."""
    rows = superset.every("security/permissions-resources/")
    permissions = {f"{r['permission']['name']}|{r['view_menu']['name']}": r["id"] for r in rows}
    ours = [number for name, number in permissions.items() if _dataset_of(name) in datasets]
    reader = ours + [permissions[name] for name in READER_PERMISSIONS if name in permissions]
    scope = [permissions[name] for name in SCOPE_PERMISSIONS]
    wanted = {READER: reader, REGION: scope} | {body_role(code): scope for code in bodies}
    roles = {row["name"]: row["id"] for row in superset.every("security/roles/")}
    for name, numbers in wanted.items():
        if name not in roles:
            roles[name] = superset.save("security/roles/", None, {"name": name})
        superset.post(f"security/roles/{roles[name]}/permissions", {"permission_view_menu_ids": numbers})
    return {name: roles[name] for name in (*wanted, ADMIN)}


def _dataset_of(permission: str) -> int | None:
    """The dataset that a permission opens, if it is of that kind."""
    found = DATASET_ID.search(permission) if permission.startswith("datasource_access|") else None
    return int(found.group(1)) if found else None


def _row_rules(superset: Superset, bodies: dict[str, str], datasets: list[int], roles: dict[str, int]) -> int:
    """Nothing for anyone, then each body its own rows. Rules of bodies that are no more are deleted."""
    exempt = [roles[ADMIN], roles[REGION], *(roles[body_role(code)] for code in bodies)]
    rules = {"默认不可见": {"filter_type": "Base", "clause": "1 = 0", "roles": exempt}}
    for code in bodies:
        clause = f"bureau_code = '{code}'"
        rules[body_role(code)] = {
            "filter_type": "Regular",
            "clause": clause,
            "roles": [roles[body_role(code)]],
        }
    there = {row["name"]: row["id"] for row in superset.every("rowlevelsecurity/")}
    for name, rule in rules.items():
        body = {"name": name, "description": "", "tables": datasets, "group_key": RULE_GROUP} | rule
        superset.save("rowlevelsecurity/", there.pop(name, None), body)
    for number in there.values():
        superset.delete(f"rowlevelsecurity/{number}")
    return len(rules)


def _open_dashboards(superset: Superset, roles: dict[str, int]) -> None:
    """Grant each page to those it is laid out for."""
    bodies = [number for name, number in roles.items() if name not in (READER, REGION, ADMIN)]
    readers = {"region": [roles[REGION]], "body": bodies}
    audience = audiences()
    for page in superset.every("dashboard/"):
        superset.save("dashboard/", page["id"], {"roles": readers[audience[page["uuid"]]]})


def _accounts(superset: Superset, home: Home, bodies: dict[str, str], roles: dict[str, int]) -> int:
    """Make the accounts that are missing; one that is there keeps its password, roles and whether it is active."""
    wanted = {"admin": ("管理员", [roles[ADMIN]]), "region": ("自治区", [roles[READER], roles[REGION]])}
    wanted |= {f"b{code}": (name, [roles[READER], roles[body_role(code)]]) for code, name in bodies.items()}
    there = {row["username"] for row in superset.every("security/users/")}
    logins = _read_logins(home)
    for username, (name, numbers) in wanted.items():
        if username in there:
            continue
        logins[username] = (name, secrets.token_urlsafe(9))
        _write_logins(home, logins)  # before the account exists: a password nobody knows helps nobody
        body = {
            "username": username,
            "first_name": name,
            "last_name": "用户",
            "email": f"{username}@localhost",
        }
        superset.save(
            "security/users/",
            None,
            body | {"active": True, "roles": numbers, "password": logins[username][1]},
        )
    return len(wanted)


def _logins_file(home: Home) -> Path:
    return home.secrets / "logins.txt"


def _read_logins(home: Home) -> dict[str, tuple[str, str]]:
    """{account: (name, initial password)} as written before; empty at the first time."""
    try:
        lines = _logins_file(home).read_text("utf-8").splitlines()[1:]
    except FileNotFoundError:
        return {}
    parts = (line.split("\t") for line in lines if line)
    return {username: (name, password) for username, name, password in parts}


def _write_logins(home: Home, logins: dict[str, tuple[str, str]]) -> None:
    lines = ["账号\t单位\t初始密码", *("\t".join((username, *rest)) for username, rest in logins.items())]
    write_owner_only(_logins_file(home), "\n".join(lines) + "\n")
