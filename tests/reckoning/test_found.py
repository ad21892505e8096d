"""Differences that random regions have shown, each as the smallest case, worked out by hand."""

import pytest

from dagster_project.home import Home
from tests.marts import books
from tests.marts.books import POST, RESULT, ROSTER, UNIT, apply, book, rows

pytestmark = pytest.mark.slow
REFORM, HOSPITAL, SCHOOL = "包头市东河区农业站", "包头市东河区医院", "包头市青山区中学"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("found") / "home").create()
    posts = [(REFORM, "中级", 0, 0), (REFORM, "副高级", 4, 4), (HOSPITAL, "副高级", 20, 20), (SCHOOL, "高级", 10, 9)]
    place = {"单位所属": "旗县区", "旗县区": "东河区"}
    book(home, "2023/包头市/登记.xlsx", UNIT, [
        {"单位名称": name, "单位性质": "事业单位", **place, "涉改起始日期": "2023-01-01" if name == REFORM else None}
        for name in (REFORM, HOSPITAL, SCHOOL)
    ])  # fmt: skip
    book(home, "2023/包头市/岗位.xlsx", POST, [
        {"单位名称": name, "岗位层级": level, "核定岗位数": established, "在聘人数": occupied, **place}
        for name, level, established, occupied in posts
    ])  # fmt: skip
    doctor = apply(HOSPITAL, "副主任医师")
    book(home, "2023/包头市/花名册.xlsx", ROSTER, [
        doctor, {**doctor, "申报资格名称": "副研究馆员"}, apply(SCHOOL, "高级教师"), apply(None, "正高级教师"),
    ])  # fmt: skip
    book(home, "2023/包头市/结果.xlsx", RESULT, [{k: v for k, v in doctor.items() if k in RESULT} | {"评审结果": "通过"}])
    with books.build(home) as connection:
        yield connection


def test_a_level_without_posts_and_without_excess_is_not_applicable(warehouse):
    """Decision 5: nothing established, nobody over: 不适用, never 合规; the level with posts is kept."""
    assert rows(warehouse, """
        select level_group, established, over_post, over_post_worst, state from marts.mart_over_post
        where rule_id = 'R-POST-02' order by level_group""") == [("中级", 0, 0, 0, "不适用"), ("副高级", 4, 0, 0, "合规")]  # fmt: skip


def test_a_waiting_teacher_of_the_highest_level_cannot_be_over_post(warehouse):
    """Decision 4 b: 正高级 teachers never enter the numerator, so a waiting one does not unsettle a banner or a school."""
    # 30 posts allow 1; the doctor twice a senior at one level is one person, 1 over; the teacher takes the school's vacancy.
    assert rows(warehouse, """
        select established, over_post, over_post_worst, allowed, rows_waiting, state from marts.mart_over_post
        where rule_id = 'R-POST-01' and is_judged""") == [(30, 1, 1, 1, 0, "合规")]  # fmt: skip
    assert rows(warehouse, """
        select over_post, over_post_worst, state from marts.mart_over_post where rule_id = 'R-TEACH-06'""") == [(0, 0, "合规")]  # fmt: skip


def test_an_outcome_finds_the_application_of_its_own_series(warehouse):
    """Contracts 1: by person, year, level and series; an application whose series is still open is no second candidate."""
    assert rows(warehouse, """
        select series_code, applied, passed, passed_without_application from marts.mart_pass_rate
        where level_name = '副高级' and series_code in ('04', '99') order by 1""") == [("04", 1, 1, 0), ("99", 1, 0, 0)]  # fmt: skip
