-- 身份证号开头的地区代码不认识: 前两位应为省级行政区划代码。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
where r.id_status = 'valid'
    and left({{ squeeze('r.id_number') }}, 2) not in (select word from {{ ref('form_word') }} where word_kind = 'id_area')
