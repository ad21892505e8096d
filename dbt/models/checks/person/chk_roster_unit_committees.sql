-- 同类材料报送两个评委会: 同一单位同系列（专业）同层级的材料应报送同一评委会。
select distinct {{ finding_columns('c') }} from {{ ref('int_person_case') }} as c
where c.measure_id = 'one_committee_unit' and c.status = 'violating'
