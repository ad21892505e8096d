"""explain: the account printed for a figure adds up to the figure published, and a wrong question is answered."""

import json

import pytest

from dagster_project.cli.explain import units_of
from tests.conftest import said, typed, zhicheng


def figures(home, year: int) -> list[dict]:
    return json.loads(typed("show", "mart_compliance", "--year", year, "--json", home=home).stdout)


def account_of(home, figure: dict) -> dict:
    words = ["--year", figure["review_year"], "--scope", figure["scope_code"]]
    words += ["--level", figure["level_group"]] if figure["level_group"] else []
    done = typed("explain", figure["rule_id"], *words, "--json", home=home)
    assert done.returncode == 0, said(done)
    (one,) = json.loads(done.stdout)
    return one


@pytest.mark.parametrize(("rule", "state"), [("R-POST-01", "超限"), ("R-POST-01", "待核"), ("R-TEACH-02", "超限"), ("R-TEACH-06", "超限")])
def test_the_rows_add_up_to_the_figure(finished_home, rule, state):
    figure = next(f for f in figures(finished_home, 2023) if f["rule_id"] == rule and f["state"] == state)
    one = account_of(finished_home, figure)
    assert one["totals"]["agrees"] and one["totals"]["reckoned"] == figure["numerator"]
    assert one["totals"]["reckoned_worst"] == figure["worst"]
    assert one["totals"]["counted"] == sum(row["counted"] for row in one["rows"])
    assert all(row["reason"] and row["place"] and row["row"] > 0 for row in one["rows"])
    assert {one[n] == figure[n] for n in ("clause", "document_no", "place", "reading", "policy_version", "run_id")} == {True}


def test_the_text_names_rule_clause_reading_units_files_and_totals(finished_home):
    figure = next(f for f in figures(finished_home, 2023) if f["rule_id"] == "R-POST-01" and f["state"] == "超限")
    done = zhicheng("explain", "r-post-01", "--year", 2023, "--scope", figure["scope_code"], home=finished_home)
    text = said(done)
    wanted = ["内人社办发〔2023〕79号 四(十一)2", "读法（", "状态：超限", "按单位", "报送编号", "不计入", "与发布的数字相符", figure["policy_version"]]
    assert [part for part in wanted if part not in text] == []


def test_a_figure_that_is_only_shown_is_explained_too(finished_home):
    shown = json.loads(typed("show", "mart_over_post", "--year", 2024, "--json", home=finished_home).stdout)
    figure = next(f for f in shown if f["rule_id"] == "R-POST-01-2024" and f["is_judged"] and f["over_post"])
    one = account_of(finished_home, figure)
    assert (one["state"], one["numerator"], one["limit_value"]) == ("仅展示", figure["over_post"], None)
    assert one["totals"]["agrees"]


@pytest.mark.parametrize(("words", "answer"), [
    (["R-POST-99", "--year", 2023, "--scope", "东河区"], "R-POST-01"),
    (["R-POST-01", "--year", 2023, "--scope", "包头"], "包头市本级（150200-0"),
    (["R-POST-01", "--year", 2023, "--scope", "东河区", "--level", "初级"], "可用：高级"),
    (["R-POST-01", "--year", 1999, "--scope", "东河区"], "没有任何规则"),
])  # fmt: skip
def test_a_wrong_question_is_answered_with_what_can_be_asked(finished_home, words, answer):
    done = typed("explain", *words, home=finished_home)
    assert done.returncode == 2
    assert answer in said(done)


def test_excess_is_reckoned_by_unit_and_level_and_a_persons_second_row_takes_no_vacancy():
    """Two bound and one teacher beyond one vacancy: 2 over, of which the teacher alone none; no table: nothing vacant."""
    row = {"unit_name": "甲", "post_level": "副高级", "unit_established": 9, "unit_occupied": 8, "unit_vacant": 1}
    kinds = [("counted_teacher", True), ("counted", True), ("counted", True), ("same_person", False), ("waiting", False)]
    (unit,) = units_of([{**row, "reason_id": kind, "counted": counted} for kind, counted in kinds])
    assert (unit["bound"], unit["teachers"], unit["excess"], unit["excess_teacher"]) == (3, 1, 2, 0)


def test_differences_of_counts_come_with_the_rows_of_both_sides(finished_home):
    """Of a cell: the stated side adds up to its figure; a person of a roster may stand in more than one row of it."""
    differing = json.loads(typed("show", "mart_reconciliation", "--json", home=finished_home).stdout)
    differing = [one for one in differing if one["difference"]]
    sources = set()
    for year, body in {(one["review_year"], one["bureau_code"]) for one in differing if one["source"] != "上年申报"}:
        done = typed("explain", "人数核对", "--year", year, "--scope", body, "--json", home=finished_home)
        found = json.loads(done.stdout)
        own = [one for one in differing if (one["review_year"], one["bureau_code"]) == (year, body)]
        assert [one["difference"] for one in found] and len(found) == len(own), said(done)
        for one in found:
            sources.add(one["source"].removeprefix("统计表")[:1])
            sides = {side: [row for row in one["rows"] if row["side"] == side] for side in ("花名册", "结果", "统计表")}
            this_year = [row for row in sides["花名册"] if row["said"] != "上年"]
            assert len(this_year) >= one["ours"] and all(row["place"] and row["row"] > 0 for row in one["rows"])
            if one["source"] == "评审结果":
                assert len(sides["结果"]) == one["theirs"]
            elif one["source"].startswith("统计表"):
                assert sum(int(row["said"].split(" ")[1]) for row in sides["统计表"]) == one["theirs"]
    assert {"评", "（"} <= sources
    assert "没有差异" in said(typed("explain", "人数核对", "--year", 2019, "--scope", "包头市", home=finished_home))
