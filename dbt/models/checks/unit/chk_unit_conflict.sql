-- 同一单位登记两次而内容不同: 同一单位只应登记一次。
select {{ finding_columns('r') }} from {{ ref('stg_unit') }} as r
where not r.is_held and (r.review_year, r.bureau_code, r.unit_name) in (
    select (review_year, bureau_code, unit_name)
    from {{ ref('stg_unit') }}
    where not is_held
    group by review_year, bureau_code, unit_name
    having count(*) > 1 and count(distinct concat_ws(
        '|', coalesce(unit_kind_text, ''), coalesce(affiliation_text, ''), coalesce(banner_text, ''), coalesce(department, ''),
        coalesce(reform_from_text, ''), coalesce(reform_to_text, '')
    )) > 1
)
