-- Judged scopes of every rule on posts that have no sure answer, and what each of them lacks. Rules are never added up.
-- A body without any says so, so that silence is never read as missing.
with found as (
    select
        review_year,
        bureau_code,
        bureau_name,
        banner_code,
        banner_name,
        measure,
        scope_name,
        level_group,
        post_bound,
        over_post,
        over_post_worst,
        allowed,
        rows_waiting,
        units_missing,
        state,
        case
            when units_missing > 0 and rows_waiting > 0
                then '岗位表 ' || units_missing || ' 个单位；待改 ' || rows_waiting || ' 行'
            when units_missing > 0 then '岗位表 ' || units_missing || ' 个单位'
            when rows_waiting > 0 then '待改 ' || rows_waiting || ' 行'
            when established is null then '岗位表未报，或没有核定岗位'
            else '本年度未报申报花名册'
        end as missing_text
    from main.mart_over_post
    where is_judged and state in ('无数据', '待核')
),

bodies as (
    select distinct
        review_year,
        bureau_code,
        bureau_name
    from main.mart_submission
    where bureau_code is not null and review_year is not null
)

select * from found
union all by name
select
    review_year,
    bureau_code,
    bureau_name,
    '全部规则' as measure,
    '全部范围' as scope_name,
    case
        when
            exists (
                select 1
                from main.mart_over_post as rule
                where
                    rule.is_judged and rule.state <> '仅展示'
                    and rule.review_year = bodies.review_year and rule.bureau_code = bodies.bureau_code
            )
            then '● 都可以判定'
        else '□ 本年度没有可判定的岗位规则'
    end as missing_text
from bodies
anti join found using (review_year, bureau_code)
