-- How much of what was written could be read, by body, year and resolver, and for units by which way. Rows of files in
-- force; what is not resolved stays 待定 and is listed by the check named here.
with roster as (
    select * from {{ ref('int_roster_row') }}
    where not is_held and bureau_code is not null
),

looked_at as (
    select
        review_year, bureau_code, 'unit_banner' as resolver, '单位归属' as resolver_name, 'chk_roster_banner_unknown' as check_id,
        scope_code not like '%-9' as is_resolved,
        case
            when scope_code like '%-9' then null
            when is_one_city or scope_code = bureau_code || '-0' or scope_kind = 'competent_department' then 'body'
            when banner_from = '单位登记表' then 'register'
            when banner_from = '单位名称' then 'name'
            else 'form'
        end as way
    from {{ ref('int_unit_scope') }}
    where is_measured
    union all
    select review_year, bureau_code, 'title', '职称', 'chk_roster_title_unknown', level_code is not null, null from roster
    union all
    select review_year, bureau_code, 'series', '系列', 'chk_roster_series_pending', series_code != '{{ var("pending_series") }}', null
    from roster
    where level_code is not null
    union all
    select review_year, bureau_code, 'education', '学历', 'chk_roster_education_unknown', education_read is not null, null from roster
    union all
    select review_year, bureau_code, 'ethnic_group', '民族', 'chk_roster_ethnic_unknown', ethnic_read is not null, null from roster
    union all
    select review_year, bureau_code, 'sex', '性别', 'chk_roster_sex_unknown', sex_read is not null, null from roster
    union all
    select review_year, bureau_code, 'age_band', '年龄段', 'chk_roster_age_unlikely', age_band is not null, null from roster
    union all
    select t.review_year, t.bureau_code, 'tilt', '倾斜政策', 'chk_roster_tilt_unknown', t.is_known, null
    from {{ ref('int_roster_tilt') }} as t
    inner join roster as r using (submission_id, sheet, row_no)
)

select
    l.review_year, l.bureau_code, b.bureau_name, l.resolver, l.resolver_name, l.check_id, l.examined::int as examined,
    l.resolved::int as resolved, {{ rate('l.resolved', 'l.examined') }} as resolved_rate,
    case when l.resolver = 'unit_banner' then l.by_register end::int as by_register,
    case when l.resolver = 'unit_banner' then l.by_form end::int as by_form,
    case when l.resolver = 'unit_banner' then l.by_name end::int as by_name,
    case when l.resolver = 'unit_banner' then l.by_body end::int as by_body,
    {{ provenance() }}
from (
    select
        review_year, bureau_code, resolver, resolver_name, check_id,
        count(*) as examined, count(*) filter (where is_resolved) as resolved,
        count(*) filter (where way = 'register') as by_register, count(*) filter (where way = 'form') as by_form,
        count(*) filter (where way = 'name') as by_name, count(*) filter (where way = 'body') as by_body
    from looked_at
    group by review_year, bureau_code, resolver, resolver_name, check_id
) as l
inner join {{ ref('reporting_body') }} as b on l.bureau_code = b.bureau_code
{{ provenance_joins('l') }}
