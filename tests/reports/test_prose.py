"""What a report says when there is none, one or several of a thing, no last year, no data, or no limit in force."""

import pytest

from dagster_project.reports.brief import brief_document
from dagster_project.reports.content import annual
from dagster_project.reports.document import Heading, Paragraph, chinese, numbered
from dagster_project.reports.numbers import Number
from dagster_project.reports.prose import annual_document
from dagster_project.reports.words import compared, compared_rate
from tests.reports.small_mart import application, build, item, ordinary, quota, result


def text_of(parts) -> str:
    return "".join(p if isinstance(p, str) else p.shown for p in parts)


def said(tmp_path, year=2023, bureau=None, brief=False, edition="内部", **changed) -> str:
    """The running text of the report, or the brief, of the small mart with some marts changed."""
    mart = build(tmp_path / "mart.duckdb", **(ordinary() | changed))
    report = annual(mart, year, bureau, edition=edition)
    document = (brief_document if brief else annual_document)(report)
    return "\n".join(b.text for b in document.blocks if isinstance(b, (Paragraph, Heading)))


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (12, 10, "，比上年增加2人次，增长20.0%"),
        (9, 12, "，比上年减少3人次，下降25.0%"),
        (5, 5, "，与上年持平"),
        (5, 0, "，比上年增加5人次（上年为0）"),
        (5, None, "（上年无数据，不作比较）"),
        (None, 5, "（数字过小或缺少，不与上年比较）"),
    ],
)
def test_counts_compared(now, before, expected):
    assert text_of(compared(Number("a", now), Number("b", before), "人次")) == expected


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (0.75, 0.7, "，比上年提高5.0个百分点"),
        (0.7, 0.75, "，比上年下降5.0个百分点"),
        (0.7, 0.7002, "，与上年持平"),
        (0.7, None, "（上年无数据，不作比较）"),
        (None, 0.7, "（不与上年比较）"),
    ],
)
def test_rates_compared(now, before, expected):
    assert text_of(compared_rate(Number("a", now, "rate"), Number("b", before, "rate"))) == expected


def test_headings_are_numbered_as_documents_are():
    blocks = numbered([Heading(1, "甲"), Heading(2, "乙"), Heading(3, "丙"), Heading(4, "丁"), Heading(2, "戊"), Heading(1, "己"), Heading(2, "庚")])
    assert [b.text for b in blocks] == ["一、甲", "（一）乙", "1.丙", "（1）丁", "（二）戊", "二、己", "（一）庚"]
    assert [chinese(n) for n in (1, 10, 11, 20, 21)] == ["一", "十", "十一", "二十", "二十一"]


def test_the_year_in_one_sentence(tmp_path):
    assert (
        "2023年度，全区以评审方式申报职称70人次（上年无数据，不作比较）；申报人数72人。参评52人次，通过42人次（上年无数据，不作比较），"
        "通过率71.2%（上年无数据，不作比较）。尚无结果9人次，取消2人次。"
    ) in said(tmp_path)


def test_the_year_after_is_compared(tmp_path):
    # 2023: 20 applied, 12 reviewed of which 7 passed, 5 more passed; 2024: 12 applied, 11 reviewed, 7 passed
    assert (
        "2024年度，通辽市以评审方式申报职称12人次，比上年减少8人次，下降40.0%；申报人数12人。参评11人次，通过7人次，比上年减少5人次，"
        "下降41.7%，通过率63.6%，比上年提高5.3个百分点。尚无结果1人次。"
    ) in said(tmp_path, 2024, "通辽市")


def test_a_year_without_data(tmp_path):
    text = said(tmp_path, 2022)
    assert "2022年度，全区没有收到申报和评审数据，不作统计；这不代表数字为零。" in text
    assert "没有收到任何文件。" in text
    assert "合规情况" not in text


def test_a_year_without_results(tmp_path):
    text = said(tmp_path, mart_pass_rate=[result("150500", "工程技术人员", "副高级", (10, None, 0, 10, 0), not_final=10)])
    assert "没有收到能看出参评人数的评审结果，参评人次和通过率无数据。尚无结果10人次。" in text


def test_one_applicant(tmp_path):
    text = said(
        tmp_path, bureau="通辽市", mart_pass_rate=[result("150500", "工程技术人员", "副高级", (1, 1, 1, 0, 0))],
        mart_application=[application("150500", "科尔沁区", "副高级", 1)],
    )  # fmt: skip
    assert "通辽市以评审方式申报职称1人次（上年无数据，不作比较）；申报人数1人。参评1人次，通过1人次" in text
    assert "各地参评人次过少或结果没有报齐，通过率不作比较。" in text


def test_over_none_one_several(tmp_path):
    over = [item("150500", f"15050{n}", f"{n}区", "超限", (n + 3, 60, 3)) for n in range(1, 13)]
    kept = [item("150500", "150502", "科尔沁区", "合规", (1, 60, 3))]
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir(), (tmp_path / "c").mkdir()
    assert "已判定的事项中，没有超限的。" in said(tmp_path / "a", mart_compliance=kept)
    one = said(tmp_path / "b")
    assert "超限1项：通辽市科尔沁区：超岗申报高级职称比例（高级），计4人，限3人（内人社办发〔2023〕79号 四(十一)2）。" in one
    assert "此外，合规1项。" in one
    several = said(tmp_path / "c", mart_compliance=over)
    assert "超限12项。以下列出前10项，其余见统计表表10。" in several
    assert "1.通辽市12区：超岗申报高级职称比例（高级），计15人，限3人" in several  # the worst first
    assert "通辽市2区" not in several


def test_limit_of_nothing_at_all_and_a_permit(tmp_path):
    zero = [item("150500", "150502", "科尔沁区", "超限", (1, 60, 0), permitted_by="某人社发〔2023〕1号")]
    assert "计1人，不得有（内人社办发〔2023〕79号 四(十一)2），已有批准某人社发〔2023〕1号。" in said(tmp_path, mart_compliance=zero)


def test_year_without_a_limit_in_force(tmp_path):
    text = said(tmp_path, 2024)
    assert "本年度没有可判定的规定，只列数字，不作合规判定。" in text
    assert "本年度（2024）未见规定：只列数字，不作判定；灰色栏为参照 内人社办发〔2023〕79号 四(十一)2 的限额，仅供参照。" in text
    assert "没有收到本年度的名额分配表，名额使用无数据，不作判定。" in text


def test_quota_lines_over_none_one_several(tmp_path):
    lines = [quota("150100", "呼和浩特市", "line", "150100", (30, 31, 2, 33, 20, 18)), quota("150500", "通辽市", "line", "150500", (20, 21, 0, 21, 5, 5))]
    for folder in "abc":
        (tmp_path / folder).mkdir()
    assert "各分配单位申报、通过均未超出名额。" in said(tmp_path / "a", bureau="通辽市")
    assert "超出名额的只有呼和浩特市（名额30个，申报31人）。" in said(tmp_path / "b")
    assert "超出名额的有呼和浩特市（名额30个，申报31人）、通辽市（名额20个，申报21人）。" in said(tmp_path / "c", mart_quota_usage=lines)


def test_a_missing_post_table_is_no_data_and_not_zero(tmp_path):
    assert "没有可用的岗位表，超岗位申报无数据，不作判定。" in said(tmp_path, mart_over_post=[])


def test_what_is_missing_is_named_and_not_judged(tmp_path):
    lacking = [item("150500", "150502", "科尔沁区", "无数据", (None, None, None)), item("150500", "150503", "经开区", "无数据", (None, None, None))]
    text = said(tmp_path, mart_compliance=lacking)
    assert "未作判定，既不作合规，也不作超限：超岗申报高级职称比例（2个范围）。" in text
    assert "应报未报的只有通辽市（岗位表）。" in text


def test_brief_says_who_is_over_under_which_clause_and_who_is_missing(tmp_path):
    text = said(tmp_path, brief=True)
    assert "1.通辽市科尔沁区：超岗申报高级职称比例（高级），计4人，限3人（内人社办发〔2023〕79号 四(十一)2）" in text
    assert "应报未报的只有通辽市（岗位表）。" in text
    assert "暂存待改1行，可能使以上数字和判定改变。" in text
    assert "无数据不等于零，也不等于合规" in text


def test_brief_of_a_year_without_data(tmp_path):
    text = said(tmp_path, 2022, brief=True)
    assert "没有收到任何文件。" in text
    assert "本年度没有可判定的规定，只列数字，不作合规判定。" in text


@pytest.mark.parametrize("completeness", ["收件中", "已定稿"])
def test_a_returned_file_is_named_until_another_takes_its_place(tmp_path, completeness):
    """In a released year too: the release holds what was in force, not what was sent back."""
    returned = {"bureau_code": "150100", "submission_id": "S2", "form": "岗位表", "place": "岗位.xlsx", "status": "已退回", "completeness": completeness}
    received = returned | {"submission_id": "S1", "place": "花名册.xlsx", "status": "已接收"}
    text = "呼和浩特市有文件退回或待确认，尚未重新报送。"
    assert text in said(tmp_path, brief=True, mart_submission=[received, returned])
    answered = returned | {"submission_id": "S3", "status": "部分接收"}
    (tmp_path / "mart.duckdb").unlink()
    assert text not in said(tmp_path, brief=True, mart_submission=[received, returned, answered])
