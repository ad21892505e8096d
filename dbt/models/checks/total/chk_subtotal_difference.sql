-- 小计或合计与各行不符: 小计应等于上一小计（或单位行）以下各行之和，合计应等于上一合计以下各行之和。合计等于全表或全文件各行之和
-- 的也算相符；小计写在各组之前的表不核对小计。
with line as (
    select
        *, {{ lines_before(['subtotal', 'unit_row']) }} as part, {{ lines_before(['total']) }} as whole,
        min(row_no) filter (where row_kind = 'data') over sheet_form < min(row_no) filter (where row_kind = 'subtotal') over sheet_form as sums_below
    from {{ ref('stg_subtotal') }}
    window sheet_form as (partition by submission_id, sheet, form_code)
),

summed as (
    select
        *, {{ sum_of_data('submission_id, sheet, part') }} as of_part, {{ sum_of_data('submission_id, sheet, whole') }} as of_whole,
        {{ sum_of_data('submission_id, sheet') }} as of_sheet, {{ sum_of_data('submission_id') }} as of_file
    from line
),

expected as (
    select *, case row_kind when 'subtotal' then of_part when 'total' then coalesce(of_whole, of_sheet) end as expected
    from summed
    where case row_kind
        when 'subtotal' then sums_below and number != of_part
        when 'total' then number not in (coalesce(of_whole, of_sheet), of_sheet, of_file)
        else false
    end
)

select {{ finding_columns('s') }}, {{ text_list("s.counted || '应为 ' || s.expected || '，填的是 ' || s.number", '；', 's.counted') }} as detail
from expected as s
group by all
