-- 统计表的行缺系列或旗县区: 应写明是哪个系列、哪个旗县区的人数。
select {{ finding_columns('r') }} from {{ ref('stg_total') }} as r
where r.row_kind = 'data' and r.level_name = '合计'
    and (r.series_name_raw is null or (r.table_kind = 'total_banner' and r.banner_raw is null))
