-- Rules that bind a body and are not judged: what each waits for, or why it is left out.
select
    review_year,
    bureau_code,
    bureau_name,
    rule_id,
    measure,
    fate,
    case fate
        when '判定' then '● 判定'
        when '需要数据' then '○ 需要数据'
        when '展示' then '□ 展示'
        when '免限' then '◇ 免限'
        else '－ 不在范围'
    end as fate_text,
    needs_form,
    needs_column,
    regexp_replace(why, 'R-[A-Z0-9-]+', '相应规则', 'g') as why,
    document_no || ' ' || coalesce(clause, '') as document,
    regexp_replace(reading, 'R-[A-Z0-9-]+', '相应规则', 'g') as reading,
    reading_kind
from main.mart_policy
