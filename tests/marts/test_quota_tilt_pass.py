"""Quota usage, tilt counts and pass rates by decisions 7, 8, 14 and 15."""

from tests.marts.books import rows


def test_quota_lines_parts_and_total(warehouse):
    found = rows(warehouse, """
        select quota_scope_code, quota, applied, applied_worst, applied_state, remaining from marts.mart_quota_usage
        where quota is not null order by quota_scope_code""")  # fmt: skip
    assert found == [
        # 第二中学 has a line of its own and does not count for its city.
        ("150100", 19, 0, 0, "合规", 19),
        ("150200", 17, 1, 1, "合规", 16),
        # 7 applied for 6; at worst the unknown title as well. The 副主任医师 without unit cannot be a teacher.
        ("150300", 6, 7, 8, "超限", -1),
        ("152501", 3, None, None, "无数据", None),
        ("L15", 7, 5, 5, "合规", 2),
        # 4 of the school's own 3, but the line of 7 is kept: a warning. 定向评价 is not counted.
        ("L15a", 3, 4, 4, "预警", -1),
        ("L15b", 4, 1, 1, "合规", 3),
        ("L16", 3, 1, 1, "合规", 2),
        ("合计", 55, 14, 15, "待核", 41),
    ]


def test_quota_passed_is_judged_only_with_results(warehouse):
    assert rows(warehouse, """
        select passed, passed_rate, passed_state from marts.mart_quota_usage where quota_scope_code = '150300'
    """) == [(2, 2 / 6, "合规")]  # fmt: skip
    assert rows(warehouse, "select passed, passed_state from marts.mart_quota_usage where quota_scope_code = '150200'") == [(None, "无数据")]


def test_pass_rate_of_a_cell(warehouse):
    assert rows(warehouse, """
        select applied, reviewed, passed, not_final, cancelled, pass_rate, small_denominator from marts.mart_pass_rate
        where bureau_code = '150300' and series_code = '22'""") == [(7, 3, 2, 3, 1, 2 / 3, True)]  # fmt: skip


def test_outcome_without_application_is_counted_apart(warehouse):
    assert rows(warehouse, """
        select applied, passed, passed_without_application from marts.mart_pass_rate
        where bureau_code = '150300' and level_name = '正高级' and series_code = '04'""") == [(0, 0, 1)]  # fmt: skip
    assert rows(warehouse, "select count(*) from marts.mart_finding_row where check_id = 'chk_result_no_application'") == [(1,)]


def test_tilt_counts_uses_and_people(warehouse):
    assert rows(warehouse, """
        select tilt_code, applications, persons_first from marts.mart_tilt where bureau_code = '150200' order by tilt_code
    """) == [("3", 1, 1), ("5", 1, 0), ("绿色通道", 1, 1)]  # fmt: skip


def test_every_row_has_one_verdict(warehouse):
    assert rows(warehouse, """
        select form, rows_in, accepted, accepted_with_notice, set_aside, status from marts.mart_submission
        where bureau_code = '150300' and submission_id is not null order by form""") == [
        ("岗位表", 2, 2, 0, 0, "已接收"),
        ("申报花名册", 10, 8, 0, 2, "部分接收"),
        ("评审结果花名册", 7, 6, 1, 0, "已接收"),
    ]  # fmt: skip


def test_repeated_application_is_counted_once_and_named(warehouse):
    assert rows(warehouse, "select count(*) from marts.mart_finding_row where check_id = 'chk_roster_duplicate'") == [(1,)]
    assert rows(warehouse, """
        select applied from marts.mart_pass_rate
        where banner_code = '150202' and level_name = '副高级'""") == [(4,)]  # fmt: skip


def test_missing_files_are_listed(warehouse):
    assert rows(warehouse, """
        select form from marts.mart_submission where bureau_code = '150200' and status = '未报'""") == [("评审结果花名册",)]  # fmt: skip
    assert rows(warehouse, "select distinct completeness from marts.mart_pass_rate where bureau_code = '150200'") == [("收件中",)]
