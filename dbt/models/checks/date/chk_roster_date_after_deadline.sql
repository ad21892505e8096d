-- 日期晚于申报截止日: 本年度所依据的毕业和现有资格应在申报截止日以前取得。
with due as (
    select submission_id, left(cast(max(due_for_it) as varchar), 7) as month
    from {{ ref('int_event_deadline') }}
    where event_kind = '申报'
    group by submission_id
)

select {{ finding_columns('r') }}, 'graduation' as column_key from {{ ref('int_roster_row') }} as r
inner join due as d on r.submission_id = d.submission_id
where r.graduation_month > d.month and r.graduation_month <= left(cast(r.received_at as varchar), 7)
union all
select {{ finding_columns('r') }}, 'current_title' from {{ ref('int_roster_row') }} as r
inner join due as d on r.submission_id = d.submission_id
where r.current_title_month > d.month and r.current_title_month <= left(cast(r.received_at as varchar), 7)
