"""explain 人数核对: where rosters and totals tables, results or last year differ, and the rows of both sides.

The differences are the published ones; their rows stand in the warehouse, which only the running account can read. No row
says whose it is. A person counts once in a series and level, so that there may be more rows than persons.
"""

from itertools import groupby

import duckdb

from dagster_project.cli.published import bureau_code, published_file, records
from dagster_project.cli.render import plain, to_json, to_table
from dagster_project.errors import UserError
from dagster_project.home import Home

RULE = "人数核对"
DIFFERENCES = """
select review_year, bureau_code, bureau_name, source, banner_code, banner_name, series_code, series_short, level_name, ours, theirs,
    difference, run_id, as_of
from mart_reconciliation
where review_year = $year and bureau_code = $body and difference <> 0 and ($level::varchar is null or level_name = $level)
order by source, banner_code, series_code, level_name
"""
# Whom a table counts is said in int_total_difference.
ROSTER = """
select '花名册' as side, s.place, a.submission_id, a.sheet, a.row_no as "row", a.unit_name, {said} as said
from core.fct_application as a inner join marts.mart_submission as s using (submission_id)
where a.review_year = $year {shift} and a.bureau_code = $body and a.series_code = $series and a.level_name = $level and {whom}
"""
RESULT = """
select '结果' as side, s.place, o.submission_id, o.sheet, o.row_no as "row", o.unit_name,
    case when o.application_id is null then '找不到申报' else (select outcome from seeds.outcome as w where w.outcome_class = o.outcome_class) end as said
from core.fct_outcome as o inner join marts.mart_submission as s using (submission_id)
inner join seeds.title_level as l on o.level_code = l.level_code
where o.review_year = $year and o.bureau_code = $body and o.series_code = $series and l.level_name = $level
    and coalesce(o.mode, '评审') = '评审'
"""
STATED = "coalesce((select outcome from seeds.outcome as w where w.outcome_class = a.outcome_class), '没有结果')"
TOTAL = """
select '统计表' as side, s.place, t.submission_id, t.sheet, t.row_no as "row", null as unit_name, '填 ' || t.persons || ' 人' as said
from resolved.int_total_row as t inner join marts.mart_submission as s using (submission_id)
where t.review_year = $year and t.bureau_code = $body and t.part = $part and t.series_code = $series and t.level_name = $level
    and t.row_kind = 'data' and ($banner::varchar is null or t.banner_code = $banner)
"""
WHOM = {
    "旗县区": "a.coarse = '高级' and a.banner_code = $banner", "事业": "{public}",
    "在编": "{public} and coalesce(a.employment, '在编') = $part", "非在编": "{public} and coalesce(a.employment, '在编') = $part",
}  # fmt: skip
PUBLIC = "(a.review_year, a.bureau_code, a.unit_name) in (select (review_year, bureau_code, unit_name) from resolved.int_unit where is_public)"
HEADS = ("来源", "工作表", "行", "单位", "说明")


def explain_counts(args, home: Home) -> int:
    """Print every difference of a body and year with the rows behind it."""
    asked = {"year": args.year, "body": bureau_code(args.scope, home), "level": args.level}
    with published_file(home) as connection:
        found = records(connection, DIFFERENCES, asked)
    if not home.warehouse.exists():
        raise UserError(f"没有逐行的数据（{home.warehouse}）。请先运行 zhicheng run。")
    try:
        with duckdb.connect(str(home.warehouse), read_only=True) as connection:
            found = [{k: plain(v) for k, v in one.items()} | {"rows": _rows(connection, one)} for one in found]
    except duckdb.IOException:
        raise UserError("正在运行，逐行依据暂时不能读。请等这次运行结束后再试。") from None
    print(to_json(found) if args.format == "json" else _text(found, args))
    return 0


def _rows(connection, one: dict) -> list[dict]:
    """Both sides' rows of one difference."""
    cell = {"year": one["review_year"], "body": one["bureau_code"], "series": one["series_code"], "level": one["level_name"]}
    if one["source"] == "评审结果":
        mine = ROSTER.format(said=STATED, shift="", whom="a.mode = '评审'")
        return records(connection, f"{mine} union all {RESULT} order by all", cell)
    if one["source"] == "上年申报":
        both = [ROSTER.format(said=f"'{word}'", shift=shift, whom="true") for word, shift in (("本年", ""), ("上年", "- 1"))]
        return records(connection, " union all ".join(both) + " order by all", cell)
    part = one["source"].removeprefix("统计表（").removesuffix("）")
    whom = WHOM[part].format(public=PUBLIC)
    mine = ROSTER.format(said="coalesce(a.employment, '')", shift="", whom=whom)
    wanted = {name for name in ("part", "banner") if f"${name}" in mine + TOTAL}
    values = cell | {name: value for name, value in (("part", part), ("banner", one["banner_code"])) if name in wanted}
    return records(connection, f"{mine} union all {TOTAL} order by all", values)


def _text(found: list[dict], args) -> str:
    if not found:
        return f"{args.year} 年 {args.scope} 的花名册与统计表、结果、上年没有差异，或没有可以核对的表。"
    return "\n\n".join(_of(one) for one in found)


def _of(one: dict) -> str:
    where = "".join(f" {one[name]}" for name in ("banner_name", "series_short", "level_name") if one[name])
    lines = [f"{one['review_year']} 年 {one['bureau_name']}{where}：花名册 {one['ours']} 人，{one['source']} {one['theirs']} 人，相差 {one['difference']:+d}"]
    for place, group in groupby(sorted(one["rows"], key=lambda row: (row["place"], row["side"], row["sheet"], row["row"])), key=lambda row: row["place"]):
        table = [tuple(row[name] if row[name] is not None else "" for name in ("side", "sheet", "row", "unit_name", "said")) for row in group]
        lines += [f"{place}：", to_table(list(HEADS), table)]
    return "\n".join(lines)
