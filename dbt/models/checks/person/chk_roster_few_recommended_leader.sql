-- 推荐不超过3人而有行政领导: 人数太少的旗县区、市属单位只提示，不判定（决定 7）。
select distinct {{ finding_columns('a') }} from {{ ref('fct_application') }} as a
inner join {{ ref('int_unit_measure') }} as m using (review_year, bureau_code, unit_name)
inner join {{ ref('rule_teacher_leader') }} as r
    on m.review_year = r.review_year and m.measured_by = r.measured_by and m.scope_kind = r.scope_kind and m.scope_code = r.scope_code
inner join {{ ref('measure_scope') }} as s
    on s.measure_id = 'quota_applied' and s.treatment = 'counted' and a.series_code = s.series_code and a.level_name = s.level_name
where r.is_small and r.numerator > r.limit_value and a.is_leader and not {{ program_exempt('a', 'quota_applied') }}
