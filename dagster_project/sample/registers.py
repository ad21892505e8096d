"""Tables of totals and registers as a body hands them in: mostly right, once wrong by one, for some bodies not at all."""

from collections import Counter

from . import cases
from .plan import BodyYear
from .printed import TONGLIAO_PLACES
from .sheets import Cell, Sheet, body_name
from .titles import LEVELS, SENIOR, SERIES_SHORT

TOTAL = ("序号", "系列", *LEVELS, "合计")
BANNER = ("序号", "旗县区", "系列", *SENIOR, "合计", "已设高级岗位数")
PUBLICITY = ("序号", "公示单位", "公示环节", "申报渠道", "系列", "层级", "开始日期", "结束日期")
APPROVAL = ("对象", "事项", "节点", "数量或日期", "原截止日期", "申请日期", "批准单位", "批准文号", "批准日期")
Key = tuple[str, str, str, bool]  # banner, series, level, 非在编
TONGLIAO_PRINTED = ("150500", 2024)  # the body and year whose roster the notice prints


def registers(one: BodyYear) -> list[Sheet]:
    """The totals, publicity and approvals of a body-year; none where the body hands in none."""
    return [*_totals(one), *_publicity(one), *_approvals(one)]


def totals_case(one: BodyYear) -> str:
    """missing, differ or agree: how the tables of totals stand to the rosters."""
    if one.body in cases.TOTALS_MISSING:
        return "missing"
    return "differ" if (one.body, one.year) == cases.TOTALS_DIFFER else "agree"


def counted(one: BodyYear, public_only: bool = True) -> Counter[Key]:
    """Persons by banner, series, level and employment, the rows that the notice prints among them."""
    rows = [r for r in one.rows if (r.unit.is_public or not public_only) and not r.waits]
    people = {(r.key, r.series, r.level): r for r in rows}
    found = Counter((r.unit.banner, r.series, r.level, r.employment == "非在编") for r in people.values())
    if (one.body, one.year) == TONGLIAO_PRINTED:
        found.update((*place, False) for place in TONGLIAO_PLACES)
    return found


def _totals(one: BodyYear) -> list[Sheet]:
    if totals_case(one) == "missing":
        return []
    name, count = body_name(one.body), counted(one)
    out = []
    for off_post, word in ((False, "事业在编"), (True, "事业非在编")):
        lines = _by_series({k: n for k, n in count.items() if k[3] == off_post})
        if not off_post and totals_case(one) == "differ":
            at = max(range(2, 2 + len(LEVELS)), key=lambda i: lines[0][i])
            lines[0][at] += 1
            lines[0][-1] += 1
        lines.append(["合计", None, *(sum(line[i] for line in lines) for i in range(2, len(TOTAL)))])
        out.append(Sheet(f"统计表{word}", [f"{name}{one.year}年职称申报人数统计表（{word}）"], [*TOTAL], lines))
    banners = _by_banner(one, counted(one, public_only=False))
    title = f"{name}{one.year}年旗县区高级职称申报人数统计表"
    return [*out, Sheet("旗县区统计表", [title], [*BANNER], banners)] if banners else out


def _by_series(count: dict[Key, int]) -> list[list[Cell]]:
    lines: list[list[Cell]] = []
    for series in sorted({k[1] for k in count}):
        numbers = [sum(n for k, n in count.items() if k[1:3] == (series, level)) for level in LEVELS]
        lines.append([len(lines) + 1, SERIES_SHORT[series], *numbers, sum(numbers)])
    return lines or [[1, SERIES_SHORT["05"], *[0] * len(LEVELS), 0]]


def _by_banner(one: BodyYear, count: Counter[Key]) -> list[list[Cell]]:
    """Seniors of each banner by series; the banner's posts stand in its first row."""
    posts: Counter[str] = Counter()
    for post in one.posts:
        posts[post.unit.banner] += post.established * (post.level in (*SENIOR, "高级"))
    lines, seen = [], set()
    for banner, series in sorted({k[:2] for k in count if k[0] and k[2] in SENIOR}):
        numbers = [count[banner, series, level, False] + count[banner, series, level, True] for level in SENIOR]
        first = posts[banner] if banner not in seen else None
        seen.add(banner)
        lines.append([len(lines) + 1, banner, SERIES_SHORT[series], *numbers, sum(numbers), first])
    return lines


def _publicity(one: BodyYear) -> list[Sheet]:
    spans = cases.PUBLICITY_BODIES.get(one.body, ()) if one.year == cases.DESIGN_YEAR else ()
    if not spans:
        return []
    name = body_name(one.body)
    lines = [
        [n, f"{name}人力资源和社会保障局", "盟市或主管部门", "绿色通道", SERIES_SHORT["05"], "副高级", first, last]
        for n, (first, last) in enumerate(spans, 1)
    ]
    return [Sheet("公示登记表", [f"{name}{one.year}年公示登记表"], [*PUBLICITY], lines)]


def _approvals(one: BodyYear) -> list[Sheet]:
    """One extension of the city's own deadline; one consultation on a unit's posts."""
    name, line = body_name(one.body), None
    if (one.body, one.year) == cases.EXTENSION_BODY:
        line = [name, "延期", "完成申报", "2023/6/20", "2023/6/10", "2023/6/1", "内蒙古自治区人力资源和社会保障厅", "演示〔2023〕1号", "2023/6/5"]
    if (one.body, one.year) == cases.CONSULTED_BODY:
        unit = next(post.unit.name for post in one.posts if post.unit.banner)
        line = [unit, "会商", None, None, None, "2024/6/3", f"{name}人力资源和社会保障局", "演示〔2024〕2号", "2024/6/6"]
    return [Sheet("批准事项登记表", [f"{name}{one.year}年批准事项登记表"], [*APPROVAL], [line])] if line else []


def designed_registers(one: BodyYear) -> dict:
    """What a test can hold the marts to."""
    sheets = registers(one)
    rows = {sheet.name: len(sheet.rows) - sheet.name.startswith("统计表") for sheet in sheets}
    return {"review_year": one.year, "bureau_code": one.body, "totals": totals_case(one), "rows": rows}
