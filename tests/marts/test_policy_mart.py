"""mart_policy: each rule at each body it binds in its years, cited by the notice that holds there (decision 10)."""

import pytest

from dagster_project.home import Home
from tests.marts import books
from tests.marts.books import ROSTER, apply, book, rows

pytestmark = pytest.mark.slow  # builds a warehouse of its own

EVERYWHERE = 15


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    """Connection to a home that knows 2023 and 2024."""
    home = Home(tmp_path_factory.mktemp("policy") / "home").create()
    book(home, "2023/包头市/花名册.xlsx", ROSTER, [apply("包头市东河区人民医院", "副主任医师")])
    book(home, "2024/通辽市/花名册.xlsx", ROSTER, [apply("通辽市科尔沁区第一人民医院", "副主任医师")])
    with books.build(home) as connection:
        yield connection


def cited(catalogue, rule: str, year: int, body: str) -> tuple | None:
    found = rows(catalogue, f"""
        select document_no, clause, place from marts.mart_policy
        where rule_id = '{rule}' and review_year = {year} and bureau_code = '{body}'""")  # fmt: skip
    return found[0] if found else None


def test_a_rule_binds_the_bodies_of_its_jurisdiction(catalogue):
    bodies = dict(rows(catalogue, "select rule_id, count(*) from marts.mart_policy where review_year = 2023 group by 1"))
    assert bodies["R-POST-01"] == bodies["R-EXCL-05"] == EVERYWHERE
    assert bodies["R-POST-05"] == bodies["R-ELIG-02"] == 1
    assert "R-POST-07" not in bodies and "R-POST-01-2024" not in bodies
    assert rows(catalogue, "select distinct bureau_code from marts.mart_policy where rule_id = 'R-POST-05'") == [("150200",)]


def test_a_banners_notice_binds_the_body_it_lies_in(catalogue):
    assert cited(catalogue, "R-DATE-11", 2024, "150500") == ("左人社字〔2024〕60号", "正文", "行13")


@pytest.mark.parametrize(
    ("rule", "year", "body", "place"),
    [
        ("R-EXCL-05", 2023, "150500", ("内人社办发〔2023〕79号", "四(五)", "行105")),
        ("R-EXCL-05", 2023, "150200", ("内人社办发〔2023〕79号", "四(五)", "行105")),
        ("R-EXCL-05", 2024, "150200", ("内人社办发〔2023〕79号", "四(五)", "行105")),
        ("R-EXCL-05", 2024, "150500", ("通人社发〔2024〕108号", "四(四)", "行135")),
        ("R-DATE-12", 2024, "150500", ("通人社发〔2024〕108号", "六(二)1", "行225")),
        ("R-PANEL-06", 2024, "150500", ("内人社办发〔2023〕79号", "六(一)3", "行199")),
    ],
)
def test_a_rule_that_runs_on_is_cited_by_the_bodys_own_notice(catalogue, rule, year, body, place):
    assert cited(catalogue, rule, year, body) == place


def test_what_needs_data_says_which(catalogue):
    assert not rows(catalogue, """
        select * from marts.mart_policy where fate = '需要数据' and (needs_form is null or needs_column is null or why is null)""")
    assert not rows(catalogue, "select * from marts.mart_policy where fate != '需要数据' and needs_form is not null")


def test_notices_are_named_as_people_name_them(catalogue):
    [[text]] = rows(catalogue, """
        select distinct also_stated_in from marts.mart_policy where rule_id = 'R-POST-10'""")  # fmt: skip
    assert text == "包头市2023年职称通知(文面无文号与日期) 四(六)3 行108; 通人社发〔2024〕108号 四(五)2 行161"


def test_no_rule_model_took_a_new_row(catalogue):
    fates = dict(rows(catalogue, "select distinct rule_id, fate from marts.mart_policy"))
    states = rows(catalogue, "select distinct rule_id, state from marts.mart_compliance")
    assert {fates[rule] for rule, _ in states} == {"判定", "展示"}
    assert {state for rule, state in states if fates[rule] == "展示"} <= {"仅展示", "无数据"}
