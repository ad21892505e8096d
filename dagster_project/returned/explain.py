"""The first sheet of a returned workbook: how much is wrong, what, in which banner, and how to hand it back."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from os.path import commonprefix

from dagster_project.forms.ours import ISSUE, STATUS
from dagster_project.returned.findings import WAITS, Finding, Wanted
from dagster_project.returned.marks import SET_ASIDE, SheetMarks

WIDTHS = (26, 12, 12, 90)
UNKNOWN = "不能确定旗县区"
_MOST_ROWS = 60  # row numbers listed of one banner and sheet

HOW = (
    "标红的单元格（暂存）不改就不能计数；标黄的（提示）已计数，请核对。把光标放在单元格上可看批注：应填什么、怎样改、依据哪一条。",
    f"每张表右侧加了“{ISSUE}”“{STATUS}”两列并带筛选：筛选“{STATUS}”为“{SET_ASIDE}”即可逐行修改。所有单元格都可以改，没有锁定。",
    "可以排序、筛选、增删行；增加的行照常填写，这两列空着即可。删去原有人员较多时系统会再问一次。",
    "改好后把整个工作簿报回原处（放进收件文件夹或在“我的报送”上传），文件名不限，会自动替代原来的那一份；不要另建工作簿，隐藏的编号随文件走。",
    "本页和右侧两列、颜色、批注不用清除，收件时不计。不是报给原单位、原年度的会被退回。",
)


@dataclass
class Line:
    """kind: title, text, head or cells."""

    kind: str
    cells: list


def explanation(one: Wanted, findings: list[Finding], marks: list[SheetMarks], of_unit: dict[str, str], is_demo: bool) -> list[Line]:
    """of_unit: {unit: banner}."""
    counts = one.counts
    said = f"本文件 {counts['rows_in']} 行：接收 {counts['accepted']}，接收（有提示）{counts['accepted_with_notice']}，暂存待改 {counts['set_aside']}。"
    lines = [
        Line("title", [f"{one.bureau_name or '自治区'} {one.year} 年退回修改说明"]),
        Line("text", [f"报送文件：{one.place}　　报送编号：{one.id}　　状态：{one.status}"]),
        Line("text", [said]),
    ]
    if is_demo:
        lines.append(Line("text", ["演示数据：全部为虚构人员。"]))
    if one.question and one.status == "待确认":
        lines.append(Line("text", [f"请先答复：{one.question}"]))
    lines += [Line("text", [""]), Line("head", ["问题", "程度", "处数", "应怎样改"]), *_by_check(findings)]
    lines += [Line("text", [""]), Line("head", ["旗县区", "暂存待改行", "有提示行", "所在的行（退回时的行号）"]), *_by_banner(marks, of_unit)]
    return [*lines, Line("text", [""]), Line("head", ["怎样改、怎样报回"]),
            *(Line("text", [f"{n}. {text}"]) for n, text in enumerate(HOW, 1))]  # fmt: skip


def _by_check(findings: list[Finding]) -> list[Line]:
    found = defaultdict(list)
    for one in findings:
        found[one.severity != WAITS, one.label].append(one)
    return [_of_check(found[key]) for key in sorted(found)]


def _of_check(same: list[Finding]) -> Line:
    first = same[0]
    clause = f"（依据：{first.clause}）" if first.clause else ""
    return Line("cells", [first.label, first.severity, len(same), _in_common([one.message for one in same]) + clause])


def _in_common(messages: list[str]) -> str:
    """What is said of every row: without the brackets in which a row's own numbers stand."""
    start, end = commonprefix(messages), commonprefix([text[::-1] for text in messages])[::-1]
    if start == end or "（" not in start or "）" not in end:
        return messages[0]
    return start[: start.rindex("（")] + end[end.index("）") + 1 :]


def _by_banner(marks: list[SheetMarks], of_unit: dict[str, str]) -> list[Line]:
    size, rows = defaultdict(Counter), defaultdict(lambda: defaultdict(list))
    for one in marks:
        banner_of = _banners(one, of_unit)
        for row, mark in sorted(one.rows.items()):
            if mark.severity:
                banner = banner_of.get(row, UNKNOWN)
                size[banner][mark.severity] += 1
                rows[banner][one.sheet.name].append(row)
    order = sorted(size, key=lambda banner: (banner == UNKNOWN, -size[banner][WAITS], -size[banner]["提示"], banner))
    return [Line("cells", [b, size[b][WAITS], size[b]["提示"], "；".join(_listed(s, n) for s, n in rows[b].items())]) for b in order]


def _banners(one: SheetMarks, of_unit: dict[str, str]) -> dict[int, str]:
    """{row: banner}, by its unit, else as written."""
    found = {}
    for (_, row), (table, _) in one.sheet.at.items():
        if row not in one.rows or not one.rows[row].severity:
            continue
        own = {name: one.sheet.text(row, position) for position, name in table.columns.items() if name in ("unit_name", "banner")}
        name = of_unit.get(own.get("unit_name") or "") or own.get("banner")
        if name:
            found[row] = name
    return found


def _listed(sheet: str, rows: list[int]) -> str:
    more = f"等 {len(rows)} 行" if len(rows) > _MOST_ROWS else ""
    return f"{sheet or '表'} 第 {'、'.join(map(str, rows[:_MOST_ROWS]))} 行{more}"
