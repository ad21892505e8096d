"""What is said of limits: quotas, posts, what is over and under which clause, what could not be judged and why."""

from dataclasses import replace

from dagster_project.reports.document import Chart, Grid, Paragraph
from dagster_project.reports.model import Report, Row, Table
from dagster_project.reports.words import is_some, listed

SHOWN = 10


def quotas(report: Report) -> list:
    """Use of the quota by application and by approval; lines that are over; or that there is no quota to hold it against."""
    f, table = report.facts, report.table("quota")
    if f["quota"].value is None:
        used = [r for r in table.of_kind("total") if is_some(table.cell(r, "applied"))]
        known = ("申报中小学教师正高级", table.cell(used[0], "applied"), "人，") if used else ()
        return [(*known, "没有收到本年度的名额分配表，名额使用无数据，不作判定。")]
    said = (
        "中小学教师正高级核定名额", f["quota"], "个，申报", f["quota_applied"], "人，申报使用率", f["quota_rate"], "；评审通过",
        f["quota_passed"], "人，评审通过使用率", f["quota_passed_rate"], "。",
    )  # fmt: skip
    over = [r for r in table.of_kind("data", "part") if "超限" in (r.values["applied_state"], r.values["passed_state"])]
    columns = ("quota_scope_name", "quota", "applied", "passed", "applied_rate", "passed_rate", "applied_state")
    blocks = [(*said, *_lines_over(table, over)), Grid(table, columns, f"{report.year}年度名额使用情况")]
    rows = table.of_kind("data")
    if len(rows) > 1:
        bars = tuple((label, tuple(table.cell(r, n) for r in rows)) for n, label in (("quota", "核定名额"), ("applied", "申报")))
        names = tuple(r.values["quota_scope_name"].replace("内蒙古师大附属中学", "师大附中") for r in rows)
        blocks.append(Chart("quota", f"图　{report.year}年度名额与申报人数（人）", names, bars))
    return blocks


def _lines_over(table: Table, over: list[Row]) -> tuple:
    if not over:
        return ("各分配单位申报、通过均未超出名额。",)
    items = [
        (r.values["quota_scope_name"], "（名额", table.cell(r, "quota"), "个，申报", table.cell(r, "applied"), "人）") for r in over
    ]
    return ("超出名额的有", *listed(items), "。") if len(items) > 1 else ("超出名额的只有", *items[0], "。")


def posts(report: Report) -> list:
    """Totals by rule and level, never summed over rules; the limit in force or, where there is none, the reference."""
    table = report.table("over_post")
    totals = table.of_kind("total")
    if not totals:
        return [("没有可用的岗位表，超岗位申报无数据，不作判定。",)]
    total_of = replace(table, rows=tuple(totals))
    missing = [r for r in totals if is_some(table.cell(r, "units_missing"))]
    said = ("超岗人数为各单位计限申报人数超出空缺岗位的部分之和，各单位之间不相抵；各条规则衡量的岗位有重叠，规则之间不相加。",)
    if missing:
        said = (*said, "部分单位没有报送岗位表，可能使结论改变，见表中“缺岗位表单位”一栏。")
    if table.notes and "未见规定" in table.notes[0]:
        said = (*said, table.notes[0])
    labels = {"rule_id": "规则", "level_group": "层级", "units_missing": "缺岗位表单位"}
    columns = ("rule_id", "level_group", "established", "vacant", "post_bound", "over_post", "over_post_ratio", "units_missing")
    weights = (2.2, 1, 1, 1, 1, 1, 1, 1)
    return [said, Grid(total_of, columns, f"{report.year}年度超岗位申报情况（按规则和层级）", labels, weights)]


def over_limits(report: Report) -> list:
    """Each scope over its limit with its clause; how many are close to it or not certain."""
    f, table = report.facts, report.table("items")
    if f["over"].value is None:
        return [("本年度没有可判定的规定，只列数字，不作合规判定。",)]
    over = [r for r in table.rows if r.values["state"] == "超限"]
    if not f["over"].value:
        blocks = [("已判定的事项中，没有超限的。",)]
    elif len(over) == 1 and f["over"].value == 1:
        blocks = [("超限", f["over"], "项：", *item(table, over[0]), "。")]
    else:
        more = f"以下列出前{SHOWN}项，其余见统计表表10。" if len(over) > SHOWN else ""
        blocks = [("超限", f["over"], "项。", more)]
        blocks += [(f"{n}.", *item(table, row), "。") for n, row in enumerate(over[:SHOWN], 1)]
    if report.edition == "公开" and f["over"].value:
        blocks.append(("公开版不单列工作单位，项数含未列出的工作单位。",))
    return [*blocks, _rest(report)]


def item(table: Table, row: Row) -> tuple:
    """鄂尔多斯市准格尔旗：超岗申报高级职称比例（高级）3人，限2人（文号 条款）."""
    v = row.values
    where = v["scope_name"] if not v["bureau_name"] or v["scope_name"].startswith(v["bureau_name"]) else v["bureau_name"] + v["scope_name"]
    level = f"（{v['level_group']}）" if v["level_group"] else ""
    limit = ("，不得有" if v["limit_value"] == 0 else "，限", *(() if v["limit_value"] == 0 else (table.cell(row, "limit_value"), v["unit_word"])))
    permitted = (f"，已有批准{v['permitted_by']}",) if v["permitted_by"] else ()
    return (f"{where}：{v['measure']}{level}，计", table.cell(row, "numerator"), v["unit_word"], *limit, f"（{v['document_no']} {v['clause']}）", *permitted)  # fmt: skip


def _rest(report: Report) -> tuple:
    """How many are close to a limit, not certain, kept."""
    f = report.facts
    named = (("warning", "预警"), ("uncertain", "待核"), ("kept_limit", "合规"))
    some = [(text, f[name], "项") for name, text in named if is_some(f[name])]
    if not some:
        return ("没有预警、待核的事项。",)
    uncertain = ("待核的事项在待改行改正或岗位表补齐后可能改变结论。",) if is_some(f["uncertain"]) else ()
    return ("此外，", *listed(some), "。", *uncertain)


def not_judged(report: Report) -> list:
    """Rules that lack what they need, each once; a lack is neither kept nor broken."""
    table = report.table("compliance")
    lacking = [r for r in table.rows if r.values["no_data"]]
    if not table.rows:
        return [("本年度未见可判定的规定，全部数字只作展示。",)]
    if not lacking:
        return [("没有因缺少资料而未作判定的事项。",)]
    items = [(f"{r.values['measure']}（", table.cell(r, "no_data"), "个范围）") for r in _once(lacking)]
    return [
        ("因缺少所需资料，下列规则在部分或全部范围未作判定，既不作合规，也不作超限：", *listed(items, "；"), "。"),
        Paragraph(("所缺资料：申报花名册的可选栏、岗位表、公示登记表等，见附表1各规则的说明和附表4的未报文件。",), "note"),
    ]


def _once(rows: list[Row]) -> list[Row]:
    """One row a measure: the first; the others of the same measure have their own line in 附表2."""
    seen, kept = set(), []
    for row in rows:
        if row.values["measure"] not in seen:
            seen.add(row.values["measure"])
            kept.append(row)
    return kept
