"""What is said of applications, outcomes and tilt policies."""

from dagster_project.reports.document import Chart, Grid
from dagster_project.reports.model import Report, Row, Table
from dagster_project.reports.words import compared, compared_rate, is_some, listed

LEVELS = ("senior_full", "senior_vice", "middle", "junior_upper", "junior_lower")


def overview(report: Report) -> list:
    """How many applied, were reviewed and passed, against last year; of a year without data that there is none."""
    f, when = report.facts, f"{report.year}年度，{report.scope}"
    if f["applied"].value is None:
        return [(f"{when}没有收到申报和评审数据，不作统计；这不代表数字为零。",)]
    applied = (f"{when}以评审方式申报职称", f["applied"], "人次", *compared(f["applied"], f["last_applied"], "人次"))
    return [(*applied, "；申报人数", f["persons"], "人。", *_reviewed(f), *_beside(f))]


def _reviewed(f: dict) -> tuple:
    if f["reviewed"].value is None and not is_some(f["reviewed"]):
        passed = ("；已知通过", f["passed"], "人次") if is_some(f["passed"]) else ()
        return ("没有收到能看出参评人数的评审结果，参评人次和通过率无数据", *passed, "。")
    rate = ("，通过率", f["pass_rate"], *compared_rate(f["pass_rate"], f["last_pass_rate"]))
    return (
        "参评", f["reviewed"], "人次，通过", f["passed"], "人次", *compared(f["passed"], f["last_passed"], "人次"), *rate, "。"
    )  # fmt: skip


def _beside(f: dict) -> tuple:
    named = (("not_final", "尚无结果"), ("cancelled", "取消"), ("recognised", "另有认定"), ("by_exam", "考试取得"))
    some = [(text, f[name], "人次") for name, text in named if is_some(f[name])]
    return (*listed(some, "，"), "。") if some else ()


def applications(report: Report) -> list:
    """By level and by place; a chart only where there is more than one place."""
    table = report.table("applied")
    if not table.rows:
        return [("没有可按层级分列的申报。",)]
    total = table.of_kind("total")[0]
    by_level = [(c.label, table.cell(total, c.name), "人次") for c in table.columns if c.name in LEVELS]
    blocks = [("按层级分，", *listed(by_level), "。", *_largest(table, "applied", "申报", "人次"))]
    columns = ("place_name", *LEVELS, "applied", "persons_first")
    blocks.append(Grid(table, columns, f"{report.year}年度职称申报情况"))
    return [*blocks, *_chart(report, "applied_passed", "申报与通过人次", (("applied", "申报"), ("passed", "通过")))]


def _largest(table: Table, column: str, what: str, unit: str) -> tuple:
    """The first three places by a count; nothing where there are fewer than two to compare."""
    rows = [r for r in table.of_kind("data") if isinstance(r.values.get(column), int)]
    rows.sort(key=lambda r: -r.values[column])
    if len(rows) < 2:
        return ()
    return (f"{what}较多的有", *listed([(place(r), table.cell(r, column), unit) for r in rows[:3]]), "。")


def place(row: Row) -> str:
    return row.values["place_name"] or "未归属"


def outcomes(report: Report) -> list:
    """Pass rates by place: those with a denominator that is not too small are compared."""
    table = report.table("pass_rate")
    rated = [r for r in table.of_kind("data") if r.values.get("pass_rate") is not None and not r.values["small_denominator"]]
    rated.sort(key=lambda r: -r.values["pass_rate"])
    if not table.rows:
        return [("没有可分列的评审结果。",)]
    said = ("各地参评人次过少或结果没有报齐，通过率不作比较。",)
    if len(rated) == 1:
        said = (f"参评人次足以比较的只有{place(rated[0])}，通过率", table.cell(rated[0], "pass_rate"), "。")
    elif rated:
        high, low = ((place(r), "（", table.cell(r, "pass_rate"), "）") for r in (rated[0], rated[-1]))
        said = ("参评人次足以比较的地区、单位中，通过率最高的是", *high, "，最低的是", *low, "。")
    columns = ("place_name", "applied", "reviewed", "passed", "pass_rate", "small_denominator")
    blocks = [said, Grid(table, columns, f"{report.year}年度评审通过情况", {"small_denominator": "提示"})]
    return [*blocks, *_chart(report, "pass_rate", "评审通过率", (("pass_rate", "通过率"),), is_share=True)]


def _chart(report: Report, name: str, title: str, series, is_share: bool = False) -> list:
    """Bars by place; a rate over a small denominator is left out. Nothing where there is at most one place."""
    table = report.table("pass_rate")
    rows = [r for r in table.of_kind("data") if not (is_share and (r.values["small_denominator"] or r.values["pass_rate"] is None))]
    if len(rows) < 2:
        return []
    bars = tuple((label, tuple(table.cell(r, column) for r in rows)) for column, label in series)
    unit = "%" if is_share else "人次"
    return [Chart(name, f"图　{report.year}年度各地{title}（{unit}）", tuple(place(r) for r in rows), bars, is_share)]


def tilts(report: Report) -> list:
    """Uses of tilt policies and of the programmes that stand apart."""
    table, programs = report.table("tilt"), report.table("programs")
    totals, unmarked = table.of_kind("total"), table.of_kind("part")
    blocks = []
    if not table.rows:
        blocks.append(("没有收到享受倾斜政策的申报。",))
    else:
        said = ("没有标注享受倾斜政策的申报。",)
        if totals and is_some(table.cell(totals[0], "applications")):
            said = ("享受倾斜政策", table.cell(totals[0], "applications"), "人次，涉及", table.cell(totals[0], "persons_first"), "人，通过", table.cell(totals[0], "passed"), "人次。")  # fmt: skip
        if unmarked:
            said = (*said, "另有", table.cell(unmarked[0], "applications"), "人次的花名册没有倾斜政策栏，未标注，不在其内。")
        blocks += [said, Grid(table, ("tilt_code", "tilt_label", "applications", "persons_first", "passed"), f"{report.year}年度倾斜政策享受情况", {"tilt_code": "代码"}, (1.2, 4, 1, 1, 1))]  # fmt: skip
    items = [
        (r.values["program"], programs.cell(r, "applied"), "人次（通过", programs.cell(r, "passed"), "人次）")
        for r in programs.of_kind("data")
    ]
    blocks.append(("单列途径中，", *listed(items), "。") if items else ("没有绿色通道、定向评价等单列途径的申报。",))
    return blocks
