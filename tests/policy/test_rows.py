"""Rows as WPS writes them are read and what was read otherwise is named; the region's own rows win."""

import pytest

from dagster_project.errors import UserError
from dagster_project.policy import check, read_policy


def test_gb18030_is_read_and_named(seeds):
    seeds.write("policy_limit", seeds.rows("policy_limit"), encoding="gb18030")
    assert seeds.new() == ["提示 不是 UTF-8，按 GB18030 读；运行前请另存为 CSV(UTF-8)"]
    assert len(read_policy(seeds=seeds.path).tables["policy_limit"]) == 117


def test_a_byte_order_mark_and_empty_lines_are_nothing(seeds):
    path = seeds.path / "policy_limit.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b",,,\r\n\r\n")
    assert seeds.new() == []


@pytest.mark.parametrize("text", ["2023/1/1", "2023-1-1", "2023.01.01", "2023年1月1日", "2023/1/1 0:00"])
def test_dates_of_a_spreadsheet(seeds, text):
    seeds.change("R-POST-02", valid_from=text)
    assert seeds.new() == [f"提示 valid_from “{text}”读作 2023-01-01"]
    assert read_policy(seeds=seeds.path).tables["policy_limit"][2]["valid_from"] == "2023-01-01"


@pytest.mark.parametrize("text", ["2023/13/1", "2023-02-29", "明年", "45000"])
def test_no_date(seeds, text):
    seeds.change("R-POST-02", valid_to=text)
    assert f"错误 valid_to “{text}”不是日期，应如 2025-01-01" in seeds.new()


def test_a_lost_nought_is_suggested(seeds):
    seeds.change("R-ELIG-02", series_code="5")
    assert seeds.new() == ["错误 没有系列代码“5”；是否应为 05，前面的 0 被表格软件去掉了"]


def test_a_comma_without_quotes(seeds):
    path = seeds.path / "measure.csv"
    path.write_text(path.read_text("utf-8") + "new_one,一,二,三,四,五\n", "utf-8")
    assert "错误 格数多于列数：含逗号的文字要用双引号括起" in seeds.new()


def test_a_file_without_its_key_column(seeds):
    (seeds.path / "citation.csv").write_text("规则,原文\nR-POST-01,五\n", "utf-8")
    assert "错误 缺少列 rule_id、document_id、place、quote" in seeds.new()


def test_neither_encoding_nor_file(seeds):
    (seeds.path / "measure.csv").write_bytes(b"measure_id\n\xff\xff\xff\n")
    with pytest.raises(UserError, match="measure.csv 不是 UTF-8，也不是 GB18030"):
        seeds.said()
    (seeds.path / "measure.csv").unlink()
    with pytest.raises(UserError, match="缺少文件"):
        seeds.said()


def test_site_rows_win_and_are_listed(seeds, home):
    rows = seeds.rows("policy_limit")
    own = next(r for r in rows if r["rule_id"] == "R-POST-01") | {"limit_numerator": "4"}
    added = own | {"rule_id": "R-POST-01-2025", "measure_id": "over_post_vacancy", "valid_from": "2025/1/1", "valid_to": ""}
    seeds.write("policy_limit", [own, added], home.site / "policy_limit.csv", "gb18030")
    policy = read_policy(home)
    limits = {r["rule_id"]: r for r in policy.tables["policy_limit"]}
    assert limits["R-POST-01"]["limit_numerator"] == "4" and len(limits) == 118
    said = [f.message for f in check(policy) if f.where == "site/policy_limit.csv 第 2 行 R-POST-01"]
    assert "代替 policy_limit.csv 第 2 行 R-POST-01" in said
    assert any("新增一行" in f.message for f in policy.findings)
    assert any("2025/1/1”读作 2025-01-01" in f.message for f in policy.findings)
