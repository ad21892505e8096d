"""What clerks type, one small file a defect: each comes back as it was meant, and raw says what was filled or a number."""

import pytest

from tests.intake import printed_tables as prints

HEADER = ["序号", "工作单位", "姓名", "申报资格名称", "身份证号", "联系电话"]
ID = "15020219800101001X"
TITLE = "高级工程师"
FILES = {
    "phone_as_float": [[HEADER, [1, "一中", "赵X", TITLE, ID, 13800000001.0]]],
    "id_with_apostrophe": [[HEADER, [1, "一中", "赵X", TITLE, "'" + ID, "13800000001"]]],
    "id_full_width_lower_x": [[HEADER, [1, "一中", "赵X", TITLE, "１５０２０２１９８００１０１００１ｘ", "13800000001"]]],
    "nbsp_and_zero_width": [[HEADER, [1, "一\u00a0中", "\ufeff赵\u200bX\u3000", f"{TITLE}\u00a0", f" {ID}\u200b", "138\u200b00000001"]]],
    "header_full_width_and_blanks": [[["序　号", "工 作\n单 位", "姓\u00a0名", "申报资格\r\n名称", "＊身份证号：", "联系电话\u200b"],
                                      [1, "一中", "赵X", TITLE, ID, "13800000001"]]],
    "header_of_other_brackets": [[["序号", "工作单位(全称)", "姓名（人名）", "申报资格名称（全称)", "身份证号〔18位〕".replace("〔", "(").replace("〕", "）"),
                                   "联系电话"], [1, "一中", "赵X", TITLE, ID, "13800000001"]]],
    "columns_in_another_order": [[[*reversed(HEADER)], ["13800000001", ID, TITLE, "赵X", "一中", 1]]],
    "contact_and_repeated_header": [[HEADER, HEADER, [1, "一中", "赵X", TITLE, ID, "13800000001"], HEADER,
                                     ["联系人：钱X", "", "", "联系电话：", "", "13800000009"], ["填表日期：2024年6月1日"]]],
}  # fmt: skip
WHOLE = {"seq": "1", "unit_name": "一中", "person_name": "赵X", "applied_title": TITLE, "id_number": ID, "phone": "13800000001"}


@pytest.fixture
def read(intake):
    for name, [rows] in FILES.items():
        intake.put(f"2024/包头市/{name}.xlsx", prints.workbook({"a": rows}))
    intake.run()
    return intake


def test_each_defect_comes_back_as_it_was_meant(read):
    for name in FILES:
        [row] = read.rows("roster_b", f"{name}.xlsx")
        got = {column: row[column] for column in WHOLE}
        typed = {"id_full_width_lower_x": ID.lower(), "id_with_apostrophe": ID}.get(name, ID)
        unit = "一中" if name != "nbsp_and_zero_width" else row["unit_name"].replace(" ", "")
        assert {**got, "unit_name": unit} == {**WHOLE, "id_number": typed}, name
        assert row["id_status"] == "valid", name
        assert row["numeric_columns"] == (["seq", "phone"] if name == "phone_as_float" else ["seq"]), name
    assert len({row["person_key"] for row in read.rows("roster_b")}) == 1


def test_rows_beside_the_data_are_kept_by_kind_with_their_numbers(read):
    found = [(row["row_no"], row["row_kind"]) for row in read.rows("roster_b", "contact_and_repeated_header.xlsx", kind=None)]
    assert sorted(found) == [(1, "header"), (2, "header"), (3, "data"), (4, "header"), (5, "contact"), (6, "contact")]


def test_a_unit_merged_down_fills_its_rows_and_raw_says_so(intake):
    rows = [HEADER, [1, "一中", "赵X", TITLE, ID], [2, "", "钱X", TITLE, ""], [3, "二中", "孙X", TITLE, ""]]
    intake.put("2024/包头市/merged_down.xlsx", prints.workbook({"a": rows}, merges={"a": [(1, 1, 2, 1)]}))
    intake.run()
    assert [(r["row_no"], r["unit_name"], r["filled_columns"]) for r in intake.rows("roster_b")] == [
        (2, "一中", []), (3, "一中", ["unit_name"]), (4, "二中", [])]  # fmt: skip


def test_columns_not_there_and_columns_not_known_are_both_named(intake):
    rows = [["序号", "工作单位", "姓名", "申报资格名称", "出生年月份", "面试成绩"], [1, "一中", "赵X", TITLE, "1980/01", 90]]
    intake.put("2024/包头市/unknown_columns.xlsx", prints.workbook({"名单": rows}))
    intake.run()
    assert intake.submission("unknown_columns.xlsx")["notes"] == (
        "工作表“名单”有未列入表样的列，已原样留存：出生年月份（最接近的列名是“出生年月”）、面试成绩；工作表“名单”缺少表样中的列："
        "单位所属、性别、民族、出生年月、学历、毕业院校及时间、所学专业、现有资格及取得时间、现从事专业、继续教育、身份证号、联系电话、倾斜政策"
    )
    [row] = intake.rows("roster_b")
    assert row["extra"] == '{"出生年月份": "1980/01", "面试成绩": "90"}'


def test_a_register_without_its_dates_says_what_would_have_been_accepted(intake):
    rows = [["序号", "公示单位", "公示环节", "系列", "起止日期"], [1, "包头市人社局", "单位", "工程", "9月1日至7日"]]
    intake.put("2024/包头市/no_dates.xlsx", prints.workbook({"公示": rows}))
    intake.run()
    assert intake.submission("no_dates.xlsx")["question"].startswith(
        "没有认出是哪种表：工作表“公示”第 1 行像“公示登记表”的表头，但缺少必需的列："
        "“开始日期”（也可写作“公示开始日期”“公示起始日期”“起始日期”）、“结束日期”（也可写作“公示结束日期”“公示截止日期”“截止日期”）；"
        "不认识的列：“起止日期”（最接近的列名是“开始日期”）。已知的表有："
    )
