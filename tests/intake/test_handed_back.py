"""A returned workbook, mended and handed back, takes the place of the submission it was returned from, and of no other."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from dagster_project.forms import ours
from dagster_project.intake.decisions import confirm, withdraw
from tests.intake import printed_tables as prints

NAMES = [f"赵{chr(0x4E00 + n)}" for n in range(12)]
PLACE, OTHER = "2024/通辽市/花名册.xlsx", "2024/通辽市/改好/任意名.xlsx"


def roster(names: list[str] = NAMES) -> bytes:
    return prints.tongliao([prints.person(n, name) for n, name in enumerate(names, 1)], "申报花名册")


def marked(content: bytes, submission: str, note: str = "") -> bytes:
    """As a returned workbook has it: our first sheet, our two columns, our hidden sheet."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    [header] = [cell.row for column in sheet.iter_cols() for cell in column if cell.value == "姓名"]
    right = sheet.max_column + 1
    for row in range(header + 1, header + 1 + len(NAMES)):
        sheet.cell(row, right, "应填写单位全称" + note)
        sheet.cell(row, right + 1, "暂存待改")
    sheet.cell(header, right, ours.ISSUE)
    sheet.cell(header, right + 1, ours.STATUS)
    first = book.create_sheet(ours.EXPLANATION, 0)
    first.append(["通辽市2023年申报花名册：共 12 行"])
    hidden = book.create_sheet(ours.MARK)
    hidden.append([ours.KEY, submission])
    hidden.sheet_state = "veryHidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def status(intake, place: str) -> tuple[str, str | None]:
    sent = [s for s in intake.submissions() if s["place"] == place.split("/", 2)[2]][-1]
    return sent["status"], sent["question"]


def first_id(intake, content: bytes | None = None) -> str:
    intake.put(PLACE, content or roster())
    intake.run()
    return intake.submission("花名册.xlsx")["submission_id"]


def test_our_sheets_and_columns_are_no_data_and_are_not_mentioned(intake):
    name = first_id(intake)
    before = intake.rows("roster_b", "花名册.xlsx")
    plain = intake.submission("花名册.xlsx")["notes"]
    intake.put(OTHER, marked(roster(), name))
    intake.run()
    new = intake.submission("改好/任意名.xlsx")
    assert (new["status"], new["supersedes"], new["notes"], new["sheets_hidden"]) == ("已接收", name, plain, None)
    after = intake.rows("roster_b", "改好/任意名.xlsx")
    rest = ("submission_id", "raw_run", "person_key")
    assert [{k: v for k, v in r.items() if k not in rest} for r in after] == [
        {k: v for k, v in r.items() if k not in rest} for r in before
    ]
    assert status(intake, PLACE)[0] == "已替代"


def test_a_row_whose_own_cells_were_cleared_is_no_data(intake):
    name = first_id(intake)
    book = load_workbook(io.BytesIO(marked(roster(), name)))
    sheet = book.worksheets[1]
    row = next(cell.row for cell in sheet["D"] if cell.value == NAMES[-1])
    for cell in sheet[row][:-2]:
        cell.value = None
    out = io.BytesIO()
    book.save(out)
    intake.put(OTHER, out.getvalue())
    intake.run()
    assert len(intake.rows("roster_b", "改好/任意名.xlsx")) == len(NAMES) - 1


def test_at_the_same_place_nothing_doubles(intake):
    name = first_id(intake)
    intake.put(PLACE, marked(roster(), name))
    intake.run()
    assert [s["status"] for s in intake.submissions()] == ["已替代", "已接收"]
    intake.run()
    assert [s["status"] for s in intake.submissions()] == ["已替代", "已接收"]


def test_another_body_or_year_is_refused_without_saying_whose_it_is(intake):
    name = first_id(intake)
    for place in ("2024/包头市/花名册.xlsx", "2023/通辽市/花名册.xlsx"):
        intake.put(place, marked(roster(), name))
    intake.run()
    found = {(s["review_year"], s["bureau_code"]): s for s in intake.submissions()}
    for scope in ((2024, "150200"), (2023, "150500")):
        assert found[scope]["status"] == "已退回"
        assert "另一个报送单位或另一个年度" in found[scope]["question"]
        assert "花名册" not in found[scope]["question"]
    assert found[2024, "150500"]["status"] == "已接收"


def test_an_id_that_is_no_longer_in_force_asks_and_yes_replaces_what_stands_now(intake):
    name = first_id(intake)
    intake.put(OTHER, marked(roster(), name))
    intake.run()
    late = "2024/通辽市/又一份.xlsx"
    intake.put(late, marked(roster(), name, "再改"))
    intake.run()
    said = "较早的退回文件改成的，那一份已由“改好/任意名.xlsx”替代"
    assert status(intake, late)[0] == "待确认" and said in status(intake, late)[1]
    confirm(intake.home, intake.submission("又一份.xlsx")["submission_id"], "yes", "某人")
    intake.run()
    assert [status(intake, place)[0] for place in (PLACE, OTHER, late)] == ["已替代", "已替代", "已接收"]


def test_no_leaves_what_stands_now(intake):
    name = first_id(intake)
    intake.put(OTHER, marked(roster(), name))
    intake.run()
    intake.put("2024/通辽市/又一份.xlsx", marked(roster(), name, "再改"))
    intake.run()
    confirm(intake.home, intake.submission("又一份.xlsx")["submission_id"], "no", "某人")
    intake.run()
    assert [status(intake, p)[0] for p in (OTHER, "2024/通辽市/又一份.xlsx")] == ["已接收", "已退回"]


@pytest.mark.parametrize(("withdrawn", "said"), [(True, "那一份已经撤回"), (False, "收件记录里查不到")])
def test_withdrawn_and_unknown_ids_ask(intake, withdrawn, said):
    name = first_id(intake)
    if withdrawn:
        withdraw(intake.home, name, "重报", "某人")
    intake.put(OTHER, marked(roster([f"钱{n[1]}" for n in NAMES]), name if withdrawn else "S0123456789"))
    intake.run()
    assert status(intake, OTHER)[0] == "待确认" and said in status(intake, OTHER)[1]


def test_mended_numbers_and_mended_sexes_make_nobody_go(intake):
    """Four of twelve got another ID number, four others another sex: by neither are all of them the same persons."""

    def people(mended: bool) -> bytes:
        rows = [prints.person(n, name) for n, name in enumerate(NAMES, 1)]
        for n, row in enumerate(rows):
            head = f"15052319800101{2 * n + 1:03d}"
            digit = "10X98765432"[sum(int(d) * w for d, w in zip(head, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11]
            row[prints.TONGLIAO_HEADER.index("身份证号")] = head + digit if mended or n >= 4 else f"{head}{'1' if digit != '1' else '2'}"
            row[prints.TONGLIAO_HEADER.index("性别")] = "男" if mended or n < 8 else "女"
        return prints.tongliao(rows, "申报花名册")

    name = first_id(intake, people(False))
    intake.put(OTHER, marked(people(True), name))
    intake.run()
    assert status(intake, OTHER) == ("已接收", None)


def test_rows_taken_out_are_asked_about(intake):
    name = first_id(intake)
    intake.put(OTHER, marked(roster(NAMES[:8]), name))
    intake.run()
    assert status(intake, OTHER) == ("待确认", "原来的一份有 12 人，这一份少了其中 4 人。这些人确实不再报送吗？")
    assert status(intake, PLACE)[0] == "已接收"
    confirm(intake.home, intake.submission("改好/任意名.xlsx")["submission_id"], "yes", "某人")
    intake.run()
    assert [status(intake, place)[0] for place in (PLACE, OTHER)] == ["已替代", "已接收"]


def test_an_answer_given_before_is_not_asked_for_again(intake):
    name = first_id(intake, prints.tongliao([prints.person(1, NAMES[0])], "2023年申报花名册"))
    assert status(intake, PLACE)[0] == "待确认"
    confirm(intake.home, name, "yes", "某人")
    intake.run()
    intake.put(OTHER, marked(prints.tongliao([prints.person(1, NAMES[0])], "2023年申报花名册"), name))
    intake.run()
    assert [status(intake, place)[0] for place in (PLACE, OTHER)] == ["已替代", "已接收"]


def test_a_held_file_is_replaced_by_its_mended_one(intake):
    name = first_id(intake, prints.tongliao([prints.person(1, NAMES[0])], "2023年申报花名册"))
    intake.put(OTHER, marked(prints.tongliao([prints.person(1, NAMES[0])], "2024年申报花名册"), name))
    intake.run()
    assert [status(intake, place)[0] for place in (PLACE, OTHER)] == ["已替代", "已接收"]


def test_a_sheet_called_the_same_is_read_where_no_hidden_sheet_is(intake):
    book = Workbook()
    book.active.title = ours.EXPLANATION
    for row in load_workbook(io.BytesIO(roster())).worksheets[0].iter_rows(values_only=True):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    intake.put(PLACE, out.getvalue())
    intake.run()
    assert len(intake.rows("roster_b", "花名册.xlsx")) == len(NAMES)
