-- What a roster row is in the rules on persons: which of its facts the catalogue of cases names, and in what role.
with fact as (
    select submission_id, sheet, row_no, review_year, 'tilt_code' as kind, tilt_code as value from {{ ref('int_roster_tilt') }}
    union all
    select submission_id, sheet, row_no, review_year, 'program', program from {{ ref('int_roster_row') }}
    union all
    select submission_id, sheet, row_no, review_year, 'mode', stated_mode from {{ ref('int_roster_row') }}
    union all
    select submission_id, sheet, row_no, review_year, 'channel', channel from {{ ref('int_roster_row') }}
    union all
    select submission_id, sheet, row_no, review_year, 'identity', identity_text from {{ ref('int_roster_row') }}
    union all
    select submission_id, sheet, row_no, review_year, 'remark', remark from {{ ref('int_roster_row') }}
    union all
    select submission_id, sheet, row_no, review_year, 'green_item', coalesce({{ first_number('green_item_text') }}, '未填')
    from {{ ref('int_roster_row') }}
    where program = '绿色通道'
)

select distinct f.submission_id, f.sheet, f.row_no, c.measure_id, c.role
from fact as f
inner join {{ ref('measure_case') }} as c
    on f.kind = c.kind and (f.value = c.value or (c.kind = 'remark' and contains(f.value, c.value)))
    and {{ in_force('c', 'f.review_year') }}
