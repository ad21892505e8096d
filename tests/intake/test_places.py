"""Which body a name tells of: by its beginning, by an alias with the word of a division, or further on; never by a street."""

import pytest

from dagster_project.intake.places import body_of


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("通辽市开鲁县第一中学", "150500"), ("科左中旗第一中学", "150500"), ("哲里木盟第一中学", "150500"), ("达茂旗第一中学", "150200"),
        ("中共开鲁县委党校", "150500"), ("（通辽市）第一中学", "150500"), ("国家税务总局开鲁县税务局", "150500"),
        ("锡林郭勒盟二连浩特市第一中学", "152501"), ("内蒙古医院", "150000"), ("内蒙古自治区赤峰市医院", "150400"),
        ("呼和浩特市第二中学通辽分校", "150500"), ("北京八中乌兰察布分校", "150900"), ("通辽市驻呼和浩特办事处", "150500"),
        ("包头市呼和浩特路小学", "150200"), ("自治区中医医院", "150000"), ("内蒙古阿拉善高新技术产业开发区第一中学", "152900"), ("扎赉诺尔区第一中学", None), ("满洲里市扎赉诺尔区第一中学", "150781"),
        ("乌海东街小学", None), ("兴安中学", None), ("阿旗第一中学", None), ("郊区中学", None), ("第一中学", None), ("北京市第一中学", None),
    ],
)  # fmt: skip
def test_whose_unit_it_is(name, body):
    assert body_of(name) == body
