"""The designed cases, worked out by hand on their edges."""

from random import Random

import pytest

from dagster_project.sample import designed_cases, make_plan
from dagster_project.sample.cases import QUOTA_2023, allowed, established_for, state_of


@pytest.mark.parametrize(
    ("established", "persons"), [(0, 0), (19, 0), (20, 1), (39, 1), (40, 2), (100, 5), (119, 5)]
)
def test_five_in_a_hundred_is_cut_to_whole_persons(established, persons):
    assert allowed(established) == persons


@pytest.mark.parametrize(
    ("excess", "worst", "established", "missing", "state"),
    [
        (5, 5, 100, False, "合规"),
        (6, 6, 100, False, "超限"),
        (6, 6, 119, False, "超限"),
        (6, 6, 120, False, "合规"),
        (5, 6, 100, False, "待核"),
        (5, 5, 100, True, "合规"),
        (6, 9, 100, True, "待核"),
        (0, 0, 0, False, "不适用"),
        (1, 1, 0, False, "超限"),
    ],
)
def test_states_on_their_edges(excess, worst, established, missing, state):
    assert state_of(excess, worst, established, missing) == state


@pytest.mark.parametrize("margin", [-1, 0, 1, 2])
def test_posts_are_found_for_a_margin(margin):
    for excess in range(max(0, margin), 12):
        posts = established_for(excess, margin, 0, Random(excess))
        assert excess - allowed(posts) == margin
    assert established_for(2, 0, 60, Random(1)) == -1


@pytest.mark.parametrize("rows", [300, 3000])
def test_each_case_exists_in_2023(rows):
    designed = designed_cases(make_plan((2023, 2024), rows, 1))
    found = {}
    for scope in designed["over_post"]:
        if scope["case"]:
            found.setdefault(scope["case"], []).append(scope)
    assert {k: len(v) for k, v in found.items()} == {
        "above": 5,
        "at": 3,
        "under": 2,
        "waiting": 1,
        "no_table": 1,
    }
    assert all(s["over_post"] > s["allowed"] and s["state"] == "超限" for s in found["above"])
    assert all(s["over_post"] == s["allowed"] > 0 and s["state"] == "合规" for s in found["at"])
    assert all(s["over_post"] == s["allowed"] - 1 and s["state"] == "合规" for s in found["under"])
    assert all(s["worst"] > s["allowed"] >= s["over_post"] and s["state"] == "待核" for s in found["waiting"])
    assert all(
        s["worst"] > s["allowed"] >= s["over_post"] and s["state"] == "待核" for s in found["no_table"]
    )
    assert [s["scope_name"] for s in found["above"] if s["scope_kind"] == "competent_department"] == [
        "内蒙古自治区水利厅"
    ]


def test_all_other_scopes_of_2023_keep_the_limit():
    designed = designed_cases(make_plan((2023, 2024), 3000, 1))["over_post"]
    assert len([s for s in designed if s["year"] == 2023]) == 103 + 1 + 12 + 10 + 1
    assert {s["state"] for s in designed if s["year"] == 2023 and not s["case"]} == {"合规", "无数据"}
    assert {s["state"] for s in designed if s["year"] == 2024} == {"仅展示"}


@pytest.mark.parametrize("rows", [300, 3000])
def test_one_body_is_over_its_quota_and_one_exactly_on_it(rows):
    lines = {q["quota_scope_code"]: q for q in designed_cases(make_plan((2023,), rows, 1))["quota"]}
    assert lines["150300"]["applied"] == 7 and lines["150300"]["quota"] == 6
    assert lines["152501"]["applied"] == 3 == lines["152501"]["quota"]
    below = [q for code, q in lines.items() if code not in ("150300", "152501")]
    assert all(0 < q["applied"] < q["quota"] for q in below)
    assert sum(n for code, n in QUOTA_2023.items()) == 200


def test_a_reform_unit_and_two_schools_are_beyond_their_posts():
    units = designed_cases(make_plan((2023,), 3000, 1))["units"]
    assert sorted((u["case"], u["bureau_code"], u["level"], u["over_post"]) for u in units) == [
        ("reform", "152200", "副高级", 1),
        ("teacher", "150100", "副高级", 1),
        ("teacher", "152900", "副高级", 1),
    ]
