"""Cells that hold several things, as clerks type them: tilt policies by code or by words, a title with its date."""

import pytest

from dagster_project.home import Home
from tests.marts import books
from tests.marts.books import ROSTER, apply, book, rows

pytestmark = pytest.mark.slow  # builds a warehouse of its own

LABEL_3, LABEL_9 = "旗县工作满30年、乡镇工作满20年", "“专精特新”中小企业和制造业单项冠军企业"
TILTS = {
    "3,5": ["3", "5"], "3、5": ["3", "5"], "3；5": ["3", "5"], "3 5": ["3", "5"], "3 5 10": ["10", "3", "5"], "3\n8": ["3", "8"],
    3.5: ["3", "5"], "03": ["3"], "第3类": ["3"], "3/8": ["3", "8"], "３，８": ["3", "8"], "’3、5": ["3", "5"],
    "无": [], "没有": [], "—": [], "0": [], "3、无": ["3"],
    LABEL_3: ["3"], f"3.{LABEL_3}": ["3"], f"3.{LABEL_3}；8.疫情一线": ["3", "8"], LABEL_9: ["9"], "3（满30年）": ["3"],
    "苏木乡镇 认定": ["4"], "满30年": ["3"], "8 疫情一线": ["8"], "公务员（参公）": ["1"],
    "疫情": ["?"], "11": ["?"], "3-5": ["?"], "满三十年": ["?"], "3、破格": ["3", "?"],
    "定向评价": ["定向评价"], "绿色通道、3": ["3", "绿色通道"],
}  # fmt: skip
TITLES = {
    "副主任医师 2018/12": ("副主任医师", "2018-12"), "2018/12 副主任医师": ("副主任医师", "2018-12"),
    "副主任医师\n2018.12": ("副主任医师", "2018-12"), "副主任医师\r\n2018年12月": ("副主任医师", "2018-12"),
    "副主任医师（2018-12-01）": ("副主任医师", "2018-12"), "副主任医师\u3000201812": ("副主任医师", "2018-12"),
    "副 主 任 医 师\u00a02018年9月": ("副主任医师", "2018-09"), "副主任医师": ("副主任医师", None),
    "副主任医师、2018年12月": ("副主任医师", "2018-12"), "2018.12，副主任医师": ("副主任医师", "2018-12"), "2018/12": (None, "2018-12"),
}  # fmt: skip


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("joined") / "home").create()
    people = [apply("通辽市开鲁县人民医院", "主任医师", 倾斜政策=typed) for typed in TILTS]
    people += [apply("通辽市开鲁县人民医院", "主任医师", 现有资格及取得时间=typed) for typed in TITLES]
    book(home, "2024/通辽市/花名册.xlsx", ROSTER, people)
    with books.build(home) as connection:
        yield connection


@pytest.mark.parametrize(("number", "typed"), enumerate(TILTS, 2), ids=map(repr, TILTS))
def test_tilt_policies(db, number, typed):
    sql = f"select case when not is_known then '?' else coalesce(tilt_code, program) end from resolved.int_roster_tilt where row_no = {number}"
    assert sorted(one for (one,) in rows(db, sql)) == sorted(TILTS[typed])
    found = rows(db, f"select count(*) from marts.mart_finding_row where check_id = 'chk_roster_tilt_unknown' and \"row\" = {number}")
    assert found == [(int("?" in TILTS[typed]),)]


def test_a_program_written_as_a_tilt_policy_is_the_program(db):
    number = 2 + list(TILTS).index("定向评价")
    assert rows(db, "select row_no from resolved.int_roster_row where program = '定向评价'") == [(number,)]


@pytest.mark.parametrize(("number", "typed"), enumerate(TITLES, 2 + len(TILTS)), ids=map(repr, TITLES))
def test_titles_with_their_dates(db, number, typed):
    sql = f"select current_title, current_title_month from staging.stg_roster where row_no = {number}"
    assert rows(db, sql) == [TITLES[typed]]
