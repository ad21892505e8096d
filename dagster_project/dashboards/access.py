"""Roles, row rules and accounts, made from data. Running it again changes nothing and resets nobody's password."""

import csv
import re

from dagster_project.dashboards import accounts, people
from dagster_project.dashboards.assets import audiences
from dagster_project.dashboards.client import Superset
from dagster_project.home import Home

READER, REGION, ADMIN = "看板读者", "自治区", "Admin"
RULE_GROUP = "bureau"  # rules of one group are joined by OR: a reader of two bodies sees both
DATASET_ID = re.compile(r"\(id:(\d+)\)")

# Everything a reader may call, and nothing else: look at dashboards, filter, download. The page for the
# own password is ours (dashboards/server/passwords.py): it asks for the old one.
READER_PERMISSIONS = [
    "can_read|Dashboard",
    "can_read|Chart",
    "can_read|Dataset",
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
    "can_time_range|Api",
    "can_query|Api",
    "can_get|MenuApi",
    "can_view_chart_as_table|Dashboard",
    "can_drill|Dashboard",  # drill-by needs this and the next two; can_samples stays away: detail shows raw names
    "can_get_drill_info|Dataset",
    "can_write|ExploreFormDataRestApi",
    "menu_access|我的报送",
]
SCOPE_PERMISSIONS = ["can_read|CurrentUserRestApi"]  # a scope role only carries row rules


def provision(home: Home) -> dict[str, int]:
    """Give every role its permissions, every dataset its row rules, every body its account.

    One-time passwords are written to secrets/logins.txt, owner-only. Returns {"roles", "rules", "accounts"}: how many
    there are of ours. UserError when Superset does not run or refuses.
    """
    superset = Superset(home)
    bodies = read_bodies(home)
    datasets = {row["id"] for row in superset.every("dataset/")}
    roles = _roles(superset, bodies, datasets)
    rules = _row_rules(superset, bodies, sorted(datasets), roles)
    _open_dashboards(superset, roles)
    accounts.first_accounts(home, bodies)
    return {"roles": len(roles), "rules": rules, "accounts": _people(superset, home, roles)}


def provision_people(home: Home) -> int:
    """Bring the running service to the home's list of accounts only; returns how many there are."""
    superset = Superset(home)
    return _people(superset, home, {row["name"]: row["id"] for row in superset.every("security/roles/")})


def _people(superset: Superset, home: Home, roles: dict[str, int]) -> int:
    reader = roles[READER]
    roles_of = {accounts.ADMIN: [roles[ADMIN]], accounts.REGION: [reader, roles[REGION]]}
    roles_of |= {
        code: [reader, roles[body_role(code)]] for code in read_bodies(home) if body_role(code) in roles
    }
    return people.sync(superset, home, roles_of, nothing=[reader])


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
