"""Limits without tests on their edges: each judged limit is tried before, on and after its validity, and at its value.

A dbt unit test says which edges of which rule it tries: config.meta.edges, {rule id: [before, first, last, after, at, over]}.
"""

from functools import cache
from pathlib import Path

import yaml

from dagster_project.home import DBT_DIR
from dagster_project.policy.rows import NOTE, Finding, Policy, Row

WORDS = {
    "before": "生效前", "first": "首年", "last": "末年", "after": "失效后", "at": "恰在限额", "over": "刚超限额",
}  # fmt: skip


def untested(policy: Policy) -> list[Finding]:
    """A 提示 for each judged limit that lacks one; an open limit has no last year."""
    found = []
    for row in policy.tables["policy_limit"]:
        if row["fate"] != "判定":
            continue
        missing = [word for edge, word in WORDS.items() if edge in edges_of(row) - edges_tried().get(row["rule_id"], set())]
        if missing:
            found.append(Finding(NOTE, row.where, f"没有边界测试：{'、'.join(missing)}"))
    return found


def edges_of(row: Row) -> set[str]:
    """The edges a limit has."""
    return set(WORDS) - (set() if row["valid_to"] else {"last", "after"})


@cache
def edges_tried(models: Path = DBT_DIR / "models") -> dict[str, set[str]]:
    """{rule id: edges that some unit test tries}."""
    found: dict[str, set[str]] = {}
    for path in models.rglob("*.yml"):
        for test in (yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) or {}).get("unit_tests", ()):
            for rule, edges in test.get("config", {}).get("meta", {}).get("edges", {}).items():
                found.setdefault(rule, set()).update(edges)
    return found
