"""The tables of the annual workbook: which query, which columns, which words stand around them."""

from dataclasses import dataclass

from dagster_project.labels import label
from dagster_project.reports.model import Column


@dataclass(frozen=True)
class Spec:
    """A table to be made: its query is queries/<id>.sql, its labels come from the mart's contract.

    hidden_when_empty: columns left out when no row has a value. empty: what is said when there is no row.
    """

    id: str
    sheet: str
    title: str
    unit: str
    mart: str
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()
    hidden_when_empty: tuple[str, ...] = ()
    empty: str = "本年度没有数据。"


def _text(mart: str, *names: str) -> tuple[Column, ...]:
    return tuple(Column(n, label(mart, n)) for n in names)


def _counts(mart: str, *names: str, adds: bool = True) -> tuple[Column, ...]:
    return tuple(Column(n, label(mart, n), "count", adds) for n in names)


def _rate(mart: str, name: str, numerator: str, denominator: str) -> Column:
    return Column(name, label(mart, name), "rate", rate_of=(numerator, denominator))


def _own(name: str, text: str, kind: str = "text", adds: bool = False, rate_of=None) -> Column:
    """A column that exists in the report only, so no mart describes it."""
    return Column(name, text, kind, adds, rate_of)


Q, O, T, P, S, C = (
    "mart_quota_usage", "mart_over_post", "mart_tilt", "mart_pass_rate", "mart_submission", "mart_compliance",
)  # fmt: skip

QUOTA = Spec(
    "quota", "表1 名额使用", "中小学教师正高级职称评审名额使用情况", "人、%", Q,
    (
        *_text(Q, "quota_scope_name", "bureau_name"),
        *_counts(Q, "quota", "applied", "applied_green"), *_counts(Q, "applied_worst", adds=False),
        *_counts(Q, "passed", "filed"),
        _rate(Q, "applied_rate", "applied", "quota"), _rate(Q, "passed_rate", "passed", "quota"),
        *_counts(Q, "remaining"), *_counts(Q, "remaining_worst", adds=False),
        *_text(Q, "applied_state", "passed_state"),
    ),
    notes=(
        "核定名额取自报送的名额分配表；申报与评审通过是两个使用率，不混用；核准备案另列。",
        "只有分配行相加，“其中”行不计入合计；按不同人数计，不含定向评价，含绿色通道（另列）。",
        "最多申报人数＝申报人数加待改而可能计入的行；负的剩余名额表示超出。",
    ),
    empty="本年度未报送名额分配表，也没有中小学教师正高级申报。",
)  # fmt: skip

OVER_POST = Spec(
    "over_post", "表2 超岗位申报", "超岗位申报情况", "人、个、%", O,
    (
        *_text(O, "rule_id", "level_group", "bureau_name", "scope_name"),
        *_counts(O, "established", "occupied", "vacant", "applicants", "post_bound", "over_post"),
        *_counts(O, "over_post_worst", adds=False),
        _rate(O, "over_post_ratio", "over_post", "established"),
        _rate(O, "all_applicants_ratio", "post_bound", "established"),
        *_counts(O, "allowed", "remaining", "rows_waiting", adds=False), *_counts(O, "units_missing"),
        *_text(O, "state"),
        Column("reference_limit", label(O, "reference_limit"), "rate"),
    ),
    notes=(
        "超岗人数＝各单位各层级计限申报人数超出空缺岗位的人数之和，不以此单位的空缺抵彼单位的超出。",
        "允许超岗人数＝核定岗位×限额，逐个衡量范围舍去小数，因此不相加；待改行可能同时列入多个范围，也不相加。",
        "各规则衡量的岗位有重叠，合计按规则和层级组分列，规则之间不相加。规则编号对应的文号、条款与读法见附表1。",
        "全部申报比例是“申报总数”的另一种读法，只展示不判定。按单位衡量的规则只逐行列出须关注的单位，其余合为一行。",
    ),
    hidden_when_empty=("allowed", "remaining", "reference_limit"),
)  # fmt: skip

TILT = Spec(
    "tilt", "表3 倾斜政策享受", "倾斜政策享受情况", "人次、人、%", T,
    (
        *_text(T, "tilt_code", "tilt_label"), *_counts(T, "applications", "persons_first", "passed"),
        _own("passed_share", "通过占申报", "rate", rate_of=("passed", "applications")),
    ),
    notes=(
        "一人使用两项政策，人次计两次；人数每人在同一报送单位同一年度只计一次，计在其第一项，故可相加。",
        "“未标注”为花名册没有倾斜政策列的申报，只列出，不计入合计。",
    ),
)  # fmt: skip

RESULTS = (
    *_counts(P, "applied", "reviewed", "passed"), _own("passed_unreviewed", "其中参评不明", "count", True),
    *_counts(P, "not_final", "cancelled"),
    _rate(P, "pass_rate", "passed", "reviewed"), _rate(P, "applied_pass_rate", "passed", "applied"),
    *_text(P, "small_denominator"), *_counts(P, "recognised", "by_exam", "passed_without_application"),
)  # fmt: skip
RESULT_NOTES = (
    "申报＝参评＋待评＋取消，只计评审方式；通过率＝通过÷参评，申报通过率＝通过÷申报，两者不混用。",
    "认定、考试另列，不计入申报与通过率；结果花名册中找不到申报的通过另列，不计入通过人次。",
    "“其中参评不明”：结果文件未列未通过者，只知通过；这些通过不进入通过率，相应的参评、待评没有计入或为无数据。",
    "全区为各报送单位之和；参评不足规定数的标“分母过小”，比率易误导。",
)
PASS_RATE = Spec(
    "pass_rate", "表4 评审通过", "评审通过情况", "人次、%", P,
    (_own("place_name", "地区、单位"), *RESULTS), RESULT_NOTES,
    hidden_when_empty=("passed_unreviewed",),
)  # fmt: skip
PASS_RATE_SERIES = Spec(
    "pass_rate_series", "表4续 按系列", "评审通过情况（按系列和层级）", "人次、%", P,
    (*_text(P, "series_name", "level_name"), *RESULTS), RESULT_NOTES[:3],
    hidden_when_empty=("passed_unreviewed",),
)  # fmt: skip

POLICY = Spec(
    "policy", "附表1 规定与读法", "本表所依据的规定与读法", "", "mart_policy",
    (
        *_text("mart_policy", "rule_id", "measure", "document_no", "clause"), _own("limit_text", "限额"),
        *_text("mart_policy", "severity", "fate", "reading", "reading_kind"),
    ),
    notes=("读法性质：“事实”为通知原文所载，“推断”为本系统对条款的理解，所涉数字以此为前提。",),
    empty="本年度没有已知的规定：数字照列，不作判定。",
)  # fmt: skip
COMPLIANCE = Spec(
    "compliance", "附表2 判定汇总", "各规则判定结果汇总（衡量范围个数）", "个", C,
    (
        *_text(C, "rule_id", "measure", "document_no", "clause", "reading_kind"),
        _own("scopes", "衡量范围数", "count"), _own("over", "超限", "count"), _own("warning", "预警", "count"),
        _own("uncertain", "待核", "count"), _own("kept", "合规", "count"), _own("no_data", "无数据", "count"),
        _own("not_judged", "不适用或仅展示", "count"),
    ),
    notes=("待核＝计入待改行或缺少岗位表的单位后可能改变结论；无数据＝缺少该规则所需的表，不作合规处理。",),
    empty="本年度没有可判定的规定。",
)  # fmt: skip
COMPLETENESS = Spec(
    "completeness", "附表3 资料齐备", "各报送单位资料齐备情况", "份、行", S,
    (
        *_text(S, "bureau_name", "completeness"),
        _own("files_in_force", "生效文件", "count", True), _own("files_held", "待确认", "count", True),
        _own("files_returned", "已退回", "count", True), _own("files_missing", "应报未报", "count", True),
        _own("files_late", "迟报", "count", True), *_counts(S, "rows_in"),
        _own("rows_counted", "已计数行", "count", True), *_counts(S, "set_aside"), _own("forms_missing", "未报表种"),
    ),
    notes=("暂存待改的行和待确认的文件没有计入各表数字，但已计入“最多”各栏。",),
)  # fmt: skip

ANNUAL = (QUOTA, OVER_POST, TILT, PASS_RATE, PASS_RATE_SERIES, POLICY, COMPLIANCE, COMPLETENESS)
