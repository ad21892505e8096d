"""policy check: what is wrong with the catalogue before anything is computed with it."""

import csv
import re
from functools import cache

from dagster_project.home import DBT_DIR
from dagster_project.policy.edges import untested
from dagster_project.policy.rows import ERROR, NOTE, Finding, Policy, Row
from dagster_project.policy.validity import OPEN, validity, years

FATES = ("判定", "展示", "免限", "需要数据", "不在范围")
LEVELS = ("", "高级", "正高级", "副高级", "中级", "初级")
PLACE = re.compile(r"行\d+(-\d+)?(、行?\d+(-\d+)?)*|原文未见")


def check(policy: Policy) -> list[Finding]:
    """Everything found, errors first, else in the order of the files; reading's own findings included."""
    found = list(policy.findings)
    known = _known(policy)
    for row in policy.tables["policy_limit"]:
        found += _cited(row, known) + _limit(row, known) + _fate(row, known)
    for row in policy.tables["exemption"]:
        found += _cited(row, known) + _codes(row, known, ("rule_id", "jurisdiction_code"))
    for row in policy.tables["deadline"]:
        found += _cited(row, known) + _codes(row, known, ("rule_id", "jurisdiction_code")) + _due(row)
    found += _unjudged(policy)
    for row in policy.tables["citation"]:
        found += _codes(row, known, ("rule_id", "document_id"))
    for row in policy.tables["policy_document"]:
        found += _codes(row, known, ("jurisdiction_code",))
    found += validity(policy) + untested(policy)
    return sorted(dict.fromkeys(found), key=lambda finding: finding.level != ERROR)


@cache
def _column(path: str, column: str) -> frozenset[str]:
    """The values of one column of a code table."""
    with (DBT_DIR / "seeds" / path).open(encoding="utf-8-sig", newline="") as lines:
        return frozenset(row[column] for row in csv.DictReader(lines))


def _known(policy: Policy) -> dict[str, tuple[str, frozenset[str]]]:
    """{column: (what it is called, values it may have)}."""

    def own(table: str, column: str) -> frozenset[str]:
        return frozenset(row[column] for row in policy.tables[table])

    def code(table: str, column: str) -> frozenset[str]:
        """The region's own rows may add codes."""
        return own(table, column) if table in policy.tables else _column(f"codes/{table}.csv", column)

    rules = own("policy_limit", "rule_id")
    return {
        "document_id": ("政策文件", own("policy_document", "document_id")),
        "measure_id": ("指标", own("measure", "measure_id")),
        "rule_id": ("规则", rules),
        "reference_rule_id": ("参照规则", rules),
        "series_code": ("系列代码", code("series", "series_code")),
        "jurisdiction_code": ("地区代码", code("division", "division_code")),
        "quoted": ("引文", own("citation", "rule_id")),
        "exempting": ("免限行", own("exemption", "rule_id")),
        "dated": ("截止日", own("deadline", "rule_id")),
    }


def _codes(row: Row, known: dict, columns: tuple[str, ...]) -> list[Finding]:
    """Codes that no table has."""
    unknown = [c for c in columns if row.get(c) and row[c] not in known[c][1]]
    return [Finding(ERROR, row.where, f"没有{known[c][0]}“{row[c]}”{_zero(row, known, c)}") for c in unknown]


def _zero(row: Row, known: dict, column: str) -> str:
    """WPS turns 05 into 5."""
    padded = row[column].zfill(2)
    return f"；是否应为 {padded}，前面的 0 被表格软件去掉了" if padded in known[column][1] else ""


def _cited(row: Row, known: dict) -> list[Finding]:
    """A row without notice, clause and line cannot be shown to anyone."""
    missing = [c for c in ("document_id", "clause", "place", "reading", "reading_kind") if not row.get(c)]
    found = [Finding(ERROR, row.where, f"没有依据：{'、'.join(missing)} 为空")] if missing else []
    if row.get("place") and not PLACE.fullmatch(row["place"]):
        found.append(Finding(ERROR, row.where, f"place “{row['place']}”应如 行161、行147-151 或 行105、123"))
    if row.get("reading_kind") not in ("", None, "事实", "推断"):
        found.append(Finding(ERROR, row.where, f"reading_kind “{row['reading_kind']}”应为 事实 或 推断"))
    return found + _codes(row, known, ("document_id",))


def _limit(row: Row, known: dict) -> list[Finding]:
    """Codes, level group and the pair of whole numbers."""
    found = _codes(row, known, ("measure_id", "series_code", "jurisdiction_code", "reference_rule_id"))
    if not set(row["level_group"].split("|")) <= set(LEVELS):
        found.append(Finding(ERROR, row.where, f"没有层级组“{row['level_group']}”；可用：{'、'.join(LEVELS[1:])}，几个以|分隔"))
    pair = (row["limit_numerator"], row["limit_denominator"])
    if any(pair) and not (all(p.isascii() and p.isdigit() for p in pair) and int(pair[1]) > 0):
        found.append(Finding(ERROR, row.where, "限额应为两个整数，如 5 和 100、200 和 1；分母不为 0"))
    if row["fate"] == "判定" and not any(pair) and not row["limit_form"] and row["rule_id"] not in known["dated"][1]:
        found.append(Finding(ERROR, row.where, "判定的规则须有限额，或写明取自哪张报送表(limit_form)，或在 deadline.csv 有截止日"))
    named = {d for d in re.findall(r"(?:^|; )(\S+) ", row.get("also_stated_in") or "")} - known["document_id"][1]
    return found + [Finding(ERROR, row.where, f"另见的政策文件“{d}”不存在") for d in sorted(named)]


def _due(row: Row) -> list[Finding]:
    """A day that does not lie before its window opens; one outside the review year is worth a look."""
    if not row["due"]:
        return [Finding(ERROR, row.where, "没有截止日(due)")]
    found = []
    if row["date_from"] > row["due"]:
        found.append(Finding(ERROR, row.where, f"截止日 {row['due']} 早于起日 {row['date_from']}"))
    if row["due"][:4] != row["review_year"]:
        found.append(Finding(NOTE, row.where, f"截止日 {row['due']} 不在评审年度 {row['review_year']} 内"))
    return found


def _unjudged(policy: Policy) -> list[Finding]:
    """A 提示 for each deadline whose rule is judged, but not in the deadline's year: shown and not judged."""
    judged = {row["rule_id"]: years(row) for row in policy.tables["policy_limit"] if row["fate"] == "判定" and row["valid_from"]}
    found = []
    for row in policy.tables["deadline"]:
        first, last = judged.get(row["rule_id"], (0, OPEN))
        if row["review_year"].isdigit() and not first <= int(row["review_year"]) <= last:
            found.append(Finding(NOTE, row.where, f"规则 {row['rule_id']} {row['review_year']} 年没有生效，这条期限只列日期，不作判定"))
    return found


def _fate(row: Row, known: dict) -> list[Finding]:
    """One fate, and what that fate must say."""
    rule, fate, found = row["rule_id"], row["fate"], []
    if fate not in FATES:
        found.append(f"去向“{fate}”应为 {'、'.join(FATES)} 之一")
    if fate == "需要数据" and not (row["needs_form"] and row["needs_column"]):
        found.append("需要数据的规则须写明哪张表、哪一列")
    if fate in ("需要数据", "不在范围") and not row["why"]:
        found.append(f"{fate}的规则须写明原因")
    if fate == "免限" and rule not in known["exempting"][1]:
        found.append("免限的规则在 exemption.csv 里没有一行")
    errors = [Finding(ERROR, row.where, text) for text in found]
    if row["place"].startswith("行") and rule not in known["quoted"][1]:
        errors.append(Finding(NOTE, row.where, "citation.csv 里没有原文用语，无法核对出处"))
    return errors
