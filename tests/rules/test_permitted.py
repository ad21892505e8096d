"""Approvals of 超岗 and 名额 stand beside the figure they concern, and change no state (decision 19)."""

import pytest

from dagster_project.home import Home
from tests.marts import books
from tests.marts.books import POST, ROSTER, apply, book, rows

pytestmark = pytest.mark.slow  # builds a warehouse of its own

CLINIC = "包头市东河区人民医院"
APPROVAL = "对象 事项 层级 数量或日期 批准单位 批准文号 批准日期".split()


def approval(subject, matter, number, no, **more):
    return {"对象": subject, "事项": matter, "数量或日期": number, "批准单位": "包头市人社局", "批准文号": no,
            "批准日期": "2023-06-01", **more}  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("permitted") / "home").create()
    book(home, "2023/包头市/岗位.xlsx", POST,
         [{"单位名称": CLINIC, "单位所属": "旗县区", "旗县区": "东河区", "岗位层级": "副高级", "核定岗位数": 20, "在聘人数": 20}])  # fmt: skip
    book(home, "2023/包头市/花名册.xlsx", ROSTER, [apply(CLINIC, "副主任医师") for _ in range(3)])
    book(home, "2023/包头市/批准.xlsx", APPROVAL, [
        approval("东河区", "超岗", 2, "包人社批〔2023〕1号", 层级="副高级"), approval("东河区", "超岗", 1, "包人社批〔2023〕2号"),
        approval("东河区", "超岗", 9, "包人社批〔2023〕3号", 层级="中级"), approval("昆都仑区", "超岗", 5, "包人社批〔2023〕4号"),
        approval("包头市", "名额", 3, "内人社批〔2023〕5号"), approval("东河区", "超岗", 7, None),
    ])  # fmt: skip
    book(home, "2023/自治区/批准.xlsx", APPROVAL, [
        approval("昆都仑区", "超岗", 4, "内人社批〔2023〕6号", 批准单位="自治区人社厅"),
        approval("包头市东河区人民医院", "超岗", 6, "内人社批〔2023〕7号", 批准单位="自治区人社厅"),
        approval("没有这个单位", "超岗", 8, "内人社批〔2023〕8号", 批准单位="自治区人社厅"),
    ])  # fmt: skip
    with books.build(home) as connection:
        yield connection


def test_what_was_approved_stands_beside_the_figure_and_changes_nothing(warehouse):
    """Three over of 20 posts, one allowed: 超限 in spite of the three approved. Without a number an approval waits."""
    found = rows(warehouse, """
        select over_post, state from marts.mart_over_post
        where rule_id = 'R-POST-01' and scope_code = '150202' and is_judged""")
    assert found == [(3, "超限")]
    found = rows(warehouse, """
        select state, permitted_by from marts.mart_compliance where rule_id = 'R-POST-01' and scope_code = '150202'""")
    assert found == [("超限", "包头市人社局 包人社批〔2023〕1号 批准2人；包头市人社局 包人社批〔2023〕2号 批准1人")]


def test_a_quota_s_approval_stands_beside_the_quota_only(warehouse):
    found = rows(warehouse, """
        select distinct rule_id, scope_kind, permitted_by from marts.mart_compliance
        where scope_code = '150200' and permitted_by is not null""")
    assert found == [("R-TEACH-02", "quota_line", "包头市人社局 内人社批〔2023〕5号 批准3人")]


def test_the_region_hands_in_its_own_approvals(warehouse):
    """They belong to no body, and stand at the banner or unit that they name."""
    assert rows(warehouse, "select status, bureau_code, rows_in, accepted from marts.mart_submission where place = '批准.xlsx' and bureau_code is null") == [("已接收", None, 3, 3)]
    found = rows(warehouse, "select subject, bureau_code, scope_code from resolved.int_approval where approver = '自治区人社厅' order by approval_no")
    assert [(subject, body) for subject, body, _ in found] == [("昆都仑区", "150200"), (CLINIC, "150200"), ("没有这个单位", None)]
    assert (found[0][2], found[2][2]) == ("150203", None)
