"""The three tables of totals that a body hands in at application time: their columns are those of the forms that read them."""

from dagster_project.reports.model import Column
from dagster_project.reports.spec import Spec, opened, own

LEVELS = (
    own("persons_senior", "正高级", "count", True), own("persons_deputy", "副高级", "count", True),
    own("persons_middle", "中级", "count", True), own("persons_assistant", "助理级", "count", True),
    own("persons_technician", "员级", "count", True),
)  # fmt: skip
SUM = own("persons_sum", "合计", "count", True)
NOTES = (
    "一人在同一系列、同一层级只计一次；事业单位以单位登记表为准，没有登记的按岗位表和倾斜政策代码认定（推断）。",
    "花名册没有写编制的计在编；待改的行和待确认的文件没有计入。",
)


def _persons(code: str, what: str) -> Spec:
    columns: tuple[Column, ...] = (own("series", "系列"), *LEVELS, SUM)
    return Spec(
        code, what, f"申报人数统计表（{what}）", "人", "mart_application_total", columns, NOTES,
        query="total_persons", given=(("form", code),),
    )  # fmt: skip


IN_POST, OFF_POST = _persons("total_in_post", "事业在编"), _persons("total_off_post", "事业非在编")
BANNER = Spec(
    "total_banner", "旗县区高级", "旗县区高级职称申报人数统计表", "人、个", "mart_application_total",
    (own("banner", "旗县区"), own("series", "系列"), *LEVELS[:2], SUM, *opened((own("established_senior", "已设高级岗位数", "count", True),))),
    (
        "各类单位的正高级、副高级申报人数，按工作单位所在旗县区；盟市本级和未归属旗县区的不在内。一人在同一旗县区、系列、层级只计一次。",
        "已设高级岗位数为未涉改事业单位岗位表中高级岗位之和，写在该旗县区的第一行；空着为没有可用的岗位表。",
    ),
)  # fmt: skip
TOTALS = (IN_POST, OFF_POST, BANNER)
