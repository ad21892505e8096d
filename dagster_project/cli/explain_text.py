"""An account of one figure, in Chinese for the terminal."""

from itertools import groupby

from dagster_project.cli.render import to_table

UNIT_HEADS = ("单位", "岗位层级", "核定", "在聘", "空缺", "受限申报", "超出", "其中由教师规则判定")
ROW_HEADS = ("工作表", "行", "单位", "层级", "情形", "是否计入", "理由")


def text_of(one: dict, is_demo: bool) -> str:
    """The headline, the reading, the units, the rows by file, and the totals."""
    parts = [_head(one, is_demo), *_units(one), *_files(one["rows"]), _totals(one)]
    return "\n".join(part for part in parts if part)


def _number(value) -> str:
    return "无数据" if value is None else f"{value:g}"


def _head(one: dict, is_demo: bool) -> str:
    inside = f"（{one['bureau_name']}）" if one["bureau_name"] and one["bureau_name"] != one["scope_name"] else ""
    level = f"，{one['level_group'].replace('|', '、')}" if one["level_group"] else ""
    since = f"，自 {one['since']} 起" if one.get("since") else ""
    cited = " ".join(str(one[name]) for name in ("document_no", "clause", "place") if one[name])
    share = f"，占 {one['value']:.2%}" if one["denominator"] and one["value"] is not None else ""
    worst = _number(one["worst"])
    over = f"；分母 {_number(one['denominator'])}{share}" if one["denominator"] is not None or one["numerator"] is None else ""
    run = f"数据截至 {str(one['as_of']).replace('T', ' ')}；运行批次 {one['run_id']}{'；演示数据' if is_demo else ''}"
    lines = [
        f"{one['rule_id']} {one['measure']}：{one['review_year']} 年 {one['scope_name']}{inside}{level}",
        f"状态：{one['state']}{since}",
        f"数字：{_number(one['numerator'])}{over}；限额 {_number(one['limit_value'])}；最坏情形 {worst}",
        f"依据：{cited or '无'}",
        f"读法（{one['reading_kind'] or '未注明'}）：{one['reading'] or '无'}",
        f"批准：{one['permitted_by']}" if one.get("permitted_by") else "",
        f"资料：{one['completeness'] or '不分报送单位'}；政策版本 {one['policy_version']}；{run}",
    ]
    return "\n".join(line for line in lines if line)


def _units(one: dict) -> list[str]:
    if not one["units"]:
        return []
    names = ["unit_name", "post_level", "established", "occupied", "vacant", "bound", "excess", "excess_teacher"]
    if not any(unit["excess_teacher"] for unit in one["units"]):
        names.pop()
    found = [tuple(unit[name] for name in names) for unit in one["units"]]
    return ["\n按单位（有申报的单位）：", to_table(list(UNIT_HEADS[: len(names)]), found)]


def _files(rows: list[dict]) -> list[str]:
    """The rows of each submission under its place."""
    parts = []
    for key, group in groupby(rows, key=lambda row: (row["place"], row["submission_id"], row["form"], row["status"])):
        place, submission, form, status = key
        names = ("sheet", "row", "unit_name", "post_level", "case_no")
        found = [(*(row[n] for n in names), "计入" if row["counted"] else "不计入", row["reason"]) for row in group]
        parts += [f"\n{place}（{form}，{status}，报送编号 {submission}）：", to_table(list(ROW_HEADS), found)]
    return parts or ["\n没有涉及这个数字的行。"]


def _totals(one: dict) -> str:
    """What the rows add up to, against the figure."""
    totals = one["totals"]
    reasons = "、".join(f"{reason} {count} 行" for reason, count in totals["by_reason"].items())
    lines = [f"\n合计：计入 {totals['counted']} 行，不计入 {totals['not_counted']} 行{f'（{reasons}）' if reasons else ''}"]
    if one["units"]:
        excess, teachers = (sum(unit[name] for unit in one["units"]) for name in ("excess", "excess_teacher"))
        lines.append(f"超出合计 {excess}{f'，减教师另行判定的 {teachers}' if teachers else ''}＝{totals['reckoned']}")
    if one["numerator"] is None:
        lines.append("缺少这条规则所需的表，不得出数字。")
    else:
        verdict = "相符" if totals["agrees"] else "不符，请告知系统管理人员"
        lines.append(f"逐行得出 {totals['reckoned']}，最坏情形 {totals['reckoned_worst']}；与发布的数字{verdict}。")
    return "\n".join(lines)
