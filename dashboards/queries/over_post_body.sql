-- One row a year and reporting body: where its scopes stand on senior over-post. 满洲里 and 二连浩特 report for themselves: on the
-- map they are discs of their own; the region's own units stand in the table beside it only. Codes of leagues and cities end
-- in 00, of the region itself in 0000. No body is named here: a reader may see the words of a query.
select
    review_year,
    bureau_code,
    any_value(bureau_name) as bureau_name,
    case
        when substr(bureau_code, 3) = '0000' then '○ 图外'
        when substr(bureau_code, 5) <> '00' then '◆ 圆点（单列）'
        else '● 图上'
    end as on_map,
    count(*) as scopes,
    count(*) filter (where state = '超限') as exceeded,
    count(*) filter (where state = '待核') as uncertain,
    count(*) filter (where state = '无数据') as without_data,
    sum(established)::integer as established,
    sum(over_post)::integer as over_post,
    sum(over_post_worst)::integer as over_post_worst,
    sum(over_post) / nullif(sum(established), 0) as over_post_ratio
from main.mart_over_post
where measure_id = 'over_post_senior' and scope_kind <> 'unit'
group by review_year, bureau_code
