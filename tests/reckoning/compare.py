"""The marts of a region beside its reckoning, cell by cell."""

from contextlib import contextmanager
from datetime import datetime
from functools import cache

import duckdb

from dagster_project import dbt_runner
from dagster_project.home import Home
from dagster_project.intake import take_in
from tests.reckoning import counts, posts
from tests.reckoning.facts import Facts
from tests.reckoning.workbooks import write
from tests.reckoning.world import Region


@cache
def _manifest():
    return dbt_runner.manifest_folder()


@contextmanager
def built(region: Region, folder, order: int = 1):
    """A read-only connection to the warehouse that intake and dbt make of the region's workbooks."""
    import os

    home = Home(folder / f"home{region.seed}").create()
    write(region, home.inbox, order)
    os.environ["ZHICHENG_HOME"] = str(home.path)
    take_in(home, "r1", datetime(2026, 1, 2, 3, 4), "abcdef01")
    dbt_runner.build(home, dbt_runner.load_manifest(_manifest()))
    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        yield connection


def table(connection, sql: str, keys: int) -> dict:
    """{the first `keys` columns: {column: value}} of a query; a key that comes twice is a difference by itself."""
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    found = {}
    for row in cursor.fetchall():
        assert row[:keys] not in found, f"two rows of {row[:keys]}"
        found[row[:keys]] = dict(zip(names[keys:], row[keys:]))
    return found


def differences(mart: dict, reckoned: dict, empty=lambda row: False) -> list[str]:
    """What differs, the smallest first; rows that one side lacks count unless `empty` says they mean nothing."""
    found = []
    for key in mart.keys() | reckoned.keys():
        left, right = mart.get(key), reckoned.get(key)
        if left is None or right is None:
            if not empty(left or right):
                found.append((99, f"{key} only in the {'reckoning' if left is None else 'mart'}: {left or right}"))
            continue
        wrong = {name: (left[name], value) for name, value in right.items() if left[name] != value}
        if wrong:
            found.append((len(wrong), f"{key} mart, reckoned: {wrong}"))
    return [text for _, text in sorted(found)]


OVER_POST = """
    select review_year, rule_id, bureau_code, scope_name, level_group, established, occupied, vacant, applicants, post_bound,
        over_post, over_post_worst, allowed, remaining, remaining_worst, rows_waiting, units_missing, state
    from marts.mart_over_post where is_judged and scope_kind {} 'unit'"""
COMPLIANCE = """
    select review_year, rule_id, bureau_code, scope_name, level_group, numerator, denominator, value, limit_value, worst, state
    from marts.mart_compliance where measure in (select measure from marts.mart_over_post) and state != '仅展示'"""
PASS = """
    select review_year, bureau_code, banner_code, series_code, level_code, applied, reviewed, passed, recognised, by_exam, not_final,
        cancelled, passed_without_application, pass_rate, applied_pass_rate from marts.mart_pass_rate"""
TILT = """
    select review_year, bureau_code, banner_code, series_code, level_code, tilt_code, applications, persons, passed
    from marts.mart_tilt"""
APPLICATION = """
    select review_year, bureau_code, banner_code, series_code, level_code, program, channel, mode, employment, affiliation, unit_kind,
        sum(applied)::int as applied from marts.mart_application group by all having sum(applied) > 0"""
PEOPLE = """
    select review_year, bureau_code, sum(applied_waiting)::int as waiting, sum(persons_first)::int as persons
    from marts.mart_application group by all"""
QUOTA = """
    select review_year, quota_scope_code, quota, applied, applied_worst, applied_green, passed, filed, applied_state, remaining,
        remaining_worst from marts.mart_quota_usage where row_kind != 'total' and quota_scope_code in ({})"""


def compliance(scopes: dict, units: dict) -> dict:
    """The judged rows as the ledger tells them: a limit in persons has no denominator."""
    found = {}
    for key, row in [*scopes.items(), *units.items()]:
        over, base = row["over_post"], row["established"] if key in scopes else None
        value = None if over is None or base == 0 else float(over) if key in units else over / base
        found[key] = {
            "numerator": over, "denominator": base, "value": value, "limit_value": row["allowed"], "worst": row["over_post_worst"],
            "state": row["state"],
        }  # fmt: skip
    return {key: row for key, row in found.items() if row["state"] != "仅展示"}


def all_differences(connection, region: Region) -> dict[str, list[str]]:
    """{mart: differences} of one region."""
    facts = Facts(region)
    tilt_rows, _ = counts.tilts(facts)
    quotas, scopes, units = counts.quotas(facts), posts.over_post(facts), posts.reform(facts) | posts.teachers(facts)
    codes = ", ".join(f"'{code}'" for _, code in quotas) or "''"
    mart_quota = {k: v for k, v in table(connection, QUOTA.format(codes), 2).items() if k[0] in region.quota}
    pairs = {
        "over_post": (table(connection, OVER_POST.format("!="), 5), scopes),
        "units": (table(connection, OVER_POST.format("="), 5), units),
        "compliance": (table(connection, COMPLIANCE, 5), compliance(scopes, units)),
        "pass_rate": (table(connection, PASS, 5), counts.pass_rates(facts)),
        "tilt": (table(connection, TILT, 6), tilt_rows),
        "application": (table(connection, APPLICATION, 11), counts.applications(facts)),
        "people": (table(connection, PEOPLE, 2), counts.people(facts)),
        "quota": (mart_quota, quotas),
    }
    return {name: differences(*pair) for name, pair in pairs.items()}
