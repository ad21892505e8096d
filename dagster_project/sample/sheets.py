"""Forms as tables of cells: rosters B and A, post table, unit register, results."""

from dataclasses import dataclass, field
from datetime import date

from . import cases
from .applying import Row
from .plan import BodyYear
from .results import without_id
from .special import UNKNOWN_TITLES
from .titles import SERIES_SHORT
from .world import read_seed

Cell = str | int | None

ROSTER_B = (
    "序号", "单位所属", "工作单位", "姓名", "性别", "民族", "出生年月", "学历", "毕业院校及时间", "所学专业", "现有资格及取得时间", "现从事专业",
    "申报资格名称", "继续教育", "身份证号", "联系电话", "倾斜政策",
)  # fmt: skip
ROSTER_A = (
    "序号", "工作单位", "姓名", "性别", "出生年月", "民族", "政治面貌", "学历", "毕业院校及\n时间", "引进（招聘）批复时间", "引进单位（原工作单位）",
    "专业\n系列", "现资格名称及取得时间", "申报资格名称", "现从事专业", "备注",
)  # fmt: skip
POST = ("序号", "单位名称", "单位所属", "旗县区", "主管部门", "岗位层级", "核定岗位数", "在聘人数")
UNIT = (
    "序号",
    "单位名称",
    "单位性质",
    "单位所属",
    "旗县区",
    "主管部门",
    "涉改起始日期",
    "涉改结束日期",
    "备注",
)
RESULT = (
    "序号", "单位所属", "工作单位", "姓名", "性别", "民族", "出生年月", "学历", "申报资格名称", "通过资格名称", "评审/认定方式", "评委会名称",
    "评委会通过时间", "核准备案文号", "核准备案时间", "证书编号", "备注",
)  # fmt: skip
MONTHS = ("%Y/%m", "%Y-%m", "%Y.%m", "%Y年%m月")


@dataclass(slots=True)
class Sheet:
    """One worksheet: rows of merged text above, a header, rows, and single cells of text below."""

    name: str
    above: list[str]
    header: list[str]
    rows: list[list[Cell]]
    below: list[str] = field(default_factory=list)


def body_name(code: str) -> str:
    """Name of a reporting body."""
    return next(r["bureau_name"] for r in read_seed("codes/reporting_body") if r["bureau_code"] == code)


def id_cell(row: Row) -> Cell:
    """The ID as the clerk typed it."""
    number = row.person.id_number
    if row.mistake == "id_number":
        return int(number[:17] + "0")
    if row.mistake == "id_check":
        return number[:17] + ("1" if number[-1] != "1" else "2")
    return number.lower() if row.mistake == "lower_x" else number


def birth_cell(row: Row) -> str:
    """Year and month of birth in the body's own way of writing."""
    born = row.person.birth.replace(day=1)
    if row.mistake == "birth":
        born = date(born.year + 1, born.month, 1)
    return born.strftime(MONTHS[int(row.unit.body) // 100 % len(MONTHS)])


def sex_cell(row: Row) -> str | None:
    """Sex as written."""
    if row.mistake == "no_sex":
        return None
    return row.person.sex if row.mistake != "sex" else {"男": "女", "女": "男"}[row.person.sex]


def title_cell(row: Row) -> str:
    """The title applied for; an unknown one where the clerk wrote something that is no title."""
    wrong = row.mistake == "unknown_title"
    return UNKNOWN_TITLES[int(row.person.phone[-4:]) % len(UNKNOWN_TITLES)] if wrong else row.title


def roster_b(one: BodyYear, rows: list[Row], what: str = "申报专业技术职称花名册") -> Sheet:
    """A roster in the layout of 2024; in 2023 most bodies have no column for tilt codes."""
    tilt = one.year > 2023 or one.body in cases.TILT_IN_2023
    extra = ("编制", "申报渠道") if one.body == cases.EXTRA_COLUMNS_BODY else ()
    lines = []
    for number, row in enumerate(rows, 1):
        p = row.person
        line = [
            number, row.unit.affiliation, None if row.mistake == "no_unit" else row.unit.name, p.name, sex_cell(row), p.ethnic,
            birth_cell(row), p.education, p.graduation, p.major, row.current, SERIES_SHORT[row.series], title_cell(row),
            "免" if row.tilt == "6" else "有", id_cell(row), p.phone,
        ]  # fmt: skip
        lines.append(line + [row.tilt] * tilt + [row.employment, row.channel][: len(extra)])
    name = body_name(one.body)
    above = [f"{name}{one.year}年{what}", f"单位（盖章）：{name}人力资源和社会保障局"]
    if one.body == "150000":
        above = [f"{name}单位{one.year}年{what}", "单位（盖章）：自治区直属各单位"]
    return Sheet("花名册", above, [*ROSTER_B[: 16 + tilt], *extra], lines)


def green_item(row: Row) -> int:
    """Class of 2023 (1 to 4: all by review) or item of 2024 (1 to 6)."""
    return 1 + int(row.person.phone[-3:]) % (4 if row.year == 2023 else 6)


def roster_a(one: BodyYear, rows: list[Row]) -> Sheet:
    """A green-channel roster: the 16 printed columns, in most bodies with ID number and class behind them."""
    plain = without_id(one.year, one.scopes[0])
    lines = []
    for number, row in enumerate(rows, 1):
        p = row.person
        line = [
            number, row.unit.name, p.name, sex_cell(row), birth_cell(row), p.ethnic, "群众", p.education, p.graduation, None,
            None, SERIES_SHORT[row.series], row.current, row.title, p.major, None,
        ]  # fmt: skip
        lines.append(line if plain else [*line, p.id_number, green_item(row)])
    header = [*ROSTER_A] if plain else [*ROSTER_A, "身份证号", "绿色通道类别"]
    return Sheet("绿色通道", [f"{one.year}年绿色通道职称申报人员花名册"], header, lines)


def post_table(one: BodyYear) -> Sheet:
    """Posts by unit and level; every other body states the vacant ones and adds a total."""
    states = int(one.body) // 100 % 2 == 0
    lines: list[list[Cell]] = []
    for number, p in enumerate(one.posts, 1):
        u = p.unit
        line = [number, u.name, u.affiliation, u.banner, u.department, p.level, p.established, p.occupied]
        lines.append(line + [p.established - p.occupied, f"{one.year}-04-30"] * states)
    if states:
        sums = [sum(p.established for p in one.posts), sum(p.occupied for p in one.posts)]
        lines.append(["合计", None, None, None, None, None, *sums, sums[0] - sums[1]])
    header = [*POST, "空缺岗位数", "统计截止日期"] if states else [*POST]
    return Sheet("岗位表", [f"{body_name(one.body)}{one.year}年岗位表"], header, lines)


def unit_register(one: BodyYear) -> Sheet:
    """Every unit with its kind, banner and department."""
    units = [u for s in one.scopes for u in s.units]
    lines: list[list[Cell]] = [
        [n, u.name, u.kind, u.affiliation, u.banner, u.department, u.reform_from, None, None]
        for n, u in enumerate(units, 1)
    ]
    return Sheet("单位登记表", [f"{body_name(one.body)}{one.year}年单位登记表"], [*UNIT], lines)


def result_roster(one: BodyYear) -> Sheet:
    """What was decided. One body lists only those who passed and has no column for the outcome."""
    passed_only = (one.body, one.year) == cases.NO_OUTCOME_COLUMN
    with_id = one.body != cases.RESULTS_WITHOUT_ID
    name, lines = body_name(one.body), []
    for o in one.outcomes:
        passed = o.outcome == "通过"
        if passed_only and not passed:
            continue
        number, row, p = len(lines) + 1, o.row, o.row.person
        filing = f"{one.year}年核准备案第{1 + number // 200}号" if o.filed_on else None
        line = [
            number, row.unit.affiliation, row.unit.name, p.name, sex_cell(row), p.ethnic, birth_cell(row), p.education, row.title,
            row.title if passed else None, o.mode, f"{name}{SERIES_SHORT[row.series]}系列评审委员会", o.passed_on.isoformat(),
            filing, o.filed_on.isoformat() if o.filed_on else None, f"ZS{one.year}{one.body}{number:05d}" if filing else None, None,
        ]  # fmt: skip
        lines.append(line + [o.outcome] * (not passed_only) + [id_cell(row)] * with_id)
    header = [*RESULT, *["评审结果"] * (not passed_only), *["身份证号"] * with_id]
    return Sheet("评审结果", [f"{name}{one.year}年专业技术职称评审结果花名册"], header, lines)
