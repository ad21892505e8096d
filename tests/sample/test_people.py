"""Generated people are recognisable as such, and cannot be found by accident."""

import re
from random import Random
from unicodedata import normalize

from dagster_project.home import DBT_DIR, REPO
from dagster_project.sample import printed, sheets, titles
from dagster_project.sample.people import POOL, check_digit, make_person
from dagster_project.sample.world import read_seed

SHOWN = ("*.csv", "*.yml", "*.yaml", "*.sql", "*.md", "*.po", "*.json")


def characters(text: str) -> set[str]:
    return set(re.findall(r"[\u4e00-\u9fff]", normalize("NFKC", text)))


def test_no_character_of_a_name_occurs_in_any_seed_label_or_dashboard():
    files = [
        p
        for part in (DBT_DIR / "seeds", DBT_DIR / "models", REPO / "dashboards")
        for k in SHOWN
        for p in part.rglob(k)
    ]
    assert len(files) > 20
    clash = {p.name: POOL & characters(p.read_text("utf-8")) for p in files}
    assert {name: found for name, found in clash.items() if found} == {}


def test_no_character_of_a_name_occurs_in_a_unit_form_or_other_cell(plan):
    units = [u for one in plan.body_years for s in one.scopes for u in s.units]
    text = "".join(u.name + u.department + u.banner + u.kind for u in units)
    text += "".join(sheets.ROSTER_A + sheets.ROSTER_B + sheets.POST + sheets.UNIT + sheets.RESULT)
    text += repr(printed.QUOTA_ROWS) + repr(titles.LADDERS) + repr(titles.REGION_DEPARTMENTS)
    assert POOL & characters(text) == set()


def test_names_have_three_characters_of_the_pool(plan):
    names = [r.person.name for one in plan.body_years for r in one.rows]
    assert all(len(n) == 3 and set(n) <= POOL for n in names)


def test_known_check_digits():
    assert check_digit("11010519491231002") == "X"
    assert check_digit("44052418800101001") == "4"


def test_ids_are_valid_real_prefixes_and_never_given_out():
    prefixes = {d["division_code"] for d in read_seed("codes/division")}
    rng = Random(3)
    for _ in range(300):
        person = make_person(rng, "150202", 2023, senior=False)
        number = person.id_number
        assert check_digit(number[:17]) == number[17] and number[:6] in prefixes
        assert number[6:14] == f"{person.birth:%Y%m%d}"
        assert number[14:17] in ("996", "997", "998", "999")
        assert (int(number[16]) % 2 == 1) == (person.sex == "男")
        assert 24 <= 2023 - person.birth.year <= 60


def test_telephone_numbers_belong_to_no_network(plan):
    phones = [r.person.phone for one in plan.body_years for r in one.rows]
    assert all(re.fullmatch(r"12\d{9}", p) for p in phones)


def test_every_title_used_is_in_the_title_table_at_its_level():
    name = {r["level_code"]: r["level_name"] for r in read_seed("codes/title_level")}
    known = {r["title"]: name[r["level_code"]] for r in read_seed("codes/title")}
    for ladders in titles.LADDERS.values():
        for ladder in ladders:
            for level, title in zip(titles.LEVELS, ladder, strict=True):
                assert title is None or known[title] == level
