"""Limits in force at once, and years without one: on the first and last day, by level, series and scope."""

import pytest

NEXT = {"rule_id": "R-POST-01-2025", "document_id": "NM2024", "limit_numerator": "3"}


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "level", "by", "clash"),
    [
        ("2023-12-31", "2023-12-31", "高级", "banner", "2023 年"),
        ("2022-01-01", "2023-01-01", "高级", "banner", "2023 年"),
        ("2023-06-01", "2025-12-31", "高级", "banner", "2023 年"),
        ("2023-01-01", "2023-12-31", "正高级", "banner", "2023 年"),
        ("2023-01-01", "2023-12-31", "", "", "2023 年"),
        ("2022-01-01", "2022-12-31", "高级", "banner", None),
        ("2023-01-01", "2023-12-31", "中级", "banner", None),
        ("2023-01-01", "2023-12-31", "高级", "unit", None),
    ],
)
def test_overlap(seeds, valid_from, valid_to, level, by, clash):
    seeds.change("R-POST-01-2024", valid_from="2030-01-01")
    seeds.add(
        "R-POST-01", **NEXT, valid_from=valid_from, valid_to=valid_to, level_group=level, measured_by=by, fate="展示"
    )
    found = [m for m in seeds.new() if "同时生效" in m]
    assert len(found) == (clash is not None)
    assert not clash or found[0].startswith(f"错误 {clash}与 ")


def test_an_open_row_must_be_closed_before_the_next(seeds):
    seeds.add("R-POST-01", **NEXT, valid_from="2025-01-01", valid_to="2025-12-31")
    assert "错误 2025 年与 R-POST-01-2024 同一指标、地区、层级、衡量范围，两条同时生效" in seeds.new()
    seeds.change("R-POST-01-2024", valid_to="2024-12-31")
    assert not [m for m in seeds.new() if m.startswith("错误")]


def test_another_place_is_no_overlap(seeds):
    seeds.add("R-POST-01", **NEXT, jurisdiction_code="150200", valid_from="2023-01-01", valid_to="2023-12-31")
    assert not [m for m in seeds.new() if m.startswith("错误")]


@pytest.mark.parametrize(("start", "said"), [("2025-01-01", "2024 年"), ("2026-05-01", "2024 至 2025 年"), ("2024-12-31", None)])
def test_gap(seeds, start, said):
    seeds.add("R-TEACH-06", rule_id="R-TEACH-06-N", valid_from=start, valid_to="")
    found = [m for m in seeds.new() if "只能参照" in m]
    assert found == ([f"提示 {said}没有限额：这些年度只能参照，不作判定"] if said else [])


def test_one_exemption_twice(seeds):
    seeds.add("EX-02-2023", "exemption", exemption_id="EX-99", valid_from="2023-12-31")
    assert [m for m in seeds.new()] == ["错误 2023 年与 EX-02-2023 免限内容相同，两条同时生效"]
