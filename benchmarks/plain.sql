-- The sums of plain.py: one application = body × person × year × series × level × program, with its outcome.
create view every_row as
select year, if(is_green, '绿色通道花名册', '申报花名册') as form from roster_rows
union all by name select year, '评审结果花名册' as form from result_rows
union all by name select year, '岗位表' as form from post_rows
union all by name select year, '单位登记表' as form from unit_rows
union all by name select year, '名额分配表' as form from quota_rows;

create view title as
select regexp_replace(title, '\s+', '', 'g') as title, min(level_code)::varchar as level,
    if(count(distinct series_code) = 1, min(series_code), null) as only_series, list(series_code) as all_series
from read_csv('$SEEDS/codes/title.csv', all_varchar = true) group by 1 having count(distinct level_code) = 1;

create view series_name as
select distinct regexp_replace(name, '系列$', '') as name, series_code from (
    select unnest([series_name, series_short]) as name, series_code from read_csv('$SEEDS/codes/series.csv', all_varchar = true)
    union all
    select alias, series_code from read_csv('$SEEDS/codes/series_alias.csv', all_varchar = true)
);

create view titled as
select r.*, t.level, coalesce(t.only_series, if(list_contains(t.all_series, n.series_code), n.series_code, '99')) as series_code,
    case when contains(r.channel, '定向') then '定向评价' when r.is_green then '绿色通道' else '正常申报' end as program
from (select *, regexp_replace(series, '系列$', '') as series_text from roster_rows) as r
inner join title as t using (title)
left join series_name as n on r.series_text = n.name
where coalesce(r.unit, '') <> '';

create table application as
select *, row_number() over () as key, regexp_extract_all(coalesce(tilt, ''), '[0-9]+') as codes from titled
qualify row_number() over (partition by body, person, year, series_code, level, program order by place) = 1;

create view outcome as
select key, any_value(outcome) as outcome, any_value(mode) as mode, bool_and(has_outcome) as has_outcome from (
    select a.key, r.outcome, r.mode, r.has_outcome from result_rows as r inner join title as t using (title)
    inner join application as a on r.year = a.year and r.body = a.body and t.level = a.level
        and (t.only_series is null or a.series_code in (t.only_series, '99'))
        and if(r.valid, r.person = a.person, r.name = a.name and r.sex = a.sex and r.sex <> '' and r.birth = a.birth and r.unit = a.unit)
    qualify count(*) over (partition by r.place) = 1
) group by key;

create table judged as
select a.*, o.has_outcome,
    case when list_contains(codes, '4') or o.mode = '认定' then '认定' when a.is_green and a.year = 2023 and a.item = '6' then '重新确认' else '评审' end as how,
    case
        when o.key is null then 'not_final' when not o.has_outcome or o.outcome = '通过' then 'passed'
        when o.outcome = '未通过' then 'failed' when o.outcome = '取消' then 'cancelled' else 'not_final'
    end as fate
from application as a left join outcome as o on a.key = o.key;

create view rows_read as select year, form, count(*) as n from every_row group by year, form;

create view by_body as
select year, body, count(*) filter (where how = '评审') as applied,
    count(*) filter (where how = '评审' and fate = 'passed') as passed, count(*) filter (where how = '认定') as recognised
from judged group by year, body;

create view by_tilt as
select year, code, count(*) as applications from (
    select year, code from (select year, unnest(codes) as code from judged)
    where code in (select tilt_code from read_csv('$SEEDS/codes/tilt_code.csv', all_varchar = true))
    union all
    select year, program from judged where program <> '正常申报'
    union all
    select year, '未标注' from judged where not has_tilt and program = '正常申报'
) group by year, code;

create view quota_total as
select year, sum(regexp_extract(quota, '^[0-9]+')::int) as quota from quota_rows group by year;
