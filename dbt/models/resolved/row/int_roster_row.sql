-- One roster row with its title, program, mode and channel resolved (contracts, section 2: read from 申报渠道, then 申报方式,
-- the form, a program written as 倾斜政策, code 4). What cannot be resolved stays null and is found by a check.
with program as (
    select program, {{ items("program || coalesce('|' || aliases, '')") }} as alias from {{ ref('program') }}
),

apply_mode as (
    select mode, {{ items("mode || coalesce('|' || aliases, '')") }} as alias from {{ ref('apply_mode') }}
),

channel as (
    select channel, {{ items("channel || coalesce('|' || aliases, '')") }} as alias from {{ ref('channel') }}
),

coded_mode as (
    select submission_id, sheet, row_no, max(implies_mode) as mode, max(program) as program
    from {{ ref('int_roster_tilt') }}
    group by submission_id, sheet, row_no
),

-- Words that only say how one studied (全日制, 在职) are passed over; what is left is looked up whole.
passed_over as (
    select {{ any_of('alias') }} as words from {{ ref('education') }}
    where education is null
),

education_read as (
    select w.text, e.education
    from (select distinct education as text from {{ ref('stg_roster') }}) as w
    cross join passed_over as o
    inner join {{ ref('education') }} as e
        on e.education is not null and e.alias in (w.text, regexp_replace(w.text, o.words, '', 'g'))
    qualify row_number() over (partition by w.text order by e.alias = w.text desc, e.alias) = 1
),

ethnic as (
    select ethnic_group, is_minority, {{ items("ethnic_group || '|' || aliases") }} as alias from {{ ref('ethnic_group') }}
),

-- Once a year and month of birth: a range met by every row would sort them all.
age as (
    select m.review_year, m.birth_month, b.age_band
    from (select distinct review_year, birth_month from {{ ref('stg_roster') }}) as m
    inner join {{ ref('age_band') }} as b on m.review_year - cast(left(m.birth_month, 4) as integer) between b.age_from and b.age_to
)

select
    {{ all_but('r', 'series_text') }}, r.series_text as stated_series,
    u.unit_key,
    t.level_code, t.series_code, h.level_code as current_level_code, l.level_name, l.level_group, l.post_level, l.coarse,
    coalesce(
        p1.program, p2.program, case when r.form_code = 'roster_a' then '绿色通道' end, k.program, '正常申报'
    ) as program,
    coalesce(c1.channel, '单位') as channel,
    coalesce(m1.mode, m2.mode, g.implies_mode, k.mode) as stated_mode,
    case when contains(r.employment_text, '非') then '非在编' when r.employment_text is not null then '在编' end as employment,
    case when r.sex in ('男', '女') then r.sex end as sex_read, d.education as education_read,
    n.ethnic_group as ethnic_read, n.is_minority = 'Y' as is_minority, a.age_band
from {{ ref('stg_roster') }} as r
left join {{ ref('int_unit_name') }} as u using (review_year, bureau_code, unit_name)
left join {{ ref('int_title_series') }} as t
    on r.applied_title = t.applied_title and coalesce(r.series_text, '') = t.series_text
left join {{ ref('title_level') }} as l on t.level_code = l.level_code
left join {{ ref('int_title') }} as h on r.current_title = h.title
left join program as p1 on r.channel_text = p1.alias
left join program as p2 on r.mode_text = p2.alias
left join channel as c1 on r.channel_text = c1.alias
left join apply_mode as m1 on r.mode_text = m1.alias
left join apply_mode as m2 on r.channel_text = m2.alias
left join {{ ref('green_item') }} as g
    on {{ first_number('r.green_item_text') }} = g.green_item and r.form_code = g.form_code and {{ in_force('g', 'r.review_year') }}
left join coded_mode as k on r.submission_id = k.submission_id and r.sheet = k.sheet and r.row_no = k.row_no
left join education_read as d on r.education = d.text
left join ethnic as n on r.ethnic_group = n.alias
left join age as a on r.review_year = a.review_year and r.birth_month = a.birth_month
