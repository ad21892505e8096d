-- One countable application with its outcome, its mode and whether posts bind it. Mode: as stated, else the result's,
-- else 评审 (contracts, section 2).
select
    a.application_id, a.submission_id, a.sheet, a.row_no, a.form_code, a.review_year, a.bureau_code, b.bureau_name,
    u.banner_code, u.banner_name, a.unit_key, a.unit_name, a.person_key, a.id_status = 'valid' as is_linkable,
    a.series_code, a.level_code, a.level_name, a.level_group, a.post_level, a.coarse,
    a.program, a.channel, a.employment,
    case when left(a.leader_text, 1) = '是' then true when left(a.leader_text, 1) in ('否', '不', '无') then false end as is_leader, a.has_tilt_column,
    u.affiliation, u.unit_kind, a.sex_read, a.ethnic_read, a.is_minority, a.education_read, a.age_band,
    coalesce(a.stated_mode, o.mode, '评审') as mode,
    o.outcome_class, coalesce(o.is_filed, false) as is_filed, o.has_outcome_column as result_has_outcome,
    u.own_quota_line, e.exemption_id, u.is_public and e.exemption_id is null as is_post_bound
from {{ ref('int_application') }} as a
inner join {{ ref('reporting_body') }} as b on a.bureau_code = b.bureau_code
inner join {{ ref('int_unit_scope') }} as u
    on a.review_year = u.review_year and a.bureau_code = u.bureau_code and a.unit_name = u.unit_name
left join {{ ref('fct_outcome') }} as o on a.application_id = o.application_id
left join {{ ref('int_exemption') }} as e
    on a.submission_id = e.submission_id and a.sheet = e.sheet and a.row_no = e.row_no
