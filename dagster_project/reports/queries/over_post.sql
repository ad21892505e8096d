-- Judged scopes by rule and level group, each group with its own total: rules look at overlapping posts and never add up.
-- Units that keep to the limit are folded into one line per body, so that totals stay complete and pages few.
with kept as (
    select *, rule_id || '|' || level_group as group_key,
        scope_kind = 'unit' and coalesce(over_post, 0) = 0 and state in ('合规', '不适用', '仅展示') as is_folded
    from mart_over_post
    where review_year = $year and ($bureau is null or bureau_code = $bureau)
        and (is_judged or scope_kind <> 'unit')
),
added as (
    select
        group_key, rule_id, level_group, if(is_folded, bureau_code, null) as folded_code,
        grouping(is_folded) as is_total, any_value(bureau_name) as bureau_name, count(*) as scopes,
        string_agg(distinct state, '、' order by state) as state,
        sum(established) as established, sum(occupied) as occupied, sum(vacant) as vacant,
        sum(applicants) as applicants, sum(post_bound) as post_bound, sum(over_post) as over_post,
        sum(units_missing) as units_missing,
        sum(over_post) / nullif(sum(established), 0)::double as over_post_ratio,
        sum(post_bound) / nullif(sum(established), 0)::double as all_applicants_ratio
    from kept
    group by grouping sets (
        (group_key, rule_id, level_group, is_folded, if(is_folded, bureau_code, null)), (group_key, rule_id, level_group)
    )
    having is_total = 1 or is_folded
),
shown as (
    select
        group_key || '|' || coalesce(bureau_code, '') || '|' || scope_code as row_key, 'data' as row_type, group_key,
        rule_id, level_group, bureau_code, bureau_name, scope_code, scope_name, scope_kind = 'unit' as is_unit, established, occupied, vacant, applicants,
        post_bound, over_post, over_post_worst, over_post_ratio, all_applicants_ratio, allowed, remaining, rows_waiting,
        units_missing, state, reference_limit, reference_document
    from kept where not is_folded
    union all by name
    select
        group_key || '|' || if(is_total = 1, 'total', coalesce(folded_code, '') || '|rest') as row_key,
        if(is_total = 1, 'total', 'rest') as row_type,
        if(is_total = 1, '合计', '其余 ' || scopes || ' 个单位') as scope_name,
        if(is_total = 1, null, folded_code) as bureau_code,
        * exclude (is_total, folded_code, scopes) replace (
            if(is_total = 1, null, bureau_name) as bureau_name, if(is_total = 1, '', state) as state
        )
    from added
)
select * from shown
order by group_key, row_type = 'total', bureau_code nulls last, row_type = 'rest', scope_code
