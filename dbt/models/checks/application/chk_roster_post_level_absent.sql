-- 单位岗位表中没有所申报的层级: 该层级按核定 0 个计（决定 5）。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
inner join (select distinct review_year, bureau_code, unit_name from {{ ref('int_post') }}) as u
    using (review_year, bureau_code, unit_name)
left join {{ ref('int_post') }} as p
    on r.review_year = p.review_year and r.bureau_code = p.bureau_code and r.unit_name = p.unit_name
    and (r.post_level = p.post_level or (p.post_level = '高级' and r.coarse = p.coarse))
where r.post_level is not null and p.post_level is null
