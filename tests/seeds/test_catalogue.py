"""The catalogue of rules: all of them, each with one fate that is true of the models as they are."""

import re
import unicodedata
from collections import Counter

import pytest

from tests.seeds.test_policy import limit, rows

LIMITS = rows("policy/policy_limit")
# 115 rules of the notices; Baotou's sentence on 正高级 teachers has two numbers, 17 and 5, so two rows.
RULES = 117
BY_FATE = {fate: [r for r in LIMITS if r["fate"] == fate] for fate in ("判定", "展示", "免限", "需要数据", "不在范围")}
# Forms of which the notices print no columns and which nobody hands in yet.
LATER_FORMS = {"评委会备案与会议表", "评委名单", "诚信登记表", "管理系统导出表", "定向评价岗位表", "二级名额分配表"}
REPORT = "情况报告"  # registered when it comes in; nothing in it is read
MUST = ("严禁", "严格", "不得", "必须", "均须", "须", "只能", "控制在", "不超过", "不少于")
OUGHT = ("原则上", "应")
MAY = ("可", "鼓励", "支持", "允许")


def test_the_whole_catalogue_is_here_once():
    families = Counter(r["rule_id"].split("-")[1] for r in LIMITS)
    assert len(LIMITS) == len({r["rule_id"] for r in LIMITS}) == RULES
    assert families == {
        "POST": 16, "TEACH": 10, "EXCL": 9, "ELIG": 21, "EXAM": 2, "GREEN": 3, "TILT": 2, "DIR": 1, "DATE": 22,
        "PUB": 6, "PANEL": 14, "REC": 11,
    }  # fmt: skip
    assert sum(map(len, BY_FATE.values())) == RULES


PERSON = {
    "one_committee_person", "one_committee_unit", "one_channel_basic", "one_channel_green", "green_once", "green_again",
    "epidemic_once", "not_eligible", "across_units", "first_title", "tilt6_city", "top_post_level",
}  # fmt: skip
RECORD = {
    "same_year", "same_year_exam", "material_cutoff", "filing_month", "filing_month_mid", "extension_asked", "report_after_publicity",
    "directed_field", "green_committee", "dissolved_committee", "recognition_committee", "affiliation_values", "roster_marking", "series_change",
}  # fmt: skip


def test_only_what_a_rule_model_computes_is_judged():
    judged = {r["measure_id"] for r in BY_FATE["判定"]}
    assert {r["rule_id"] for r in BY_FATE["判定"]} == {
        "R-POST-01", "R-POST-02", "R-POST-05", "R-POST-06", "R-TEACH-01", "R-TEACH-02", "R-TEACH-03", "R-TEACH-06",
        "R-TEACH-07", "R-TEACH-09", "R-TILT-01", "R-TILT-02", "R-PUB-01", "R-PUB-02", "R-PUB-03",
        "R-TEACH-04", "R-TEACH-04-LEADER", "R-TEACH-05", "R-POST-11",
        *(f"R-EXCL-0{n}" for n in range(1, 10)), "R-DATE-02", "R-DATE-03", *(f"R-DATE-{n:02}" for n in range(5, 11)),
        "R-DATE-12", "R-DATE-12-TL", "R-DATE-13", "R-DATE-14", "R-DATE-15", "R-DATE-19", "R-PUB-06", "R-DIR-01", "R-ELIG-08", "R-GREEN-01",
        "R-PANEL-10", "R-PANEL-14", "R-REC-04", "R-REC-05",
    }  # fmt: skip
    assert judged == {
        "over_post_senior", "over_post_reform", "over_post_each_level", "quota_applied", "quota_passed", "teacher_over_post",
        "publicity_unit_days", "publicity_site_days",
        "teacher_senior_city", "teacher_leader_city", "teacher_leader_share",
        "date_apply", "date_review", "date_green", "date_apply_banner", "date_review_self", "date_apply_market", "date_window",
        "date_review_junior",
    } | PERSON | RECORD  # fmt: skip
    for row in LIMITS:
        if row["fate"] != "判定":
            assert row["measure_id"] not in judged or row["rule_id"] in ("R-POST-01-2024", "R-PUB-04"), row["rule_id"]


def test_a_clause_said_again_is_its_own_row_under_the_same_measure():
    """Teachers: the region, Tongliao and Baotou; reform units: the region and Baotou."""
    same = {m: sorted(r["rule_id"] for r in LIMITS if r["measure_id"] == m) for m in ("teacher_over_post", "over_post_reform")}
    assert same == {
        "teacher_over_post": ["R-TEACH-06", "R-TEACH-07", "R-TEACH-09"], "over_post_reform": ["R-POST-02", "R-POST-06"],
    }  # fmt: skip


def test_a_rule_that_needs_data_names_forms_and_columns_that_exist():
    """And a form is called missing when nobody can hand it in, and only then."""
    forms = {_half(r["form_name"]): r["form_code"] for r in rows("forms/form")}
    labels = {}
    for column in rows("forms/form_column"):
        labels.setdefault(column["form_code"], set()).add(_half(column["label"]))
    for row in BY_FATE["需要数据"]:
        needed, columns = set(row["needs_form"].split("、")) - {REPORT}, row["needs_column"].split("、")
        assert needed <= set(forms) | LATER_FORMS, row["rule_id"]
        assert all(columns) and row["why"].startswith("本版尚"), row["rule_id"]
        assert bool(re.search("本版尚无此表|会议表尚未收", row["why"])) == bool(needed & LATER_FORMS), row["rule_id"]
        if needed <= set(forms):
            known = set().union(*(labels[forms[f]] for f in needed)) | {"报送时间(系统登记)", "整份"}
            missing = {c for c in columns if not c.endswith("(待增列)")} - known
            assert not missing, (row["rule_id"], missing)
    assert len(BY_FATE["需要数据"]) == 43


def test_a_number_given_to_each_banner_waits_for_the_citys_table():
    row = limit("R-TEACH-08")
    assert (row["fate"], row["needs_form"], row["needs_column"]) == ("需要数据", "二级名额分配表", "旗县区、申报控制人数")


def test_what_needs_nothing_names_nothing():
    for fate in ("判定", "展示", "免限", "不在范围"):
        for row in BY_FATE[fate]:
            assert not row["needs_form"] and not row["needs_column"], row["rule_id"]
            assert bool(row["why"]) == (fate == "不在范围"), row["rule_id"]


def test_every_exempting_rule_has_exemption_rows_in_its_years():
    exemptions = rows("policy/exemption")
    for row in BY_FATE["免限"]:
        mine = [e for e in exemptions if e["rule_id"] == row["rule_id"]]
        cited = {row["document_id"], *re.findall(r"[A-Z]{2}\d{4}", row["also_stated_in"])}
        assert mine and {e["exempts_measure"] for e in mine} == {"over_post"}, row["rule_id"]
        assert {e["document_id"] for e in mine} <= cited, row["rule_id"]
        assert min(e["valid_from"] for e in mine) == row["valid_from"], row["rule_id"]


def test_exemptions_rest_on_rules_of_the_catalogue():
    for row in rows("policy/exemption"):
        assert not row["rule_id"] or limit(row["rule_id"]), row["exemption_id"]
        assert row["rule_id"] or row["value"] == "农牧民", row["exemption_id"]


def test_severity_follows_the_word():
    """Decision 6, where a word of it is printed; R-POST-03, R-TEACH-03 and R-PUB-04 are settled by name."""
    for row in LIMITS:
        word, severity = row["severity_word"], row["severity"]
        if row["rule_id"] in ("R-POST-03", "R-TEACH-03", "R-PUB-04"):
            continue
        if any(w in word for w in OUGHT) and "应严格" not in word:
            assert severity == "预警", row["rule_id"]
        elif any(w in word for w in MUST) and "硬性要求" not in word:
            assert severity == "超限", row["rule_id"]
        elif word.startswith(MAY):
            assert severity == "仅展示", row["rule_id"]
        assert severity in ("超限", "预警", "仅展示"), row["rule_id"]


@pytest.mark.parametrize(("rule", "severity"), [("R-POST-03", "仅展示"), ("R-TEACH-03", "预警"), ("R-PUB-04", "仅展示")])
def test_severities_settled_by_name(rule: str, severity: str):
    assert limit(rule)["severity"] == severity


def test_a_rule_that_runs_on_by_inference_says_so():
    documents = {r["document_id"]: r for r in rows("policy/policy_document")}
    for row in LIMITS:
        ends = documents[row["document_id"]]["valid_to"]
        if row["document_id"] != "NM2024" and not row["valid_to"]:
            assert row["reading_kind"] == "推断", row["rule_id"]
            assert re.search("沿用为推断|没有写明|没有", row["reading"]), row["rule_id"]
        if row["valid_to"] and ends:
            assert row["valid_to"] <= ends or row["reading_kind"] == "推断", row["rule_id"]


def test_other_notices_are_named_by_document_clause_and_line():
    documents = {r["document_id"] for r in rows("policy/policy_document")}
    for row in LIMITS:
        parts = [part.split(" ") for part in row["also_stated_in"].split("; ") if part]
        assert all(len(p) == 3 and p[0] in documents and p[2].startswith("行") for p in parts), row["rule_id"]
        assert len({p[0] for p in parts}) == len(parts), row["rule_id"]


def test_texts_use_half_width_brackets():
    for row in LIMITS + rows("policy/measure"):
        assert not re.search("[（）]", "".join(row.values())), row


def test_dated_rules_have_their_deadline_rows():
    """Each deadline belongs to a rule of its document, clause and severity; a judged one is known by something handed in."""
    deadlines = rows("policy/deadline")
    for row in deadlines:
        rule = limit(row["rule_id"])
        assert all(row[c] == rule[c] for c in ("document_id", "clause", "severity", "jurisdiction_code")), row["deadline_id"]
        assert (rule["fate"] == "判定") == bool(row["happened_by"]), row["deadline_id"]
    dated = {r["rule_id"] for r in LIMITS if r["measure_id"].startswith("date_")}
    assert {r["rule_id"] for r in deadlines} == dated - {"R-DATE-20"}


def _half(label: str) -> str:
    return unicodedata.normalize("NFKC", label)
