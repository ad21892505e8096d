-- One submission with what became of its rows. 部分接收 where some of them wait. Names of people are masked in its place.
select
    {{ all_but('s', 'place, question, notes') }}, {{ masked('s.place', 'n.pattern') }} as place, {{ masked("nullif(concat_ws('；', s.question, s.notes), '')", 'n.pattern') }} as question,
    coalesce(v.rows_in, 0)::int as rows_in, coalesce(v.accepted, 0)::int as accepted,
    coalesce(v.accepted_with_notice, 0)::int as accepted_with_notice, coalesce(v.set_aside, 0)::int as set_aside,
    case when s.status = '已接收' and v.set_aside > 0 then '部分接收' else s.status end as final_status
from {{ ref('stg_submission') }} as s
left join (
    select
        submission_id, count(*) as rows_in,
        count(*) filter (where verdict = '接收') as accepted,
        count(*) filter (where verdict = '接收（有提示）') as accepted_with_notice,
        count(*) filter (where verdict = '暂存待改') as set_aside
    from {{ ref('int_verdict') }}
    group by submission_id
) as v using (submission_id)
left join {{ ref('int_place_name') }} as n using (submission_id)
