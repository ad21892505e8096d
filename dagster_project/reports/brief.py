"""The brief: one A4 side for a meeting, of one mart file, one year and one scope."""

from dagster_project.reports.document import Document, Grid, Heading, Paragraph
from dagster_project.reports.model import Column, Report, Row, Table
from dagster_project.reports.prose import mark
from dagster_project.reports.prose_files import completeness, missing
from dagster_project.reports.prose_judged import item
from dagster_project.reports.words import is_some

TABLES = ("quota", "items", "completeness")
SIX = (
    ("applied", "申报（人次）"), ("reviewed", "参评（人次）"), ("passed", "通过（人次）"), ("pass_rate", "通过率"),
    ("over", "超限事项（项）"), ("quota_rate", "名额申报使用率"),
)  # fmt: skip
FIRST = 5


def brief_document(report: Report) -> Document:
    """The brief of a report that holds at least TABLES."""
    blocks = [
        Paragraph((_as_of(report), *completeness(report)), "left"),
        Grid(_figures(report), ("year", *(name for name, _ in SIX)), "主要数字", {}, (1.2, 1, 1, 1, 1, 1, 1)),
        Heading(1, "超限事项"), *_over(report),
        Heading(1, "名额使用"), *_quota(report),
        Heading(1, "未报情况"), Paragraph(missing(report), "left"),
        Heading(1, "注意"), *(Paragraph(p, "left") for p in _cautions(report)),
    ]  # fmt: skip
    title = f"{report.year}年度{report.scope}职称评审情况简报"
    return Document(title, tuple(blocks), "brief", mark(report), "", report.provenance.as_of)


def _as_of(report: Report) -> str:
    origin = report.provenance
    when = f"{origin.as_of:%Y-%m-%d %H:%M}" if origin.as_of else "无数据"
    released = f"{report.standing.words}，" if report.standing.words else ""
    since = "".join(report.standing.remarks) if not report.standing.words else ""
    return f"{since}{released}数据截至{when}，政策版本{origin.policy_version or '无'}。"


def _figures(report: Report) -> Table:
    """Six figures of this year and the last; their ids are those of the facts."""
    rows = []
    for prefix, year in (("", report.year), ("last_", report.year - 1)):
        facts = {name: report.facts[prefix + name] for name, _ in SIX}
        values = {"year": f"{year}年", **{name: n.value for name, n in facts.items()}}
        rows.append(Row(str(year), "data", values, (), {name: n.text for name, n in facts.items() if n.value is None}))
    kinds = {name: report.facts[name].kind for name, _ in SIX}
    columns = (Column("year", "年度"), *(Column(name, text, kinds[name]) for name, text in SIX))
    return Table("summary", "", "", "", columns, tuple(rows), report.provenance)


def _over(report: Report) -> list[Paragraph]:
    """The first five with their clauses, worst first."""
    f, table = report.facts, report.table("items")
    if f["over"].value is None:
        return [Paragraph(("本年度没有可判定的规定，只列数字，不作合规判定。",), "left")]
    over = [r for r in table.rows if r.values["state"] == "超限"]
    if not f["over"].value:
        return [Paragraph(("已判定的事项中，没有超限的。",), "left")]
    lines = [Paragraph((f"{n}.", *item(table, row)), "left") for n, row in enumerate(over[:FIRST], 1)]
    if f["over"].value > len(lines):
        lines.append(Paragraph(("共", f["over"], "项，其余见年度统计表。"), "left"))
    return lines


def _quota(report: Report) -> list:
    """The quota's lines, in two halves where they are many."""
    table = report.table("quota")
    lines = table.of_kind("data")
    if not lines or report.facts["quota"].value is None:
        return [Paragraph(("没有收到本年度的名额分配表，名额使用无数据，不作判定。",), "left")]
    shown = Table(table.id, "", "", table.unit, table.columns, tuple(lines), table.provenance)
    labels = {"quota_scope_name": "分配单位", "quota": "名额", "applied": "申报", "applied_rate": "使用率", "applied_state": "状态"}
    return [Grid(shown, tuple(labels), "", labels, (2.6, 0.9, 0.9, 1.1, 1), 2 if len(lines) > 3 else 1)]


def _cautions(report: Report) -> list[tuple]:
    """Two sentences: what may still change the figures, and what must not be read into them."""
    f = report.facts
    waiting = [(text, f[name], unit) for name, text, unit in (("set_aside", "暂存待改", "行"), ("uncertain", "待核", "项"), ("files_held", "待确认文件", "份")) if is_some(f[name])]  # fmt: skip
    changing: list = ["没有待改、待核和待确认的内容。"]
    if waiting:
        changing = [p for n, parts in enumerate(waiting) for p in (("，",) if n else ()) + parts] + ["，可能使以上数字和判定改变。"]
    lacking = ("另有", f["unjudged"], "项因缺少资料未作判定；") if is_some(f["unjudged"]) else ()
    return [tuple(changing), (*lacking, "无数据不等于零，也不等于合规；判定所依条款的读法有推断的，见年度统计表附表1。")]
