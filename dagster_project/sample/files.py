"""Which workbook holds what, where it lies below the inbox, and when it was received."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from . import printed, sheets
from .applying import Row, apportion
from .plan import BodyYear, Plan
from .registers import registers
from .sheets import Sheet, body_name
from .titles import SERIES_SHORT

SHANGHAI = ZoneInfo("Asia/Shanghai")
# How two bodies call their folder in 2024: by short name, by code.
FOLDERS_2024 = {"150300": "乌海", "152500": "152500"}
ENGINEERS_APART = ("150100", "150200")
LATE = 0.05


@dataclass(slots=True)
class SampleFile:
    """One file of the inbox. `spoil`: truncated, or a copy of the file at that place."""

    place: str
    sheets: list[Sheet]
    received: datetime
    spoil: str = ""


def folder(one: BodyYear) -> str:
    """Where a body-year lies below the inbox."""
    name = FOLDERS_2024.get(one.body) if one.year == 2024 else None
    return f"{one.year}/{name or body_name(one.body)}"


def received(seed: int, place: str, year: int, body: str, kind: str) -> datetime:
    """A working hour before the year's deadline for such files; about one in twenty comes late."""
    rng = Random(f"{seed}/{place}")
    first, last = ((9, 12), (9, 28)) if kind == "result" else ((5, 12), (6, 8 if body == "150200" else 17))
    if (year, body, kind) == (2024, "150500", "roster"):
        first, last = (6, 3), (6, 12)
    start, end = datetime(year, *first, tzinfo=SHANGHAI), datetime(year, *last, tzinfo=SHANGHAI)
    day = start + timedelta(days=rng.randrange((end - start).days + 1))
    if rng.random() < LATE:
        day = end + timedelta(days=rng.randrange(5, 25))
    return day + timedelta(hours=rng.randrange(9, 18), minutes=rng.randrange(60))


def make_files(plan: Plan, workbooks: int, seed: int) -> list[SampleFile]:
    """About `workbooks` files; with few of them a body-year's forms share one workbook."""
    years = sorted({one.year for one in plan.body_years})
    out = _handed_down(years)
    out += [f for one in plan.body_years for f in _green(one, seed)]
    own, more = workbooks - len(out) - 3, sum(bool(registers(one)) for one in plan.body_years)
    if own < 4 * len(plan.body_years):
        out += [f for one in plan.body_years for f in _bundled(one, seed, own // len(plan.body_years))]
    else:
        apart = own >= 4 * len(plan.body_years) + more
        spare = own - 4 * len(plan.body_years) - more * apart
        parts = apportion(spare, [len(one.rows) for one in plan.body_years])
        for one, part in zip(plan.body_years, parts, strict=True):
            out += _rosters(one, 1 + part, seed) + _others(one, seed, apart)
    return sorted(out + _bad(out, years), key=lambda f: (f.received, f.place))


def _file(one: BodyYear, seed: int, kind: str, name: str, *parts: Sheet) -> SampleFile:
    place = f"{folder(one)}/{name}.xlsx"
    return SampleFile(place, list(parts), received(seed, place, one.year, one.body, kind))


def _handed_down(years: list[int]) -> list[SampleFile]:
    out = []
    if 2023 in years:
        place = "2023/自治区/2023年中小学正高级职称评审名额分配表.xlsx"
        out.append(SampleFile(place, [printed.quota_table()], datetime(2023, 4, 25, 9, 30, tzinfo=SHANGHAI)))
    if 2024 in years:
        place = "2024/通辽市/通辽市2024年申报专业技术职称花名册（文件样表）.xlsx"
        out.append(
            SampleFile(place, [printed.tongliao_roster()], datetime(2024, 6, 3, 10, 0, tzinfo=SHANGHAI))
        )
    return out


def _green(one: BodyYear, seed: int) -> list[SampleFile]:
    rows = [r for r in one.rows if r.green]
    if not rows:
        return []
    return [_file(one, seed, "roster", f"{one.year}年绿色通道职称申报人员花名册", sheets.roster_a(one, rows))]


def _plain(one: BodyYear) -> list[Row]:
    return [r for r in one.rows if not r.green]


def _rosters(one: BodyYear, count: int, seed: int) -> list[SampleFile]:
    """One roster for a scope of its own and the rest together; some bodies hand in their senior engineers apart."""
    rows, out = _plain(one), []
    own = [r for r in rows if r.series == "05" and r.level == "副高级" and not r.mistake]
    if own and (count >= 3 or (count == 2 and one.body in ENGINEERS_APART)):
        what = f"申报（副高）级专业技术职称花名册（{SERIES_SHORT['05']}系列）"
        out.append(_file(one, seed, "roster", f"{one.year}年{what}", sheets.roster_b(one, own, what)))
        taken = {id(r) for r in own}
        rows, count = [r for r in rows if id(r) not in taken], count - 1
    for number, part in enumerate(_groups(one, rows, count), 1):
        sheet = sheets.roster_b(one, part)
        places = list(dict.fromkeys(r.scope.name for r in part))
        name = f"{one.year}年专业技术职称申报花名册"
        if len(places) == 1 and count > 1:
            name = f"{places[0]}/{name}" if one.body == "150000" else f"{name}（{places[0]}）"
        elif count > 1:
            name = f"{name}（其他{number - 1 if count > 2 else ''}）"
        out.append(_file(one, seed, "roster", name, sheet))
    return out


def _groups(one: BodyYear, rows: list[Row], count: int) -> list[list[Row]]:
    """Rows in `count` groups of whole scopes: the largest scope alone, the others in parts of like size."""
    by_scope = [[r for r in rows if r.scope is scope] for scope in one.scopes]
    if count == 1:
        return [rows]
    largest = max(by_scope, key=len)
    groups, rest = [largest, []], [g for g in by_scope if g is not largest]
    for part in rest:
        if len(groups) < count and len(groups[-1]) >= (len(rows) - len(largest)) / (count - 1):
            groups.append([])
        groups[-1] += part
    return [g for g in groups if g]


def _others(one: BodyYear, seed: int, apart: bool) -> list[SampleFile]:
    """Posts, units and results; totals and registers in a workbook of their own, or behind the units."""
    more = registers(one)
    behind = [] if apart else more
    out = [
        _file(one, seed, "post", f"{one.year}年岗位表", sheets.post_table(one)),
        _file(one, seed, "unit", f"{one.year}年单位登记表", sheets.unit_register(one), *behind),
    ]
    if one.outcomes:
        out.append(_file(one, seed, "result", f"{one.year}年评审结果花名册", sheets.result_roster(one)))
    if more and apart:
        out.append(_file(one, seed, "roster", f"{one.year}年统计表和登记表", *more))
    return out


def _bundled(one: BodyYear, seed: int, count: int) -> list[SampleFile]:
    """One, two or three workbooks for a body-year: all together; results apart; posts and units apart too."""
    roster = sheets.roster_b(one, _plain(one))
    tables = [sheets.post_table(one), sheets.unit_register(one), *registers(one)]
    results = [sheets.result_roster(one)] if one.outcomes else []
    if count < 2:
        return [_file(one, seed, "roster", f"{one.year}年报送材料", roster, *tables, *results)]
    out = [_file(one, seed, "result", f"{one.year}年评审结果花名册", s) for s in results]
    if count == 2:
        return [_file(one, seed, "roster", f"{one.year}年申报材料", roster, *tables), *out]
    out.append(_file(one, seed, "post", f"{one.year}年岗位表和单位登记表", *tables))
    return [_file(one, seed, "roster", f"{one.year}年专业技术职称申报花名册", roster), *out]


def _bad(files: list[SampleFile], years: list[int]) -> list[SampleFile]:
    """Three files that must not harm: cut short, a form nobody knows, and the same file at another place."""
    year = years[0]
    at = datetime(year, 6, 14, 11, 0, tzinfo=SHANGHAI)
    whole = next(f for f in files if f.place.startswith(f"{year}/呼伦贝尔市/"))
    first = next(f for f in files if f.place.startswith(f"{years[-1]}/赤峰市/"))
    duty = Sheet(
        "值班表",
        ["值班安排表"],
        ["值班日期", "值班室", "起止时间"],
        [["6月15日", "一号值班室", "8:30至17:30"]],
    )
    base, name = first.place.rsplit("/", 1)
    return [
        SampleFile(f"{year}/呼伦贝尔市/{year}年申报花名册（传输中断）.xlsx", whole.sheets, at, "truncated"),
        SampleFile(f"{year}/兴安盟/值班安排表.xlsx", [duty], at),
        SampleFile(f"{base}/重复报送/{name}", [], first.received + timedelta(days=1), f"copy:{first.place}"),
    ]
