"""Tables side by side of different forms, headers of one column above another, and tables that are turned."""

from dagster_project.forms import load_forms
from dagster_project.intake.layout.table import SheetReader
from tests.intake import printed_tables as prints

FORMS = load_forms(year=2024)
ROSTER = ["序号", "工作单位", "姓名", "申报资格名称"]
POSTS = ["序号", "单位名称", "岗位层级", "核定岗位数", "在聘人数"]
SCHOOL = "开鲁县第一中学"
TOTALS = ["序号", "系列", "正高级", "副高级", "中级", "合计"]
KNOWN = (
    "已知的表有：申报花名册、绿色通道花名册、评审结果花名册、名额分配表、岗位表、单位登记表、公示登记表、批准事项登记表、"
    "申报人数统计表（事业在编）、申报人数统计表（事业非在编）、旗县区高级职称申报人数统计表。请按表样核对列名后重新报送。"
)


def read(rows: list[list]) -> list[tuple]:
    """(form, row, {column: text}) of the rows of data, and the tables."""
    found = []

    def take(table, part) -> None:
        for j, kind in enumerate(part.kinds):
            if kind == "data":
                values = {name: texts[j] for name, texts in part.columns.items() if texts[j]}
                found.append((table.header.form.code, part.row_nos[j], values, table.title["title_series"]))

    SheetReader("", FORMS, [], take).read(iter(rows))
    return found


def test_a_table_of_another_form_beside_an_empty_column_is_read():
    rows = [[*ROSTER, "", *POSTS], [1, SCHOOL, "赵X", "一级教师", "", 1, SCHOOL, "中级", 9, 8]]
    rows += [[2, SCHOOL, "钱X", "一级教师"], ["合计", "", "", "2", "", "合计", "", "", 9, 8]]
    assert [(form, row, values.get("person_name"), values.get("established")) for form, row, values, _ in read(rows)] == [
        ("roster_b", 2, "赵X", None), ("roster_b", 3, "钱X", None), ("post", 2, None, "9")
    ]  # fmt: skip


def test_a_small_register_beside_an_empty_column_is_read_too():
    rows = [["姓名", "工作单位", "申报资格名称", "", "单位名称", "单位性质"], ["赵X", SCHOOL, "一级教师", "", SCHOOL, "事业单位"]]
    assert [form for form, *_ in read(rows)] == ["roster_b", "unit"]


def test_figures_beside_a_roster_are_nobodys_rows():
    rows = [["姓名", "工作单位", "申报资格名称", "备注", "", "层级", "人数"], ["赵X", SCHOOL, "一级教师", "", "", "中级", 1]]
    assert [row for _, row, *_ in read([*rows, ["", "", "", "", "", "高级", 0]])] == [2]


def test_columns_of_our_own_to_the_right_are_no_table_of_another_form():
    [(form, _, values, _)] = read([[*ROSTER, "单位名称", "单位性质"], [1, SCHOOL, "赵X", "一级教师", SCHOOL, "事业单位"]])
    assert (form, values["unit_name"]) == ("roster_b", SCHOOL)


def test_tables_told_apart_by_titles_above_each_of_them():
    titles = ["2024年职称申报人数统计表（事业在编）", *[""] * 5, "2024年职称申报人数统计表（事业非在编）"]
    rows = [titles, TOTALS * 2, [1, "卫生", 1, 2, 3, 6, 1, "卫生", 0, 0, 4, 4]]
    assert [(form, values["persons_sum"]) for form, _, values, _ in read(rows)] == [("total_in_post", "6"), ("total_off_post", "4")]


def test_the_same_form_side_by_side_has_the_title_above_each():
    rows = [["2024年申报花名册（工程系列）", "", "", "", "2024年申报花名册（卫生系列）"], ROSTER * 2]
    rows += [[1, "水利局", "赵X", "工程师", 1, "县医院", "钱X", "主治医师"]]
    assert [(values["person_name"], series) for _, _, values, series in read(rows)] == [("赵X", "工程"), ("钱X", "卫生")]


def test_a_label_of_one_column_over_that_of_another_row():
    rows = [["2024年评审通过人员"], ["序号", "基本情况", "", "评审", "", "证书"], ["", "单位", "个人", "资格", "备案", ""]]
    rows += [["", "工作单位", "姓名", "通过资格名称", "文号", "编号"], [1, SCHOOL, "赵X", "一级教师", "通人社〔2024〕1号", "B1"]]
    [(form, row, values, _)] = read(rows)
    assert (form, row, values["seq"], values["filing_no"], values["certificate_no"]) == ("result", 5, "1", "通人社〔2024〕1号", "B1")


def test_a_turned_table_is_told_from_an_unknown_one(intake):
    rows = [["2024年申报花名册"], ["姓名", "赵X", "钱X"], ["工作单位", SCHOOL, SCHOOL], ["申报资格名称", "一级教师", "一级教师"]]
    intake.put("2024/通辽市/a.xlsx", prints.workbook({"a": rows}))
    intake.run()
    assert intake.submission("a.xlsx")["question"] == (
        "没有认出是哪种表：工作表“a”像“申报花名册”，但行列颠倒了：列名从上往下写在一列里。列名应写在同一行，每条记录一行"
        f"（复制后用“选择性粘贴—转置”）。{KNOWN}"
    )


def test_two_columns_of_few_are_named_with_what_is_missing(intake):
    rows = [["公示单位", "环节", "公示起止时间"], [SCHOOL, "单位", "2024.5.13-2024.5.17"]]
    intake.put("2024/通辽市/a.xlsx", prints.workbook({"a": rows}))
    intake.run()
    assert intake.submission("a.xlsx")["question"] == (
        "没有认出是哪种表：工作表“a”第 1 行像“公示登记表”的表头，但缺少必需的列：“开始日期”（也可写作“公示开始日期”“公示起始日期”“起始日期”）、"
        "“结束日期”（也可写作“公示结束日期”“公示截止日期”“截止日期”）；不认识的列：“公示起止时间”（最接近的列名是“开始日期”）。" + KNOWN
    )


def test_a_table_that_lacks_something_above_one_that_is_read_is_told(intake):
    rows = [["序号", "工作单位", "姓名", "性别"], [1, SCHOOL, "赵X", "女"], [], ["序号", "单位名称", "旗县区", "单位所属", "主管部门", *POSTS[2:]]]
    intake.put("2024/通辽市/a.xlsx", prints.workbook({"a": [*rows, [1, SCHOOL, "开鲁县", "旗县区", "开鲁县教育局", "中级", 9, 8]]}))
    assert intake.run().rows == {"post": 1}
    assert intake.submission("a.xlsx")["notes"] == (
        "工作表“a”没有读取：第 1 行像“申报花名册”的表头，但缺少必需的列：“申报资格名称”（也可写作“申报职称”“申报职称名称”“申报资格”），"
        "第 1 行至下一个表之间的行没有读取"
    )


def test_a_roster_of_one_unit_above_a_table_of_posts_is_read(intake):
    rows = [["单位：" + SCHOOL], ["序号", "姓名", "申报资格名称"], [1, "赵X", "一级教师"], [], POSTS, [1, SCHOOL, "中级", 9, 8]]
    intake.put("2024/通辽市/a.xlsx", prints.workbook({"a": rows}))
    assert intake.run().rows == {"roster_b": 1, "post": 1}


def test_a_roster_of_one_unit_below_a_table_of_posts_is_read(intake):
    rows = [POSTS, [1, SCHOOL, "中级", 9, 8], ["开鲁县医院"], ["序号", "姓名", "申报资格名称"], [1, "赵X", "主治医师"]]
    intake.put("2024/通辽市/a.xlsx", prints.workbook({"a": rows}))
    assert intake.run().rows == {"roster_b": 1, "post": 1}
    assert [r["unit_name"] for r in intake.rows("roster_b")] == ["开鲁县医院"]
