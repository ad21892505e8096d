"""The region as workbooks in an inbox, as its bodies would hand them in."""

from pathlib import Path

import xlsxwriter
from stdnum.cn import ric

from tests.marts.books import GREEN, POST, RESULT, ROSTER, UNIT
from tests.reckoning.world import BANNERS, BODIES, Person, Region, ResultFile, RosterFile, Row, Unit


def write(region: Region, inbox: Path, order: int = 1) -> None:
    """All workbooks of the region; order -1 turns the rows of every file round."""
    for year in {unit.year for unit in region.units}:
        for body in region.bodies:
            units = [unit for unit in region.units if (unit.year, unit.body) == (year, body)]
            folder = inbox / str(year) / BODIES[body]
            _book(folder / "登记.xlsx", UNIT, [_registered(unit) for unit in units if unit.kind][::order])
            posts = [row for unit in units for row in _posts(unit)]
            _book(folder / "岗位.xlsx", [*POST, "空缺岗位数"], posts[::order])
    for file in region.rosters:
        _roster(inbox, file, order)
    for file in region.results:
        _result(inbox, file, order)
    for year, lines in region.quota.items():
        _quota(inbox / str(year) / "自治区" / "名额.xlsx", year, lines, region.other_units)


def _book(path: Path, header: list[str], rows: list[dict], title: str | None = None) -> None:
    """One sheet: an optional title row, the header, the rows numbered in 序号. No rows, no file."""
    if not rows:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet()
        if title:
            sheet.write_string(0, 0, title)
        top = 1 if title else 0
        sheet.write_row(top, 0, header)
        for number, row in enumerate(rows, 1):
            for column, name in enumerate(header):
                value = number if name == "序号" else row.get(name)
                if value is not None:
                    sheet.write(top + number, column, value)


def _place_of(unit: Unit) -> dict:
    banner = BANNERS.get(unit.body, {}).get(unit.banner) or BODIES.get(unit.banner or "")
    return {"旗县区": banner if unit.banner_written else None, "主管部门": unit.department, "单位所属": unit.affiliation}


def _registered(unit: Unit) -> dict:
    since, until = unit.reform or (None, None)
    return {"单位名称": unit.name, "单位性质": unit.kind, "涉改起始日期": since, "涉改结束日期": until, **_place_of(unit)}


def _posts(unit: Unit) -> list[dict]:
    return [
        {"单位名称": unit.name, "岗位层级": p.level, "核定岗位数": p.established, "在聘人数": p.occupied, "空缺岗位数": p.stated_vacant,
         **_place_of(unit)} for p in unit.posts or []
    ]  # fmt: skip


def birth_of(person: Person) -> tuple[int, int, int]:
    """(year, month, day) of birth: 8,400 days before the same one comes again."""
    number = person.number
    return 1965 + number % 25, 1 + number // 25 % 12, 1 + number // 300 % 28


def id_of(person: Person) -> str:
    """A made-up ID number with its own check digit; men have odd serials."""
    year, month, day = birth_of(person)
    head = f"150202{year}{month:02d}{day:02d}{1 + person.number // 8400 * 2:03d}"
    return head + ric.calc_check_digit(head + "0")


def _who(person: Person, with_id: bool) -> dict:
    year, month, _ = birth_of(person)
    known = {"姓名": f"甲{person.number:05d}", "性别": "男", "民族": "汉", "出生年月": f"{year}/{month:02d}", "学历": "本科"}
    return known | ({"身份证号": id_of(person)} if with_id and person.has_id else {})


def _roster(inbox: Path, file: RosterFile, order: int) -> None:
    header = list(ROSTER if file.form == "B" else GREEN)
    header = [name for name in header if name != "倾斜政策" or file.has_tilt]
    if file.has_more:
        header += ["编制", "申报渠道", "申报方式"] if file.form == "B" else ["绿色通道类别"]
    title = None
    if file.form == "A":
        title = f"{file.year}年绿色通道职称申报人员花名册"
    elif file.held:
        title = f"{BODIES[file.body]}{file.year - 1}年申报（）级专业技术职称花名册（xx系列）"
    _book(inbox / str(file.year) / BODIES[file.body] / file.place, header, [_applied(row) for row in file.rows][::order], title)


def _applied(row: Row) -> dict:
    unit = row.unit
    return _who(row.person, True) | {
        "单位所属": row.said_affiliation or (unit.affiliation if unit else "旗县区"), "工作单位": unit.name if unit else None,
        "申报资格名称": row.title, "继续教育": "有", "倾斜政策": "、".join(row.codes), "编制": row.employment,
        "申报渠道": row.way, "申报方式": row.mode, "绿色通道类别": row.item,
    }  # fmt: skip


def _result(inbox: Path, file: ResultFile, order: int) -> None:
    skip = ([] if file.has_result else ["评审结果"]) + ([] if file.has_id else ["身份证号"])
    header = [name for name in RESULT if name not in skip]
    rows = [
        _who(o.person, file.has_id) | {
            "单位所属": o.unit.affiliation, "工作单位": o.unit.name, "申报资格名称": o.title, "评审/认定方式": o.mode, "评审结果": o.result,
            "通过资格名称": o.title if (o.result or "通过") == "通过" else None, "核准备案文号": "内人社备〔2023〕1号" if o.filed else None,
        } for o in file.rows
    ]  # fmt: skip
    _book(inbox / str(file.year) / BODIES[file.body] / file.place, header, rows[::order])


def _quota(path: Path, year: int, lines: dict[str, int], other_units: int) -> None:
    def text(name, number):
        return f"{number} (含区直其他单位 {other_units})" if name == "内蒙古师大附属中学" else number

    number_of = f"{year} 年申报控制人数 (人)"
    rows = [{"盟 市": name, number_of: text(name, number)} for name, number in lines.items()]
    _book(path, ["盟 市", number_of], [*rows, {"盟 市": "合 计", number_of: sum(lines.values())}])
