"""Whose files a person sees, and whose she may hand in: from the names of her roles."""

from dataclasses import dataclass

REGION_ROLE, ADMIN_ROLE = "自治区", "Admin"  # as in dagster_project/dashboards/access.py
BODY_ROLE = "报送单位 "  # and the body's code
REGION_FOLDER = "自治区"  # the region's hand-downs; belong to no body


@dataclass(frozen=True)
class Body:
    """code is None for the region's hand-downs. name: of its folders in inbox and outbox."""

    code: str | None
    name: str

    @property
    def key(self) -> str:
        return self.code or REGION_FOLDER


@dataclass(frozen=True)
class Reach:
    """sees: bodies in the order of the code table. own: keys of those she hands in, answers and withdraws for."""

    sees: tuple[Body, ...]
    own: frozenset[str]
    is_region: bool

    def body(self, key: str | None) -> Body | None:
        """The body of that key, if she may see it."""
        return next((body for body in self.sees if body.key == key), None)


def reach(roles: set[str], bodies: list[dict[str, str]]) -> Reach:
    """roles: names. bodies: rows of reporting_body. The region sees all and hands in its hand-downs only."""
    every = [Body(row["bureau_code"], row["bureau_name"]) for row in bodies]
    mine = [body for body in every if BODY_ROLE + body.code in roles]
    if roles & {REGION_ROLE, ADMIN_ROLE}:
        whole = Body(None, REGION_FOLDER)
        own = {body.key for body in mine} | ({whole.key} if REGION_ROLE in roles else set())
        return Reach((whole, *every), frozenset(own), True)
    return Reach(tuple(mine), frozenset(body.key for body in mine), False)
