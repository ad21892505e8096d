-- 现有资格早于毕业: 现有资格一般在毕业以后取得；取得资格后又在职进修的，学历一栏应写明“在职”。
with in_service as (
    select {{ any_of('alias') }} as words
    from (select {{ items("word || '|' || aliases") }} as alias from {{ ref('form_word') }} where word_kind = 'in_service')
)

select {{ finding_columns('r') }}, 'current_title' as column_key from {{ ref('int_roster_row') }} as r
cross join in_service as i
where r.current_title_month < r.graduation_month and not coalesce({{ contains_any('r.education', 'i.words') }}, false)
