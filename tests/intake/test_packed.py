"""Zips: each member is a submission of its own, and what is not unpacked says why."""

import io
import struct
import zipfile

import pytest

from dagster_project import ledger
from tests.intake import printed_tables as prints

ONE, TWO = prints.tongliao([prints.person(1, "赵X")]), prints.tongliao([prints.person(1, "钱X")])
PLACE = "2024/通辽市/材料.zip"


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def in_gbk(data: bytes, name: str, stand_in: str) -> bytes:
    """The zip with an ASCII name of the same length replaced by a name in GBK, as Windows writes it."""
    assert len(name.encode("gbk")) == len(stand_in)
    return data.replace(stand_in.encode(), name.encode("gbk"))


def test_each_member_is_a_submission(intake):
    intake.put(
        PLACE,
        zipped({"一中/花名册.xlsx": ONE, "二中/花名册.xlsx": TWO, "__MACOSX/a": b"x", "~$a.xlsx": b"x"}),
    )
    summary = intake.run()
    assert (summary.received, summary.in_force) == (2, 2)
    assert [s["place"] for s in intake.submissions()] == [
        "材料.zip/一中/花名册.xlsx",
        "材料.zip/二中/花名册.xlsx",
    ]
    assert intake.run().received == 0
    kept = [e["event"] for e in ledger.read(intake.home)]
    assert kept == ["unpacked", "received", "received"]
    assert len(list(intake.home.archive.iterdir())) == 3


def test_a_corrected_zip_supersedes_only_what_changed(intake):
    intake.put(PLACE, zipped({"a.xlsx": ONE, "b.xlsx": TWO}))
    intake.run()
    intake.put(PLACE, zipped({"a.xlsx": ONE, "b.xlsx": prints.tongliao([prints.person(1, "孙X")])}))
    summary = intake.run()
    assert (summary.received, summary.in_force) == (1, 2)


def test_chinese_names_without_the_mark_of_utf8(intake):
    intake.put(PLACE, in_gbk(zipped({"huamingc.xlsx": ONE}), "花名册表.xlsx", "huamingc.xlsx"))
    intake.run()
    assert intake.submission("材料.zip/花名册表.xlsx")["status"] == "已接收"


def lying(size: int) -> bytes:
    """A zip whose list of contents says another size than there is."""
    data = bytearray(zipped({"a.csv": b"x" * 1000}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(data)


def locked() -> bytes:
    data = bytearray(zipped({"a.csv": b"x"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


OUTSIDE = "压缩包里有指向包外的文件名（以 / 或盘符开头，或含 ..）。请在文件夹内重新压缩后报送。"
DAMAGED = "压缩包打不开：内容不完整或已损坏。请重新压缩为 zip 后再报送。"
CASES = {
    "bomb": (
        lambda: zipped({"a.csv": bytes(30 << 20)}),
        "压缩包里有文件解开后大得异常（疑为压缩炸弹），没有解开。请确认内容后逐个报送。",
    ),
    "absolute": (lambda: zipped({"/etc/a.csv": b"x"}), OUTSIDE),
    "drive": (lambda: zipped({"C:\\a.csv": b"x"}), OUTSIDE),
    "above": (lambda: zipped({"../a.csv": b"x"}), OUTSIDE),
    "many": (
        lambda: zipped({f"{n}.csv": b"x" for n in range(501)}),
        "压缩包里有 501 个文件，超过上限 500 个。请分成几个压缩包报送。",
    ),
    "empty": (lambda: zipped({".DS_Store": b"x"}), "压缩包是空的。请放入要报送的文件后重新压缩。"),
    "locked": (locked, "压缩包加了密码，无法读取。请取消密码后重新报送。"),
    "truncated": (lambda: zipped({"a.csv": b"x" * 9999})[:-30], DAMAGED),
    "lying": (lambda: lying(10), DAMAGED),
    "no_zip": (lambda: b"abc", DAMAGED),
}


@pytest.mark.parametrize("name", CASES)
def test_a_zip_that_is_refused(intake, name):
    make, reason = CASES[name]
    intake.put(PLACE, make())
    intake.put("2024/通辽市/好.xlsx", ONE)
    assert intake.run().in_force == 1
    sent = intake.submission("材料.zip")
    assert (sent["status"], sent["question"]) == ("已退回", reason)
    assert (intake.home.archive / sent["sha256"]).exists()
    assert intake.run().received == 0


def test_a_zip_in_a_zip_costs_that_member_only(intake):
    intake.put(PLACE, zipped({"a.xlsx": ONE, "b.zip": zipped({"c.xlsx": TWO})}))
    intake.run()
    assert intake.submission("材料.zip/a.xlsx")["status"] == "已接收"
    assert intake.submission("材料.zip/b.zip")["question"] == (
        "压缩包里不能再有压缩包。请把里面的文件直接放进一个 zip，或逐个报送。"
    )


def test_a_mended_zip_replaces_the_refused_one(intake):
    intake.put(PLACE, zipped({"../a.xlsx": ONE}))
    intake.run()
    intake.put(PLACE, zipped({"a.xlsx": ONE}))
    intake.run()
    assert {s["place"]: s["status"] for s in intake.submissions()} == {
        "材料.zip": "已替代",
        "材料.zip/a.xlsx": "已接收",
    }
