"""Over-post by decisions 1–5, 13 and 17, on the edges of NM2023 四(十一)2 (5 % of senior posts, rounded down)."""

import pytest

from tests.marts.books import rows


def scope(warehouse, code, rule="R-POST-01"):
    return rows(warehouse, f"""
        select established, post_bound, over_post, over_post_worst, allowed, remaining, units_missing, state
        from marts.mart_over_post where rule_id = '{rule}' and is_judged and scope_code = '{code}'""")[0]  # fmt: skip


@pytest.mark.parametrize(("code", "expected"), [
    # 40 posts allow 2; 3 bound (one handed in twice), 1 vacant; code 3 and the green channel are exempt.
    ("150202", (40, 3, 2, 2, 2, 0, 0, "合规")),
    # 39 posts given as one sum allow 1; 2 副高级 and 1 正高级 against 1 vacancy.
    ("150203", (39, 3, 2, 2, 1, -1, 0, "超限")),
    # 30 posts allow 1, 2 over; but 档案馆 has no post table: not certain, at worst 3.
    ("150204", (30, 2, 2, 3, 1, -1, 1, "待核")),
    # A school: two teachers over are judged by their own rule, the accountant stays; the 正高级 teacher is out.
    ("150207", (20, 3, 1, 1, 1, 0, 0, "合规")),
    # 盟市 units are the body's own level even where a banner is filled in; the firm is no public institution.
    ("150200-0", (20, 1, 1, 1, 1, 0, 0, "合规")),
    # 1 over of 1 allowed; a row without unit could belong here as well.
    ("150302", (20, 1, 1, 2, 1, 0, 0, "待核")),
    # Nothing over of 2 allowed; at worst the row without unit and the unknown title of its own unit.
    ("150304", (40, 0, 0, 2, 2, 2, 0, "合规")),
])  # fmt: skip
def test_scope(warehouse, code, expected):
    assert scope(warehouse, code) == expected


def test_reform_unit_leaves_the_banner_and_is_judged_alone(warehouse):
    assert rows(warehouse, "select state from marts.mart_over_post where rule_id = 'R-POST-01' and scope_code = '150205'") == [("无数据",)]
    judged = rows(warehouse, """
        select level_group, established, over_post, allowed, state from marts.mart_over_post
        where rule_id = 'R-POST-02' and bureau_code = '150200' order by level_group""")  # fmt: skip
    assert judged == [("中级", 4, 1, 0, "超限"), ("副高级", 50, 0, 0, "合规")]


def test_teachers_are_judged_unit_by_unit_with_nothing_allowed(warehouse):
    assert rows(warehouse, """
        select scope_name, post_bound, over_post, allowed, state from marts.mart_over_post
        where rule_id = 'R-TEACH-06'""") == [("包头市九原区第一中学", 2, 2, 0, "超限")]  # fmt: skip


def test_unit_rows_are_never_judged_and_add_up_to_their_scope(warehouse):
    assert rows(warehouse, """
        select count(*) from marts.mart_over_post where rule_id = 'R-POST-01' and scope_kind = 'unit' and (is_judged or state != '仅展示')
    """) == [(0,)]  # fmt: skip
    assert rows(warehouse, """
        select s.scope_code from marts.mart_over_post as s
        inner join marts.mart_over_post as u on u.parent_scope_code = s.scope_code and u.rule_id = s.rule_id
            and u.level_group = s.level_group and not u.is_judged
        where s.is_judged and s.state != '无数据' group by s.rule_id, s.scope_code, s.level_group, s.over_post, s.established
        having sum(u.over_post) != s.over_post or sum(u.established) != s.established""") == []  # fmt: skip


def test_scope_without_post_table_is_unknown_never_zero(warehouse):
    assert rows(warehouse, """
        select over_post, allowed, state from marts.mart_over_post
        where rule_id = 'R-POST-01' and is_judged and bureau_code = '150100'""") == [(None, None, "无数据")]  # fmt: skip


def test_a_limit_in_persons_has_no_denominator(warehouse):
    assert rows(warehouse, """
        select numerator, denominator, value, limit_value, state from marts.mart_compliance where rule_id = 'R-TEACH-06'
    """) == [(2, None, 2.0, 0.0, "超限")]  # fmt: skip
    assert rows(warehouse, """
        select numerator, denominator, value, limit_value from marts.mart_compliance
        where rule_id = 'R-POST-01' and scope_code = '150203'""") == [(2, 39, 2 / 39, 1.0)]  # fmt: skip


def test_posts_without_a_roster_are_unknown_for_every_rule(warehouse):
    assert rows(warehouse, """
        select rule_id, scope_name, over_post, over_post_worst, state from marts.mart_over_post
        where bureau_code = '150400' and is_judged order by rule_id, scope_name""") == [
        ("R-POST-01", "松山区", None, None, "无数据"), ("R-POST-01", "红山区", None, None, "无数据"),
        ("R-POST-02", "赤峰市红山区林业站", None, None, "无数据"),
        ("R-POST-04", "赤峰市", None, None, "仅展示"), ("R-POST-04", "赤峰市", None, None, "仅展示")]  # fmt: skip
