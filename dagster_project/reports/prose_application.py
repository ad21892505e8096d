"""职称申报情况报告: what a body says of its applications when it hands them in."""

from dataclasses import replace

from dagster_project.reports.document import Document, Grid, Heading, Paragraph, numbered
from dagster_project.reports.model import Report
from dagster_project.reports.prose import mark, signature
from dagster_project.reports.prose_figures import applications, tilts
from dagster_project.reports.prose_files import handed_in, readings
from dagster_project.reports.prose_judged import over_limits, posts, quotas
from dagster_project.reports.words import compared, is_some, listed

SERIES = ("series_name", "senior_full", "senior_vice", "middle", "junior_upper", "junior_lower", "applied", "persons_first")
BANNER = ("banner_name", "senior_full", "senior_vice", "senior", "established")


def application_document(report: Report, annexes: tuple[str, ...]) -> Document:
    """The report on applications; of a year without data, that there is none. annexes: the tables handed in with it."""
    f = report.facts
    blocks = [Heading(1, "申报总体情况"), _overall(report)]
    if f["applied"].value is not None:
        blocks += [applications(report)[0], Heading(2, "按系列"), Grid(report.table("applied_series"), SERIES, f"{report.year}年度申报情况（按系列）")]
        blocks += [Heading(2, "事业单位申报人数"), _public(report), Heading(2, "旗县区高级职称申报"), *_banners(report)]
        blocks += [Heading(1, "岗位与名额"), Heading(2, "超岗位申报"), *posts(report), Heading(2, "名额使用"), *quotas(report)]
        blocks += [Heading(1, "倾斜政策与单列途径"), *tilts(report), Heading(1, "须说明的事项"), *over_limits(report)]
    blocks += [Heading(1, "材料报送情况"), *handed_in(report), Heading(1, "口径说明"), *readings(report)]
    blocks = [b if not isinstance(b, tuple) else Paragraph(b) for b in blocks]
    title = f"{report.year}年度{report.scope}职称申报情况报告"
    return Document(title, numbered(blocks), "report", mark(report), signature(report), report.provenance.as_of, annexes)


def _overall(report: Report) -> tuple:
    f, when = report.facts, f"{report.year}年度，{report.scope}"
    if f["applied"].value is None:
        return (f"{when}没有收到申报花名册，不作统计；这不代表数字为零。",)
    beside = [(text, f[name], "人次") for name, text in (("recognised", "申请认定"), ("by_exam", "考试取得")) if is_some(f[name])]
    more = ("；另有", *listed(beside, "，")) if beside else ()
    return (f"{when}以评审方式申报职称", f["applied"], "人次", *compared(f["applied"], f["last_applied"], "人次"), "；申报人数", f["persons"], "人", *more, "。")  # fmt: skip


def _public(report: Report) -> tuple:
    """Persons of public institutions by 编制, as in the first two tables."""
    said: list = []
    for name, text in (("total_in_post", "事业在编"), ("total_off_post", "事业非在编")):
        table = report.table(name)
        total = table.of_kind("total")[0]
        some = [(c.label, table.cell(total, c.name), "人") for c in table.columns[1:-1] if is_some(table.cell(total, c.name))]
        said += [text, table.cell(total, "persons_sum"), "人", *(("（其中", *listed(some), "）") if some else ()), "；"]
    return (*said[:-1], "。一人在同一系列、同一层级只计一次，明细见附件1、附件2。")


def _banners(report: Report) -> list:
    table = report.table("senior")
    if not table.rows:
        return [("没有高级职称申报。",)]
    named = [replace(row, values=row.values | {"banner_name": "合计"}) if row.kind == "total" else row for row in table.rows]
    table = replace(table, rows=tuple(named))
    return [("旗县区高级职称申报人次和已设高级岗位如下，按系列的人数见附件3。",), Grid(table, BANNER, f"{report.year}年度旗县区高级职称申报情况")]
