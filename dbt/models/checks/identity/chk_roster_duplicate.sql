-- 同一申报重复出现: 同一人同一年度同一系列层级只计一次。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
where r.id_status = 'valid' and r.level_code is not null and r.unit_name is not null and not r.is_held
qualify row_number() over (
    partition by r.bureau_code, r.person_key, r.review_year, r.series_code, r.level_code, r.program
    order by r.received_at, r.submission_id, r.sheet, r.row_no
) > 1
