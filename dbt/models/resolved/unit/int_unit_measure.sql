-- The scope a unit is measured in under each way that a limit names (decision 3; measured_by of the catalogue): by banner,
-- own level or department as its affiliation says, by department whatever its affiliation, by body, or a 盟市 unit by itself.
with way as (
    select distinct measured_by
    from {{ ref('policy_limit') }}
    where fate in ('判定', '展示') and (measured_by like '%competent_department%' or measured_by like '%banner|unit' or measured_by = 'body')
),

placed as (
    select
        u.*, w.measured_by,
        case
            when u.is_one_city and contains(w.measured_by, 'banner') then 'own'
            when u.way = 'competent_department' and contains(w.measured_by, 'competent_department') then 'department'
            when u.way = 'own_level' and contains(w.measured_by, 'own_level') then 'own'
            when u.way = 'own_level' and w.measured_by like '%banner|unit' then 'unit'
            when contains(w.measured_by, 'banner') then 'own'
            when contains(w.measured_by, 'body') then 'body'
            else 'department'
        end as found
    from {{ ref('int_unit_scope') }} as u
    cross join way as w
)

select
    review_year, bureau_code, unit_name, unit_key, measured_by, scope_bureau_code, scope_bureau_name, banner_code, banner_name,
    is_measured, has_post_table, is_public, is_reform,
    case found when 'own' then scope_kind when 'department' then 'competent_department' else found end as scope_kind,
    case found
        when 'own' then scope_code
        when 'unit' then unit_key
        when 'body' then scope_bureau_code
        else scope_bureau_code || '-' || coalesce(left(md5(department), 8), '9')
    end as scope_code,
    case found
        when 'own' then scope_name
        when 'unit' then unit_name
        when 'body' then scope_bureau_name
        else coalesce(department, {{ body_level_name('scope_bureau_name', '未归属') }})
    end as scope_name
from placed
