"""Title rows, as printed and as clerks fill them in."""

import pytest

from dagster_project.intake.layout.text import clean
from dagster_project.intake.layout.titles import title_level, title_series, title_year, unit_of_row


@pytest.mark.parametrize(
    ("title", "year", "level", "series"),
    [
        ("通辽市2024年申报（）级专业技术职称花名册（xx系列）", "2024", None, None),
        ("通辽市2024年申报（高）级专业技术职称花名册（工程系列）", "2024", "高级", "工程"),
        ("通辽市 2024 年申报（ 副高 ）级专业技术职称花名册（ 卫生技术 系列）", "2024", "副高级", "卫生技术"),
        ("包头市2023年度申报中级专业技术职称花名册（中小学教师系列）", "2023", "中级", "中小学教师"),
        ("通辽市2024年申报（中、初）级专业技术职称花名册", "2024", None, None),
        ("通辽市2024年申报高中初级专业技术职称花名册", "2024", None, None),
        ("2023 年中小学正高级职称评审名额分配表", "2023", "正高级", None),
        ("2023年绿色通道职称申报人员花名册", "2023", None, None),
        ("二〇二三年度开鲁县职称申报花名册", "2023", None, None),
        ("二○二四年名单", "2024", None, None),
        ("二O二四年五月名单", None, None, None),
        ("2023—2024年度名单", "2024", None, None),
        ("事业单位岗位情况表（截至2022年底）", None, None, None),
        ("填表时间2023年5月10日", None, None, None),
        ("2023年工程系列高级职称评审结果", "2023", "高级", "工程"),
    ],
)
def test_title(title, year, level, series):
    text = clean(title)
    assert (title_year(text), title_level(text), title_series(text)) == (year, level, series)


@pytest.mark.parametrize(
    ("texts", "unit"),
    [
        (["单位（盖章）：xxxx单位"], "xxxx单位"),
        (["单位（盖章）", "开鲁县教育体育局"], "开鲁县教育体育局"),
        (["填报单位（公章）：", "开鲁县卫生健康委员会"], "开鲁县卫生健康委员会"),
        (["单位（盖章）：开鲁县教体局      填报日期：2024年5月1日"], "开鲁县教体局"),
        (["单位（盖章）：", "开鲁县教体局", "2024年5月"], "开鲁县教体局"),
        (["单位（盖章）："], ""),
        (["单位名称"], None),
        (["序号", "单位名称", "姓名"], None),
        (["通辽市2024年申报（）级专业技术职称花名册"], None),
    ],
)
def test_unit_row(texts, unit):
    assert unit_of_row([clean(text) for text in texts]) == unit
