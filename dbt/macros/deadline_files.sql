{# Each file with each rule on dates that binds something in it: late, perhaps late, or in time; shown by its latest event.
   Perhaps late: past a deadline of which it is not known whether it binds the row, or a file that is still held. A held file
   that came in time counts when it is answered. #}
{% macro deadline_files() -%}
    select rule_id, review_year, bureau_code, submission_id, status, happened, due_for_it
    from (
        select
            d.rule_id, e.review_year, e.bureau_code, e.submission_id, e.happened, e.due_for_it,
            case
                when e.happened <= e.due_for_it and e.is_put_to and not e.is_held then 'in_time'
                when e.happened <= e.due_for_it then null
                when e.is_put_to and e.is_certain and not e.is_held then 'late'
                when e.is_put_to or not e.is_certain then 'late_maybe'
            end as status
        from {{ ref('int_event_deadline') }} as e
        inner join {{ ref('deadline') }} as d on e.deadline_id = d.deadline_id
    ) as event
    where status is not null
    qualify row_number() over (
        partition by rule_id, review_year, bureau_code, submission_id
        order by case status when 'late' then 1 when 'late_maybe' then 2 else 3 end, happened - due_for_it desc, due_for_it, happened
    ) = 1
{%- endmacro %}
