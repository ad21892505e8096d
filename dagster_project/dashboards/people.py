"""Bring Superset's accounts to the home's list: made, given their role, their password where one waits, on or off."""

from dagster_project.dashboards import accounts
from dagster_project.dashboards.client import Superset
from dagster_project.home import Home
from dagster_project.outbox import write_whole


def sync(superset: Superset, home: Home, roles_of: dict[str, list[int]], nothing: list[int]) -> int:
    """Returns how many accounts the list has. Whoever is in Superset only is left alone.

    roles_of: {role of the list: numbers of Superset's roles}; nothing: those of a role that is no more, such as a
    body that was merged. Running it again changes nothing and resets nobody.
    """
    there = {row["username"]: row for row in superset.every("security/users/")}
    people = accounts.read(home)
    for account, row in people.items():
        _bring(superset, home, row, roles_of.get(row.role, nothing), there.get(account))
    return len(people)


def _bring(
    superset: Superset, home: Home, row: accounts.Account, roles: list[int], there: dict | None
) -> None:
    pending = accounts.mark(home, "pending", row.account)
    known = row.account in accounts.read_logins(home)
    if (there is None and not pending.exists()) or (pending.exists() and not known):
        accounts.new_password(home, row.account, row.name)
    active = row.state == accounts.ACTIVE
    changed = {"active": active, "roles": sorted(roles)}
    if there and (there["active"], sorted(role["id"] for role in there["roles"])) == (active, sorted(roles)):
        changed = {}
    if pending.exists():
        if not (home.is_demo and there is None and accounts.is_first_account(row)):
            # Before the password is set: nobody slips in between.
            write_whole(accounts.mark(home, "first", row.account), b"")
        changed["password"] = accounts.read_logins(home)[row.account][1]
    if there is None:
        changed |= {"username": row.account, "first_name": row.name, "last_name": "用户"}
        changed["email"] = f"{row.account}@localhost"
    if changed:
        superset.save("security/users/", there and there["id"], changed)
    pending.unlink(missing_ok=True)
