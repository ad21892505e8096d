"""No returned workbook that stands says anything else than the warehouse does, and none that does is made again."""

import io
import json
import shutil

import duckdb
import pytest
from openpyxl import load_workbook

from dagster_project.returned import write_returned
from tests.conftest import copy_home

# What changes → the statement that changes it for one submission, and what its workbook must say then.
CHANGES = {
    "what is expected": ("update resolved.int_finding set message = '应为甲。' where submission_id = $id", "应为甲。"),
    "the check's label": ("update resolved.int_finding set label = '乙不对' where submission_id = $id", "乙不对"),
    "the clause": ("update resolved.int_finding set clause = '丙号文' where submission_id = $id", "（依据：丙号文）"),
    "the column": ("update resolved.int_finding set column_name = '民族' where submission_id = $id", "民族：乙不对"),
    "how grave it is": ("update resolved.int_finding set severity = '暂存', label = '丁' where submission_id = $id", "[暂存] 民族：丁"),
    "a finding more": ("insert into resolved.int_finding from resolved.int_finding where submission_id = $id limit 1", "丁"),
    "the counts": ("update marts.mart_submission set set_aside = 998 where submission_id = $id", "暂存待改 998。"),
    "the status": ("update marts.mart_submission set status = '待确认', question = '是戊吗？' where submission_id = $id", "请先答复：是戊吗？"),
}


def run(home, sql: str, **values) -> list:
    with duckdb.connect(str(home.warehouse)) as connection:
        return connection.execute(sql, values or None).fetchall()


def standing(home) -> dict[str, tuple]:
    """{submission: (path, time of writing, content)} of every workbook that lies in the outbox."""
    found = {}
    for state in home.outbox.glob("*/*/.returned.json"):
        for name, one in json.loads(state.read_text("utf-8")).items():
            path = state.parent / "退回修改" / one["file"]
            found[name] = (path, path.stat().st_mtime_ns, path.read_bytes())
    return found


def texts(content: bytes) -> str:
    sheets = load_workbook(io.BytesIO(content)).worksheets
    return "\n".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None)


@pytest.fixture
def finished(finished_home, tmp_path):
    return copy_home(finished_home, tmp_path / "home")


def one_roster(home) -> str:
    """A roster that came back, with a finding, of a unit whose banner is known."""
    query = """
        select min(r.submission_id) from staging.stg_roster as r
        inner join resolved.int_unit as u using (review_year, bureau_code, unit_name)
        inner join resolved.int_finding as f using (submission_id, row_no)
        where u.banner_code is not null and u.affiliation in ('旗县区', '乡镇')
    """
    return run(home, query)[0][0]


def test_what_changed_for_one_file_writes_that_one_again_and_no_other(finished):
    before, one = standing(finished), one_roster(finished)
    assert one in before and len(before) > 5
    assert write_returned(finished).written == 0 and standing(finished) == before
    for what, (sql, said) in CHANGES.items():
        run(finished, sql, id=one)
        assert write_returned(finished).written == 1, what
        after = standing(finished)
        assert [name for name in before if after[name] != before[name]] == [one], what
        assert after[one][2] != before[one][2] and said in texts(after[one][2]), what
        before = after
    run(finished, "delete from resolved.int_finding where submission_id = $id", id=one)
    assert write_returned(finished).written == 0
    assert not before[one][0].exists() and set(standing(finished)) == set(before) - {one}


def test_a_unit_that_another_file_places_elsewhere_writes_its_rosters_again(finished):
    before, one = standing(finished), one_roster(finished)
    query = """
        select u.review_year, u.bureau_code, u.unit_name from resolved.int_unit as u
        inner join staging.stg_roster as r using (review_year, bureau_code, unit_name)
        inner join resolved.int_finding as f using (submission_id, row_no)
        where submission_id = $id and u.banner_code is not null and u.affiliation in ('旗县区', '乡镇') order by all limit 1
    """
    year, body, unit = run(finished, query, id=one)[0]
    run(finished, "update resolved.int_unit set banner_code = '152921' where review_year = $y and bureau_code = $b and unit_name = $u", y=year, b=body, u=unit)
    write_returned(finished)
    after = standing(finished)
    assert "阿拉善左旗" in texts(after[one][2]) and "阿拉善左旗" not in texts(before[one][2])
    named = {n for (n,) in run(finished, " union ".join(
        f"select submission_id from staging.stg_{form} where review_year = $y and bureau_code = $b and unit_name = $u"
        for form in ("roster", "result", "post", "unit")
    ), y=year, b=body, u=unit)}  # fmt: skip
    assert {name for name in before if after[name] != before[name]} == named & set(before)


def test_another_list_of_codes_writes_all_again(finished):
    before, own = standing(finished), finished.raw / "seeds" / "codes"
    shutil.copytree(finished.seeds("codes"), own)
    assert write_returned(finished).written == 0
    with (own / "ethnic_group.csv").open("a", encoding="utf-8") as out:
        out.write("\n")
    assert write_returned(finished).written == len(before)
