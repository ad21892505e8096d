-- 两份名额表对同一单位写法不同: 同一年度同一名额单位应只有一个数。
select {{ finding_columns('r') }} from {{ ref('int_quota_row') }} as r
where r.row_kind = 'data' and not r.is_held and r.quota is not null
    and (r.review_year, r.quota_scope_code) in (
        select (review_year, quota_scope_code) from {{ ref('int_quota_row') }}
        where row_kind = 'data' and not is_held and quota is not null
        group by review_year, quota_scope_code having count(distinct quota) > 1
    )
