"""policy list: every rule with its fate, as rows for people and programs."""

from dagster_project.policy.rows import Policy, Row
from dagster_project.policy.validity import years

HEADINGS = {
    "rule_id": "规则", "measure": "指标", "fate": "处置", "limit": "限额", "severity": "轻重", "document_no": "文号",
    "clause": "条款", "place": "位置", "valid": "有效期", "needs_form": "所需表", "needs_column": "所需列", "why": "未判原因",
    "reading": "读法", "reading_kind": "读法性质", "also_stated_in": "另见",
}  # fmt: skip
# What fits on a terminal; JSON and CSV have all.
SHORT = ("rule_id", "measure", "fate", "limit", "severity", "document_no", "clause", "place", "needs_form", "needs_column")
SIGNS = {"<=": "不超过", ">=": "不少于", "=": "等于", ">": "多于"}


def listing(policy: Policy, year: int | None = None, fate: str | None = None) -> list[dict]:
    """One dict a rule, keys as HEADINGS; year: only rules in force in that review year; fate: only that fate."""
    measures = {row["measure_id"]: row["measure_name"] for row in policy.tables["measure"]}
    documents = {row["document_id"]: row["document_no"] for row in policy.tables["policy_document"]}
    due: dict[str, list[str]] = {}
    for row in policy.tables["deadline"]:
        due.setdefault(row["rule_id"], []).append(row["due"])
    out = []
    for row in policy.tables["policy_limit"]:
        if (fate and row["fate"] != fate) or (year and not _in_force(row, year)):
            continue
        made = {
            "measure": measures.get(row["measure_id"], row["measure_id"]), "limit": limit_text(row) or "、".join(due.get(row["rule_id"], ())),
            "document_no": documents.get(row["document_id"], row["document_id"]),
            "valid": f"{row['valid_from']} 至 {row['valid_to'] or '未定'}",
        }  # fmt: skip
        out.append({name: made.get(name, row.get(name) or "") for name in HEADINGS})
    return out


def limit_text(row: Row) -> str:
    """不超过 5%, 不少于 1/3, 取自报送表, or empty."""
    n, d, sign = row["limit_numerator"], row["limit_denominator"], SIGNS.get(row["comparison"], "")
    if not n:
        return f"{sign} 取自报送表".strip() if row["limit_form"] else ""
    number = f"{n}%" if d == "100" else n if d == "1" else f"{n}/{d}"
    return f"{sign} {number}".strip()


def _in_force(row: Row, year: int) -> bool:
    first, last = years(row) if row["valid_from"] else (0, 0)
    return first <= year <= last
