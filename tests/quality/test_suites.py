"""Each suite on good rows, on no rows, and on rows broken in one way."""

import json

import duckdb
import pytest

from dagster_project.quality.gates import BLOCK, MARK, blocks
from dagster_project.quality.suites import FOLDER, last_figures, load_suites, run_suites
from tests.quality.marts import GOOD, make

LAST_YEAR = """
    insert into mart_pass_rate (review_year, bureau_code, applied, passed, reviewed, pass_rate, not_final, cancelled)
    values (2022, '150200', {applied}, {passed}, {reviewed}, {passed} * 1.0 / {reviewed}, 1, 1)"""
# check -> what breaks it. Every blocking expectation of every suite is here.
BREAKS = {
    "submission.rows_accounted": "update mart_submission set accepted = accepted - 1",
    "submission.status": "update mart_submission set status = '在途'",
    "submission.id_unique": "update mart_submission set submission_id = 'S1'",
    "submission.rows_in": "update mart_submission set rows_in = -1",
    "submission.set_aside": "update mart_submission set set_aside = -1",
    "submission.review_year": "update mart_submission set review_year = 203",
    "quota.total_is_sum": "update mart_quota_usage set quota = 25 where row_kind = 'total'",
    "quota.parts_make_line": "update mart_quota_usage set quota = 5 where quota_scope_code = 'L15b'",
    "quota.grain": "insert into mart_quota_usage from mart_quota_usage",
    "quota.row_kind": "update mart_quota_usage set row_kind = 'sum' where row_kind = 'part'",
    "quota.applied_state": "update mart_quota_usage set applied_state = '超'",
    "quota.passed_state": "update mart_quota_usage set passed_state = '超'",
    "quota.applied": "update mart_quota_usage set applied = -1",
    "quota.applied_total": "update mart_quota_usage set applied = 99, applied_worst = 99 where row_kind = 'total'",
    "quota.worst": "update mart_quota_usage set applied_worst = applied - 1",
    "over_post.grain": "insert into mart_over_post from mart_over_post",
    "over_post.state": "update mart_over_post set state = '未知'",
    "over_post.remaining": "update mart_over_post set remaining = 9",
    "over_post.drill_down": "update mart_over_post set state = '超限'",
    "over_post.over_post": "update mart_over_post set over_post = -1",
    "over_post.established": "update mart_over_post set established = -1",
    "over_post.worst": "update mart_over_post set over_post_worst = 0",
    "over_post.review_year": "update mart_over_post set review_year = 203",
    "tilt.grain": "insert into mart_tilt from mart_tilt",
    "tilt.applications": "update mart_tilt set applications = -1",
    "tilt.persons": "update mart_tilt set persons_first = 6",
    "tilt.passed": "update mart_tilt set passed = 6",
    "tilt.label": "update mart_tilt set tilt_label = null",
    "tilt.review_year": "update mart_tilt set review_year = 203",
    "pass_rate.applied_accounted": "update mart_pass_rate set applied = 11",
    "pass_rate.grain": "insert into mart_pass_rate from mart_pass_rate",
    "pass_rate.passed": "update mart_pass_rate set passed = 9",
    "pass_rate.rate": "update mart_pass_rate set pass_rate = 0.7",
    "pass_rate.range": "update mart_pass_rate set pass_rate = 1.2",
    "pass_rate.applied": "update mart_pass_rate set applied = -1",
    "pass_rate.review_year": "update mart_pass_rate set review_year = 203",
    "compliance.grain": "insert into mart_compliance from mart_compliance",
    "compliance.state": "update mart_compliance set state = '未知'",
    "compliance.clause": "update mart_compliance set clause = null",
    "compliance.document_no": "update mart_compliance set document_no = null",
    "compliance.reading_kind": "update mart_compliance set reading_kind = '猜测'",
    "compliance.over_needs_figure": "update mart_compliance set state = '超限', numerator = null",
    "compliance.review_year": "update mart_compliance set review_year = 203",
    "policy.grain": "insert into mart_policy from mart_policy",
    "policy.clause": "update mart_policy set clause = null",
    "policy.document_no": "update mart_policy set document_no = null",
    "policy.fate": "update mart_policy set fate = '以后'",
    "policy.reading_kind": "update mart_policy set reading_kind = '猜测'",
    "finding.grain": "insert into mart_finding from mart_finding",
    "finding.rows_agree": "delete from mart_finding_row",
    "finding.counts": "update mart_finding set rows = 2",
    "finding.label": "update mart_finding set label = null",
    "finding_row.message": "update mart_finding_row set message = null",
    "finding_row.check_id": "update mart_finding_row set check_id = null",
    "finding_row.severity": "update mart_finding_row set severity = '重'",
    "finding_row.row": "update mart_finding_row set row = 0",
    "deadline.grain": "insert into mart_deadline from mart_deadline",
    "deadline.extended": "update mart_deadline set due_extended = due",
    "deadline.kept": "update mart_deadline set days_late = 1",
    "deadline.state": "update mart_deadline set state = '未知'",
    "deadline.review_year": "update mart_deadline set review_year = 203",
    "publicity.grain": "insert into mart_publicity from mart_publicity",
    "publicity.strict": "update mart_publicity set workdays_strict = 6",
    "publicity.workdays": "update mart_publicity set workdays = -1, workdays_strict = -1",
    "publicity.state": "update mart_publicity set state = '未知'",
    "publicity.review_year": "update mart_publicity set review_year = 203",
    "application.grain": "update mart_application set sex = '男'",
    "application.applied": "update mart_application set applied = -1, persons_first = -1",
    "application.waiting": "update mart_application set applied_waiting = -1",
    "application.persons": "update mart_application set persons_first = 6",
    "application.sums": "update mart_application set applied = 4 where sex = '男'",
    "application.review_year": "update mart_application set review_year = 203",
    "coverage.grain": "insert into mart_coverage from mart_coverage",
    "coverage.resolved": "update mart_coverage set resolved = 11",
    "coverage.review_year": "update mart_coverage set review_year = 203",
    "year_change.grain": "insert into mart_year_change from mart_year_change",
    "year_change.footnote": "update mart_year_change set footnote = null",
    "year_change.concerns": "update mart_year_change set concerns = '其他'",
    "year_change.review_year": "update mart_year_change set review_year = 203",
    "evidence.grain": "insert into mart_evidence from mart_evidence",
    "evidence.reason": "update mart_evidence set reason = null",
    "evidence.submission": "update mart_evidence set submission_id = null",
    "evidence.row": "update mart_evidence set row = 0",
    "evidence.review_year": "update mart_evidence set review_year = 203",
    "reconciliation.grain": "insert into mart_reconciliation from mart_reconciliation",
    "reconciliation.difference": "update mart_reconciliation set difference = 0",
    "reconciliation.ours": "update mart_reconciliation set ours = -1, difference = -4",
    "reconciliation.theirs": "update mart_reconciliation set theirs = -1, difference = 5",
    "reconciliation.review_year": "update mart_reconciliation set review_year = 203",
    "release.grain": "insert into mart_release from mart_release",
    "release.differing": "update mart_release set differing = -1",
    "release.review_year": "update mart_release set review_year = 203",
    "application_total.grain": "insert into mart_application_total from mart_application_total",
    "application_total.persons": "update mart_application_total set persons = 0",
    "application_total.review_year": "update mart_application_total set review_year = 203",
}
# check -> what makes the mark appear for 包头市 2023. Every marking expectation of every suite is here.
MARKS = {
    "body_year.waiting": "update mart_submission set set_aside = 11, accepted = 81 where submission_id = 'S1'",
    "body_year.returned": "update mart_submission set status = '已退回' where submission_id = 'S2'",
    "body_year.held": "update mart_submission set status = '待确认' where submission_id = 'S2'",
    "body_year.missing": "update mart_submission set status = '未报', submission_id = null where submission_id = 'S2'",
    "body_year.unresolved": "update mart_coverage set examined = 30, resolved = 26, resolved_rate = 0.86",
    "body_year.unlinkable": "update mart_finding set check_id = 'chk_roster_id_absent', rows = 2",
    "body_year.volume_on_last_year": LAST_YEAR.format(applied=30, passed=20, reviewed=24),
    "body_year.volume_on_last_run": "insert into temp.last_figure values (2023, '150200', 126)",
    "body_year.pass_rate_drift": "update mart_pass_rate set applied = 40, reviewed = 38, passed = 30;"
    + LAST_YEAR.format(applied=40, passed=20, reviewed=38),
    "body_year.freshness": "update mart_submission set completeness = '收件中', as_of = '2023-06-03', received_at = '2023-05-03'",
    "application.pending_education": "update mart_application set education = '待定'",
    "compliance.no_data_share": "update mart_compliance set state = '无数据';"
    "update mart_submission set status = '未报', submission_id = null where submission_id = 'S2'",
    "coverage.title": "update mart_coverage set resolved = 4, resolved_rate = 0.4",
    "over_post.no_data_share": "update mart_over_post set state = '无数据' where is_judged",
    "pass_rate.body_rate": "update mart_pass_rate set passed = 0, pass_rate = 0",
    "pass_rate.unmatched_share": "update mart_pass_rate set passed_without_application = 1",
    "publicity.unknown": "update mart_publicity set workdays = null, workdays_strict = null",
    "tilt.unmarked_share": "update mart_tilt set review_year = 2024; delete from mart_tilt where tilt_code = '1'",
    "quota.lines": "delete from mart_quota_usage where quota_scope_code = 'L15'",
}
# The neighbour of each that does not: at the threshold, or just short of what is compared.
NO_MARKS = {
    "body_year.waiting": "update mart_submission set set_aside = 10, accepted = 82 where submission_id = 'S1'",
    "body_year.returned": "update mart_submission set status = '已撤回' where submission_id = 'S2'",
    # Every form is there: what is missing is none that a clerk could hand in.
    "compliance.no_data_share": "update mart_compliance set state = '无数据'",
    "body_year.unresolved": "update mart_coverage set examined = 30, resolved = 27, resolved_rate = 0.9",
    "body_year.unlinkable": "update mart_finding set check_id = 'chk_roster_id_absent', rows = 1",
    "body_year.volume_on_last_year": LAST_YEAR.format(applied=29, passed=20, reviewed=24),
    "body_year.volume_on_last_run": "insert into temp.last_figure values (2023, '150200', 125)",
    "body_year.pass_rate_drift": "update mart_pass_rate set applied = 42, reviewed = 40, passed = 30;"
    + LAST_YEAR.format(applied=42, passed=20, reviewed=40),
    "body_year.freshness": "update mart_submission set completeness = '收件中', as_of = '2023-06-02', received_at = '2023-05-03'",
}
EXPECTATIONS = {e["meta"]["check_id"]: e for suite in load_suites() for e in suite["expectations"]}


def judge(rows: dict, damage: str = "", check_id: str = "") -> dict:
    """{check_id: Gate} on a made warehouse, of all suites or of one check alone, as its suite holds it."""
    suites = load_suites()
    if check_id:
        own = ([e for e in s["expectations"] if e["meta"]["check_id"] == check_id] for s in suites)
        suites = [s | {"expectations": kept} for s, kept in zip(suites, own, strict=True) if kept]
    with duckdb.connect() as connection:
        make(connection, rows)
        last_figures(connection)
        if damage:
            connection.execute(f"use memory.marts; {damage}; use memory.main")
        return {(gate.check_id, gate.bureau_code): gate for gate in run_suites(connection, suites)}


def test_good_rows_block_nothing():
    gates = judge(GOOD)
    assert {g.check_id: g.observed for g in gates.values() if g.kind == BLOCK and g.result != "通过"} == {}
    assert not blocks(list(gates.values()))


def test_no_rows_are_never_a_pass():
    assert {gate.result for gate in judge({}).values()} == {"不适用"}


@pytest.mark.parametrize("check_id", BREAKS)
def test_broken_rows_block(check_id):
    gate = judge(GOOD, BREAKS[check_id], check_id)[check_id, None]
    assert (gate.result, gate.kind) == ("不通过", BLOCK)
    assert gate.is_blocking


def test_every_blocking_expectation_is_broken_once():
    assert set(BREAKS) == {check for check, e in EXPECTATIONS.items() if e["meta"]["kind"] == BLOCK}


@pytest.mark.parametrize("check_id", MARKS)
def test_a_mark_is_published_and_falls_on_its_body(check_id):
    gates = judge(GOOD, MARKS[check_id], check_id)
    whole, own = gates[check_id, None], gates.get((check_id, "150200"))
    assert (whole.kind, whole.result, whole.review_year) == (MARK, "通过（有提示）", None)
    if check_id == "quota.lines":  # hand-downs belong to no body
        assert own is None
    else:
        assert (own.result, own.review_year) == ("通过（有提示）", 2024 if check_id.startswith("tilt") else 2023)
    assert not blocks([gate for gate in gates.values() if gate.kind == MARK])


@pytest.mark.parametrize("check_id", NO_MARKS)
def test_its_nearest_neighbour_is_not_marked(check_id):
    gates = judge(GOOD, NO_MARKS[check_id], check_id)
    assert gates[check_id, None].result in ("通过", "不适用") and (check_id, "150200") not in gates


def test_every_marking_expectation_was_seen():
    assert set(MARKS) == {check for check, e in EXPECTATIONS.items() if e["meta"]["kind"] == MARK}


def test_a_missing_table_or_column_blocks():
    with duckdb.connect() as connection:
        make(connection, GOOD)
        connection.execute("drop table marts.mart_policy; alter table marts.mart_tilt drop column tilt_label")
        gates = {gate.check_id: gate for gate in run_suites(connection)}
    assert gates["policy.grain"].is_blocking
    assert gates["tilt.label"].is_blocking


def test_every_threshold_has_its_reason_and_date():
    for check, expectation in EXPECTATIONS.items():
        meta = expectation["meta"]
        assert meta["kind"] in (BLOCK, MARK), check
        assert meta["reason"] and meta["threshold"] and len(meta["date"]) == 10, check
    assert len(EXPECTATIONS) == sum(len(suite["expectations"]) for suite in load_suites())


def test_one_suite_a_table():
    tables = [json.loads(path.read_text("utf-8"))["meta"]["table"] for path in FOLDER.glob("*.json")]
    assert sorted(tables) == sorted(path.stem for path in FOLDER.glob("*.json"))
