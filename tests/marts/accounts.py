"""Do the rows of mart_evidence account for every figure of the ledger and of the over-post mart? One query a family."""

# A unit's excess at a level: those counted beyond its vacancies; in a scope without what teachers alone exceed.
OVER_POST = """
with unit_level as (
    select
        e.review_year, e.rule_id, e.scope_code, e.level_group, e.bureau_code, e.unit_name, e.post_level,
        count(*) filter (where counted) as bound, count(*) filter (where reason_id = 'counted_teacher') as teachers,
        coalesce(max(unit_vacant), 0) as vacant
    from marts.mart_evidence as e
    group by all
),

excess as (
    select
        review_year, rule_id, scope_code, level_group, sum(bound) as bound,
        sum(greatest(bound - vacant, 0) - greatest(teachers - vacant, 0)) as over_post
    from unit_level
    group by all
),

aside as (
    select
        review_year, rule_id, scope_code, level_group, count(*) filter (where reason_id = 'no_table') as no_table,
        count(*) filter (where reason_id in ('waiting', 'held')) as waiting
    from marts.mart_evidence
    group by all
)

select
    p.review_year, p.rule_id, p.scope_code, p.level_group, p.post_bound, p.over_post, p.over_post_worst, p.rows_waiting,
    coalesce(x.bound, 0), coalesce(x.over_post, 0), coalesce(x.over_post, 0) + coalesce(a.no_table, 0) + coalesce(a.waiting, 0),
    coalesce(a.waiting, 0)
from marts.mart_over_post as p
left join excess as x using (review_year, rule_id, scope_code, level_group)
left join aside as a using (review_year, rule_id, scope_code, level_group)
where p.is_judged and p.over_post is not null
order by all
"""
# Rules that count persons, cases or rows: the rows counted are the numerator, those that might count make the worst case.
COUNTED = """
with counted as (
    select
        review_year, rule_id, scope_kind, scope_code, count(*) filter (where counted) as figure,
        count(*) filter (where counted or reason_id in ('waiting', 'held', 'unknown', 'leader_unsaid', 'not_final', 'late_maybe')) as worst
    from marts.mart_evidence
    group by all
)

select j.review_year, j.rule_id, j.scope_kind, j.scope_code, j.numerator, j.worst, coalesce(c.figure, 0), coalesce(c.worst, 0)
from marts.mart_compliance as j
left join counted as c using (review_year, rule_id, scope_kind, scope_code)
where j.numerator is not null and j.rule_id not in (select rule_id from marts.mart_over_post)
order by all
"""


def unaccounted(connection) -> tuple[list, list, int]:
    """Over-post figures and counted figures that their rows do not give, and how many figures were compared."""
    posts = connection.execute(OVER_POST).fetchall()
    counts = connection.execute(COUNTED).fetchall()
    return [r for r in posts if r[4:8] != r[8:12]], [r for r in counts if r[4:6] != r[6:8]], len(posts) + len(counts)
