"""What is returned, held or passed over, and what is said: in full, without anybody's data."""

import io
import zipfile

import pytest

from tests.intake import printed_tables as prints

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
KNOWN = "已知的表有：申报花名册、绿色通道花名册、评审结果花名册、名额分配表、岗位表、单位登记表、公示登记表、批准事项登记表、申报人数统计表（事业在编）、申报人数统计表（事业非在编）、旗县区高级职称申报人数统计表。请按表样核对列名后重新报送。"
DAMAGED = "文件打不开：内容不完整或已损坏。请在 Excel 或 WPS 中确认能打开，重新保存（xlsx、xlsm、xls 或 csv）后再报送。"
LAYOUT = "应放在 inbox/<年度>/<报送单位>/ 之下，例如 inbox/2023/包头市/。"


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(name, "x")
    return out.getvalue()


CASES = {
    "zero_bytes.xlsx": (b"", "文件是空的（0 字节），可能没有复制完整。请重新复制后再报送。"),
    "truncated.xlsx": (prints.tongliao()[:3000], DAMAGED),
    "random_bytes.xls": (OLE + bytes(range(256)) * 8, DAMAGED),
    "zip_of_something_else.xlsx": (zipped("a.bin"), DAMAGED),
    "zip_of_tables.xlsx": (zipped("a.csv"), "内容是压缩包，不是工作簿。请把扩展名改为 .zip，或解开后逐个报送。"),
    "letter.xlsx": (zipped("word/document.xml"), "内容是 Word 文档，不是工作簿。表格请另存为 xlsx；情况报告请以 docx 或 pdf 报送。"),
    "slides.xlsx": (zipped("ppt/presentation.xml"), "内容是演示文稿，不是工作簿。请另存为 xlsx 再报送。"),
    "rar.zip": (b"Rar!\x1a\x07\0" + bytes(90), "扩展名是 .zip，内容却是 rar 压缩包。请改用 zip 重新压缩，或把文件逐个报送。"),
    "random_bytes.xlsx": (
        bytes(range(1, 256)) * 9,
        "扩展名是 .xlsx，内容不是 Excel 工作簿，或文件已损坏。请重新导出为 xlsx 后再报送。",
    ),
    "random_bytes.csv": (
        b"\xff\xff\x80" * 50,
        "不是可读的文本：编码应为 UTF-8 或 GB18030（GBK）。请重新导出，或另存为 xlsx。",
    ),
    "nul_bytes.csv": (
        bytes(90),
        "不是可读的文本：编码应为 UTF-8 或 GB18030（GBK）。请重新导出，或另存为 xlsx。",
    ),
    "text.xls": (
        "序号,工作单位,姓名\n1,一中,赵X".encode("gb18030"),
        "扩展名是 .xls，内容却是文本。用逗号或制表符分列的，请把扩展名改为 .csv；或用 Excel、WPS 打开后另存为 xlsx。",
    ),
    "spreadsheet_2003.xls": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>',
        "扩展名是 .xls，内容却是 Excel 2003 的 XML 表格。请用 Excel 或 WPS 打开后另存为 xlsx。",
    ),
    "encrypted.xlsx": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "文件加了打开密码，无法读取。请取消密码后重新报送。",
    ),
    "old_format.xlsx": (
        OLE,
        "扩展名是 .xlsx，内容却是旧版格式（xls）。请用 Excel 或 WPS 打开后另存为 xlsx。",
    ),
    "new_format.xls": (
        prints.tongliao(),
        "扩展名是 .xls，内容却是新版格式（xlsx）。请把扩展名改为 .xlsx，或打开后另存为 xlsx。",
    ),
    "web_page.xls": (
        b"<html><table>",
        f"没有认出是哪种表：工作簿里没有任何内容。{KNOWN}",
    ),
    "workbook.csv": (
        prints.tongliao(),
        "扩展名是文本（csv、txt），内容却不是文本。请改正扩展名，或另存为 xlsx。",
    ),
    "web_page.xlsx": (
        b"<html><table>",
        "扩展名是 .xlsx，内容却是网页表格。请用 Excel 或 WPS 打开后另存为 xlsx。",
    ),
    "open_document.ods": (
        zipped("content.xml"),
        "暂不能读取OpenDocument 表格（.ods）。请用 Excel 或 WPS 打开后另存为 xlsx 再报送。",
    ),
    "packed.rar": (b"Rar!", "不能读取这种压缩包（.rar）。请改用 zip 压缩，或把文件逐个报送。"),
    "picture.JPG": (
        b"\xff\xd8\xff",
        "这是图片（.jpg），无法读取其中的表格。请报送电子表格（xlsx、xlsm、xls 或 csv）。",
    ),
    "no_extension": (
        b"abc",
        "不认识的文件类型“无扩展名”。表格应为 xlsx、xlsm、xls 或 csv，情况报告应为 docx 或 pdf。",
    ),
    "not_a_pdf.pdf": (b"abc", "扩展名是 .pdf，内容却不是，或文件已损坏。请重新导出后再报送。"),
    "empty_sheet.xlsx": (
        prints.workbook({"Sheet1": []}),
        f"没有认出是哪种表：工作簿里没有任何内容。{KNOWN}",
    ),
    "unknown_form.xlsx": (
        prints.workbook({"Sheet1": [["科室", "房间"], ["甲", 1]]}),
        f"没有认出是哪种表：工作表“Sheet1”前 30 行里没有找到已知的表头。{KNOWN}",
    ),
    "no_title_column.xlsx": (
        prints.workbook({"Sheet1": [["名单"], ["序号", "姓名", "性别", "身份证号"], [1, "赵X", "女", "0"]]}),
        "没有认出是哪种表：工作表“Sheet1”第 2 行像“申报花名册”的表头，但缺少必需的列：“工作单位”（也可写作“单位名称”“所在单位”“现工作单位”）、“申报资格名称”（也可写作“申报职称”“申报职称名称”“申报资格”）。"
        + KNOWN,
    ),
    "header_only.xlsx": (
        prints.tongliao([]),
        "工作表“Sheet1”像“申报花名册”，但表头下面没有数据行。请填好数据行后重新报送。",
    ),
    "quota_of_a_body.xlsx": (
        prints.quota(),
        "“名额分配表”由自治区下达，只能放在“自治区”文件夹；报送单位不报此表。请撤下。",
    ),
}


def test_each_bad_file_is_returned_with_its_reason_and_the_run_goes_on(intake):
    for name, (content, _) in CASES.items():
        intake.put(f"2023/包头市/{name}", content)
    one = prints.person(1, 工作单位="包头市第一中学")
    intake.put("2023/包头市/好.xlsx", prints.tongliao([one], "包头市2023年申报花名册"))
    summary = intake.run()
    assert (summary.received, summary.returned, summary.in_force) == (len(CASES) + 1, len(CASES), 1)
    said = {s["place"]: (s["status"], s["question"]) for s in intake.submissions() if s["status"] != "已接收"}
    assert said == {name: ("已退回", reason) for name, (_, reason) in CASES.items()}
    assert len(list(intake.home.archive.iterdir())) == len({content for content, _ in CASES.values()}) + 1


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("a.xlsx", f"文件直接放在 inbox 里，不知道是哪个年度、哪个单位的。{LAYOUT}请移到正确的文件夹。"),
        ("去年/包头市/a.xlsx", f"“去年”不是年度文件夹（应为四位年份）。{LAYOUT}请移到正确的文件夹。"),
        ("2O23/包头市/a.xlsx", f"“2O23”不是年度文件夹（应为四位年份）。{LAYOUT}是不是 2023？请移到 inbox/2023/ 之下。"),
        ("二〇二三年/包头市/a.xlsx", f"“二〇二三年”不是年度文件夹（应为四位年份）。{LAYOUT}是不是 2023？请移到 inbox/2023/ 之下。"),
        ("23/包头市/a.xlsx", f"“23”不是年度文件夹（应为四位年份）。{LAYOUT}是不是 2023？请移到 inbox/2023/ 之下。"),
        (
            "包头/2023/a.xlsx",
            f"“包头”不是年度文件夹（应为四位年份）。{LAYOUT}“包头”是报送单位，应在年度文件夹里：请移到 inbox/2023/包头市/。",
        ),
        (
            "2023/开鲁县/a.xlsx",
            f"“开鲁县”不是报送单位文件夹（应为盟市名称、简称、代码，自治区直属或自治区）。{LAYOUT}“开鲁县”属于通辽市：请移到 inbox/2023/通辽市/ 之下。",
        ),
        ("2023/a.xlsx", f"文件直接放在年度文件夹 2023 里，不知道是哪个单位的。{LAYOUT}请移到正确的文件夹。"),
        (
            "2023/包头县/a.xlsx",
            "“包头县”不是报送单位文件夹（应为盟市名称、简称、代码，自治区直属或自治区）。"
            + LAYOUT
            + "最接近的是“包头市”：请核对后移到 inbox/2023/包头市/ 之下，或移到正确的文件夹。",
        ),
    ],
)
def test_a_file_in_no_known_folder(intake, path, reason):
    intake.put(path, prints.tongliao())
    assert intake.run().returned == 1
    sent = intake.submission(path)
    assert (sent["status"], sent["question"], sent["bureau_code"]) == ("已退回", reason, None)
    assert sent["review_year"] == (2023 if path.startswith("2023/") else None)


def test_a_roster_in_the_regions_folder(intake):
    intake.put("2024/自治区/花名册.xlsx", prints.tongliao())
    intake.run()
    assert intake.submission("花名册.xlsx")["question"] == (
        "“申报花名册”应由报送单位报送；“自治区”文件夹只放自治区下达的表和自治区的批准事项登记表。请移到报送单位的文件夹。"
    )


def test_another_years_title_is_held_with_one_question(intake):
    intake.put("2023/通辽市/花名册.xlsx", prints.tongliao())
    assert intake.run().held == 1
    sent = intake.submission("花名册.xlsx")
    assert (sent["status"], sent["is_held"], sent["in_force"]) == ("待确认", True, False)
    assert sent["question"] == "表题或工作表名写的是 2024 年，文件放在 2023 年。这是 2023 年的表吗？"
    assert len(intake.rows("roster_b")) == 3


def test_a_file_over_50_mb(intake):
    place = intake.put("2023/包头市/大.csv", b"x")
    with place.open("r+b") as file:
        file.truncate(51 * 1024 * 1024)
    intake.run()
    assert intake.submission("大.csv")["question"] == (
        "文件有 51 MB，超过上限 50 MB。请去掉图片和空白行，或分成几个文件报送。"
    )


def test_a_report_is_registered_not_read(intake):
    intake.put("2023/包头市/情况报告.pdf", b"%PDF-1.7 ...")
    intake.put("2023/包头市/情况报告.docx", zipped("word/document.xml"))
    assert intake.run().in_force == 2
    assert {(s["status"], s["form"], s["raw_run"]) for s in intake.submissions()} == {
        ("已接收", "报告", None)
    }


def test_what_is_passed_over(intake):
    for name in (".a.xlsx", "~$花名册.xlsx", "Thumbs.db", "花名册.xlsx.tmp", ".requests/1.json"):
        intake.put(f"2023/包头市/{name}", b"x")
    assert intake.run().received == 0
    assert intake.submissions() == []


def test_no_personal_data_in_what_is_said(intake, capfd):
    number = "150502198001010027"
    bad = [["姓名", "序号", number, "性别"], ["赵某某", 1, number, "女"], ["钱某某", 2, number, "男"]]
    intake.put("2023/包头市/缺列.xlsx", prints.workbook({"赵某某" + number: bad}))
    good = prints.tongliao_rows([prints.person(1, "赵某某", 身份证号=number)], "包头市2023年花名册")
    good[2] = [*good[2], number]
    intake.put("2023/包头市/多列.xlsx", prints.workbook({"a": good}))
    intake.run()
    said = str([(s["question"], s["notes"], s["form"]) for s in intake.submissions()])
    assert number not in said + "".join(capfd.readouterr())
    reading = (intake.home.raw / "readings.jsonl").read_text("utf-8")
    assert number not in reading
