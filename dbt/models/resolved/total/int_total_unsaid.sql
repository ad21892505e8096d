-- Series and levels of a body in which some roster row does not say 在编 or 非在编, though others of its year do: a green
-- channel's form has no such column. Its person stands in either table, so only both together can be compared. 合计: the series.
{{ config(materialized='ephemeral') }}
with person as (
    select
        a.review_year, a.bureau_code, a.series_code, a.level_name, a.employment, u.is_public,
        max(a.employment) over (partition by a.review_year, a.bureau_code) is not null as by_employment
    from {{ ref('fct_application') }} as a
    inner join {{ ref('int_unit') }} as u using (review_year, bureau_code, unit_name)
)

select review_year, bureau_code, series_code, level_name from person where by_employment and employment is null and is_public
union
select review_year, bureau_code, series_code, '合计' from person where by_employment and employment is null and is_public
