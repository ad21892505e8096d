"""The notices' own tables, read as printed; every value worked out by hand."""

import csv
import io

from tests.intake import printed_tables as prints

TONGLIAO = "2024/通辽市/花名册.xlsx"


def test_tongliao_2024(intake):
    intake.put(TONGLIAO, prints.tongliao())
    assert intake.run().rows == {"roster_b": 3}
    sent = intake.submission("花名册.xlsx")
    assert (sent["status"], sent["form"], sent["bureau_code"]) == ("已接收", "申报花名册", "150500")
    assert (sent["review_year"], sent["question"], sent["notes"]) == (2024, None, None)
    first, second, third = intake.rows("roster_b")
    assert [r["row_no"] for r in (first, second, third)] == [4, 5, 6]
    assert [(r["tilt"], r["applied_title"], r["current_title"]) for r in (first, second, third)] == [
        ("1", "高级工程师", None),
        ("3", "工程师", "助理工程师 2018/12"),
        ("8", "主任医师", "副主任医师 2018/12"),
    ]
    for row, printed in zip((first, second, third), prints.TONGLIAO_ROWS, strict=True):
        names = (
            "seq affiliation unit_name person_name sex ethnic_group birth_month education graduation major"
        )
        names += " current_title specialty applied_title continuing_education id_number phone tilt"
        assert [row[n] for n in names.split()] == [str(v) if v != "" else None for v in printed]
        assert row["numeric_columns"] == ["seq", "tilt"]
        assert (row["title_year"], row["title_level"], row["title_series"]) == ("2024", None, None)
        assert row["title_unit"] == "xxxx单位"
        assert row["id_status"] == "absent"
    assert len({r["person_key"] for r in (first, second, third)}) == 3


def test_tongliao_rows_that_are_not_data(intake):
    intake.put(TONGLIAO, prints.tongliao())
    intake.run()
    others = {r["row_no"]: r for r in intake.rows("roster_b", kind=None) if r["row_kind"] != "data"}
    assert {n: r["row_kind"] for n, r in others.items()} == {
        1: "title", 2: "unit_row", 3: "header", 7: "ellipsis", 8: "remark", 9: "remark", 10: "contact", 11: "contact",
    }  # fmt: skip
    assert others[8]["row_text"].startswith("备注:1.“单位所属”此列填写为")
    assert others[9]["row_text"].startswith("2.倾斜政策(按类别填写代码):1.公务员(参公)")
    assert all(r["person_name"] is None and r["person_key"] is None for r in others.values())


def test_tongliao_with_level_and_series_filled_in(intake):
    title = "通辽市2024年申报（高）级专业技术职称花名册（工程系列）"
    intake.put(TONGLIAO, prints.tongliao([prints.person(1)], title))
    intake.run()
    [row] = intake.rows("roster_b")
    assert (row["title_year"], row["title_level"], row["title_series"]) == ("2024", "高级", "工程")


def test_region_quota_2023(intake):
    intake.put("2023/自治区/名额分配表.xlsx", prints.quota())
    assert intake.run().rows == {"quota": 16}
    sent = intake.submission("名额分配表.xlsx")
    assert (sent["status"], sent["form"], sent["bureau_code"]) == ("已接收", "名额分配表", None)
    rows = intake.rows("quota")
    assert [(r["quota_unit"], r["quota"]) for r in rows[:6]] == [
        ("呼和浩特市", "19"), ("包 头 市", "17"), ("呼伦贝尔市", "17"), ("兴 安 盟", "14"), ("通 辽 市", "22"),
        ("赤 峰 市", "30"),
    ]  # fmt: skip
    school = rows[14]
    assert (school["quota_unit"], school["quota"]) == ("内蒙古师大附属中学", "7 (含区直其他单位 4)")
    assert school["numeric_columns"] == []
    assert rows[0]["numeric_columns"] == ["quota"]
    assert sum(int(r["quota"].split()[0]) for r in rows) == 200
    [total] = intake.rows("quota", kind="total")
    assert (total["row_no"], total["quota_unit"], total["quota"]) == (19, "合 计", "200")
    assert {r["title_year"] for r in rows} == {"2023"}


def test_green_channel_2023(intake):
    printed = [1, "包头市第一医院", "张X", "男", "1980/01", "汉", "群众", "博士", "XX大学\n2010/06", "2022/01",
               "北京XX医院", "卫生", "主治医师 2015/01", "副主任医师", "内科", "引进人才"]  # fmt: skip
    intake.put("2023/包头市/绿色通道.xlsx", prints.green([printed]))
    assert intake.run().rows == {"roster_a": 1}
    assert intake.submission("绿色通道.xlsx")["notes"] is None
    [row] = intake.rows("roster_a")
    names = "seq unit_name person_name sex birth_month ethnic_group political_status education graduation"
    names += " introduction_date origin_unit series current_title applied_title specialty remark"
    assert [row[n] for n in names.split()] == ["1", *printed[1:8], "XX大学 2010/06", *printed[9:]]
    assert row["extra"] is None


def test_csv_in_gb18030_and_in_utf8(intake):
    out = io.StringIO()
    csv.writer(out).writerows(prints.tongliao_rows([prints.person(1, name="赵㐀"), prints.person(2)]))
    intake.put("2024/通辽市/甲.csv", out.getvalue().encode("gb18030"))
    intake.put("2024/通辽市/乙.csv", b"\xef\xbb\xbf" + out.getvalue().encode("utf-8"))
    intake.put("2024/包头市/丙.txt", out.getvalue().replace(",", "\t").encode("utf-8"))
    assert intake.run().rows == {"roster_b": 6}
    for place in ("甲.csv", "乙.csv", "丙.txt"):
        rows = intake.rows("roster_b", place)
        assert [r["row_no"] for r in rows] == [4, 5]
        assert rows[0]["person_name"] == "赵㐀"
        assert rows[0]["numeric_columns"] == []


def test_a_workbook_with_macros_is_read_and_they_are_not(intake):
    intake.put("2024/通辽市/花名册.XLSM", prints.tongliao())
    assert intake.run().rows == {"roster_b": 3}


def test_an_id_number_stored_as_a_number_is_called_out(intake):
    intake.put(TONGLIAO, prints.tongliao([prints.person(1, 身份证号=150502198001010027)]))
    intake.run()
    [row] = intake.rows("roster_b")
    assert row["id_status"] == "number"
    assert row["person_key"].startswith("row:")
    assert "id_number" in row["numeric_columns"]


def test_columns_in_another_order_unknown_ones_kept_missing_ones_named(intake):
    rows = [
        ["姓名", "微信号", "申报职称", "单位名称", "性别"],
        ["赵X", "abc", "工程师", "开鲁县第一中学", "女"],
    ]
    intake.put(TONGLIAO, prints.workbook({"名单": [[], ["", ""], *rows]}))
    assert intake.run().rows == {"roster_b": 1}
    [row] = intake.rows("roster_b")
    assert (row["row_no"], row["sheet"]) == (4, "名单")
    assert (row["person_name"], row["applied_title"], row["unit_name"]) == ("赵X", "工程师", "开鲁县第一中学")
    assert row["extra"] == '{"微信号": "abc"}'
    assert intake.submission("花名册.xlsx")["notes"] == (
        "工作表“名单”有未列入表样的列，已原样留存：微信号；工作表“名单”缺少表样中的列：序号、单位所属、民族、出生年月、学历、"
        "毕业院校及时间、所学专业、现有资格及取得时间、现从事专业、继续教育、身份证号、联系电话、倾斜政策"
    )


def test_several_sheets_each_its_own_form_an_unknown_one_named(intake):
    posts = [
        ["序号", "单位名称", "岗位层级", "核定岗位数", "在聘人数"],
        [1, "开鲁县第一中学", "副高级", 10, 9],
    ]
    sheets = {
        "花名册": prints.tongliao_rows([prints.person(1)]),
        "岗位": posts,
        "通讯录": [["科室", "房间"], ["甲", 1]],
    }
    intake.put(TONGLIAO, prints.workbook(sheets, hidden=("岗位",)))
    assert intake.run().rows == {"roster_b": 1, "post": 1}
    sent = intake.submission("花名册.xlsx")
    assert (sent["status"], sent["form"], sent["sheets_hidden"]) == ("已接收", "申报花名册、岗位表", "岗位")
    assert sent["notes"].endswith("工作表“通讯录”没有读取：前 30 行里没有找到已知的表头")
    [post] = intake.rows("post")
    assert (post["established"], post["occupied"], post["vacant"]) == ("10", "9", None)


def test_cells_merged_downwards_fill_their_rows(intake):
    rows = prints.tongliao_rows([prints.person(1), prints.person(2, "钱X", 工作单位="")])
    intake.put(TONGLIAO, prints.workbook({"a": rows}, merges={"a": [(3, 2, 4, 2)]}))
    intake.run()
    first, second = intake.rows("roster_b")
    assert first["unit_name"] == second["unit_name"] == "开鲁县第一中学"
    assert (first["filled_columns"], second["filled_columns"]) == ([], ["unit_name"])


def test_the_result_roster_with_and_without_outcome(intake):
    head = "序号 单位所属 工作单位 姓名 性别 民族 出生年月 学历 申报资格名称 通过资格名称 评审/认定方式 评委会名称"
    head = (head + " 评委会通过时间 核准备案文号 核准备案时间 证书编号 备注 评审结果").split()
    row = [1, "旗县区", "开鲁县第一中学", "赵X", "女", "汉", "1980/01", "本科", "高级教师", "高级教师", "评审", "通辽市评委会",
           "2024/10/12", "通人社字1号", "2024/11/01", "A1", "", "通过"]  # fmt: skip
    intake.put(
        "2024/通辽市/结果.xlsx",
        prints.workbook({"a": [["2024年高级专业技术职称评审通过人员花名册"], head, row]}),
    )
    intake.put("2024/通辽市/结果二.xlsx", prints.workbook({"a": [head[:-1], row[:-1]]}))
    assert intake.run().rows == {"result": 2}
    [found] = intake.rows("result", "结果.xlsx")
    assert (found["outcome"], found["passed_title"], found["filing_no"]) == (
        "通过",
        "高级教师",
        "通人社字1号",
    )
    [other] = intake.rows("result", "结果二.xlsx")
    assert other["outcome"] is None
