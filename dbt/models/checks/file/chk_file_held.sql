-- 文件待确认: 待确认的文件答复以前，其中各行不计数。
select {{ finding_columns('r') }} from (
    select submission_id, sheet, row_no, review_year, bureau_code, form_code, is_held from {{ ref('stg_roster') }}
    union all
    select submission_id, sheet, row_no, review_year, bureau_code, form_code, is_held from {{ ref('stg_result') }}
    union all
    select submission_id, sheet, row_no, review_year, bureau_code, form_code, is_held from {{ ref('stg_post') }}
    union all
    select submission_id, sheet, row_no, review_year, bureau_code, form_code, is_held from {{ ref('stg_unit') }}
    union all
    select submission_id, sheet, row_no, review_year, bureau_code, form_code, is_held from {{ ref('stg_quota') }}
    where row_kind = 'data'
    union all
    select submission_id, sheet, row_no, review_year, bureau_code, form_code, is_held from {{ ref('stg_publicity') }}
    union all
    select submission_id, sheet, row_no, review_year, bureau_code, form_code, is_held from {{ ref('stg_approval') }}
    union all
    select submission_id, sheet, row_no, review_year, bureau_code, form_code, is_held from {{ ref('stg_total') }}
    where row_kind = 'data' and level_name = '合计'
) as r
where r.is_held
