-- 同一人在两个报送单位申报: 同一人同一年度同一系列层级应只在一个报送单位申报；两处都计数。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
where r.id_status = 'valid' and r.level_code is not null and not r.is_held
    and (r.person_key, r.review_year, r.series_code, r.level_code) in (
        select (person_key, review_year, series_code, level_code) from {{ ref('int_roster_row') }}
        where id_status = 'valid' and level_code is not null and not is_held
        group by person_key, review_year, series_code, level_code
        having count(distinct bureau_code) > 1
    )
