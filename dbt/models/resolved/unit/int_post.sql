-- Posts of a unit at a post level, the newest row where a unit was handed in twice, of one receipt the one with fewer
-- posts. Where a unit has both 高级 and its
-- two parts, the parts count (decision 13). 助理级 and 员级 rows add up to 初级.
with alias as (
    select post_level, coarse, {{ items("post_level || coalesce('|' || aliases, '')") }} as alias from {{ ref('post_level') }}
),

known as (
    select p.*, a.post_level, a.coarse
    from {{ ref('stg_post') }} as p
    inner join alias as a on p.post_level_text = a.alias
    where not p.is_held and p.unit_name is not null and p.bureau_code is not null and p.established is not null
    qualify row_number() over (
        partition by p.review_year, p.bureau_code, p.unit_name, p.post_level_text
        order by p.received_at desc, p.established, p.vacant nulls last, p.occupied desc nulls last, p.submission_id desc, p.row_no desc
    ) = 1
),

marked as (
    select
        *, count(*) filter (where coarse = '高级' and post_level != '高级')
            over (partition by review_year, bureau_code, unit_name) as senior_parts
    from known
)

select
    review_year, bureau_code, unit_name, post_level, any_value(coarse) as coarse,
    sum(established)::int as established,
    sum(coalesce(occupied, 0))::int as occupied,
    sum(coalesce(vacant, greatest(established - coalesce(occupied, 0), 0)))::int as vacant
from marked
where not (post_level = '高级' and senior_parts > 0)
group by review_year, bureau_code, unit_name, post_level
