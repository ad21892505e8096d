-- 代码3的从业年限不足: 代码3限旗县从事专业满30年或苏木乡镇从事专业满20年。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
inner join {{ ref('int_person_role') }} as p
    on p.measure_id = 'one_level_up' and r.submission_id = p.submission_id and r.sheet = p.sheet and r.row_no = p.row_no
inner join {{ ref('threshold') }} as b on b.threshold_id = 'tilt3_banner_years'
inner join {{ ref('threshold') }} as t on t.threshold_id = 'tilt3_township_years'
where coalesce(r.banner_years, r.township_years) is not null
    and coalesce(r.banner_years, 0) < b.value and coalesce(r.township_years, 0) < t.value
