"""A made-up notice for 2025, once as seeds in a copy and once as a home's own rows: rows alone, each year by its own."""

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
from tests.marts.books import POST, ROSTER, UNIT, apply, book
from tests.policy.notice_2025 import ROWS, as_seeds, as_site_rows

pytestmark = pytest.mark.slow
CLINIC, LATE, LEVEL, OFFICE = "包头市东河区人民医院", "包头市东河区农业服务站", "副主任医师", "东河区卫生健康委员会"


def fill(home: Home) -> None:
    """Two units in two years: 100 posts of the first, none vacant, four applicants and one each with codes 11 and 12; the
    second under reform from 20 June on. In 2025 the column of posts has another label.
    """
    for year, label in ((2024, "核定岗位数"), (2025, "批复岗位数量")):
        header = [label if name == "核定岗位数" else name for name in POST]
        place = {"单位所属": "旗县区", "旗县区": "东河区", "主管部门": OFFICE}
        book(home, f"{year}/包头市/登记.xlsx", UNIT, [
            {"单位名称": CLINIC, "单位性质": "事业单位", **place},
            {"单位名称": LATE, "单位性质": "事业单位", **place, "涉改起始日期": f"{year}-06-20"},
        ])  # fmt: skip
        book(home, f"{year}/包头市/岗位.xlsx", header, [
            {"单位名称": CLINIC, **place, "岗位层级": "副高级", label: 100, "在聘人数": 100},
            {"单位名称": LATE, **place, "岗位层级": "副高级", label: 10, "在聘人数": 10},
        ])  # fmt: skip
        people = [apply(CLINIC, LEVEL) for _ in range(4)] + [apply(CLINIC, LEVEL, 倾斜政策=code) for code in ("11", "12")]
        book(home, f"{year}/包头市/花名册.xlsx", ROSTER, people)


def build(home: Home, project: Path, forms: Path | None) -> None:
    take_in(home, "r1", datetime(2026, 1, 2, 3, 4), "abcdef01", forms_dir=forms)
    places = ["--project-dir", project, "--profiles-dir", project, "--target-path", home.dagster, "--log-path", home.logs]
    done = subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "build", "--exclude-resource-type", "unit_test", *map(str, places)],
        env={"PATH": "/usr/bin:/bin", "HOME": str(home.path), "ZHICHENG_HOME": str(home.path), "LANG": "C.UTF-8"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """A copy of the dbt project with the notice's rows among its seeds."""
    copy = tmp_path_factory.mktemp("notice") / "dbt"
    shutil.copytree(DBT_DIR, copy, ignore=shutil.ignore_patterns("target", "logs"))
    as_seeds(copy / "seeds")
    return copy


@pytest.fixture(scope="module", params=["seeds", "site"])
def home(request, tmp_path_factory) -> Home:
    """A home built by the notice, its rows standing in a copy of the seeds or in its own site/."""
    home = Home(tmp_path_factory.mktemp(request.param) / "home").create()
    fill(home)
    if request.param == "seeds":
        project = request.getfixturevalue("project")
        build(home, project, project / "seeds" / "forms")
    else:
        as_site_rows(home.site)
        build(home, DBT_DIR, None)
    return home


@pytest.fixture(scope="module")
def warehouse(home):
    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        yield connection


def test_each_year_is_judged_by_its_own(warehouse):
    """2024: nobody knows codes 11 and 12, six over by banner, 5 % as a reference; the second unit is under reform (no
    deadline that year). 2025: code 11 exempts, code 12 does not: five over of 110 posts by department, three allowed; its
    reform begins after the deadline.
    """
    found = warehouse.execute("""
        select review_year, rule_id, scope_kind, scope_name, established, over_post, allowed, state, reference_limit
        from marts.mart_over_post
        where rule_id like 'R-POST-01%' and bureau_code = '150200' and scope_kind <> 'unit' order by 1""").fetchall()
    assert found == [
        (2024, "R-POST-01-2024", "banner", "东河区", 100, 6, None, "仅展示", 0.05),
        (2025, "R-POST-01-2025", "competent_department", OFFICE, 110, 5, 3, "超限", None),
    ]


def test_the_figure_cites_the_new_notice(warehouse):
    found = warehouse.execute("""
        select distinct document_no, clause, place, limit_value, state from marts.mart_compliance
        where review_year = 2025 and rule_id = 'R-POST-01-2025' and scope_name = ?""", [OFFICE]).fetchall()
    assert found == [("内人社办发〔2025〕虚构1号", "四(十一)2", "行90", 3.0, "超限")]


def test_its_own_deadline_is_judged_and_that_of_2023_is_not(warehouse):
    """Both rosters came in January 2026: late for 15 June 2025; 2024 has no deadline."""
    assert warehouse.execute("""
        select review_year, rule_id, numerator, denominator, document_no, state from marts.mart_compliance
        where rule_id in (select rule_id from marts.mart_deadline) and bureau_code = '150200' and state != '无数据'""").fetchall() == [
        (2025, "R-DATE-02-2025", 1, 1, "内人社办发〔2025〕虚构1号", "预警"),
    ]  # fmt: skip


def test_new_codes_are_unknown_before_their_year(warehouse):
    found = warehouse.execute("""
        select review_year, count(*) from resolved.int_finding where check_id = 'chk_roster_tilt_unknown' group by 1""").fetchall()
    assert found == [(2024, 2)]


def test_the_rows_are_without_error(project, tmp_path):
    home = Home(tmp_path / "home").create()
    as_site_rows(home.site)
    for policy in (read_policy(seeds=project / "seeds" / "policy"), read_policy(home)):
        found = check(policy)
        assert {f.level for f in found} == {NOTE}
        assert not any("2024 年没有限额" in f.message for f in found if "R-POST" in f.where)
    assert (policy.own, policy.replacing) == (len(ROWS), 1)


def test_only_seeds_differ(project):
    changed = {
        str(path.relative_to(project))
        for path in project.rglob("*")
        if path.is_file() and path.read_bytes() != (DBT_DIR / path.relative_to(project)).read_bytes()
    }
    policy = ("policy_document", "policy_limit", "citation", "exemption", "deadline")
    assert changed == {f"seeds/policy/{n}.csv" for n in policy} | {"seeds/codes/tilt_code.csv", "seeds/forms/form_column.csv"}


