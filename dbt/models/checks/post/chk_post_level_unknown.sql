-- 岗位层级不能识别: 应为正高级、副高级、中级、初级，或只有合计的填高级。
select {{ finding_columns('r') }} from {{ ref('stg_post') }} as r
where coalesce(r.post_level_text, '') not in (
    select {{ items("post_level || coalesce('|' || aliases, '')") }} from {{ ref('post_level') }}
)
