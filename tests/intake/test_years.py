"""Last year's file by mistake, whose titles name no year and in which nobody is known: what else in it tells; and what does not."""

import csv
import io
import os
import struct
import zipfile
from datetime import UTC, datetime

import pytest

from dagster_project.intake.asked.which_year import years_of_name
from dagster_project.intake.container.saved import saved_in
from dagster_project.intake.decisions import confirm
from tests.intake import hostile
from tests.intake import printed_tables as prints

ASKED = "文件放在 2024 年。这是 2024 年的表吗？"
ROSTER = [["申报花名册"], prints.TONGLIAO_HEADER, *(prints.person(n, f"赵{n}") for n in range(1, 4))]
PUBLICITY = ["序号", "公示单位", "公示环节", "系列", "层级", "开始日期", "结束日期"]
RESULT = ["序号", "工作单位", "姓名", "申报资格名称", "通过资格名称", "评委会通过时间"]
POSTS = ["序号", "单位名称", "单位所属", "旗县区", "岗位层级", "核定岗位数", "在聘人数", "统计截止日期"]


def text(*rows: list) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def publicity(*days: str) -> bytes:
    return text(PUBLICITY, *([n, "开鲁县教育局", "单位", "工程", "中级", day, day] for n, day in enumerate(days, 1)))


def results(*days: str) -> bytes:
    return text(RESULT, *([n, "开鲁县一中", f"赵{n}", "工程师", "工程师", day] for n, day in enumerate(days, 1)))


def posts(day: str) -> bytes:
    return text(POSTS, [1, "开鲁县第一中学", "旗县区", "开鲁县", "副高级", 9, 8, day])


def graduates(*days: str) -> bytes:
    people = [prints.person(n, f"赵{n}", 毕业院校及时间=f"XX大学 {day}") for n, day in enumerate(days, 1)]
    return text(prints.TONGLIAO_HEADER, *people)


def signed(line: str) -> bytes:
    return prints.workbook({"Sheet1": [*ROSTER, [line]]})


def saved(month: str, content: bytes | None = None) -> bytes:
    """A workbook that says it was saved last in this month, and made years before."""
    about = f"""<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
        xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <dcterms:created xsi:type="dcterms:W3CDTF">2019-05-06T07:00:00Z</dcterms:created>
        <dcterms:modified xsi:type="dcterms:W3CDTF">{month}-20T08:00:00Z</dcterms:modified></cp:coreProperties>"""
    return hostile.edited(content or prints.workbook({"Sheet1": ROSTER}), "docProps/core.xml", lambda _: about.encode())


TOLD = {
    "publicity.csv": (
        publicity("2023-05-08", "2023.9.4", "2024/5/6"),
        "“公示登记表”的“开始日期”有 3 处写了日期，2 处不在 2024 年 1 月至 2025 年 6 月之间（第一处在第 2 行）",
    ),
    "publicity_spring.csv": (
        text(PUBLICITY, *([n, "开鲁县教育局", stage, "工程", "中级", "2025-05-08", ""] for n, stage in enumerate(("单位", "评审结果", "评审结果"), 1))),
        "“公示登记表”的“开始日期”（“结果”以外的行）有 1 处写了日期，1 处不在 2024 年 1 月至 2024 年 12 月之间（第一处在第 2 行）",
    ),
    "result.csv": (
        results("2023年10月", "2023-11-02"),
        "“评审结果花名册”的“评委会通过时间”有 2 处写了日期，2 处不在 2024 年 1 月至 2025 年 6 月之间（第一处在第 2 行）",
    ),
    "result_later.csv": (
        results("2025-10-02"),
        "“评审结果花名册”的“评委会通过时间”有 1 处写了日期，1 处不在 2024 年 1 月至 2025 年 6 月之间（第一处在第 2 行）",
    ),
    "post.csv": (
        posts("2022-12-31"),
        "“岗位表”的“统计截止日期”有 1 处写了日期，1 处不在 2023 年 1 月至 2025 年 6 月之间（第一处在第 2 行）",
    ),
    "graduates.csv": (
        graduates("2020/07", "2025/06", "2025/07"),
        "“申报花名册”的“毕业院校及时间”有 3 处写了日期，2 处不在 2024 年 12 月以前（第一处在第 3 行）",
    ),
    "signed.xlsx": (signed("填报日期：2023年5月10日"), "填报日期不在 2024 年 1 月至 2025 年 3 月之间（工作表“Sheet1”第 6 行）"),
    "signed_alone.xlsx": (signed("2023年5月10日"), "填报日期不在 2024 年 1 月至 2025 年 3 月之间（工作表“Sheet1”第 6 行）"),
    "saved.xlsx": (saved("2023-06"), "文件最后保存于 2023 年 6 月，在该年度之前"),
    "no_word_for_year.xlsx": (prints.workbook({"a": [["通辽市2023职称申报花名册"], *ROSTER[1:]]}), None),
    "sheet.xlsx": (prints.workbook({"2022年": [POSTS, [1, "开鲁县一中", "旗县区", "开鲁县", "副高级", 9, 8, ""]]}), "工作表“2022年”的名称写的是 2022 年"),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_what_tells_of_another_year_is_asked_about(intake, name):
    content, told = TOLD[name]
    intake.put(f"2024/通辽市/{name}", content)
    assert intake.run().held == 1
    sent = intake.submission(name)
    asked = f"{told}。{ASKED}" if told else "表题或工作表名写的是 2023 年，文件放在 2024 年。这是 2024 年的表吗？"
    assert (sent["status"], sent["question"]) == ("待确认", asked)
    confirm(intake.home, sent["submission_id"], "yes", "某人")
    assert intake.run().in_force == 1


HONEST = {
    "result.csv": results("2024-10-02", "2025年1月", "2023-12-30"),
    "publicity.csv": publicity("2024-05-08", "2024-12-31", "2025-01-06", ""),
    "post.csv": posts("2023-12-31"),
    "one_slip.csv": graduates("2020/07", "2025/06", "2019/07"),
    "template.xlsx": saved("2019-06"),
    "later.xlsx": saved("2026-01"),
    "titled.xlsx": saved("2023-12", prints.tongliao([prints.person(1, "钱甲")], "通辽市2024年花名册")),
    "remark.xlsx": signed("备注：2023年5月以前取得的资格写“以前”"),
    "signed.xlsx": signed("填报时间：2024年5月10日"),
    "units.xlsx": saved("2023-05", prints.workbook({"a": [["单位名称", "单位性质", "单位所属"], ["开鲁县一中", "事业单位", "旗县区"]]})),
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_what_proves_nothing_is_not_asked_about(intake, name):
    intake.put(f"2024/通辽市/{name}", HONEST[name])
    intake.run()
    assert (intake.submission(name)["status"], intake.submission(name)["question"]) == ("已接收", None)


def test_a_text_file_that_was_changed_last_before_its_year_is_asked_about(intake):
    """Copied with its time, or packed: the time stands in the receipt, so that reading again comes to the same."""
    place, year_before = intake.put("2024/通辽市/a.csv", graduates("2020/07")), datetime(2023, 6, 20, tzinfo=UTC).timestamp()
    os.utime(place, (year_before, year_before))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(zipfile.ZipInfo("b.csv", (2023, 7, 1, 8, 0, 0)), text(prints.TONGLIAO_HEADER, prints.person(1, "钱乙")))
        file.writestr(zipfile.ZipInfo("c.csv", (1980, 1, 1, 0, 0, 0)), text(prints.TONGLIAO_HEADER, prints.person(1, "钱丙")))
    intake.put("2024/通辽市/z.zip", packed.getvalue())
    assert intake.run().held == 2
    said = {s["place"]: s["question"] for s in intake.submissions()}
    assert said == {
        "a.csv": f"文件最后保存于 2023 年 6 月，在该年度之前。{ASKED}",
        "z.zip/b.csv": f"文件最后保存于 2023 年 7 月，在该年度之前。{ASKED}",
        "z.zip/c.csv": None,
    }
    for path in intake.home.raw.glob("*.json*"):
        path.unlink()
    intake.run()
    assert {s["place"]: s["question"] for s in intake.submissions()} == said


def test_of_a_year_that_has_not_begun_the_time_of_saving_tells_nothing(intake):
    """The runs of this test are of June 2024."""
    intake.put("2025/通辽市/a.xlsx", saved("2024-05"))
    intake.put("2025/通辽市/b.xlsx", signed("填报日期：2023年5月10日"))
    intake.run()
    assert {s["place"]: s["status"] for s in intake.submissions()} == {"a.xlsx": "已接收", "b.xlsx": "待确认"}


def test_the_same_file_in_another_year_is_asked_about(intake):
    for year in (2023, 2024):
        intake.put(f"{year}/通辽市/岗位表.csv", posts("2023-12-31"))
        intake.put(f"{year}/通辽市/登记表.csv", text(["单位名称", "单位性质", "单位所属"], ["开鲁县一中", "事业单位", "旗县区"]))
        intake.run()
    said = {(s["review_year"], s["place"]): s["question"] for s in intake.submissions()}
    assert said == {
        (2023, "岗位表.csv"): None, (2023, "登记表.csv"): None, (2024, "登记表.csv"): None,
        (2024, "岗位表.csv"): "内容与 2023 年的“岗位表.csv”完全相同。这是 2024 年的表吗？",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("2023年花名册", [2023]), ("花名册2023", [2023]), ("花名册_2023_终稿", [2023]), ("２０２３花名册", [2023]), ("23年度花名册", [2023]),
        ("(2023)花名册", [2023]), ("花名册20230510", [2023]), ("花名册2023.5.10", [2023]), ("花名册20250110", []), ("花名册20200110", []),
        ("2023-2024学年花名册", [2024]), ("2024年花名册2023", [2024]), ("岗位（截至2023年底）", []), ("通人社发〔2023〕108号附件", []),
        ("满30年人员", []), ("23年教龄", []), ("15050020230510", []), ("花名册", []),
    ],
)  # fmt: skip
def test_the_year_that_a_name_says(name, years):
    assert years_of_name(name, 2024) == years


def test_a_folder_named_after_another_year_is_asked_about(intake):
    intake.put("2024/通辽市/2023年/开鲁县/花名册.csv", graduates("2020/07"))
    intake.run()
    sent = intake.submission("2023年/开鲁县/花名册.csv")
    assert sent["question"] == "文件夹“2023年”写的是 2023 年，文件放在 2024 年，表题没有写年度。这是 2024 年的表吗？"


def test_when_an_old_workbook_was_saved(tmp_path):
    ticks = int((datetime(2023, 6, 20) - datetime(1601, 1, 1)).total_seconds()) * 10**7
    values = struct.pack("<2L4L", 8 + 16 + 8 + 12, 2, 1, 24, 13, 32) + struct.pack("<2L", 2, 936) + struct.pack("<LQ", 0x40, ticks)
    summary = struct.pack("<HHL16sL", 0xFFFE, 0, 0, b"", 1) + bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9") + struct.pack("<L", 48) + values
    (tmp_path / "a.xls").write_bytes(hostile.compound({"\x05SummaryInformation": summary, "Workbook": b""}))
    for name, content, expected in (("a.xls", None, "2023-06"), ("b.xls", hostile.encrypted_xls(), None)):
        if content:
            (tmp_path / name).write_bytes(content)
        assert saved_in(tmp_path / name) == expected
