-- Every judged rule in every scope. The same matter under two documents is two rows: rules are never added up.
-- A body without any says so, so that silence is never read as missing.
with found as (
    select
        review_year,
        bureau_code,
        coalesce(bureau_name, '自治区') as bureau_name,
        banner_code,
        banner_name,
        series_code,
        series_short,
        case scope_kind
            when 'region' then '全区'
            when 'body' then '报送单位'
            when 'quota_line' then '名额单位'
            when 'banner' then '旗县区'
            when 'competent_department' then '主管部门'
            else '单位'
        end as scope_kind_text,
        scope_name,
        measure,
        coalesce(level_group, '不分层级') as level_group,
        numerator,
        denominator,
        case when denominator > 0 then format('{:.1f}%', round(value * 100, 1)) end as value_text,
        case
            when limit_value is null then null
            when limit_value = round(limit_value) then format('{:,}', limit_value::bigint)
            else format('{:.1f}', limit_value)
        end as limit_text,
        worst,
        state,
        since,
        document_no || ' ' || coalesce(clause, '') as document,
        place,
        -- a rule that a reading points to is in the ledger under its own clause; its number says nothing to a reader
        regexp_replace(reading, 'R-[A-Z0-9-]+', '相应规则', 'g') as reading,
        reading_kind,
        permitted_by
    from main.mart_compliance
),

bodies as (
    select distinct
        review_year,
        bureau_code,
        bureau_name
    from main.mart_submission
    where bureau_code is not null and review_year is not null
)

select * from found
union all by name
select
    review_year,
    bureau_code,
    bureau_name,
    '报送单位' as scope_kind_text,
    '全部' as scope_name,
    '本年度没有可判定的规则' as measure,
    '不分层级' as level_group
from bodies
anti join found using (review_year, bureau_code)
