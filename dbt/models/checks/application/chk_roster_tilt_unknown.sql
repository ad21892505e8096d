-- 倾斜政策代码不认识: 应为代码 1 至 10，多项以顿号或逗号分开，没有的留空。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
where r.tilt_text not in ('无', '否', '-', '/', '0')
    and (
        not regexp_matches(r.tilt_text, '[0-9]')
        or (r.submission_id, r.sheet, r.row_no) in (
            select (submission_id, sheet, row_no) from {{ ref('int_roster_tilt') }} where not is_known
        )
    )
