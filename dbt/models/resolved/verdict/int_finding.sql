-- Every finding of every check, with the words of the check's catalogue row.
{% set checks = [
    'chk_file_held',
    'chk_roster_unit_missing',
    'chk_roster_title_missing',
    'chk_roster_title_unknown',
    'chk_roster_series_pending',
    'chk_roster_id_absent',
    'chk_roster_id_number',
    'chk_roster_id_malformed',
    'chk_roster_birth_unreadable',
    'chk_roster_birth_id_mismatch',
    'chk_roster_sex_unknown',
    'chk_roster_sex_id_mismatch',
    'chk_roster_tilt_unknown',
    'chk_roster_tilt_unit_kind',
    'chk_roster_level_contradiction',
    'chk_roster_duplicate',
    'chk_roster_across_bodies',
    'chk_roster_banner_unknown',
    'chk_roster_post_level_absent',
    'chk_result_title_unknown',
    'chk_result_outcome_unknown',
    'chk_post_unit_missing',
    'chk_post_level_unknown',
    'chk_post_number',
    'chk_post_occupied_unreadable',
    'chk_post_occupied_above',
    'chk_post_vacant_difference',
    'chk_unit_name_missing',
    'chk_unit_kind_unknown',
    'chk_unit_banner_unknown',
    'chk_unit_reform_date',
    'chk_quota_unit_unknown',
    'chk_quota_number',
    'chk_quota_total',
    'chk_quota_conflict',
    'chk_publicity_place',
    'chk_publicity_dates',
    'chk_approval_matter',
    'chk_approval_granted',
    'chk_approval_proof',
    'chk_total_scope',
    'chk_total_number',
    'chk_result_no_application',
    'chk_result_ambiguous',
] %}
with found as (
    {{ union_checks(checks) }}
)

select
    f.check_id, f.submission_id, f.sheet, f.row_no, f.review_year, f.bureau_code, f.form_code,
    c.label, c.severity, c.column_label as column_name, c.expected || '；' || c.action || '。' as message,
    nullif(concat_ws(' ', d.document_no, c.clause), '') as clause
from found as f
inner join {{ ref('check') }} as c on f.check_id = c.check_id
left join {{ ref('policy_document') }} as d on c.document_id = d.document_id
