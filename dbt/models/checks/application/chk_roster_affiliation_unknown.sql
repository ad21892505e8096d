-- 单位所属缺失或不能识别: 应为区直、盟市、旗县区或乡镇；单位登记表或岗位表写明的以其为准。
with affiliation as (
    select affiliation, {{ items("affiliation || coalesce('|' || aliases, '')") }} as alias from {{ ref('affiliation') }}
)

select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
left join affiliation as a on r.affiliation_text = a.alias
where a.affiliation is null and (r.affiliation_text is not null or r.form_code = 'roster_b')
