-- 单位性质不能识别: 应为事业单位、企业、非公企业、社会组织或机关。
select {{ finding_columns('r') }} from {{ ref('stg_unit') }} as r
where coalesce(r.unit_kind_text, '') not in (
    select {{ items("unit_kind || coalesce('|' || aliases, '')") }} from {{ ref('unit_kind') }}
)
