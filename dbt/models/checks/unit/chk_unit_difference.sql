-- 单位的所属、旗县区或主管部门各表不一: 同一单位各表应一致；以单位登记表为准，其次岗位表，再次花名册中多数的写法。
select {{ finding_columns('r') }}, r.attribute as column_key, r.stated_in || '为' || r.expected as detail from {{ ref('int_unit_difference') }} as r
