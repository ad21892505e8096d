"""The three tables that notices print, cell by cell, as a clerk would type them off."""

from .sheets import ROSTER_B, Sheet
from .world import read_seed

# 内人社办发〔2023〕79号, annex.
QUOTA_TITLE = "2023 年中小学正高级职称评审名额分配表"
QUOTA_HEADER = ["盟 市", "2023 年申报控制人数 (人)"]
QUOTA_ROWS = [
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

# 通人社发〔2024〕108号, annex 2: title row, stamp row, 17 columns, three sample rows.
TONGLIAO_TITLE = "通辽市2024年申报（）级专业技术职称花名册（xx系列）"
TONGLIAO_STAMP = "单位（盖章）：xxxx单位"
TONGLIAO_ROWS = [
    [1, "盟市", "通辽市xx单位", "张X", "男", "汉", "1987/09", "本科", "XX大学 2008/06", "水土保持", None, "水利", "高级工程师",
     "有", None, None, 1],
    [2, "旗县区", "通辽市开鲁县xx单位", "李X", "女", "蒙", "1975/10", "专科", "XX学院 2014/06", "水利", "助理工程师 2018/12", "水利",
     "工程师", "有", None, None, 3],
    [3, "乡镇", "通辽市开鲁县开鲁镇xx单位", "王X", "男", "满", "1987/11", "硕士", "XX大学 2014/06", "临床医学", "副主任医师 2018/12",
     "内科", "主任医师", "免", None, None, 8],
]  # fmt: skip
# Banner, series and level of each of them, as a table of totals counts it.
TONGLIAO_PLACES = (("", "05", "副高级"), ("开鲁县", "05", "中级"), ("开鲁县", "04", "正高级"))


def quota_table() -> Sheet:
    """The quota table of 2023: names with their spaces, one cell that holds two numbers, the total."""
    return Sheet("名额分配表", ["附件", QUOTA_TITLE], QUOTA_HEADER, [list(r) for r in QUOTA_ROWS])


def tongliao_roster() -> Sheet:
    """Tongliao's roster of 2024 with what stands below its rows."""
    labels = {
        r["tilt_code"]: r["tilt_label"] for r in read_seed("codes/tilt_code") if r["document_id"] == "TL2024"
    }
    codes = "；".join(f"{code}.{label}" for code, label in labels.items())
    below = [
        "备注：1.“单位所属”填写“区直”“盟市”“旗县区”或“乡镇”等；",
        f"2.倾斜政策（按类别填写代码）：{codes}。",
        "联系人：",
        "联系电话：",
    ]
    rows = [*[list(r) for r in TONGLIAO_ROWS], ["..."]]
    return Sheet("花名册", [TONGLIAO_TITLE, TONGLIAO_STAMP], [*ROSTER_B], rows, below)
