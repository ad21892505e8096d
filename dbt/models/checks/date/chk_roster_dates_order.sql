-- 现有资格早于毕业: 现有资格一般在毕业以后取得；取得资格后又在职进修的，学历一栏应写明“在职”。 Each way of writing a degree is
-- looked at once, not once a row.
with in_service as (
    select {{ any_of('alias') }} as words
    from (select {{ items("word || '|' || aliases") }} as alias from {{ ref('form_word') }} where word_kind = 'in_service')
),

said_in_service as (
    select e.education
    from (select distinct education from {{ ref('int_roster_row') }}) as e
    cross join in_service as i
    where {{ contains_any('e.education', 'i.words') }}
)

select {{ finding_columns('r') }}, 'current_title' as column_key from {{ ref('int_roster_row') }} as r
left join said_in_service as s on r.education = s.education
where r.current_title_month < r.graduation_month and s.education is null
