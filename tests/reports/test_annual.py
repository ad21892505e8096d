"""The annual workbook says what the mart says: figures worked by hand, to the digit."""

import openpyxl
import pytest

from dagster_project.errors import UserError
from dagster_project.reports import write_annual


def approx(value: float):
    """A fraction as a spreadsheet keeps it: 15 significant digits."""
    return pytest.approx(value, rel=1e-15)


def test_quota_lines_parts_and_total(sheet_of):
    rows = sheet_of("表4 名额使用")
    assert list(rows) == [
        "呼和浩特市",
        "通辽市",
        "内蒙古师大附属中学",
        "其中：内蒙古师大附属中学（自身）",
        "其中：区直其他单位",
        "合计",
    ]
    assert rows["呼和浩特市"]["申报使用率"] == approx(31 / 30)
    assert rows["呼和浩特市"]["剩余名额"] == -1
    assert rows["呼和浩特市"]["申报状态"] == "超限"
    total = rows["合计"]
    assert [total[c] for c in ("核定名额", "申报人数", "其中绿色通道", "评审通过人数", "核准备案人数")] == [
        57,
        56,
        3,
        39,
        37,
    ]
    assert total["申报使用率"] == approx(56 / 57)
    assert total["剩余名额"] == 1


def test_total_formula_leaves_parts_out(sheet_of):
    total = sheet_of("表4 名额使用", formulas=True)["合计"]
    assert total["核定名额"] == "=SUM(C5:C7)"
    assert total["申报使用率"] == "=IF(C10=0,0,D10/C10)"


def test_over_post_by_rule(sheet_of):
    rows = sheet_of("表5 超岗位申报", keys=4)
    assert rows["R-POST-01|高级|通辽市|科尔沁区"]["超岗比例"] == approx(4 / 60)
    assert rows["R-POST-01|高级|通辽市|科尔沁区"]["状态"] == "超限"
    total = rows["R-POST-01|高级||合计"]
    assert [total[c] for c in ("核定岗位", "计限申报人数", "超岗人数")] == [160, 21, 9]
    assert total["超岗比例"] == approx(9 / 160)
    assert total["允许超岗人数"] == "—"  # each scope drops its own fraction: they do not add up
    assert "R-POST-01|高级|通辽市|下钻单位" not in rows


def test_units_that_keep_to_the_limit_are_one_line_and_still_counted(sheet_of):
    rows = sheet_of("表5 超岗位申报", keys=4)
    assert rows["R-POST-02|高级|通辽市|其余 1 个单位"]["核定岗位"] == 10
    assert rows["R-POST-02|高级||合计"]["核定岗位"] == 20


def test_tilt_counts_without_unmarked(sheet_of):
    rows = sheet_of("表6 倾斜政策享受")
    assert list(rows) == ["1", "10", "未标注", "合计"]
    assert [rows["1"][c] for c in ("申报人次", "人数（可相加）", "通过人次")] == [7, 7, 5]
    assert [rows["合计"][c] for c in ("申报人次", "人数（可相加）", "通过人次")] == [9, 8, 6]


def test_pass_rate_by_body(sheet_of):
    rows = sheet_of("表7 评审通过")
    assert rows["呼和浩特市"]["通过率"] == approx(30 / 40)
    assert rows["通辽市"]["参评人次"] == 12
    assert rows["通辽市"]["通过人次"] == 12
    assert rows["通辽市"]["通过率"] == approx(7 / 12)  # the file without outcomes adds passes, but no rate
    assert [r["其中参评不明"] for r in rows.values()] == [0, 5, 5]
    assert rows["合计"]["通过率"] == approx(37 / 52)
    assert rows["合计"]["申报通过率"] == approx(42 / 70)


def test_column_of_unknown_review_appears_only_where_it_says_something(sheet_of):
    assert "其中参评不明" not in sheet_of("表7 评审通过", year=2024)["合计"]


def test_rate_of_incomplete_results_is_no_formula(sheet_of):
    total = sheet_of("表7 评审通过", formulas=True)["合计"]
    assert total["通过率"] == approx(37 / 52)
    assert total["申报通过率"] == "=IF(B7=0,0,D7/B7)"


def test_pass_rate_by_series_has_subtotals(sheet_of):
    rows = sheet_of("表7续 按系列", keys=2)
    assert rows["工程技术人员|小计"]["申报人次"] == 67
    assert rows["工程技术人员|中级"]["参评人次"] == "无数据"
    assert rows["工程技术人员|中级"]["通过率"] == "无数据"
    assert rows["卫生技术人员|正高级"]["分母过小"] == "分母过小"
    assert rows["合计|"]["申报人次"] == 70


def test_body_sees_its_own_rows_only(mart, tmp_path):
    path = write_annual(mart, 2023, "通辽市", tmp_path)
    assert path.name == "2023年度职称评审统计表_通辽市.xlsx"
    text = _all_text(path)
    assert "填报单位：通辽市" in text
    assert "呼和浩特市" not in text
    assert "新城区" not in text
    assert "科尔沁区" in text


def test_body_by_code_or_part_of_name_is_the_same(mart, tmp_path):
    paths = [
        write_annual(mart, 2023, b, tmp_path / str(i)) for i, b in enumerate(("150500", "通辽市", "通辽"))
    ]
    assert len({p.read_bytes() for p in paths}) == 1


def test_body_total_adds_its_own_lines(sheet_of):
    total = sheet_of("表4 名额使用", bureau="通辽市")["合计"]
    assert (total["核定名额"], total["申报人数"]) == (20, 20)


def test_year_without_limits_shows_figures_and_grey_reference(sheet_of, mart, tmp_path):
    row = sheet_of("表5 超岗位申报", year=2024, keys=4)["R-POST-01|高级|通辽市|科尔沁区"]
    assert row["状态"] == "仅展示"
    assert row["参照限额"] == 0.05
    assert "允许超岗人数" not in row
    assert "本年度（2024）未见规定" in _all_text(write_annual(mart, 2024, out=tmp_path))


def test_limits_carry_document_clause_and_kind_of_reading(sheet_of):
    row = sheet_of("附表1 规定与读法")["R-POST-01"]
    assert (row["文号"], row["条款"], row["限额"]) == ("内人社办发〔2023〕79号", "四(十一)2", "不超过 5%")
    assert row["读法性质"] == "推断"


def test_same_mart_same_bytes(mart, tmp_path):
    assert (
        write_annual(mart, 2023, out=tmp_path / "a").read_bytes()
        == write_annual(mart, 2023, out=tmp_path / "b").read_bytes()
    )


def test_demonstration_is_marked_everywhere(mart, tmp_path):
    path = write_annual(mart, 2023, out=tmp_path, demo=True)
    assert path.name.endswith("_演示数据.xlsx")
    for sheet in openpyxl.load_workbook(path):
        assert "演示数据" in sheet.oddHeader.right.text
        assert any("演示数据" in str(c.value) for row in sheet.iter_rows(max_row=3) for c in row)


def test_default_folder_lies_beside_the_published_one(mart):
    reports = mart.parent.parent / "reports" / "2023"
    assert write_annual(mart, 2023).parent == reports / "region"
    assert write_annual(mart, 2023, "通辽市").parent == reports / "150500"


@pytest.mark.parametrize(
    ("year", "bureau", "said"),
    [
        (2030, None, "全区2030年度没有收到申报和评审数据，各表为空，不代表数字为零。有数据的年度：2023、2024。"),
        (2022, "通辽市", "通辽市2022年度没有收到申报和评审数据，各表为空，不代表数字为零。有数据的年度：2023、2024。"),
        (2024, "呼和浩特市", "呼和浩特市2024年度没有收到申报和评审数据，各表为空，不代表数字为零。有数据的年度：2023。"),
    ],
)
def test_year_without_data_is_a_report_that_says_so(mart, tmp_path, year, bureau, said):
    path = write_annual(mart, year, bureau, tmp_path)
    text = _all_text(path)
    assert said in text
    assert "本年度未报送名额分配表" in text


def test_unknown_body_is_said_in_chinese(mart, tmp_path):
    with pytest.raises(UserError, match="可用的有"):
        write_annual(mart, 2023, "北京市", tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_no_published_file(tmp_path):
    with pytest.raises(UserError, match="zhicheng run"):
        write_annual(tmp_path / "mart.duckdb", 2023)


def _all_text(path) -> str:
    book = openpyxl.load_workbook(path, data_only=True)
    return "\n".join(
        str(c) for s in book for row in s.iter_rows(values_only=True) for c in row if c is not None
    )
