"""One hand-worked home for 2023: every figure in the tests was reckoned on paper from the rows written here."""

import pytest

from dagster_project.home import Home
from tests.marts import books
from tests.marts.books import GREEN, POST, RESULT, ROSTER, UNIT, apply, book

HOSPITAL, SUM_UNIT, SCHOOL = "包头市东河区人民医院", "包头市昆都仑区水务中心", "包头市九原区第一中学"
QINGSHAN, NO_TABLE, REFORM = "包头市青山区中心医院", "包头市青山区档案馆", "包头市石拐区农业服务站"
CITY, FIRM, X, Y = "包头市中心医院", "包头市某科技公司", "乌海市海勃湾区人民医院", "乌海市乌达区人民医院"


def post(unit, level, established, occupied, affiliation="旗县区", **more):
    return {"单位名称": unit, "单位所属": affiliation, "岗位层级": level, "核定岗位数": established, "在聘人数": occupied, **more}


def unit(name, kind="事业单位", affiliation="旗县区", **more):
    return {"单位名称": name, "单位性质": kind, "单位所属": affiliation, **more}


def baotou(home):
    book(home, "2023/包头市/登记.xlsx", UNIT, [
        unit(HOSPITAL, 旗县区="东河区"), unit(SUM_UNIT, 旗县区="昆都仑区"), unit(SCHOOL, 旗县区="九原区"),
        unit(QINGSHAN, 旗县区="青山区"), unit(NO_TABLE, 旗县区="青山区"),
        unit(REFORM, 旗县区="石拐区", 涉改起始日期="2022-06-01"),
        unit(CITY, affiliation="盟市", 旗县区="青山区"), unit(FIRM, kind="企业", affiliation="盟市"),
    ])  # fmt: skip
    book(home, "2023/包头市/岗位.xlsx", POST, [
        post(HOSPITAL, "正高级", 20, 20), post(HOSPITAL, "副高级", 20, 19), post(HOSPITAL, "中级", 5, 5),
        post(SUM_UNIT, "高级", 39, 38), post(SCHOOL, "副高级", 10, 10), post(SCHOOL, "正高级", 10, 10),
        post(QINGSHAN, "副高级", 30, 30), post(REFORM, "中级", 4, 4), post(REFORM, "副高级", 50, 40),
        post(CITY, "副高级", 20, 20, "盟市"),
    ])  # fmt: skip
    twice = apply(HOSPITAL, "副主任医师")
    book(home, "2023/包头市/花名册.xlsx", ROSTER, [
        twice, {**twice}, apply(HOSPITAL, "副主任医师"), apply(HOSPITAL, "副主任医师"),
        apply(HOSPITAL, "副主任医师", 倾斜政策="3、5"), apply(HOSPITAL, "主治医师"),
        apply(SUM_UNIT, "高级工程师"), apply(SUM_UNIT, "高级工程师"), apply(SUM_UNIT, "正高级工程师"),
        apply(SCHOOL, "高级教师"), apply(SCHOOL, "高级教师"), apply(SCHOOL, "高级会计师"), apply(SCHOOL, "正高级教师"),
        apply(QINGSHAN, "副主任医师"), apply(QINGSHAN, "副主任医师"), apply(NO_TABLE, "副研究馆员"),
        apply(REFORM, "农艺师"), apply(CITY, "副主任医师", "盟市"), apply(FIRM, "高级工程师", "盟市"),
    ], above=["包头市2023年申报（）级专业技术职称花名册（xx系列）"])  # fmt: skip
    green = {k: v for k, v in apply(HOSPITAL, "主任医师").items() if k in GREEN}
    book(home, "2023/包头市/绿色通道.xlsx", GREEN, [green], above=["2023年绿色通道职称申报人员花名册"])


def wuhai(home):
    book(home, "2023/乌海市/岗位.xlsx", POST, [post(X, "副高级", 20, 20), post(Y, "副高级", 40, 40)])
    seven = [apply("乌海市第一中学", "正高级教师", "盟市") for _ in range(7)]
    outcomes = ["通过", "通过", "未通过", "缓评", "取消", None]
    book(home, "2023/乌海市/花名册.xlsx", ROSTER, [
        apply(X, "副主任医师"), apply(None, "副主任医师"), apply(Y, "不存在的职称"), *seven,
    ])  # fmt: skip
    book(home, "2023/乌海市/结果.xlsx", RESULT, [
        {**{k: v for k, v in row.items() if k in RESULT}, "评审结果": outcome} for row, outcome in zip(seven, outcomes)
    ] + [{**books.person(), "工作单位": X, "单位所属": "旗县区", "申报资格名称": "主任医师", "评审结果": "通过"}])  # fmt: skip


def chifeng(home):
    """Posts and a register, no roster: nothing is known of applicants."""
    book(home, "2023/赤峰市/登记.xlsx", UNIT, [unit("赤峰市红山区林业站", 旗县区="红山区", 涉改起始日期="2023-01-01")])
    book(home, "2023/赤峰市/岗位.xlsx", POST, [post("赤峰市红山区林业站", "副高级", 4, 4), post("赤峰市松山区医院", "副高级", 40, 40)])


def region(home):
    school, other, second = "内蒙古师大附属中学", "内蒙古师大附属第二中学", "呼和浩特市第二中学"
    teachers = [apply(school, "正高级教师", "区直") for _ in range(4)] + [apply(other, "正高级教师", "区直")]
    book(home, "2023/自治区直属/花名册.xlsx", ROSTER, teachers + [apply(school, "正高级教师", "区直", 申报渠道="定向评价")])
    book(home, "2023/呼和浩特市/花名册.xlsx", ROSTER, [apply(second, "正高级教师", "盟市")])
    lines = "呼和浩特市 19|包 头 市 17|乌 海 市 6|二连浩特市 3|内蒙古师大附属中学 7 (含区直其他单位 4)|呼和浩特市第二中学 3|合 计 55"
    table = [line.rsplit(" ", 1) if "(" not in line else line.split(" ", 1) for line in lines.split("|")]
    book(home, "2023/自治区/名额.xlsx", ["盟 市", "2023 年申报控制人数 (人)"],
         [{"盟 市": name, "2023 年申报控制人数 (人)": number} for name, number in table])  # fmt: skip


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory):
    """Read-only connection to the warehouse of the hand-worked home."""
    home = Home(tmp_path_factory.mktemp("marts") / "home").create()
    for fill in (baotou, wuhai, chifeng, region):
        fill(home)
    with books.build(home) as connection:
        yield connection
