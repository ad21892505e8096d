"""What becomes of a file that is handed in again, elsewhere, corrected, or read by another reader."""

import json
import shutil

import pyarrow.parquet as pq
import pytest

from dagster_project import ledger
from dagster_project.errors import UserError
from dagster_project.forms import FORMS_DIR
from dagster_project.intake import seen
from dagster_project.intake.decisions import confirm
from tests.intake import printed_tables as prints

PLACE = "2024/通辽市/一中/花名册.xlsx"
FIRST = prints.tongliao([prints.person(1, "赵X")])
SECOND = prints.tongliao([prints.person(1, "赵X"), prints.person(2, "钱X")])
DAMAGED = FIRST[:2000]


def everything(home) -> dict:
    """Every file of the home but the run's context, with its bytes and time of change."""
    files = (p for p in home.path.rglob("*") if p.is_file() and p.name != "run_context.parquet")
    return {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in files}


def in_order(rows) -> list[dict]:
    return sorted(rows, key=lambda r: (r["submission_id"], r["row_no"]))


def states(intake) -> list[tuple]:
    """(content, status) in the order of receipt."""
    names = {content: name for name, content in (("first", FIRST), ("second", SECOND), ("damaged", DAMAGED))}
    archive = intake.home.archive
    return [(names[(archive / s["sha256"]).read_bytes()], s["status"]) for s in intake.submissions()]


def test_again_and_nothing_new_writes_nothing_but_the_context(intake, monkeypatch):
    monkeypatch.setattr(seen, "SURE_SECONDS", -1)  # however long the machine took
    intake.put(PLACE, FIRST)
    assert intake.run().received == 1
    before = everything(intake.home)
    again = intake.run()
    assert (again.received, again.read, again.in_force) == (0, 0, 1)
    assert everything(intake.home) == before
    [context] = pq.read_table(intake.home.raw / "run_context.parquet").to_pylist()
    assert (context["run_id"], context["as_of"].hour, context["is_demo"]) == ("run2", 10, False)


def test_a_correction_supersedes_and_an_earlier_version_comes_back(intake):
    for content in (FIRST, SECOND):
        intake.put(PLACE, content)
        intake.run()
    assert states(intake) == [("first", "已替代"), ("second", "已接收")]
    first, second = intake.submissions()
    assert second["supersedes"] == first["submission_id"]
    received = first["received_at"]
    intake.put(PLACE, FIRST)
    assert intake.run().read == 0
    assert states(intake) == [("first", "已接收"), ("second", "已替代")]
    assert intake.submissions()[0]["received_at"] == received
    assert len(ledger.read(intake.home)) == 3


def test_the_same_content_elsewhere_is_a_duplicate_and_says_of_what(intake):
    intake.put(PLACE, FIRST)
    intake.put("2024/通辽市/二中/花名册.xlsx", FIRST)
    assert intake.run().duplicate == 1
    first = intake.submission("一中/花名册.xlsx")
    assert first["status"] == "已接收"
    second = intake.submission("二中/花名册.xlsx")
    assert (second["status"], second["in_force"]) == ("重复", False)
    assert second["question"] == "与“一中/花名册.xlsx”内容相同，只计那一份。不需要这一份时可不处理。"


def test_of_another_year_or_body_it_is_no_duplicate(intake):
    text = "姓名,工作单位,申报资格名称\n赵X,一中,二级教师\n".encode()
    for path in ("2024/通辽市/a.csv", "2023/通辽市/a.csv", "2024/包头/a.csv"):
        intake.put(path, text)
    intake.run()
    status = {(s["review_year"], s["bureau_code"]): s["status"] for s in intake.submissions()}
    assert status == {(2023, "150500"): "已接收", (2024, "150200"): "已接收", (2024, "150500"): "待确认"}


def test_two_files_that_change_places_stay_both_in_force(intake):
    intake.put("2024/通辽市/a.xlsx", FIRST)
    intake.put("2024/通辽市/b.xlsx", SECOND)
    intake.run()
    intake.put("2024/通辽市/a.xlsx", SECOND)
    intake.put("2024/通辽市/b.xlsx", FIRST)
    intake.run()
    in_force = [s for s in intake.submissions() if s["in_force"]]
    assert len({s["sha256"] for s in in_force}) == len(in_force) == 2


def test_a_damaged_correction_leaves_the_earlier_version_in_force(intake):
    for content in (FIRST, DAMAGED):
        intake.put(PLACE, content)
        intake.run()
    assert states(intake) == [("first", "已接收"), ("damaged", "已退回")]
    intake.put(PLACE, SECOND)
    intake.run()
    assert states(intake) == [("first", "已替代"), ("damaged", "已替代"), ("second", "已接收")]


def test_same_base_names_in_several_folders_are_several_submissions(intake):
    for n in range(3):
        intake.put(f"2024/通辽市/旗{n}/花名册.xlsx", prints.tongliao([prints.person(1, f"赵{n}")]))
    assert intake.run().in_force == 3


def test_a_body_is_known_by_name_short_name_and_code(intake):
    for n, folder in enumerate(("通辽市", "通辽", "150500")):
        intake.put(f"2024/{folder}/{n}.xlsx", prints.tongliao([prints.person(1, f"赵{n}")]))
    intake.run()
    assert {s["bureau_code"] for s in intake.submissions()} == {"150500"}


def test_deleting_from_the_inbox_changes_nothing(intake):
    place = intake.put(PLACE, FIRST)
    intake.run()
    place.unlink()
    assert intake.run().in_force == 1
    assert len(intake.rows("roster_b")) == 1


def test_raw_is_rebuilt_from_archive_and_ledger(intake):
    intake.put(PLACE, FIRST)
    intake.run()
    intake.put(PLACE, SECOND)
    intake.put("2024/通辽市/坏.xlsx", DAMAGED)
    intake.run()
    strip = {"raw_run": None}
    rows, sent = intake.rows("roster_b", kind=None), intake.submissions()
    shutil.rmtree(intake.home.raw)
    shutil.rmtree(intake.home.inbox)
    intake.run()
    again = intake.rows("roster_b", kind=None)
    assert in_order({**r, **strip} for r in again) == in_order({**r, **strip} for r in rows)
    assert [{**s, **strip} for s in intake.submissions()] == [{**s, **strip} for s in sent]


def test_a_new_alias_lets_in_what_was_returned_for_want_of_it(intake, tmp_path):
    forms = tmp_path / "forms"
    shutil.copytree(FORMS_DIR, forms)
    odd = [["姓名", "任职的地方", "申报资格名称"], ["赵X", "一中", "二级教师"]]
    intake.put(PLACE, prints.workbook({"a": odd}))
    intake.run(forms_dir=forms)
    [before] = intake.submissions()
    assert before["status"] == "已退回"
    with (forms / "form_column.csv").open("a", encoding="utf-8") as file:
        file.write("roster_b,36,unit_name,任职的地方,,required,2024-01-01,,ours,编造\n")
    summary = intake.run(forms_dir=forms)
    assert (summary.received, summary.read) == (0, 1)
    [after] = intake.submissions()
    assert (after["status"], after["received_at"]) == ("已接收", before["received_at"])
    assert after["reader_version"] != before["reader_version"]
    assert len(intake.rows("roster_b")) == 1


def test_every_form_has_its_columns_before_anything_is_handed_in(intake):
    intake.run()
    for form in ("roster_b", "roster_a", "result", "quota", "post", "unit"):
        schema = pq.read_schema(intake.home.raw / form / "schema.parquet")
        assert "submission_id" in schema.names
        assert pq.read_metadata(intake.home.raw / form / "schema.parquet").num_rows == 0


def test_rows_of_a_sample_carry_their_receipts_and_mark_the_home(intake):
    intake.put(PLACE, FIRST)
    receipts = [{"place": PLACE, "received_at": "2024-06-05T10:00:00+08:00"}]
    intake.put(".sample.json", json.dumps({"seed": 1, "receipts": receipts}).encode())
    intake.run()
    assert intake.submissions()[0]["received_at"].isoformat() == "2024-06-05T10:00:00"
    assert intake.home.is_demo
    [context] = pq.read_table(intake.home.raw / "run_context.parquet").to_pylist()
    assert context["is_demo"] is True


def test_a_sample_never_enters_a_home_that_holds_submissions(intake):
    intake.put(PLACE, FIRST)
    intake.run()
    intake.put(".sample.json", b'{"seed": 1, "receipts": []}')
    intake.put("2024/通辽市/b.xlsx", SECOND)
    with pytest.raises(UserError) as said:
        intake.run()
    assert said.value.message == (
        "这个目录里已有正式报送的文件，不能放入演示数据。请把演示数据放到另一个目录（--home）。"
    )
    assert len(ledger.read(intake.home)) == 1
    assert not intake.home.is_demo


@pytest.mark.parametrize("folder", ["2024年", "２０２４", "2024年度", " 2024"])
def test_a_year_folder_may_be_written_as_people_write_years(intake, folder):
    intake.put(f"{folder}/通辽 市/a.xlsx", FIRST)
    intake.run()
    one = intake.submission("a.xlsx")
    assert (one["status"], one["review_year"], one["bureau_code"]) == ("已接收", 2024, "150500")


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_of_two_folders_that_mean_one_body_neither_takes_the_others_place_unasked(intake, answer):
    intake.put("2024/150500/a.xlsx", FIRST)
    intake.put("2024/通辽市/a.xlsx", SECOND)
    intake.run()
    assert states(intake) == [("first", "已接收"), ("second", "待确认")]
    second = intake.submissions()[1]
    asked = (
        "“a.xlsx”已从文件夹 inbox/2024/150500/ 收到，这一份放在 inbox/2024/通辽市/：两个文件夹是同一个报送单位，内容不同。"
        "用这一份替代那一份吗？答“否”则退回这一份，请换一个文件名报送。"
    )
    assert second["question"] == asked
    confirm(intake.home, second["submission_id"], answer, "某人")
    intake.run()
    expected = ("已替代", "已接收") if answer == "yes" else ("已接收", "已退回")
    assert states(intake) == [("first", expected[0]), ("second", expected[1])]


def test_of_three_folders_that_mean_one_body_each_other_file_waits(intake):
    third = prints.tongliao([prints.person(1, "孙X")])
    for folder, content in (("150500", FIRST), ("通辽", SECOND), ("通辽市", third)):
        intake.put(f"2024/{folder}/a.xlsx", content)
    intake.run()
    assert [s["status"] for s in intake.submissions()] == ["已接收", "待确认", "待确认"]
    intake.put("2024/通辽/a.xlsx", prints.tongliao([prints.person(1, "李X")]))
    intake.run()
    assert [s["status"] for s in intake.submissions()] == ["已接收", "已替代", "待确认", "待确认"]


def test_a_body_folder_called_otherwise_changes_nothing(intake):
    place = intake.put("2024/通辽/a.xlsx", FIRST)
    intake.run()
    place.parent.rename(place.parents[1] / "通辽市")
    intake.run()
    assert states(intake) == [("first", "已接收")]
