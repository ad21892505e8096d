-- The one verdict of each data row (count in = count out): 暂存待改 where it cannot be counted, else 接收, with or without 提示.
with every_row as (
    select submission_id, sheet, row_no, form_code, review_year, bureau_code from {{ ref('stg_roster') }}
    union all
    select submission_id, sheet, row_no, form_code, review_year, bureau_code from {{ ref('stg_result') }}
    union all
    select submission_id, sheet, row_no, form_code, review_year, bureau_code from {{ ref('stg_post') }}
    union all
    select submission_id, sheet, row_no, form_code, review_year, bureau_code from {{ ref('stg_unit') }}
    union all
    select submission_id, sheet, row_no, form_code, review_year, bureau_code from {{ ref('stg_quota') }}
    where row_kind = 'data'
    union all
    select submission_id, sheet, row_no, form_code, review_year, bureau_code from {{ ref('stg_publicity') }}
    union all
    select submission_id, sheet, row_no, form_code, review_year, bureau_code from {{ ref('stg_approval') }}
    union all
    select submission_id, sheet, row_no, form_code, review_year, bureau_code from {{ ref('stg_total') }}
    where row_kind = 'data' and level_name = '合计'
),

found as (
    select submission_id, sheet, row_no, bool_or(severity = '暂存') as waits
    from {{ ref('int_finding') }}
    group by submission_id, sheet, row_no
)

select
    r.*,
    case when f.waits then '暂存待改' when f.submission_id is not null then '接收（有提示）' else '接收' end as verdict
from every_row as r
left join found as f using (submission_id, sheet, row_no)
