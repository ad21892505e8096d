-- What happened when, as far as the files say: rosters received (申报), reviews and their publicity ended (评审), results
-- filed (备案). One row per submission and kind of row that deadlines tell apart; what is not known of a row stays null.
with happened as (
    select
        '申报' as event_kind, submission_id, review_year, bureau_code, is_held, cast(received_at as date) as happened, unit_name,
        level_name, series_code, program, concat_ws(' ', stated_series, applied_title) as words
    from {{ ref('int_roster_row') }}
    union all
    select
        k.event_kind, r.submission_id, r.review_year, r.bureau_code, r.is_held,
        case k.event_kind when '评审' then r.passed_on else r.filed_date end, r.unit_name,
        l.level_name, r.series_code, null, concat_ws(' ', r.series_text, r.applied_title)
    from {{ ref('int_result_row') }} as r
    cross join (values ('评审'), ('备案')) as k (event_kind)
    left join {{ ref('title_level') }} as l on r.level_code = l.level_code
    union all
    select '评审', submission_id, review_year, bureau_code, is_held, end_date, subject_unit, level_name, series_code, program, series_name_raw
    from {{ ref('fct_publicity') }}
    where stage = '评审结果'
)

select
    h.event_kind, h.submission_id, h.review_year, h.bureau_code, h.is_held, h.unit_name, u.affiliation,
    u.banner_code, h.level_name, h.series_code, h.program, h.words, max(h.happened) as happened
from happened as h
left join {{ ref('int_unit') }} as u
    on h.review_year = u.review_year and h.bureau_code = u.bureau_code and h.unit_name = u.unit_name
where h.happened is not null and h.bureau_code is not null
group by all
