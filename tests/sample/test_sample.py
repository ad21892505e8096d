"""What is written: how much, where, when, and the same again for the same seed."""

import hashlib
import json
from collections import Counter
from datetime import datetime

import pytest

from dagster_project.errors import UserError
from dagster_project.sample import make_plan, write_sample
from dagster_project.sample.world import read_seed


def digests(folder) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_same_seed_same_bytes(inbox, tmp_path):
    write_sample(tmp_path, rows=400, workbooks=150, seed=7)
    assert digests(tmp_path) == digests(inbox)


def test_another_seed_other_people(inbox, tmp_path):
    write_sample(tmp_path, rows=400, workbooks=150, seed=8)
    same = {k for k, v in digests(tmp_path).items() if digests(inbox).get(k) == v}
    assert {name.split("/")[1] for name in same} <= {"自治区", "通辽市", "兴安盟"}


def test_writing_again_leaves_no_file_of_the_earlier_sample(tmp_path):
    write_sample(tmp_path, rows=300, workbooks=120)
    write_sample(tmp_path, years=(2023,), rows=300, workbooks=40)
    places = {r["place"] for r in json.loads((tmp_path / ".sample.json").read_text("utf-8"))["receipts"]}
    assert set(digests(tmp_path)) == places | {".sample.json"}


def test_rows_and_files_are_as_many_as_asked(inbox, marker):
    assert marker["rows"] == 400
    assert sum(c["rows"] for c in marker["designed"]["rows"]) + 3 == 400
    assert abs(len(marker["receipts"]) - 150) <= 10
    assert set(digests(inbox)) == {r["place"] for r in marker["receipts"]} | {".sample.json"}


@pytest.mark.parametrize(
    ("years", "rows", "workbooks"), [((2023,), 150, 40), ((2024,), 300, 20), ((2024, 2023), 300, 40)]
)
def test_small_samples_and_single_years_work(tmp_path, years, rows, workbooks):
    summary = write_sample(tmp_path, years=years, rows=rows, workbooks=workbooks)
    assert summary.years == tuple(sorted(years)) and summary.rows == rows
    assert summary.workbooks <= max(workbooks, 15 * len(years) + 10)
    assert {p.name for p in tmp_path.iterdir() if p.is_dir()} == {str(y) for y in years}


@pytest.mark.parametrize("wrong", [{"years": (2022,)}, {"years": ()}, {"rows": 0}, {"workbooks": 0}])
def test_what_cannot_be_done_is_said_in_chinese(tmp_path, wrong):
    with pytest.raises(UserError, match="演示数据|正整数"):
        write_sample(tmp_path, **wrong)


def test_every_body_hands_in_both_years(marker):
    bodies = {r["bureau_code"] for r in read_seed("codes/reporting_body")}
    keys = ("bureau_code", "bureau_name", "bureau_short")
    folders = {b[k]: b["bureau_code"] for b in read_seed("codes/reporting_body") for k in keys}
    found = {(r["place"][:4], folders.get(r["place"].split("/")[1])) for r in marker["receipts"]}
    assert {(y, b) for y in ("2023", "2024") for b in bodies} <= found


def test_receipts_have_dates_of_their_own_year_and_few_are_late(marker):
    late = 0
    for receipt in marker["receipts"]:
        at = datetime.fromisoformat(receipt["received_at"])
        assert str(at.year) == receipt["place"][:4] and at.utcoffset().total_seconds() == 8 * 3600
        last = (9, 30) if "评审结果" in receipt["place"] else (6, 20)
        late += (at.month, at.day) > last
    assert 0 < late < len(marker["receipts"]) * 0.15


def test_one_body_has_no_results_and_one_no_outcome_column(inbox, cells):
    assert not (inbox / "2024/兴安盟/2024年评审结果花名册.xlsx").exists()
    header = cells("2023/阿拉善盟/2023年评审结果花名册.xlsx")[2 - 1]
    assert "评审结果" not in header and "身份证号" in header
    assert "身份证号" not in cells("2023/巴彦淖尔市/2023年评审结果花名册.xlsx")[1]


def test_one_file_lies_twice_and_one_is_cut_short(inbox):
    twice = [d for d, n in Counter(digests(inbox).values()).items() if n > 1]
    assert len(twice) == 1
    broken = next(inbox.glob("2023/呼伦贝尔市/*传输中断*"))
    assert broken.read_bytes()[:2] == b"PK" and b"PK\x05\x06" not in broken.read_bytes()


@pytest.mark.parametrize(
    ("body", "last"), [("包头市", "联系电话"), ("通辽市", "倾斜政策"), ("鄂尔多斯市", "倾斜政策")]
)
def test_tilt_column_is_missing_from_most_rosters_of_2023(inbox, cells, body, last):
    places = [p.relative_to(inbox) for p in inbox.glob(f"2023/{body}/*专业技术职称申报花名册*.xlsx")]
    assert places and {cells(place)[2][-1] for place in places} == {last}
    later = [p.relative_to(inbox) for p in inbox.glob(f"2024/{body}/*专业技术职称申报花名册*.xlsx")]
    assert later and {cells(place)[2][-1] for place in later} == {"倾斜政策"}


def test_about_two_rows_in_a_hundred_have_an_ordinary_mistake():
    rows = [r for one in make_plan((2023, 2024), 5000, 1).body_years for r in one.rows]
    kinds = Counter(r.mistake for r in rows if r.mistake)
    assert 0.015 < sum(kinds.values()) / len(rows) < 0.025
    assert set(kinds) == {
        "no_unit", "unknown_title", "id_number", "id_check", "birth", "sex", "no_sex", "tilt", "lower_x", "duplicate",
    }  # fmt: skip


def test_codes_of_2024_come_in_sensible_proportions():
    rows = [r for one in make_plan((2024,), 6000, 1).body_years for r in one.rows if not r.green]
    codes = Counter(r.tilt for r in rows)
    assert codes[""] / len(rows) > 0.7
    assert {str(n) for n in range(1, 11)} <= set(codes) and {"3,5", "3、5"} <= set(codes)
    assert all(not r.unit.is_public for r in rows if r.tilt in ("7", "9"))
    assert all(r.level in ("中级", "助理级") for r in rows if r.tilt == "4")
