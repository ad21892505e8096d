-- What has become of each body's year since the release in force (定稿 or 修订, from the ledger): how many figures it holds, how
-- many differ now. Figures are the files with the verdicts of their rows, applications and passes by series and level; they
-- are named as in dagster_project/releases/figures.py. bureau_code '' is the region's hand-downs.
with present as (
    select
        review_year, coalesce(bureau_code, '') as bureau_code,
        concat_ws('/', 'file', submission_id, final_status, accepted, accepted_with_notice, set_aside) as figure, 1 as number
    from {{ ref('fct_submission') }}
    where final_status in ('已接收', '部分接收', '待确认', '已退回')
    union all
    select review_year, bureau_code, concat_ws('/', 'applied', series_code, level_code, program, mode), count(*)::int
    from {{ ref('fct_application') }}
    group by review_year, bureau_code, series_code, level_code, program, mode
    union all
    select review_year, bureau_code, concat_ws('/', 'passed', series_code, level_code), count(*)::int
    from {{ ref('fct_application') }}
    where mode = '评审' and outcome_class = 'passed'
    group by review_year, bureau_code, series_code, level_code
),

released_year as (
    select distinct review_year, release_no, release_kind, released_at from {{ source('raw', 'released') }}
),

compared as (
    select
        coalesce(r.review_year, p.review_year) as review_year, coalesce(r.bureau_code, p.bureau_code) as bureau_code,
        r.number as released, p.number as present
    from {{ source('raw', 'released') }} as r
    full join present as p on r.review_year = p.review_year and r.bureau_code = p.bureau_code and r.figure = p.figure
)

select
    c.review_year, c.bureau_code, y.release_no, y.release_kind, y.released_at, count(c.released)::int as figures,
    (count(*) filter (where c.released is distinct from c.present))::int as differing
from compared as c
inner join released_year as y on c.review_year = y.review_year
group by c.review_year, c.bureau_code, y.release_no, y.release_kind, y.released_at
