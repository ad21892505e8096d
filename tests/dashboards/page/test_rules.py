"""What the page lets in is what intake takes in; whose roles reach whom. Both sides share files only, so both are asked here."""

import pytest

from dagster_project.dashboards import access
from dagster_project.home import Home
from dagster_project.intake.bodies import REGION_FOLDER
from dagster_project.intake.container import kinds as intake
from dagster_project.intake.container.limits import file_limits
from dagster_project.intake.container.names import is_passed_over
from dashboards.page import kinds, menu, names, seeds, who
from dashboards.page.refused import Refused

BODIES = [{"bureau_code": code, "bureau_name": name} for code, name in (("150200", "包头市"), ("150500", "通辽市"))]


def test_both_sides_take_the_same_endings():
    assert set(kinds.ENDINGS) == intake.WORKBOOKS | intake.TEXTS | intake.REPORTS | {".zip"}


@pytest.mark.parametrize("name", [".花名册.xlsx", "~$花名册.xlsx", "Thumbs.db", "a.xlsx.tmp", "b.part", "c.download", "__MACOSX"])
def test_what_intake_passes_over_is_refused_before(name):
    assert is_passed_over(name)
    with pytest.raises(Refused):
        names.one_name(name)


@pytest.mark.parametrize("name", ["花名册.xlsx", "2023年（第2次）、更正-1.xls", "Book 1.csv", "ᠮᠣᠩᠭᠣᠯ.xlsx", "表．一.xlsx"])
def test_names_as_offices_give_them_are_let_in(name):
    assert names.one_name(f" {name} ") == name
    assert not is_passed_over(name)


def test_a_sub_folder_is_one_name_and_may_be_missing():
    assert names.place_of("东河区", "a.xlsx") == "东河区/a.xlsx"
    assert names.place_of(" ", "a.xlsx") == "a.xlsx"
    for folder in ("..", "东河区/..", ".requests", "/"):
        with pytest.raises(Refused):
            names.place_of(folder, "a.xlsx")


def test_the_limit_is_the_row_that_intake_keeps_to(tmp_path):
    home = Home(tmp_path).create()
    assert seeds.largest_file(home.path) == file_limits()["file_megabytes"] == 50
    own = home.raw / "seeds" / "forms"
    own.mkdir(parents=True)
    rows = "limit_id,value,unit,valid_from,valid_to,reason\nfile_megabytes,50,MB,2023-01-01,2024-01-01,\nfile_megabytes,20,MB,2024-01-01,,\n"
    (own / "file_limit.csv").write_text(rows, "utf-8")
    assert seeds.largest_file(home.path) == 20


def test_the_words_of_roles_are_those_that_are_written():
    assert access.body_role("150200") == who.BODY_ROLE + "150200"
    assert (access.REGION, access.ADMIN, REGION_FOLDER) == (who.REGION_ROLE, who.ADMIN_ROLE, who.REGION_FOLDER)
    assert f"menu_access|{menu.NAME}" in access.READER_PERMISSIONS


@pytest.mark.parametrize(
    "roles, sees, own",
    [
        ({"看板读者"}, [], set()),
        (set(), [], set()),
        ({"看板读者", "报送单位 150200"}, ["150200"], {"150200"}),
        ({"报送单位 150200", "报送单位 150500"}, ["150200", "150500"], {"150200", "150500"}),
        ({"报送单位 999999"}, [], set()),
        ({"看板读者", "自治区"}, ["自治区", "150200", "150500"], {"自治区"}),
        ({"Admin"}, ["自治区", "150200", "150500"], set()),
    ],
)
def test_roles_reach_their_own_bodies(roles, sees, own):
    found = who.reach(roles, BODIES)
    assert ([body.key for body in found.sees], set(found.own)) == (sees, own)
    assert found.body("150500") is None or "150500" in sees


def test_banners_are_offered_as_sub_folders(tmp_path):
    found = seeds.sub_folders(tmp_path, "150200")
    assert {"东河区", "固阳县", "土默特右旗"} <= set(found) and "开鲁县" not in found
