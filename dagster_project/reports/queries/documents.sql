-- The documents whose rules bear on the year.
select document_no as row_key, 'data' as row_type, 'all' as group_key, document_no,
    count(distinct rule_id) as rules, count(distinct rule_id) filter (where reading_kind = '推断') as inferred,
    count(distinct rule_id) filter (where fate = '判定') as judged
from mart_policy
where review_year = $year and ($bureau is null or bureau_code = $bureau or bureau_code is null) and document_no is not null
group by document_no order by document_no
