"""Tables of totals and registers of the sample: what was planted stands in the cells."""

import openpyxl
import pytest

from dagster_project.sample import make_plan
from dagster_project.sample.registers import counted, registers, totals_case


@pytest.fixture(scope="module")
def body_years(plan):
    return {(one.body, one.year): one for one in plan.body_years}


def numbers(one, name):
    [sheet] = [sheet for sheet in registers(one) if sheet.name == name]
    return {line[1]: line[2:] for line in sheet.rows if line[1]}, sheet.rows[-1]


def test_three_bodies_hand_in_no_totals_and_one_differs(marker):
    cases = {(one["bureau_code"], one["review_year"]): one["totals"] for one in marker["designed"]["registers"]}
    assert {body for (body, _), case in cases.items() if case == "missing"} == {"152900", "152500", "150900"}
    assert [key for key, case in cases.items() if case == "differ"] == [("150400", 2023)]


def test_totals_agree_with_the_rosters_but_for_one_person(body_years):
    over = {}
    for key, one in body_years.items():
        if totals_case(one) == "missing":
            assert not any("统计表" in sheet.name for sheet in registers(one))
            continue
        in_post, sums = numbers(one, "统计表事业在编")
        off_post, more = numbers(one, "统计表事业非在编")
        assert all(line[-1] == sum(line[:-1]) for line in (*in_post.values(), *off_post.values()))
        over[key] = sums[-1] + more[-1] - counted(one).total()
    assert {key for key, n in over.items() if n} == {("150400", 2023)} and over["150400", 2023] == 1


def test_banner_totals_are_seniors_with_each_banners_posts_once(body_years):
    one = body_years["150500", 2024]
    [sheet] = [sheet for sheet in registers(one) if sheet.name == "旗县区统计表"]
    seniors = sum(n for key, n in counted(one, public_only=False).items() if key[0] and key[2] in ("正高级", "副高级"))
    assert sum(line[5] for line in sheet.rows) == seniors > 0
    banners = {line[1] for line in sheet.rows}
    assert len([line for line in sheet.rows if line[6] is not None]) == len(banners)


def test_publicity_and_approvals_lie_in_the_inbox(inbox):
    book = openpyxl.load_workbook(inbox / "2023/包头市/2023年单位登记表.xlsx", read_only=True)
    publicity = list(book["公示登记表"].values)
    assert [line[6:8] for line in publicity[2:]] == [("2023/5/8", "2023/5/15"), ("2023/5/8", "2023/5/11")]
    assert list(book["批准事项登记表"].values)[2][:5] == ("包头市", "延期", "完成申报", "2023/6/20", "2023/6/10")
    book = openpyxl.load_workbook(inbox / "2024/通辽市/2024年单位登记表.xlsx", read_only=True)
    assert list(book["批准事项登记表"].values)[2][1] == "会商"


def test_with_room_for_more_files_they_have_a_workbook_of_their_own(plan):
    from dagster_project.sample.files import make_files

    places = [file.place for file in make_files(plan, 200, 7)]
    assert sum(place.endswith("年统计表和登记表.xlsx") for place in places) == 24 and abs(len(places) - 200) <= 10


def test_a_small_sample_has_them_too():
    plan = make_plan((2023,), 150, 1)
    assert all(registers(one) for one in plan.body_years if totals_case(one) != "missing")
