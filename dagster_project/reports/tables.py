"""The tables of the annual workbook: which query, which columns, which words stand around them."""

from dataclasses import replace

from dagster_project.labels import label
from dagster_project.reports.model import Column
from dagster_project.reports.spec import Spec, counts, opened, own, rate, texts

Q, O, T, P, S, C = (
    "mart_quota_usage", "mart_over_post", "mart_tilt", "mart_pass_rate", "mart_submission", "mart_compliance",
)  # fmt: skip

QUOTA = Spec(
    "quota", "表4 名额使用", "中小学教师正高级职称评审名额使用情况", "人、%", Q,
    (
        *texts(Q, "quota_scope_name", "bureau_name"),
        *opened(counts(Q, "quota")), *counts(Q, "applied", "applied_green"), *counts(Q, "applied_worst", adds=False),
        *counts(Q, "passed", "filed"),
        rate(Q, "applied_rate", "applied", "quota"), rate(Q, "passed_rate", "passed", "quota"),
        replace(*counts(Q, "remaining"), difference_of=("quota", "applied")),
        replace(*counts(Q, "remaining_worst", adds=False), difference_of=("quota", "applied_worst")),
        *texts(Q, "applied_state", "passed_state"),
    ),
    notes=(
        "核定名额取自报送的名额分配表；申报与评审通过是两个使用率，不混用；核准备案另列。",
        "只有分配行相加，“其中”行不计入合计；按不同人数计，不含定向评价，含绿色通道（另列）。",
        "最多申报人数＝申报人数加待改而可能计入的行；负的剩余名额表示超出。",
    ),
    empty="本年度未报送名额分配表，也没有中小学教师正高级申报。",
)  # fmt: skip

OVER_POST = Spec(
    "over_post", "表5 超岗位申报", "超岗位申报情况", "人、个、%", O,
    (
        *texts(O, "rule_id", "level_group", "bureau_name", "scope_name"),
        *counts(O, "established", "occupied", "vacant", "applicants", "post_bound", "over_post"),
        *counts(O, "over_post_worst", adds=False),
        rate(O, "over_post_ratio", "over_post", "established"),
        rate(O, "all_applicants_ratio", "post_bound", "established"),
        *opened(counts(O, "allowed", adds=False)), replace(*counts(O, "remaining", adds=False), difference_of=("allowed", "over_post")),
        *counts(O, "rows_waiting", adds=False), *opened(counts(O, "units_missing")),
        *texts(O, "state"),
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
    "tilt", "表6 倾斜政策享受", "倾斜政策享受情况", "人次、人、%", T,
    (
        *texts(T, "tilt_code", "tilt_label"), *counts(T, "applications", "persons_first", "passed"),
        own("passed_share", "通过占申报", "rate", rate_of=("passed", "applications")),
    ),
    notes=(
        "一人使用两项政策，人次计两次；人数每人在同一报送单位同一年度只计一次，计在其第一项，故可相加。",
        "“未标注”为花名册没有倾斜政策列的申报，只列出，不计入合计。",
    ),
)  # fmt: skip

RESULTS = (
    *counts(P, "applied", "reviewed", "passed"), own("passed_unreviewed", "其中参评不明", "count", True),
    *counts(P, "not_final", "cancelled"),
    rate(P, "pass_rate", "passed", "reviewed"), rate(P, "applied_pass_rate", "passed", "applied"),
    *texts(P, "small_denominator"), *counts(P, "recognised", "by_exam", "passed_without_application"),
)  # fmt: skip
RESULT_NOTES = (
    "申报＝参评＋待评＋取消，只计评审方式；通过率＝通过÷参评，申报通过率＝通过÷申报，两者不混用。",
    "认定、考试另列，不计入申报与通过率；结果花名册中找不到申报的通过另列，不计入通过人次。",
    "“其中参评不明”：结果文件未列未通过者，只知通过；这些通过不进入通过率，相应的参评、待评没有计入或为无数据。",
    "全区为各报送单位之和；参评不足规定数的标“分母过小”，比率易误导。",
)
PASS_RATE = Spec(
    "pass_rate", "表7 评审通过", "评审通过情况", "人次、%", P,
    (own("place_name", "地区、单位"), *RESULTS), RESULT_NOTES,
    hidden_when_empty=("passed_unreviewed",),
)  # fmt: skip
PASS_RATE_SERIES = Spec(
    "pass_rate_series", "表7续 按系列", "评审通过情况（按系列和层级）", "人次、%", P,
    (*texts(P, "series_name", "level_name"), *RESULTS), RESULT_NOTES[:3],
    hidden_when_empty=("passed_unreviewed",),
)  # fmt: skip

POLICY = Spec(
    "policy", "附表1 规定与读法", "本表所依据的规定与读法", "", "mart_policy",
    (
        *texts("mart_policy", "rule_id", "measure", "document_no", "clause"), own("limit_text", "限额"),
        *texts("mart_policy", "severity", "fate", "reading", "reading_kind"),
    ),
    notes=("读法性质：“事实”为通知原文所载，“推断”为本系统对条款的理解，所涉数字以此为前提。",),
    empty="本年度没有已知的规定：数字照列，不作判定。", is_protected=False,
)  # fmt: skip
COMPLIANCE = Spec(
    "compliance", "附表2 判定汇总", "各规则判定结果汇总（衡量范围个数）", "个", C,
    (
        *texts(C, "rule_id", "measure", "document_no", "clause", "reading_kind"),
        own("scopes", "衡量范围数", "count"), own("over", "超限", "count"), own("warning", "预警", "count"),
        own("uncertain", "待核", "count"), own("kept", "合规", "count"), own("no_data", "无数据", "count"),
        own("not_judged", "不适用或仅展示", "count"),
    ),
    notes=("待核＝计入待改行或缺少岗位表的单位后可能改变结论；无数据＝缺少该规则所需的表，不作合规处理。",),
    empty="本年度没有可判定的规定。", is_protected=False,
)  # fmt: skip
COMPLETENESS = Spec(
    "completeness", "表9 报送与数据质量", "报送与数据质量情况", "份、行", S,
    (
        *texts(S, "bureau_name", "completeness"),
        *opened((
            own("files_in_force", "生效文件", "count", True), own("files_held", "待确认", "count", True),
            own("files_returned", "已退回", "count", True), own("files_missing", "应报未报", "count", True),
            own("files_late", "迟报", "count", True),
        )),
        *counts(S, "rows_in"), own("rows_counted", "已计数行", "count", True), *counts(S, "set_aside"),
        own("forms_missing", "未报表种"),
    ),
    notes=("暂存待改的行和待确认的文件没有计入各表数字，但已计入“最多”各栏。",),
)  # fmt: skip

A = "mart_application"
LEVELS = (
    own("senior_full", "正高级", "count", True), own("senior_vice", "副高级", "count", True),
    own("middle", "中级", "count", True), own("junior_upper", "助理级", "count", True),
    own("junior_lower", "员级", "count", True),
)  # fmt: skip
FEWER_LEVELS = (*LEVELS[:3], own("junior", "初级", "count", True))
ALL_APPLIED = (
    *LEVELS, own("applied", "申报合计", "count", True), own("recognised", "认定", "count", True),
    own("other_modes", "考试与重新确认", "count", True), own("persons_first", "人数", "count", True),
    own("applied_waiting", "待改可能计入", "count", True),
)  # fmt: skip
APPLIED_NOTES = (
    "申报合计为各层级以评审方式申报的人次，与评审通过表的申报一致；认定、考试与重新确认另列，不计入。",
    "人数每人在同一报送单位同一年度只计一次；全区为各报送单位之和，跨单位重复的人分别计入。",
    "待改可能计入为暂存待改、改正后可能计入的行，没有计入各层级。",
)

APPLIED = Spec(
    "applied", "表1 申报情况", "职称申报情况", "人次、人", A, (own("place_name", "地区、单位"), *ALL_APPLIED), APPLIED_NOTES,
    hidden_when_empty=("other_modes",),
)  # fmt: skip
APPLIED_SERIES = Spec(
    "applied_series", "表1续 按系列", "职称申报情况（按系列）", "人次、人", A, (*texts(A, "series_name"), *ALL_APPLIED),
    APPLIED_NOTES,
)  # fmt: skip
SENIOR = Spec(
    "senior", "表2 旗县区高级申报", "旗县区高级职称申报情况", "人次、个", A,
    (
        *texts(A, "bureau_name", "banner_name"), *LEVELS[:2], own("senior", "高级合计", "count", True),
        own("established", "已设高级岗位", "count", True),
    ),
    notes=(
        "已设高级岗位为未涉改事业单位岗位表中高级岗位之和，即高级超岗比例的分母；“无数据”为没有可用的岗位表。",
        "盟市本级和未归属旗县区的申报按单位所属列入相应各行。",
    ),
)  # fmt: skip
NONPUBLIC = Spec(
    "nonpublic", "表3 非公单位申报", "非公单位申报情况", "人次、人", A,
    (
        own("place_name", "地区、单位"), own("private_companies", "非公企业", "count", True),
        own("associations", "社会组织", "count", True), own("applied", "申报合计", "count", True), *FEWER_LEVELS,
        own("persons_first", "人数", "count", True),
    ),
    notes=("单位性质以单位登记表为准；没有登记的单位不列入本表。含各种申报方式。",),
    empty="本年度没有非公企业、社会组织的申报，或者没有报送能说明单位性质的单位登记表。",
)  # fmt: skip
PROGRAMS = Spec(
    "programs", "表8 绿色通道与定向评价", "绿色通道与定向评价申报情况", "人次、人", A,
    (
        *texts(A, "program"), *FEWER_LEVELS, own("applied", "申报合计", "count", True),
        own("passed", "通过人次", "count", True), own("persons_first", "人数", "count", True),
        own("applied_waiting", "待改可能计入", "count", True),
    ),
    notes=("绿色通道、定向评价等途径的申报不受岗位数额限制，不计入超岗人数；含各种申报方式。",),
    empty="本年度没有绿色通道、定向评价或其他单列途径的申报。",
)  # fmt: skip
ITEMS = Spec(
    "items", "表10 合规事项", "超限、预警与待核事项", "人、件、次、%", C,
    (
        *texts(C, "state", "bureau_name", "scope_name", "rule_id", "measure", "level_group"),
        *counts(C, "numerator", "denominator", adds=False), own("share", "比例", "rate", rate_of=("numerator", "denominator")),
        *opened(counts(C, "limit_value", adds=False)), *counts(C, "worst", adds=False), *texts(C, "document_no", "clause", "reading_kind"),
        own("since", "起始日期"), own("permitted_by", "批准文号"),
    ),
    notes=(
        "限额按人数或件数列出，比例限额已按该范围换算并舍去小数；各规则衡量的范围有重叠，不相加。",
        "待核＝计入待改行或缺少岗位表的单位后可能改变结论。批准只注明，不改变判定。",
    ),
    hidden_when_empty=("since", "permitted_by"),
    empty="本年度没有超限、预警或待核的事项。没有报送所需资料的规则见附表2的无数据栏，不作合规处理。",
)  # fmt: skip
CHANGE = Spec(
    "change", "表11 与上年对比", "与上年对比", "人次、%、百分点", P,
    (
        own("place_name", "地区、单位"),
        own("applied_before", "上年申报", "count", True), own("applied", "本年申报", "count", True),
        own("applied_more", "申报增减", "count", True, difference_of=("applied", "applied_before")),
        own("applied_growth", "申报增长率", "rate", growth_of=("applied", "applied_before")),
        own("reviewed_before", "上年参评", "count", True), own("reviewed", "本年参评", "count", True),
        own("passed_before", "上年通过", "count", True), own("passed", "本年通过", "count", True),
        own("passed_more", "通过增减", "count", True, difference_of=("passed", "passed_before")),
        own("pass_rate_before", "上年通过率", "rate"), own("pass_rate", "本年通过率", "rate"),
        own("pass_rate_more", "通过率变化（百分点）", "points", difference_of=("pass_rate", "pass_rate_before")),
    ),
    notes=(
        "申报、通过只计评审方式；通过率＝通过÷参评。某一年没有数据的为无数据，不作零计算增减。",
        "两年间规定有变化的（见附表1），增减不全是工作变化所致。",
    ),
)  # fmt: skip
DOCUMENTS = Spec(
    "documents", "附表3 政策文件", "本年度数字所依据的政策文件", "条", "mart_policy",
    (
        own("document_no", "文号"), own("rules", "涉及规则", "count"), own("judged", "其中判定", "count"),
        own("inferred", "读法为推断", "count"),
    ),
    notes=("各条规则的条款、限额和读法见附表1。",), empty="本年度没有已知的政策文件：数字照列，不作判定。", is_protected=False,
)  # fmt: skip
SUBMISSIONS = Spec(
    "submissions", "附表4 报送文件", "生效、待确认与未报的文件", "份、行", S,
    (
        *texts(S, "bureau_name", "form", "status"), own("received", "收到时间"), own("late", "是否迟报"),
        *counts(S, "rows_in", adds=False), own("rows_counted", "已计数行", "count"), *counts(S, "set_aside", adds=False),
    ),
    notes=("只列表种，不列文件名。已退回、重复、已替代和已撤回的文件没有数字，不列。",),
    empty="本年度没有收到文件。",
)  # fmt: skip

ANNUAL = (
    APPLIED, APPLIED_SERIES, SENIOR, NONPUBLIC, QUOTA, OVER_POST, TILT, PASS_RATE, PASS_RATE_SERIES, PROGRAMS, COMPLETENESS,
    ITEMS, CHANGE, POLICY, COMPLIANCE, DOCUMENTS, SUBMISSIONS,
)  # fmt: skip
