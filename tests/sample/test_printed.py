"""Workbooks that repeat what notices print, cell by cell."""


def test_quota_table_of_2023(cells):
    rows = cells("2023/自治区/2023年中小学正高级职称评审名额分配表.xlsx")
    assert rows[0][0] == "附件"
    assert rows[1][0] == "2023 年中小学正高级职称评审名额分配表"
    assert rows[2:] == [
        ["盟 市", "2023 年申报控制人数 (人)"],
        ["呼和浩特市", 19],
        ["包 头 市", 17],
        ["呼伦贝尔市", 17],
        ["兴 安 盟", 14],
        ["通 辽 市", 22],
        ["赤 峰 市", 30],
        ["锡林郭勒盟", 9],
        ["乌兰察布市", 14],
        ["鄂尔多斯市", 17],
        ["巴彦淖尔市", 12],
        ["乌 海 市", 6],
        ["阿拉善盟", 6],
        ["满洲里市", 4],
        ["二连浩特市", 3],
        ["内蒙古师大附属中学", "7 (含区直其他单位 4)"],
        ["呼和浩特市第二中学", 3],
        ["合 计", 200],
    ]
    numbers = [r[1] for r in rows[3:-1]]
    assert sum(7 if isinstance(n, str) else n for n in numbers) == rows[-1][1]


def test_tongliao_roster_of_2024(cells):
    rows = cells("2024/通辽市/通辽市2024年申报专业技术职称花名册（文件样表）.xlsx")
    assert rows[0][0] == "通辽市2024年申报（）级专业技术职称花名册（xx系列）"
    assert rows[1][0] == "单位（盖章）：xxxx单位"
    assert rows[2] == [
        "序号", "单位所属", "工作单位", "姓名", "性别", "民族", "出生年月", "学历", "毕业院校及时间", "所学专业", "现有资格及取得时间",
        "现从事专业", "申报资格名称", "继续教育", "身份证号", "联系电话", "倾斜政策",
    ]  # fmt: skip
    assert rows[3:6] == [
        [1, "盟市", "通辽市xx单位", "张X", "男", "汉", "1987/09", "本科", "XX大学 2008/06", "水土保持", None, "水利",
         "高级工程师", "有", None, None, 1],
        [2, "旗县区", "通辽市开鲁县xx单位", "李X", "女", "蒙", "1975/10", "专科", "XX学院 2014/06", "水利", "助理工程师 2018/12",
         "水利", "工程师", "有", None, None, 3],
        [3, "乡镇", "通辽市开鲁县开鲁镇xx单位", "王X", "男", "满", "1987/11", "硕士", "XX大学 2014/06", "临床医学",
         "副主任医师 2018/12", "内科", "主任医师", "免", None, None, 8],
    ]  # fmt: skip
    assert [r[0][:3] for r in rows[6:]] == ["...", "备注：", "2.倾", "联系人", "联系电"]


def test_green_channel_roster_of_2023_breaks_two_headers(inbox, cells):
    rows = cells("2023/呼和浩特市/2023年绿色通道职称申报人员花名册.xlsx")
    assert rows[0][0] == "2023年绿色通道职称申报人员花名册"
    assert rows[1] == [
        "序号", "工作单位", "姓名", "性别", "出生年月", "民族", "政治面貌", "学历", "毕业院校及\n时间", "引进（招聘）批复时间",
        "引进单位（原工作单位）", "专业\n系列", "现资格名称及取得时间", "申报资格名称", "现从事专业", "备注",
    ]  # fmt: skip
    assert len(rows) > 2


def test_the_layouts_are_those_of_the_form_seeds():
    from dagster_project.sample.sheets import ROSTER_A, ROSTER_B

    assert (len(ROSTER_A), len(ROSTER_B)) == (16, 17)
