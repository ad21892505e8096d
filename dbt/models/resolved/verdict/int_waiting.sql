-- Rows that cannot be counted until they are mended (暂存待改), each with the checks that say so.
{% set checks = [
    'chk_file_held',
    'chk_roster_unit_missing',
    'chk_roster_title_missing',
    'chk_roster_title_unknown',
    'chk_result_title_unknown',
    'chk_result_outcome_unknown',
    'chk_post_unit_missing',
    'chk_post_level_unknown',
    'chk_post_number',
    'chk_unit_name_missing',
    'chk_quota_unit_unknown',
    'chk_quota_number',
    'chk_publicity_place',
    'chk_publicity_dates',
    'chk_approval_matter',
    'chk_approval_granted',
    'chk_approval_proof',
    'chk_total_scope',
    'chk_total_number',
] %}
{{ union_checks(checks) }}
