"""The code seeds, held to what was worked out by hand."""

import csv
from collections import Counter, defaultdict
from unicodedata import normalize

import pytest

from dagster_project.home import DBT_DIR


def rows(name: str) -> list[dict[str, str]]:
    with (DBT_DIR / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_fifteen_bodies_stand_before_twelve_areas_of_the_map():
    bodies = rows("codes/reporting_body")
    assert len(bodies) == 15
    assert len({b["map_code"] for b in bodies} - {""}) == 12
    assert {b["bureau_code"] for b in bodies if b["map_code"] == ""} == {"150000"}
    assert "自治区" not in {alias for b in bodies for alias in b["folder_aliases"].split("|")}


def test_folder_names_of_bodies_never_clash():
    bodies = rows("codes/reporting_body")
    names = [n for b in bodies for n in (b["bureau_code"], b["bureau_name"], b["bureau_short"])]
    names += [alias for b in bodies for alias in b["folder_aliases"].split("|")]
    assert [n for n, count in Counter(names).items() if count > 1] == []


def test_divisions_are_103_banners_5_zones_and_12_leagues():
    tiers = Counter(d["tier"] for d in rows("codes/division"))
    assert tiers == {"自治区": 1, "盟市": 12, "旗县区": 103, "统计区": 5}


def test_two_cities_are_bodies_of_their_own():
    body = {d["division_code"]: d["bureau_code"] for d in rows("codes/division")}
    assert body["150781"] == "150781" and body["152501"] == "152501"
    assert body["150202"] == "150200" and body["150703"] == "150700"


def test_division_aliases_resolve_and_are_unambiguous_inside_a_body():
    body = {d["division_code"]: d["bureau_code"] for d in rows("codes/division")}
    seen = defaultdict(set)
    for alias in rows("codes/division_alias"):
        seen[alias["alias"], body[alias["division_code"]]].add(alias["division_code"])
    assert [k for k, codes in seen.items() if len(codes) > 1] == []


@pytest.mark.parametrize(
    ("alias", "league", "banner"),
    [
        ("达旗", "鄂尔多斯市", "达拉特旗"),
        ("达旗", "包头市", "达尔罕茂明安联合旗"),
        ("扎旗", "通辽市", "扎鲁特旗"),
        ("扎旗", "兴安盟", "扎赉特旗"),
        ("阿旗", "赤峰市", "阿鲁科尔沁旗"),
        ("阿旗", "呼伦贝尔市", "阿荣旗"),
        ("阿旗", "锡林郭勒盟", "阿巴嘎旗"),
        ("乌旗", "鄂尔多斯市", "乌审旗"),
        ("郊区", "包头市", "九原区"),
        ("郊区", "赤峰市", "松山区"),
        ("集宁市", "乌兰察布市", "集宁区"),
        ("海拉尔市", "呼伦贝尔市", "海拉尔区"),
        ("东胜市", "鄂尔多斯市", "东胜区"),
        ("哲里木盟", "通辽市", "通辽市"),
        ("伊克昭盟", "鄂尔多斯市", "鄂尔多斯市"),
        ("阿旗", "阿拉善盟", None),
        ("乌旗", "锡林郭勒盟", None),
        ("扎旗", "赤峰市", None),
    ],
)
def test_a_short_or_former_name_needs_its_league(alias: str, league: str, banner: str | None):
    division = {d["division_code"]: d for d in rows("codes/division")}
    meant = [division[a["division_code"]] for a in rows("codes/division_alias") if a["alias"] == alias]
    body = next(b["bureau_code"] for b in rows("codes/reporting_body") if b["bureau_name"] == league)
    found = [d["division_name"] for d in meant if d["bureau_code"] == body]
    assert found == ([banner] if banner else [])


def test_every_banner_is_named_once_and_belongs_to_a_body():
    banners = [d for d in rows("codes/division") if d["tier"] == "旗县区"]
    bodies = {b["bureau_code"] for b in rows("codes/reporting_body")}
    assert len({d["division_name"] for d in banners}) == len(banners) == 103
    assert {d["bureau_code"] for d in banners} <= bodies


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("一级演员", "正高级"),
        ("一级翻译", "副高级"),
        ("一级教师", "中级"),
        ("一级公证员", "正高级"),
        ("一级播音员主持人", "中级"),
        ("一级飞行员", "副高级"),
        ("一级校对", "中级"),
        ("高级记者", "正高级"),
        ("主任记者", "副高级"),
        ("主任医师", "正高级"),
        ("小学高级教师", "中级"),
        ("中学高级教师", "副高级"),
        ("正高级教师", "正高级"),
        ("高级教师", "副高级"),
        ("高级工程师", "副高级"),
        ("副译审", "副高级"),
        ("主治医师", "中级"),
        ("主管医师", "中级"),
        ("主任蒙医师", "正高级"),
        ("一级编导", "正高级"),
        ("馆员", "中级"),
        ("三级教师", "员级"),
        ("中学一级教师", "中级"),
        ("小学一级教师", "助理级"),
        ("二级校对", "助理级"),
        ("一级律师", "正高级"),
        ("二级演员", "副高级"),
    ],
)
def test_a_title_is_read_as_a_whole_word(title: str, level: str):
    name = {r["level_code"]: r["level_name"] for r in rows("codes/title_level")}
    assert {name[r["level_code"]] for r in rows("codes/title") if r["title"] == title} == {level}


@pytest.mark.parametrize(
    "word", ["注册会计师", "高级技师", "总工程师", "特级教师", "助理教授", "执业药师", "三级播音员"]
)
def test_what_is_no_title_or_has_no_certain_level_stays_out(word: str):
    assert word not in {r["title"] for r in rows("codes/title")}


def test_a_title_has_one_level_whatever_its_series():
    levels = defaultdict(set)
    for row in rows("codes/title"):
        levels[row["title"]].add(row["level_code"])
    assert {t for t, found in levels.items() if len(found) > 1} == set()


def test_titles_and_aliases_point_at_series_and_levels_that_exist():
    series = {r["series_code"] for r in rows("codes/series")}
    levels = {r["level_code"] for r in rows("codes/title_level")}
    assert {r["series_code"] for r in rows("codes/title")} <= series
    assert {r["level_code"] for r in rows("codes/title")} <= levels
    assert {r["series_code"] for r in rows("codes/series_alias")} == series
    assert len(series) == 27 + 3 + 1


def test_series_aliases_mean_one_series_each():
    aliases = {r["alias"]: r["series_code"] for r in rows("codes/series_alias")}
    assert len(aliases) == len(rows("codes/series_alias"))
    assert (aliases["工程系列"], aliases["中小学教师"], aliases["水利"], aliases["农牧业"]) == (
        "05",
        "22",
        "05",
        "06",
    )


@pytest.mark.parametrize(
    "name", ["title", "series_alias", "division_alias", "division", "reporting_body", "quota_line", "education", "ethnic_group"]
)
def test_names_are_written_half_width(name: str):
    columns = ("title", "alias", "division_name", "bureau_name", "unit_names")
    cells = [r[c] for r in rows(f"codes/{name}") for c in columns if c in r]
    assert [c for c in cells if normalize("NFKC", c) != c] == []


def test_codes_one_three_and_ten_are_free_of_posts_in_both_periods():
    codes = rows("codes/tilt_code")
    assert Counter(r["tilt_code"] for r in codes) == {str(n): 2 for n in range(1, 11)}
    assert {r["tilt_code"] for r in codes if r["post_exempt"] == "Y"} == {"1", "3", "10"}
    assert {r["tilt_code"] for r in codes if r["implies_mode"]} == {"4"}
    assert all(len(r["tilt_short"]) <= 12 and r["clause"] and r["place"] for r in codes)
    assert {r["reading_kind"] for r in codes if r["valid_from"] == "2023-01-01"} == {"推断"}


def test_quota_lines_are_sixteen_with_two_parts_and_no_number():
    lines = rows("codes/quota_line")
    assert Counter(r["row_kind"] for r in lines) == {"line": 16, "part": 2, "total": 1}
    assert {r["quota_scope_code"]: r["is_remainder"] for r in lines if r["row_kind"] == "part"} == {
        "L15a": "Y",
        "L15b": "N",
    }
    assert "quota" not in lines[0]
    assert next(r["bureau_code"] for r in lines if r["quota_scope_code"] == "L16") == "150100"
    own = next(r["unit_names"] for r in lines if r["quota_scope_code"] == "L15a")
    assert "内蒙古师大附属中学" in own.split("|") and "第二中学" not in own


def test_ethnic_groups_are_56_with_short_forms_that_mean_one_each():
    groups = rows("codes/ethnic_group")
    assert sum(r["ethnic_code"] <= "56" for r in groups) == 56 and len(groups) == 57
    named = [(name, r["ethnic_group"]) for r in groups for name in {r["ethnic_group"], *r["aliases"].split("|")}]
    assert len({name for name, _ in named}) == len(named)
    meaning = dict(named)
    assert [meaning[x] for x in ("汉", "蒙", "满", "回", "达斡尔", "鄂温克", "白")] == [
        "汉族", "蒙古族", "满族", "回族", "达斡尔族", "鄂温克族", "白族"]  # fmt: skip
    assert {r["ethnic_group"] for r in groups if r["is_minority"] == "N"} == {"汉族"}


@pytest.mark.parametrize(
    ("written", "education"),
    [("中级工班", "中专"), ("技工院校高级工班", "大专"), ("预备技师(技师)班", "本科"), ("技师班", "本科"), ("专科", "大专"), ("研究生", "硕士")],
)
def test_classes_of_technical_schools_stand_for_the_education_of_the_notice(written: str, education: str):
    (row,) = [r for r in rows("codes/education") if r["alias"] == written]
    assert row["education"] == education
    if written.endswith("班"):
        assert (row["document_id"], row["clause"], row["place"]) == ("NM2023", "四(二)2", "行63")


def test_age_bands_leave_no_gap():
    bands = sorted(rows("codes/age_band"), key=lambda r: int(r["age_from"]))
    assert [int(b["age_from"]) for b in bands[1:]] == [int(b["age_to"]) + 1 for b in bands[:-1]]
    assert [b["age_band"] for b in bands] == ["30及以下", "31-35", "36-40", "41-45", "46-50", "51-55", "56-60", "60以上"]
