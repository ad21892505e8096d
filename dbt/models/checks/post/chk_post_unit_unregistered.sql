-- 岗位表的单位不在单位登记表中: 本报送单位已报单位登记表的，岗位表的单位都应登记在内。
select {{ finding_columns('r') }} from {{ ref('stg_post') }} as r
where r.unit_name is not null and not r.is_held
    and (r.review_year, r.bureau_code) in (select (review_year, bureau_code) from {{ ref('stg_unit') }} where not is_held)
    and (r.review_year, r.bureau_code, r.unit_name) not in (
        select (review_year, bureau_code, unit_name) from {{ ref('stg_unit') }} where unit_name is not null and not is_held
    )
