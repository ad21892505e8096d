"""policy check finds each defect that a row can have, and nothing in the rows as they are."""

import pytest

from dagster_project.policy import NOTE, check, read_policy


def test_the_seeds_have_no_error():
    found = check(read_policy())
    assert {f.level for f in found} <= {NOTE}
    assert {"R-POST-02", "R-TEACH-01", "R-TEACH-06", "R-EXCL-03", "R-EXCL-07"} <= {f.where.split()[-1] for f in found}
    assert all("年起没有限额：收到新通知后加一行" in f.message or "没有边界测试：" in f.message for f in found)


@pytest.mark.parametrize(
    ("rule", "cells", "message"),
    [
        ("R-POST-01", {"document_id": "NM1999"}, "没有政策文件“NM1999”"),
        ("R-POST-01", {"measure_id": "over"}, "没有指标“over”"),
        ("R-TEACH-01", {"series_code": "77"}, "没有系列代码“77”"),
        ("R-POST-02", {"jurisdiction_code": "159999"}, "没有地区代码“159999”"),
        ("R-POST-01-2024", {"reference_rule_id": "R-POST-99"}, "没有参照规则“R-POST-99”"),
        ("R-POST-01", {"level_group": "高"}, "没有层级组“高”；可用：高级、正高级、副高级、中级、初级，几个以|分隔"),
        ("R-POST-01", {"clause": ""}, "没有依据：clause 为空"),
        ("R-POST-01", {"place": "第161行"}, "place “第161行”应如 行161、行147-151 或 行105、123"),
        ("R-POST-01", {"reading_kind": "猜测"}, "reading_kind “猜测”应为 事实 或 推断"),
        ("R-POST-01", {"limit_numerator": "0.05"}, "限额应为两个整数，如 5 和 100、200 和 1；分母不为 0"),
        ("R-POST-01", {"limit_denominator": "0"}, "限额应为两个整数，如 5 和 100、200 和 1；分母不为 0"),
        ("R-TEACH-02", {"limit_form": ""}, "判定的规则须有限额，或写明取自哪张报送表(limit_form)，或在 deadline.csv 有截止日"),
        ("R-EXCL-01", {"also_stated_in": "XX2030 一 行1"}, "另见的政策文件“XX2030”不存在"),
        ("R-POST-03", {"fate": "以后"}, "去向“以后”应为 判定、展示、免限、需要数据、不在范围 之一"),
        ("R-GREEN-03", {"needs_column": ""}, "需要数据的规则须写明哪张表、哪一列"),
        ("R-REC-11", {"why": ""}, "不在范围的规则须写明原因"),
        ("R-POST-03", {"fate": "免限"}, "免限的规则在 exemption.csv 里没有一行"),
        ("R-POST-03", {"valid_to": "2022-12-31"}, "失效日 2022-12-31 早于生效日 2023-01-01"),
    ],
)
def test_a_spoilt_rule_is_an_error(seeds, rule, cells, message):
    seeds.change(rule, **cells)
    assert f"错误 {message}" in seeds.new()
    assert any(f.where.endswith(f" {rule}") and f.message == message for f in seeds.said())


def test_a_new_rule_without_quoted_words_is_a_note(seeds):
    seeds.add("R-TEACH-06", rule_id="R-TEACH-06-2024", valid_from="2024-01-01", valid_to="2025-12-31")
    assert [m for m in seeds.new() if "边界测试" not in m] == [
        "提示 citation.csv 里没有原文用语，无法核对出处", "提示 2026 年起没有限额：收到新通知后加一行"
    ]  # fmt: skip


def test_two_rows_of_one_number(seeds):
    seeds.add("R-POST-01")
    assert seeds.new() == ["错误 与 policy_limit.csv 第 2 行 R-POST-01 编号相同"]


def test_exemptions_and_quotes_are_checked_too(seeds):
    seeds.change("EX-01-2023", "exemption", rule_id="R-X", place="")
    seeds.change("R-POST-01", "citation", document_id="YY2020")
    assert {"错误 没有规则“R-X”", "错误 没有依据：place 为空", "错误 没有政策文件“YY2020”"} <= set(seeds.new())


@pytest.mark.parametrize(("cells", "message"), [
    ({"due": ""}, "错误 没有截止日(due)"),
    ({"due": "2023/6/31"}, "错误 due “2023/6/31”不是日期，应如 2025-01-01"),
    ({"due": "2023/6/20"}, "提示 due “2023/6/20”读作 2023-06-20"),
    ({"date_from": "2023-07-01"}, "错误 截止日 2023-06-20 早于起日 2023-07-01"),
    ({"review_year": "2024"}, "提示 截止日 2023-06-20 不在评审年度 2024 内"),
    ({"jurisdiction_code": "150999"}, "错误 没有地区代码“150999”"),
    ({"clause": ""}, "错误 没有依据：clause 为空"),
])  # fmt: skip
def test_deadlines(seeds, cells, message):
    seeds.change("DL-03", "deadline", **cells)
    assert message in seeds.new()
