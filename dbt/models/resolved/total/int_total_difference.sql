-- The tables of totals against the rosters: body × part × banner × series × level, ours, theirs and the difference. The two
-- 事业 tables hold public institutions only (推断); persons count once in a series and level. The sum column 合计 is compared
-- where it is filled. is_explained: the table puts into a series the people whose series we could not tell (待定系列), as many.
{% set level = '(partition by review_year, bureau_code, part, banner_code, level_name)' %}
with person as (
    select
        a.review_year, a.bureau_code, a.banner_code, a.series_code, a.level_name, a.coarse, a.person_key, a.employment, u.is_public,
        max(a.employment) over (partition by a.review_year, a.bureau_code) is not null as by_employment
    from {{ ref('fct_application') }} as a
    inner join {{ ref('int_unit') }} as u using (review_year, bureau_code, unit_name)
),

-- The parts a body's tables have; 事业 where it handed in both.
part as (
    select distinct review_year, bureau_code, part from {{ ref('int_total_row') }}
    union
    select review_year, bureau_code, '事业' from {{ ref('int_total_row') }}
    group by review_year, bureau_code
    having count(distinct form_code) filter (where form_code in ('total_in_post', 'total_off_post')) = 2
),

cell as (
    select distinct
        c.review_year, c.bureau_code, p.part, case when p.part = '旗县区' then c.banner_code end as banner_code, c.series_code,
        c.level_name as counted_level, c.cell as level_name, c.person_key
    from (
        select *, level_name as cell from person
        union all
        select *, '合计' as cell from person
    ) as c
    inner join part as p on c.review_year = p.review_year and c.bureau_code = p.bureau_code
    left join {{ ref('int_total_unsaid') }} as x
        on c.review_year = x.review_year and c.bureau_code = x.bureau_code and c.series_code = x.series_code and c.cell = x.level_name
    where case p.part
        when '旗县区' then c.coarse = '高级' and c.banner_code not like '%-_'
        when '事业' then c.is_public and (not c.by_employment or x.series_code is not null)
        else c.is_public and x.series_code is null and c.employment = p.part
    end
),

ours as (
    select review_year, bureau_code, part, banner_code, series_code, level_name, count(*) as persons
    from cell
    group by all
),

theirs as (
    select review_year, bureau_code, part, banner_code, series_code, level_name, sum(persons) as persons
    from {{ ref('int_total_row') }}
    where row_kind = 'data'
    group by all
),

compared as (
    select
        coalesce(t.review_year, o.review_year) as review_year, coalesce(t.bureau_code, o.bureau_code) as bureau_code,
        coalesce(t.part, o.part) as part, coalesce(t.banner_code, o.banner_code) as banner_code,
        coalesce(t.series_code, o.series_code) as series_code, coalesce(t.level_name, o.level_name) as level_name,
        coalesce(o.persons, 0)::int as ours, coalesce(t.persons, 0)::int as theirs, t.review_year is not null as is_stated
    from theirs as t
    full join ours as o
        on t.review_year = o.review_year and t.bureau_code = o.bureau_code and t.part = o.part
        and t.series_code = o.series_code and t.level_name = o.level_name and coalesce(t.banner_code, '') = coalesce(o.banner_code, '')
),

-- pending: ours of unknown series at the level; surplus: what the table has beyond ours in all known ones.
weighed as (
    select
        *, sum(case when series_code = '{{ var("pending_series") }}' then ours else 0 end) over {{ level }} as pending,
        sum(case when series_code = '{{ var("pending_series") }}' then 0 else greatest(theirs - ours, 0) end) over {{ level }} as surplus
    from compared
)

select
    review_year, bureau_code, part, banner_code, series_code, level_name, ours, theirs, ours - theirs as difference, is_stated,
    pending > 0 and case
        when series_code = '{{ var("pending_series") }}' then ours > theirs and surplus >= pending
        else theirs > ours and surplus <= pending
    end as is_explained
from weighed
where is_stated or level_name != '合计'
