-- One countable application with its outcome, its mode and whether posts bind it. Mode: as stated, else the result's,
-- else 评审 (contracts, section 2).
select
    a.application_id, r.submission_id, r.sheet, r.row_no, r.form_code, r.review_year, r.bureau_code, b.bureau_name,
    u.banner_code, u.banner_name, r.unit_key, r.unit_name, r.person_key, r.id_status = 'valid' as is_linkable,
    r.series_code, r.level_code, r.level_name, r.level_group, r.post_level, r.coarse,
    r.program, r.channel, r.employment,
    case when left(r.leader_text, 1) = '是' then true when left(r.leader_text, 1) in ('否', '不', '无') then false end as is_leader, r.has_tilt_column,
    u.affiliation, u.unit_kind, r.sex_read, r.ethnic_read, r.is_minority, r.education_read, r.age_band,
    coalesce(r.stated_mode, o.mode, '评审') as mode,
    o.outcome_class, coalesce(o.is_filed, false) as is_filed, o.has_outcome_column as result_has_outcome,
    u.own_quota_line, e.exemption_id, u.is_public and e.exemption_id is null as is_post_bound
from {{ ref('int_application') }} as a
inner join {{ ref('int_roster_row') }} as r using (submission_id, sheet, row_no)
inner join {{ ref('reporting_body') }} as b on r.bureau_code = b.bureau_code
inner join {{ ref('int_unit_scope') }} as u
    on r.review_year = u.review_year and r.bureau_code = u.bureau_code and r.unit_name = u.unit_name
left join {{ ref('fct_outcome') }} as o on a.application_id = o.application_id
left join {{ ref('int_exemption') }} as e
    on r.submission_id = e.submission_id and r.sheet = e.sheet and r.row_no = e.row_no
