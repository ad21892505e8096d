"""The figures that sentences use, by name: of the year, and of the year before as last_<name>."""

from pathlib import Path

from dagster_project.reports.numbers import Number

QUERY = Path(__file__).with_name("queries") / "summary.sql"
RATES = ("pass_rate", "quota_rate", "quota_passed_rate")


def load_facts(db, year: int, code: str | None) -> dict[str, Number]:
    """{name: Number} of both years; a figure nobody knows has no value. Ids are summary/<year>/<name>."""
    facts = {}
    for prefix, of_year in (("", year), ("last_", year - 1)):
        cursor = db.execute(QUERY.read_text("utf-8"), {"year": of_year, "bureau": code})
        names = [d[0] for d in cursor.description]
        for name, value in zip(names, cursor.fetchone(), strict=True):
            kind = "rate" if name in RATES else "count"
            facts[prefix + name] = Number(f"summary/{of_year}/{name}", value, kind)
    return facts
