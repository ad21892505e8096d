"""The notices' own tables as workbooks, cell by cell as printed; and small tables for everything else."""

import io

import xlsxwriter

TONGLIAO_HEADER = [
    "序号",
    "单位所属",
    "工作单位",
    "姓名",
    "性别",
    "民族",
    "出生年月",
    "学历",
    "毕业院校及时间",
    "所学专业",
    "现有资格及取得时间",
    "现从事专业",
    "申报资格名称",
    "继续教育",
    "身份证号",
    "联系电话",
    "倾斜政策",
]
TONGLIAO_ROWS = [
    [1, "盟市", "通辽市xx单位", "张X", "男", "汉", "1987/09", "本科", "XX大学 2008/06", "水土保持", "", "水利",
     "高级工程师", "有", "", "", 1],
    [2, "旗县区", "通辽市开鲁县xx单位", "李X", "女", "蒙", "1975/10", "专科", "XX学院 2014/06", "水利",
     "助理工程师 2018/12", "水利", "工程师", "有", "", "", 3],
    [3, "乡镇", "通辽市开鲁县开鲁镇xx单位", "王X", "男", "满", "1987/11", "硕士", "XX大学 2014/06", "临床医学",
     "副主任医师 2018/12", "内科", "主任医师", "免", "", "", 8],
]  # fmt: skip
TONGLIAO_NOTES = [
    "备注：1.“单位所属”此列填写为“区直”、“盟市”、“旗县区”或“乡镇”等；",
    (
        "2.倾斜政策（按类别填写代码）：1.公务员（参公）或军转到事业单位从事专技工作；2.技能人才贯通；"
        "3.旗县工作满30年、乡镇工作满20年；4.苏木乡镇认定；5.苏木乡镇从事专技工作满2年的本科毕业生和满4年的专科毕业生；"
        "6.累计服务苏木乡镇、嘎查村3年以上；7.非公企业；8.疫情一线；9.“专精特新”中小企业和制造业单项冠军企业；"
        "10.列入高层次人才培训项目，在培养期内业绩成果突出直接申报人员（破格申报人员）。"
    ),
]
GREEN_HEADER = [
    "序号", "工作单位", "姓名", "性别", "出生年月", "民族", "政治面貌", "学历", "毕业院校及\n时间",
    "引进（招聘）批复时间", "引进单位（原工作单位）", "专业\n系列", "现资格名称及取得时间", "申报资格名称",
    "现从事专业", "备注",
]  # fmt: skip
QUOTA_ROWS = [
    ["呼和浩特市", 19], ["包 头 市", 17], ["呼伦贝尔市", 17], ["兴 安 盟", 14], ["通 辽 市", 22], ["赤 峰 市", 30],
    ["锡林郭勒盟", 9], ["乌兰察布市", 14], ["鄂尔多斯市", 17], ["巴彦淖尔市", 12], ["乌 海 市", 6], ["阿拉善盟", 6],
    ["满洲里市", 4], ["二连浩特市", 3], ["内蒙古师大附属中学", "7 (含区直其他单位 4)"], ["呼和浩特市第二中学", 3],
    ["合 计", 200],
]  # fmt: skip


def workbook(
    sheets: dict[str, list[list]], hidden: tuple[str, ...] = (), merges: dict[str, list] | None = None
) -> bytes:
    """An xlsx of these rows. None or '' leaves a cell empty. merges: {sheet: [(first row, column, last row, column)]}."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                if value not in (None, ""):
                    sheet.write_string(y, x, value) if isinstance(value, str) else sheet.write(y, x, value)
        for y, x, to_y, to_x in (merges or {}).get(name, []):
            sheet.merge_range(y, x, to_y, to_x, rows[y][x])
        if name in hidden:
            sheet.hide()
    book.close()
    return out.getvalue()


def tongliao_rows(rows: list[list] = TONGLIAO_ROWS, title: str | None = None) -> list[list]:
    """Annex 2 of the 2024 notice of Tongliao: title, 单位 row, header, rows, "...", remarks, contact."""
    return [
        [title or "通辽市2024年申报（）级专业技术职称花名册（xx系列）"],
        ["单位（盖章）：xxxx单位"],
        TONGLIAO_HEADER,
        *rows,
        ["..."],
        *([note] for note in TONGLIAO_NOTES),
        ["联系人："],
        ["联系电话："],
    ]


def tongliao(rows: list[list] = TONGLIAO_ROWS, title: str | None = None) -> bytes:
    return workbook({"Sheet1": tongliao_rows(rows, title)})


def quota() -> bytes:
    """The annex of the region's 2023 notice."""
    head = [["2023 年中小学正高级职称评审名额分配表"], ["盟 市", "2023 年申报控制人数 (人)"]]
    return workbook({"Sheet1": head + QUOTA_ROWS})


def green(rows: list[list]) -> bytes:
    """Annex 2 of the green-channel notice of 2023."""
    return workbook({"Sheet1": [["2023年绿色通道职称申报人员花名册"], GREEN_HEADER, *rows]})


def person(number: int, name: str = "赵X", title: str = "工程师", **more) -> list:
    """A row of Tongliao's roster; `more` by column label."""
    row = [number, "旗县区", "开鲁县第一中学", name, "女", "汉", "1980/01", "本科", "XX大学 2002/07", "水利", "", "水利",
           title, "有", "", "", ""]  # fmt: skip
    for label, value in more.items():
        row[TONGLIAO_HEADER.index(label)] = value
    return row
