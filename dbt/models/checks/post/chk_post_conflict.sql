-- 同一单位同一岗位层级有两行而数目不同: 同一单位同一岗位层级只应有一个数；不同的按最后报送的计。
select {{ finding_columns('r') }} from {{ ref('stg_post') }} as r
where not r.is_held and (r.review_year, r.bureau_code, r.unit_name, r.post_level_text) in (
    select (review_year, bureau_code, unit_name, post_level_text)
    from {{ ref('stg_post') }}
    where not is_held
    group by review_year, bureau_code, unit_name, post_level_text
    having min(established) < max(established) or min(occupied) < max(occupied) or min(vacant) < max(vacant)
)
