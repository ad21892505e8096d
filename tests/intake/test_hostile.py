"""Files that mean harm or came to harm: each is returned with its reason in full, kept, and costs nobody else anything."""

import io
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook, PasswordError

from tests.intake import hostile
from tests.intake import printed_tables as prints
from tests.intake.test_faults import TOO_LARGE, last_cell_bomb
from tests.intake.test_packed import zipped
from tests.intake.test_refused import DAMAGED

OLD = Path(__file__).parent / "fixtures" / "printed_tongliao.xls"
LOCKED = "文件加了打开密码，无法读取。请取消密码后重新报送。"
NO_WORKBOOK = "扩展名是 {}，内容不是 Excel 工作簿，或文件已损坏。请重新导出为 xlsx 后再报送。"
FULL = prints.tongliao([prints.person(n, f"赵{n}") for n in range(1, 200)])
CASES = {
    "encrypted.xlsx": (hostile.encrypted_xlsx, LOCKED),
    "encrypted.xlsm": (hostile.encrypted_xlsx, LOCKED),
    "encrypted_new.xls": (hostile.encrypted_xlsx, LOCKED),
    "encrypted_new.et": (hostile.encrypted_xlsx, LOCKED),
    "encrypted_old.xls": (hostile.encrypted_xls, LOCKED),
    "excel_95.xls": (
        lambda: hostile.excel_95(prints.tongliao_rows()),
        "这是 Excel 5.0/95 格式的工作簿，其中的汉字读不准。请用 Excel 或 WPS 打开后另存为 xlsx 再报送。",
    ),
    "cut_in_the_middle.xlsx": (lambda: FULL[: len(FULL) // 2], DAMAGED),
    "cut_at_the_end.xlsx": (lambda: FULL[:-30], DAMAGED),
    "cut.xls": (lambda: OLD.read_bytes()[:5000], DAMAGED),
    "picture.xlsx": (lambda: hostile.PNG, NO_WORKBOOK.format(".xlsx")),
    "picture.xls": (lambda: hostile.PNG, NO_WORKBOOK.format(".xls")),
    "picture.png": (
        lambda: hostile.PNG,
        "这是图片（.png），无法读取其中的表格。请报送电子表格（xlsx、xlsm、xls 或 csv）。",
    ),
    "picture.csv": (
        lambda: hostile.PNG,
        "不是可读的文本：编码应为 UTF-8 或 GB18030（GBK）。请重新导出，或另存为 xlsx。",
    ),
    "letter.xlsx": (
        lambda: zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
        "内容是 Word 文档，不是工作簿。表格请另存为 xlsx；情况报告请以 docx 或 pdf 报送。",
    ),
    "too_wide.xlsx": (
        lambda: hostile.cell_at("XFD3"),
        "工作表“Sheet1”用到了第 16384 列，超过上限 1000 列：右边很远处可能有多余的空格或文字。请删去右边多余的列，另存后重新报送。",
    ),
    "last_cell.xlsx": (last_cell_bomb, TOO_LARGE),
    "bomb.xlsx": (
        lambda: hostile.blown_up(1100),
        "工作簿解开后有 1100 MB，超过上限 1024 MB：大得异常，没有读取。请删去空白行列、另存后重新报送。",
    ),
    "lying_bomb.xlsx": (lambda: hostile.blown_up(1100, stated=1000), DAMAGED),
}


@pytest.mark.fault
def test_each_is_returned_with_its_reason_and_stays_in_the_archive(intake):
    contents = {name: make() for name, (make, _) in CASES.items()}
    for name, content in contents.items():
        intake.put(f"2024/通辽市/{name}", content)
    intake.put("2024/通辽市/好.xlsx", prints.tongliao())
    summary = intake.run()
    assert {s["place"]: (s["status"], s["question"]) for s in intake.submissions()} == {
        name: ("已退回", reason) for name, (_, reason) in CASES.items()
    } | {"好.xlsx": ("已接收", None)}
    assert (summary.in_force, summary.rows) == (1, {"roster_b": 3})
    for name, content in contents.items():
        assert (intake.home.archive / sha256(content).hexdigest()).read_bytes() == content, name


def test_the_encrypted_files_are_what_they_say(tmp_path):
    """The reading library itself, which knows nothing of our test of bytes, finds them locked."""
    for name, content in (("a.xlsx", hostile.encrypted_xlsx()), ("a.xls", hostile.encrypted_xls())):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(PasswordError):
            CalamineWorkbook.from_path(str(tmp_path / name))


def test_zips_in_zips_are_not_opened(intake):
    inner = zipped({"花名册.xlsx": prints.tongliao()})
    for _ in range(20):
        inner = zipped({"再里面.zip": inner})
    intake.put("2024/通辽市/材料.zip", inner)
    assert intake.run().returned == 1
    assert intake.submission("材料.zip/再里面.zip")["question"] == (
        "压缩包里不能再有压缩包。请把里面的文件直接放进一个 zip，或逐个报送。"
    )
    assert len(list(intake.home.archive.iterdir())) == 2


def test_a_truncated_zip(intake):
    whole = zipped({"a.xlsx": prints.tongliao(), "b.xlsx": FULL})
    intake.put("2024/通辽市/材料.zip", whole[: len(whole) // 2])
    intake.run()
    assert intake.submission("材料.zip")["question"] == (
        "压缩包打不开：内容不完整或已损坏。请重新压缩为 zip 后再报送。"
    )


@pytest.mark.parametrize(
    ("declared", "used"),
    [
        ('<!ENTITY x SYSTEM "file://{secret}">', "&x;"),
        ('<!ENTITY % p SYSTEM "file://{secret}"> %p;', "赵X"),
        (
            '<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
            + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
            "&i;",
        ),
    ],
    ids=["external", "external parameter", "billion laughs"],
)
def test_entities_of_a_sheet_fetch_and_unfold_nothing(intake, tmp_path, declared, used):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", "utf-8")
    intake.put("2024/通辽市/a.xlsx", hostile.with_entities(declared.replace("{secret}", str(secret)), used))
    intake.run()
    sent = intake.submission("a.xlsx")
    rows = intake.rows("roster_b") if sent["status"] == "已接收" else []
    assert "机密" not in str(rows) + str(sent)
    assert "哈" not in str(rows)
    assert sent["status"] == "已接收" and len(rows) == 3 or sent["question"] == DAMAGED


@pytest.mark.fault
def test_bad_files_among_300_change_nothing_for_the_others(intake, tmp_path):
    """One is cut off, one kills the worker that reads it: the rows of the other 298 are those of a home without them."""
    good = {
        f"2024/通辽市/{n % 9}/{n:03}.csv": _text([prints.person(k, f"赵{n}{k}") for k in range(1, 4)]) for n in range(298)
    }
    without = type(intake)(tmp_path / "without")
    for path, content in good.items():
        intake.put(path, content)
        without.put(path, content)
    intake.put("2024/通辽市/4/100a.xlsx", FULL[:-30])
    intake.put("2024/通辽市/4/200a.xlsx", last_cell_bomb())
    with_bad, alone = intake.run(), without.run()
    assert (with_bad.received, with_bad.in_force, with_bad.returned) == (300, 298, 2)
    assert (alone.received, alone.in_force, alone.rows) == (298, 298, with_bad.rows)
    assert alone.rows == {"roster_b": 894}
    assert _facts(intake) == _facts(without)
    kept = {one["submission_id"]: one for one in map(_without_run, intake.submissions())}
    assert all(kept[one["submission_id"]] == one for one in map(_without_run, without.submissions()))


def _text(rows: list[list]) -> bytes:
    return "\n".join(",".join(map(str, row)) for row in prints.tongliao_rows(rows)).encode()


def _without_run(row: dict) -> dict:
    return {name: value for name, value in row.items() if name != "raw_run"}


def _facts(intake) -> list[str]:
    return sorted(str(sorted(_without_run(row).items())) for row in intake.rows("roster_b", kind=None))


def test_the_makers_make_whole_zips():
    with zipfile.ZipFile(io.BytesIO(hostile.blown_up(3))) as file:
        assert file.getinfo(hostile.SHEET).file_size == 3 << 20


def test_a_sheet_that_ends_twice_loses_no_rows_silently(intake):
    """As a damaged file may: read to its first end it would be a whole table of fewer people."""
    end = b"</sheetData></worksheet>"
    place = "2024/通辽市/a.xlsx"
    intake.put(place, hostile.edited(FULL, hostile.SHEET, lambda xml: xml.replace(b'<row r="90"', end + b'<row r="90"', 1)))
    intake.run()
    assert (intake.submission("a.xlsx")["status"], intake.submission("a.xlsx")["question"]) == ("已退回", DAMAGED)
