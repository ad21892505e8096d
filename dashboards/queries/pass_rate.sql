select
    review_year,
    bureau_code,
    bureau_name,
    banner_code,
    banner_name,
    series_code,
    series_short,
    level_code,
    level_name,
    applied,
    reviewed,
    passed,
    pass_rate,
    not_final,
    recognised,
    by_exam,
    cancelled,
    passed_without_application,
    small_denominator,
    case
        when reviewed is null then '○ 结果表无评审结果列'
        when reviewed = 0 then '－ 没有参评'
        when small_denominator then '◇ 分母过小'
        else '● 可用'
    end as use_text
from main.mart_pass_rate
