-- Cells of the tables of totals that can be compared with rosters, one row per series row and level column. `part` says with
-- whom: 在编 and 非在编 apart where some roster has the column 编制, else both tables together (contracts, section 1), and then
-- only where both are there; 旗县区 for the table of the banners. A series and level of which some roster does not say 编制 is
-- compared by both together as well. An empty cell is 0; a 合计 that is empty or no
-- number says nothing, nor does that of the same series in the other table.
with handed_in as (
    {{ body_forms(['total_in_post', 'total_off_post']) }}
),

body as (
    select
        r.review_year, r.bureau_code, coalesce(bool_or(a.employment is not null), false) as by_employment,
        (select count(*) from handed_in as h where h.review_year = r.review_year and h.bureau_code = r.bureau_code) = 2 as has_both
    from {{ ref('int_body_roster') }} as r
    left join {{ ref('fct_application') }} as a on r.review_year = a.review_year and r.bureau_code = a.bureau_code
    group by r.review_year, r.bureau_code
),

cell as (
    select
        t.submission_id, t.sheet, t.row_no, t.form_code, t.review_year, t.bureau_code, t.row_kind, t.level_name,
        coalesce(n.series_code, t.series_name_raw) as series_code, g.banner_code, t.persons,
        case
            when t.table_kind = 'total_banner' then '旗县区'
            when b.by_employment and x.series_code is null then case t.table_kind when 'total_in_post' then '在编' else '非在编' end
            else '事业'
        end as part
    from {{ ref('stg_total') }} as t
    inner join body as b on t.review_year = b.review_year and t.bureau_code = b.bureau_code
    left join {{ ref('int_series_name') }} as n on t.series_name_raw = n.name
    left join {{ ref('int_banner_name') }} as g on t.bureau_code = g.bureau_code and t.banner_raw = g.banner_name
    left join {{ ref('int_total_unsaid') }} as x
        on t.review_year = x.review_year and t.bureau_code = x.bureau_code and n.series_code = x.series_code and t.level_name = x.level_name
        and t.row_kind = 'data'
    where not t.is_held and (t.persons is not null or t.persons_text is null or t.level_name = '合计' or t.row_kind != 'data')
        and (b.by_employment and x.series_code is null or b.has_both or t.table_kind = 'total_banner')
        and (t.row_kind != 'data' or (t.series_name_raw is not null and (t.table_kind != 'total_banner' or g.banner_code is not null)))
)

select submission_id, sheet, row_no, form_code, review_year, bureau_code, row_kind, level_name, series_code, banner_code,
    coalesce(persons, 0) as persons, part
from cell
qualify level_name != '合计' or row_kind != 'data' or bool_and(persons is not null) over (partition by review_year, bureau_code, part, banner_code, series_code, level_name)
