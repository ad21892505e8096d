-- 统计表的人数不是整数: 各级人数应为不小于零的整数，至少填一格。
select {{ finding_columns('r') }} from {{ ref('stg_total') }} as r
where r.row_kind = 'data'
group by all
having bool_or(r.persons_text is not null and r.persons is null) or count(r.persons_text) = 0
