"""mart_application and mart_coverage by hand: every dimension, persons once, rows that wait, and what could not be read."""

import pytest

from dagster_project.home import Home
from tests.marts import books
from tests.marts.books import POST, RESULT, ROSTER, UNIT, apply, book, rows

pytestmark = pytest.mark.slow  # builds a warehouse of its own

HOSPITAL, FIRM, LOST, CITY = "通辽市开鲁县人民医院", "通辽市科尔沁区某公司", "某某服务中心", "通辽市水利局"
COLUMNS = [*ROSTER, "编制", "申报渠道", "申报方式"]


def applicants() -> list[dict]:
    """Ten rows of nine persons: one applies twice, one row has no unit, one title is unknown."""
    twice = apply(HOSPITAL, "主任医师", 民族="蒙", 学历="博士研究生", 出生年月="1973/12")
    return [
        twice,
        {**twice, "申报资格名称": "高级会计师"},
        apply(HOSPITAL, "副主任医师", 学历="技师学院高级工班", 出生年月="1994/01", 编制="非在编", 申报渠道="绿色通道"),
        apply(HOSPITAL, "副主任医师", 学历="预备技师（技师）班", 出生年月="1993/12", 编制="在编"),
        apply(HOSPITAL, "主治医师", 学历="全日制 本科", 民族="旗人", 性别="女", 申报方式="认定"),
        apply(FIRM, "工程师", 学历="不详", 民族="达斡尔族", 出生年月=None, 申报渠道="兼职"),
        apply(LOST, "高级工程师"),
        apply(CITY, "高级工程师", "盟市"),
        apply(None, "副主任医师"),
        apply(HOSPITAL, "大医师"),
    ]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("application") / "home").create()
    book(home, "2024/通辽市/花名册.xlsx", COLUMNS, applicants(), ["通辽市2024年申报（）级专业技术职称花名册（xx系列）"])
    units = [
        {"单位名称": HOSPITAL, "单位性质": "事业单位", "旗县区": "开鲁县", "单位所属": "旗县区"},
        {"单位名称": FIRM, "单位性质": "民营企业"},
    ]
    book(home, "2024/通辽市/登记.xlsx", UNIT, units)
    book(home, "2024/通辽市/岗位.xlsx", POST, [{"单位名称": HOSPITAL, "岗位层级": "副高级", "核定岗位数": 9, "在聘人数": 3}])
    with books.build(home) as connection:
        yield connection


def total(connection, where: str) -> tuple:
    return rows(connection, f"""
        select coalesce(sum(applied), 0), coalesce(sum(applied_waiting), 0), coalesce(sum(persons_first), 0)
        from marts.mart_application where {where}""")[0]  # fmt: skip


@pytest.mark.parametrize(("where", "expected"), [
    ("true", (8, 2, 7)),
    # The doctor who is an accountant too is one person, counted at the higher level.
    ("series_code = '17'", (1, 0, 0)),
    ("level_name = '正高级'", (1, 0, 1)),
    ("education = '博士'", (2, 0, 1)),
    ("ethnic_group = '蒙古族'", (2, 0, 1)),
    ("ethnic_group = '达斡尔族' and is_minority", (1, 0, 1)),
    ("ethnic_group = '待定' and is_minority is null", (1, 0, 1)),
    # 30 on 31 December 2024 when born in 1994, 31 when born in 1993; 51 when born in December 1973.
    ("age_band = '30及以下' and education = '大专'", (1, 0, 1)),
    ("age_band = '31-35' and education = '本科'", (1, 0, 1)),
    ("age_band = '51-55'", (2, 0, 1)),
    ("age_band = '待定'", (1, 0, 1)),
    ("education = '待定' and unit_kind = '非公企业' and channel = '兼职'", (1, 0, 1)),
    ("employment = '非在编' and program = '绿色通道'", (1, 0, 1)),
    ("employment = '在编'", (1, 0, 1)),
    ("sex = '女' and mode = '认定' and education = '本科'", (1, 0, 1)),
    ("banner_code = '150523'", (5, 1, 4)),
    ("banner_code = '150500-0' and affiliation = '盟市'", (1, 0, 1)),
    # A unit that neither form nor name places, and the row without unit.
    ("banner_code = '150500-9' and unit_kind = '未登记'", (1, 1, 1)),
    ("level_name = '待定' and series_code = '99'", (0, 1, 0)),
])  # fmt: skip
def test_cells(made, where, expected):
    assert total(made, where) == expected


def test_totals_agree_with_the_applications_and_with_the_pass_rate(made):
    assert rows(made, "select count(*), count(distinct person_key) from core.fct_application") == [(8, 7)]
    assert rows(made, "select sum(applied), sum(recognised) from marts.mart_pass_rate") == [(7, 1)]
    assert total(made, "mode = '评审'")[0] == 7


@pytest.mark.parametrize(("resolver", "examined", "resolved"), [
    ("title", 10, 9), ("series", 9, 9), ("education", 10, 9), ("ethnic_group", 10, 9), ("sex", 10, 10), ("age_band", 10, 9),
])  # fmt: skip
def test_coverage_is_a_number_beside_every_resolver(made, resolver, examined, resolved):
    assert rows(made, f"select examined, resolved, by_name from marts.mart_coverage where resolver = '{resolver}'") == [(examined, resolved, None)]


def test_coverage_of_units_says_by_which_way(made):
    assert rows(made, """
        select examined, resolved, by_register, by_form, by_name, by_body from marts.mart_coverage where resolver = 'unit_banner'
    """) == [(4, 3, 1, 0, 1, 1)]  # fmt: skip


PLACED = [
    ("鄂尔多斯市", "达旗树林召中学", "达拉特旗"), ("包头市", "达旗百灵庙中学", "达尔罕茂明安联合旗"),
    ("通辽市", "扎旗鲁北镇小学", "扎鲁特旗"), ("兴安盟", "扎旗音德尔镇小学", "扎赉特旗"), ("赤峰市", "阿旗天山镇小学", "阿鲁科尔沁旗"),
    ("锡林郭勒盟", "阿旗第一中学", "阿巴嘎旗"), ("鄂尔多斯市", "乌旗嘎鲁图镇小学", "乌审旗"),
    ("锡林郭勒盟", "乌旗中心小学", "锡林郭勒盟未归属"), ("阿拉善盟", "阿旗中心小学", "阿拉善盟未归属"),
    ("乌兰察布市", "集宁市第一中学", "集宁区"), ("通辽市", "哲里木盟开鲁县小学", "开鲁县"), ("通辽市", "哲里木盟某校", "通辽市未归属"),
]  # fmt: skip


def test_ambiguous_and_former_names_are_read_inside_their_league(tmp_path):
    home = Home(tmp_path / "home").create()
    for league in {league for league, _, _ in PLACED}:
        units = [apply(unit, "一级教师") for body, unit, _ in PLACED if body == league]
        book(home, f"2024/{league}/花名册.xlsx", ROSTER, units)
    with books.build(home) as connection:
        found = dict(rows(connection, "select unit_name, banner_name from resolved.int_unit_scope"))
        assert found == {unit: banner for _, unit, banner in PLACED}
        assert rows(connection, "select count(*) from marts.mart_finding_row where check_id = 'chk_roster_banner_unknown'") == [(3,)]


def test_results_without_application_are_no_applications(tmp_path):
    home = Home(tmp_path / "home").create()
    book(home, "2024/乌海市/花名册.xlsx", ROSTER, [apply("乌海市第一中学", "一级教师", "盟市")])
    stranger = {k: v for k, v in apply("乌海市第一中学", "一级教师", "盟市").items() if k in RESULT}
    book(home, "2024/乌海市/结果.xlsx", RESULT, [{**stranger, "评审结果": "通过"}])
    with books.build(home) as connection:
        assert total(connection, "true") == (1, 0, 1)
