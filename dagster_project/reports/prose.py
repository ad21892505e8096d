"""The annual report as a document: its sections in order. Sentences of each kind lie in prose_*.py."""

from dagster_project.reports.document import Document, Heading, Paragraph, numbered
from dagster_project.reports.model import Report
from dagster_project.reports.prose_figures import applications, outcomes, overview, tilts
from dagster_project.reports.prose_files import handed_in, readings
from dagster_project.reports.prose_judged import not_judged, over_limits, posts, quotas


def annual_document(report: Report) -> Document:
    """年度职称评审情况报告 of a report's figures. A year without data gets what is known and why there is no more."""
    blocks = [Heading(1, "总体情况"), *overview(report)]
    if report.facts["applied"].value is not None:
        blocks += [Heading(2, "申报情况"), *applications(report), Heading(2, "评审通过情况"), *outcomes(report)]
        blocks += [Heading(1, "名额与岗位"), Heading(2, "名额使用"), *quotas(report), Heading(2, "超岗位申报"), *posts(report)]
        blocks += [Heading(1, "倾斜政策与单列途径"), *tilts(report)]
        blocks += [Heading(1, "合规情况"), *over_limits(report)]
        blocks += [Heading(1, "未作判定的事项"), *not_judged(report)]
    blocks += [Heading(1, "报送与数据质量"), *handed_in(report), Heading(1, "口径说明"), *readings(report)]
    blocks = [b if not isinstance(b, tuple) else Paragraph(b) for b in blocks]
    return Document(
        f"{report.year}年度{'全区' if report.code is None else report.scope}职称评审情况报告", numbered(blocks), "report",
        mark(report), signature(report), report.provenance.as_of, (f"{report.year}年度职称评审统计表（另附工作簿）",),
    )  # fmt: skip


def mark(report: Report) -> str:
    """What stands at the head of every page."""
    return "　".join([f"{report.edition}版", *filter(None, [report.standing.words]), *(["演示数据"] if report.is_demo else [])])


def signature(report: Report) -> str:
    return "" if report.code is None else report.scope
