"""A made-up notice for 2025 in a copy of the seeds: rows alone, and each year is judged by its own."""

import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from dagster_project.home import DBT_DIR, Home
from dagster_project.intake import take_in
from dagster_project.policy import NOTE, check, read_policy
from tests.marts.books import POST, ROSTER, apply, book
from tests.policy.conftest import Folder

pytestmark = pytest.mark.slow
UNIT, LEVEL = "包头市东河区人民医院", "副主任医师"
CITED = {"document_id": "NM2025", "clause": "四(十一)2", "place": "行90"}
VALID = {"valid_from": "2025-01-01", "valid_to": "2025-12-31"}


def add_notice(project: Path) -> None:
    """What docs/notice.md tells a person to add: nothing but rows."""
    policy, codes = Folder(project / "seeds" / "policy"), Folder(project / "seeds" / "codes")
    policy.add("NM2024", "policy_document", document_id="NM2025", document_no="内人社办发〔2025〕虚构1号", title="虚构通知", **VALID)
    policy.change("R-POST-01-2024", valid_to="2024-12-31")
    policy.add("R-POST-01", rule_id="R-POST-01-2025", limit_numerator="3", **CITED, **VALID)
    policy.add("R-POST-01", "citation", rule_id="R-POST-01-2025", document_id="NM2025", place="行90", quote="3%以内")
    codes.add("1", "tilt_code", tilt_code="11", tilt_label="虚构政策", tilt_short="虚构政策", post_exempt="Y", **CITED, **VALID)
    policy.add(
        "EX-02-2023", "exemption", exemption_id="EX-17-2025", rule_id="R-POST-01-2025", value="11", **CITED, **VALID
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the dbt project with the notice's rows."""
    copy = tmp_path_factory.mktemp("notice") / "dbt"
    shutil.copytree(DBT_DIR, copy, ignore=shutil.ignore_patterns("target", "logs"))
    add_notice(copy)
    return copy


@pytest.fixture(scope="module")
def warehouse(project, tmp_path_factory):
    """The same unit in two years: 100 posts, none vacant, four applicants and one with code 11."""
    home = Home(tmp_path_factory.mktemp("notice") / "home").create()
    post = {"单位名称": UNIT, "单位所属": "旗县区", "旗县区": "东河区", "岗位层级": "副高级", "核定岗位数": 100, "在聘人数": 100}
    for year in (2024, 2025):
        people = [apply(UNIT, LEVEL) for _ in range(4)] + [apply(UNIT, LEVEL, 倾斜政策="11")]
        book(home, f"{year}/包头市/花名册.xlsx", ROSTER, people)
        book(home, f"{year}/包头市/岗位.xlsx", POST, [post])
    take_in(home, "r1", datetime(2026, 1, 2, 3, 4), "abcdef01")
    places = ["--project-dir", project, "--profiles-dir", project, "--target-path", home.dagster, "--log-path", home.logs]
    done = subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "build", "--exclude-resource-type", "unit_test", *map(str, places)],
        env={"PATH": "/usr/bin:/bin", "HOME": str(home.path), "ZHICHENG_HOME": str(home.path), "LANG": "C.UTF-8"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        yield connection


def test_the_rows_are_without_error(project):
    found = check(read_policy(seeds=project / "seeds" / "policy"))
    assert {f.level for f in found} == {NOTE}
    assert any("2024 年没有限额" in f.message for f in found) is False


def test_each_year_is_judged_by_its_own(warehouse):
    found = warehouse.execute("""
        select review_year, rule_id, established, over_post, allowed, state, reference_limit from marts.mart_over_post
        where scope_code = '150202' and level_group = '高级' and scope_kind = 'banner' order by 1""").fetchall()
    assert found == [
        (2024, "R-POST-01-2024", 100, 5, None, "仅展示", 0.05),
        (2025, "R-POST-01-2025", 100, 4, 3, "超限", None),
    ]


def test_the_figure_cites_the_new_notice(warehouse):
    found = warehouse.execute("""
        select distinct document_no, clause, place, limit_value from marts.mart_compliance
        where review_year = 2025 and scope_code = '150202'""").fetchall()
    assert found == [("内人社办发〔2025〕虚构1号", "四(十一)2", "行90", 3.0)]


def test_only_seeds_differ(project):
    changed = {
        str(path.relative_to(project))
        for path in project.rglob("*")
        if path.is_file() and path.read_bytes() != (DBT_DIR / path.relative_to(project)).read_bytes()
    }
    assert changed == {f"seeds/policy/{n}.csv" for n in ("policy_document", "policy_limit", "citation", "exemption")} | {
        "seeds/codes/tilt_code.csv"
    }
