-- 倾斜政策不认识: 应为代码 1 至 10，多项以顿号或逗号分开，没有的留空。
select distinct {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
inner join {{ ref('int_roster_tilt') }} as t using (submission_id, sheet, row_no)
where not t.is_known
