-- 旗县区名称不能识别: 应为本报送单位所辖旗县区的全称或通用简称。
select {{ finding_columns('r') }} from {{ ref('stg_unit') }} as r
left join {{ ref('int_banner_name') }} as b on r.bureau_code = b.bureau_code and r.banner_text = b.banner_name
where r.banner_text is not null and b.banner_code is null
