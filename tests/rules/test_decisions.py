"""Which test proves which reading of the notices: the nineteen decisions that settle what the notices leave open.

A name with `::` is a pytest function, any other a dbt unit test. Each must exist, so that a proof cannot be lost unseen.
"""

import ast
from functools import cache

import pytest
import yaml

from dagster_project.home import DBT_DIR, REPO

OVER, QUOTA, CITY = "tests/marts/test_over_post.py", "tests/marts/test_quota_tilt_pass.py", "tests/rules/test_city_rules.py"
PROOFS = {
    (1, "超岗＝各单位超出空缺之和，5% 按整数比较"): [
        "five_percent_is_judged_in_whole_numbers", "one_vacancy_pays_once_and_in_its_own_unit", f"{OVER}::test_scope",
    ],
    (2, "谁不受岗位数额限制"): [
        "one_exempting_fact_is_enough", f"{CITY}::test_code_3_stays_exempt_and_is_over_above_the_highest_level",
    ],
    (3, "衡量范围"): ["scopes_follow_the_limits_way_of_measuring", "baotou_senior_is_judged_twice",
                 f"{CITY}::test_a_baotou_senior_is_judged_by_both_notices"],
    (4, "教师与涉改单位"): [
        "reform_meets_the_year_up_to_the_deadline", "units_are_judged_with_nothing_allowed", "one_vacancy_pays_once_and_in_its_own_unit",
    ],
    (5, "状态"): [f"{OVER}::test_posts_without_a_roster_are_unknown_for_every_rule", "five_percent_is_judged_in_whole_numbers"],
    (6, "轻重依文面用语"): ["tests/seeds/test_catalogue.py::test_severity_follows_the_word"],
    (7, "名额"): [
        "quota_at_a_hundred_percent_and_a_part_over", f"{QUOTA}::test_quota_lines_parts_and_total",
        f"{CITY}::test_heads_among_those_passed_and_recommended",
    ],
    (8, "评审通过率"): ["pass_rate_counts_reviewed_only", f"{QUOTA}::test_pass_rate_of_a_cell"],
    (9, "公示工作日"): [
        "tests/marts/test_dates.py::test_days_and_state_of_each_publicity_row",
        "tests/seeds/test_calendar.py::test_days_that_are_easily_miscounted",
    ],
    (10, "按评审年度选规定"): [
        "years_without_a_limit_are_shown_with_the_last_known", "a_limit_holds_from_its_first_to_its_last_day",
        "tests/marts/test_policy_mart.py::test_a_rule_that_runs_on_is_cited_by_the_bodys_own_notice",
    ],
    (11, "一个人"): [
        "tests/intake/test_person.py::test_the_same_person_has_one_key_however_it_is_typed",
        "tests/intake/test_person.py::test_without_a_valid_number_the_key_is_of_the_row",
    ],
    (12, "职称整词查表"): ["tests/seeds/test_codes.py::test_a_title_is_read_as_a_whole_word"],
    (13, "按岗位表的层级计算"): ["one_vacancy_pays_once_and_in_its_own_unit", "baotou_senior_is_judged_twice"],
    (14, "倾斜代码与绿色通道"): ["tests/seeds/test_codes.py::test_codes_one_three_and_ten_are_free_of_posts_in_both_periods"],
    (15, "学校自己的名额行"): [f"{QUOTA}::test_quota_lines_parts_and_total"],
    (16, "标题行中的层级"): [
        "tests/intake/test_titles.py::test_title", "tests/marts/test_checks.py::test_each_row_has_its_findings_and_no_other",
    ],
    (17, "最坏情形"): ["waiting_row_turns_kept_into_to_be_checked", f"{OVER}::test_scope"],
    (18, "只用一次的政策"): ["tests/rules/test_person_rules.py::test_a_use_passed_in_an_earlier_year_is_found_on_the_later_application"],
    (19, "批准事项"): [
        "tests/rules/test_permitted.py::test_what_was_approved_stands_beside_the_figure_and_changes_nothing",
        "tests/marts/test_dates.py::test_an_approved_extension_moves_its_deadline_for_whom_it_names",
        f"{CITY}::test_tongliao_is_shown_and_asked_for_the_consultation",
    ],
}  # fmt: skip


@cache
def unit_tests() -> set[str]:
    """Names of all dbt unit tests."""
    files = (yaml.safe_load(path.read_text("utf-8")) or {} for path in (DBT_DIR / "models").rglob("*.yml"))
    return {test["name"] for file in files for test in file.get("unit_tests", ())}


@cache
def functions(path: str) -> set[str]:
    """Names of the test functions of one file."""
    return {node.name for node in ast.parse((REPO / path).read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}


def test_each_decision_is_here():
    assert [number for number, _ in PROOFS] == list(range(1, 20))


@pytest.mark.parametrize("decision", PROOFS, ids=lambda d: str(d[0]))
def test_its_proofs_exist(decision):
    known = unit_tests()
    for proof in PROOFS[decision]:
        path, _, name = proof.rpartition("::")
        assert name in (functions(path) if path else known), proof
