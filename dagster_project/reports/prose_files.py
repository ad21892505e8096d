"""What is said of what was handed in, and of how the figures are read."""

from dagster_project.reports.document import Paragraph
from dagster_project.reports.model import Report
from dagster_project.reports.words import Parts, is_some, listed


def completeness(report: Report) -> Parts:
    """One sentence: how far what was expected has come in."""
    f = report.facts
    if not is_some(f["files_in_force"]) and not is_some(f["files_missing"]):
        return ("没有收到文件。",)
    if report.code is None:
        named = (("bodies_final", "已定稿"), ("bodies_checked", "已核对"), ("bodies_unchecked", "待核对"), ("bodies_open", "收件中"))
        some = [(text, f[name], "个") for name, text in named if is_some(f[name])]
        return ("报送单位", f["bodies"], "个：", *listed(some), "；生效文件", f["files_in_force"], "份。")
    state = next((r.values["completeness"] for r in report.table("completeness").of_kind("data")), "") or "无数据"
    return (f"{state}：生效文件", f["files_in_force"], "份，应报未报", f["files_missing"], "份。")


def missing(report: Report) -> Parts:
    """Who has not handed in what; whose files were returned or wait for an answer."""
    rows = report.table("completeness").of_kind("data")
    lacking = [(f"{r.values['bureau_name']}（{r.values['forms_missing']}）",) for r in rows if r.values["forms_missing"]]
    open_ones = [(r.values["bureau_name"],) for r in rows if r.values["files_unanswered"]]
    if not rows and not is_some(report.facts["files_in_force"]):
        return ("没有收到任何文件。",)
    said: Parts = ("没有应报未报的表种。",)
    if lacking:
        said = ("应报未报的有" if len(lacking) > 1 else "应报未报的只有", *listed(lacking), "。")
    return (*said, *listed(open_ones), "有文件退回或待确认，尚未重新报送。") if open_ones else said


def handed_in(report: Report) -> list:
    f = report.facts
    named = (("files_held", "待确认文件", "份"), ("files_late", "迟报文件", "份"), ("set_aside", "暂存待改", "行"))
    some = [(text, f[name], unit) for name, text, unit in named if is_some(f[name])]
    waiting = (*listed(some), "；暂存待改的行和待确认的文件没有计入以上数字。") if some else ("没有待确认的文件和暂存待改的行。",)
    return [completeness(report), missing(report), waiting]


def readings(report: Report) -> list:
    """Definitions, provenance and what rests on inference."""
    origin = report.provenance
    as_of = f"{origin.as_of:%Y-%m-%d %H:%M}（北京时间）" if origin.as_of else "无数据"
    inferred = [r for r in report.table("policy").rows if r.values["reading_kind"] == "推断"]
    said = "规则的读法中有通知没有写明、由本系统理解的，标为推断，见年度统计表附表1；所涉数字以此为前提。" if inferred else ""
    blocks = [
        ("申报、参评、通过按人次计，只计评审方式；通过率为通过除以参评。无数据表示缺少所需资料，不等于零，也不等于合规。" + said,),
        (f"本报告数字取自已发布的统计结果，与看板一致。数据截至{as_of}，运行批次{origin.run_id or '无'}，政策版本{origin.policy_version or '无'}。",),
    ]
    released = [(remark,) for remark in report.standing.remarks]
    return [*released, *blocks, *(Paragraph((note,), "note") for note in report.notes if "公开版" in note or "取整" in note)]
