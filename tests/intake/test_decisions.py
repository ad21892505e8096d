"""Files that are probably wrong are held or returned; people's answers let them in or keep them out."""

import os
import shutil
import time
from datetime import datetime
from pathlib import Path

import pytest

from dagster_project.errors import UserError
from dagster_project.home import Home
from dagster_project.intake import take_in
from dagster_project.intake.decisions import confirm, supersede, withdraw
from dagster_project.intake.person import is_valid_id
from tests.intake import printed_tables as prints

NAMES = [f"赵{chr(0x4E00 + n)}" for n in range(20)]
PLACE = "2024/通辽市/花名册.xlsx"
OTHER = "2024/通辽市/花名册（改）.xlsx"


def roster(names: list[str] = NAMES, title: str = "申报花名册", **more) -> bytes:
    return prints.tongliao([prints.person(n, name, **more) for n, name in enumerate(names, 1)], title)


def status(intake, place: str = PLACE) -> tuple[str, str | None]:
    sent = [s for s in intake.submissions() if s["place"] == place.split("/", 2)[2]][-1]
    return sent["status"], sent["question"]


def newest(intake, place: str = PLACE) -> str:
    return [s for s in intake.submissions() if s["place"] == place.split("/", 2)[2]][-1]["submission_id"]


def renamed(intake) -> None:
    intake.put(PLACE, roster())
    intake.run()
    intake.put(OTHER, roster([*NAMES[:11], "钱甲"]))
    intake.run()


def test_a_renamed_correction_is_held_with_one_question(intake):
    renamed(intake)
    assert status(intake, OTHER) == (
        "待确认",
        "表中 12 人里，11 人已在“花名册.xlsx”中。这份文件是那一份的更正吗？答“是”则替代那一份，答“否”则两份都计入。",
    )
    assert status(intake)[0] == "已接收"


def test_yes_lets_it_take_the_place_of_the_other(intake):
    renamed(intake)
    confirm(intake.home, newest(intake, OTHER), "yes", "某人")
    intake.run()
    assert (status(intake)[0], status(intake, OTHER)) == ("已替代", ("已接收", None))
    assert intake.submissions()[1]["supersedes"] == newest(intake)


def test_no_counts_both(intake):
    renamed(intake)
    confirm(intake.home, newest(intake, OTHER), "no", "某人")
    intake.run()
    assert (status(intake)[0], status(intake, OTHER)[0]) == ("已接收", "已接收")


def test_withdrawing_the_other_lets_it_in(intake):
    renamed(intake)
    withdraw(intake.home, newest(intake), "改名重报", "某人")
    intake.run()
    assert (status(intake), status(intake, OTHER)[0]) == (("已撤回", "改名重报"), "已接收")


def test_an_explicit_supersede_settles_it(intake):
    renamed(intake)
    supersede(intake.home, newest(intake, OTHER), newest(intake), "某人")
    intake.run()
    assert (status(intake)[0], status(intake, OTHER)[0]) == ("已替代", "已接收")


def test_half_of_its_persons_elsewhere_is_not_enough(intake):
    intake.put(PLACE, roster())
    intake.put(OTHER, roster([*NAMES[:5], *"甲乙丙丁戊"]))
    assert intake.run().in_force == 2


@pytest.mark.parametrize("changed", range(3))
def test_honest_corrections_are_never_held(intake, changed):
    intake.put(PLACE, roster())
    intake.run()
    intake.put(PLACE, roster([*NAMES[changed:], "钱甲"], 现从事专业="水工"))
    intake.run()
    assert status(intake) == ("已接收", None)


def test_added_id_numbers_and_other_dates_make_nobody_another_person(intake):
    intake.put(PLACE, roster(出生年月="1980/01"))
    intake.run()
    intake.put(PLACE, roster(出生年月="1980年1月", 身份证号="150502198001010027"))
    intake.run()
    assert status(intake) == ("已接收", None)


def test_numbers_mended_of_some_and_names_of_others_drop_nobody(intake):
    """Three persons have another ID number now, three others another name: each is still known by the other."""
    bodies = [f"15050219800101{n:03}" for n in range(2, 43, 2)]
    ids = [next(body + last for last in "0123456789X" if is_valid_id(body + last)) for body in bodies]
    before = [prints.person(n, NAMES[n], 身份证号=ids[n]) for n in range(20)]
    after = [prints.person(n, NAMES[n] + "改" * (3 <= n < 6), 身份证号=ids[20] if n == 0 else "" if n < 3 else ids[n]) for n in range(20)]
    for rows in (before, after):
        intake.put(PLACE, prints.tongliao(rows))
        intake.run()
    assert [s["status"] for s in intake.submissions()] == ["已替代", "已接收"]


def test_rows_without_names_are_nobodys_correction(intake):
    """As formulas leave them whose value was not saved."""
    intake.put(PLACE, roster(["", "", ""]))
    intake.put(OTHER, roster(["", "钱甲"]))
    assert intake.run().in_force == 2


def test_a_version_that_drops_people_is_held(intake):
    intake.put(PLACE, roster())
    intake.run()
    intake.put(PLACE, roster(NAMES[3:]))
    intake.run()
    assert status(intake) == ("待确认", "原来的一份有 20 人，这一份少了其中 3 人。这些人确实不再报送吗？")
    first = intake.submissions()[0]
    assert first["in_force"]
    confirm(intake.home, newest(intake), "no", "某人")
    intake.run()
    assert status(intake) == (
        "已退回",
        "已答复“否”：原来的一份有 20 人，这一份少了其中 3 人。这些人确实不再报送吗？请更正后重新报送，或放到正确的位置。",
    )
    assert intake.submissions()[0]["in_force"]


def test_a_shortened_version_confirmed_takes_its_place(intake):
    intake.put(PLACE, roster())
    intake.run()
    intake.put(PLACE, roster(NAMES[3:]))
    intake.run()
    confirm(intake.home, newest(intake), "yes", "某人")
    assert intake.run().in_force == 1
    assert status(intake) == ("已接收", None)


def test_another_years_persons_and_titles(intake):
    intake.put("2023/通辽市/花名册.xlsx", roster())
    intake.run()
    intake.put(PLACE, roster(学历="硕士"))
    intake.run()
    assert intake.submissions()[-1]["question"] == (
        "表中 20 人里，20 人以同样的申报资格出现在 2023 年的报送中。这是 2024 年的表吗？"
    )


def test_two_new_people_of_twenty_are_another_years_roster(intake):
    intake.put("2023/通辽市/花名册.xlsx", roster())
    intake.put(PLACE, roster([*NAMES[2:], "钱甲", "钱乙"]))
    assert intake.run().in_force == 2


def test_another_bodys_file_is_returned(intake):
    intake.put("2024/包头市/花名册.xlsx", roster())
    intake.run()
    assert status(intake, "2024/包头市/花名册.xlsx") == (
        "已退回",
        "表中能看出所在地的 1 个单位里，1 个在通辽市，没有一个在包头市："
        + "像是通辽市的文件。请交通辽市报送（放错文件夹的移到 inbox/2024/通辽市/）；确属本单位的，请核对单位名称后重新报送。",
    )


def test_one_unit_of_its_own_is_enough(intake):
    rows = [prints.person(1), prints.person(2, "钱X", 工作单位="包头市东河区第一中学")]
    intake.put("2024/包头市/花名册.xlsx", prints.tongliao(rows, "花名册"))
    assert intake.run().in_force == 1


def test_where_most_names_do_not_tell_it_is_asked(intake):
    rows = [prints.person(n, f"赵{n}", 工作单位=f"第{n}中学") for n in range(4)] + [prints.person(9, "钱X")]
    intake.put("2024/包头市/花名册.xlsx", prints.tongliao(rows, "花名册"))
    intake.run()
    assert status(intake, "2024/包头市/花名册.xlsx") == (
        "待确认",
        "表中能看出所在地的 1 个单位里，1 个在通辽市，没有一个在包头市。这份文件确实由包头市报送吗？",
    )


def test_withdrawn_and_handed_in_again(intake):
    whole = roster()
    intake.put(PLACE, whole)
    intake.run()
    withdraw(intake.home, newest(intake), "重新核对", "某人")
    assert intake.run().in_force == 0
    intake.put(PLACE, roster(NAMES[:10]))
    intake.run()
    assert status(intake) == ("已接收", None)
    intake.put(PLACE, whole)
    intake.run()
    assert intake.submissions()[0]["status"] == "已接收"


def test_withdrawing_one_of_two_copies_leaves_the_other_in_force(intake):
    whole = roster()
    for place in (PLACE, OTHER):
        intake.put(place, whole)
    intake.run()
    assert status(intake, OTHER)[0] == "重复"
    withdraw(intake.home, newest(intake), "放错文件夹", "某人")
    intake.run()
    assert (status(intake)[0], status(intake, OTHER)[0]) == ("已撤回", "已接收")


def test_what_cannot_be_decided_says_why(intake):
    with pytest.raises(UserError, match="还没有运行过"):
        confirm(intake.home, "S1", "yes", "某人")
    renamed(intake)
    first, second = newest(intake), newest(intake, OTHER)
    for call, words in (
        (lambda: confirm(intake.home, first, "yes", "某人"), "现在是“已接收”，没有待答复的问题"),
        (lambda: confirm(intake.home, second, "maybe", "某人"), "答复应为 yes 或 no"),
        (lambda: withdraw(intake.home, first, " ", "某人"), "撤回要写明原因"),
        (lambda: withdraw(intake.home, "S0", "x", "某人"), "没有编号为 S0 的报送文件"),
        (lambda: supersede(intake.home, first, first, "某人"), "文件不能替代自己"),
    ):
        with pytest.raises(UserError, match=words):
            call()


NAMELESS = ["第一中学", "实验小学", "中心医院", "水利站", "农技站", "文化馆", "图书馆", "广播站"]


@pytest.mark.parametrize(
    ("body", "units", "expected"),
    [
        ("包头市", ["开鲁县第一中学"], "已退回"),
        ("包头市", ["开鲁县一中", "奈曼旗一中", "库伦旗一中", *NAMELESS], "已退回"),
        ("包头市", ["开鲁县一中", "奈曼旗一中", *NAMELESS], "待确认"),
        ("包头市", ["开鲁县一中", "奈曼旗一中", "库伦旗一中", "包头市第一中学", *NAMELESS], "已接收"),
        ("包头市", NAMELESS, "已接收"),
        ("包头市", ["内蒙古第一机械集团医院"], "已接收"),
        ("自治区直属", ["开鲁县一中", "奈曼旗一中", "库伦旗一中", *NAMELESS], "已退回"),
        ("自治区直属", ["开鲁县一中", *NAMELESS], "已接收"),
        ("自治区直属", ["开鲁县一中", "奈曼旗一中", "库伦旗一中", "内蒙古医院"], "已接收"),
    ],
)
def test_whose_file_it_is_by_the_units_that_tell(intake, body, units, expected):
    rows = [prints.person(n, f"赵{n}", 工作单位=unit) for n, unit in enumerate(units, 1)]
    intake.put(f"2024/{body}/a.xlsx", prints.tongliao(rows, "2024年花名册"))
    intake.run()
    sent = intake.submission("a.xlsx")
    assert sent["status"] == expected
    if expected == "已退回":
        n = sum(unit not in NAMELESS for unit in units)
        assert sent["question"] == (
            f"表中能看出所在地的 {n} 个单位里，{n} 个在通辽市，没有一个在{body}：像是通辽市的文件。"
            "请交通辽市报送（放错文件夹的移到 inbox/2024/通辽市/）；确属本单位的，请核对单位名称后重新报送。"
        )


def test_of_two_files_of_the_same_persons_a_correction_is_of_the_one_at_its_place(intake):
    """Whichever comes first by its number: nobody is asked whether it corrects the other."""
    for n in range(6):
        rows = [prints.person(k, f"赵{n}{name}") for k, name in enumerate("甲乙丙丁戊己庚", 1)]
        intake.put(f"2024/通辽市/a{n}.xlsx", prints.tongliao(rows))
        intake.put(f"2024/通辽市/b{n}.xlsx", prints.tongliao(rows[::-1]))
    intake.run()
    for n in range(6):
        held = intake.submission(f"b{n}.xlsx")
        confirm(intake.home, held["submission_id"], "no", "u")
    intake.run()
    assert {s["status"] for s in intake.submissions()} == {"已接收"}
    for n in range(6):
        rows = [prints.person(k, f"赵{n}{name}", 学历="硕士") for k, name in enumerate("甲乙丙丁戊己庚", 1)]
        intake.put(f"2024/通辽市/a{n}.xlsx", prints.tongliao(rows))
    assert intake.run().held == 0


def test_a_title_that_names_another_body_is_asked_about(intake):
    """Where the units tell nothing. The league's name above a table of 满洲里 is no other body's."""
    rows = [prints.person(n, f"赵{n}", 工作单位=unit) for n, unit in enumerate(NAMELESS, 1)]
    title = "通辽市2024年申报（高）级专业技术职称花名册"
    intake.put("2024/包头市/a.xlsx", prints.workbook({"a": [[title], prints.TONGLIAO_HEADER, *rows]}))
    intake.put("2024/包头市/b.xlsx", prints.workbook({"a": [["单位（盖章）：开鲁县教育局"], prints.TONGLIAO_HEADER, *rows[:3]]}))
    intake.put("2024/通辽市/c.xlsx", prints.workbook({"a": [["开鲁县2024年花名册"], prints.TONGLIAO_HEADER, *rows[3:]]}))
    intake.run()
    asked = "表题或填报单位写的是通辽市，表中看不出有包头市的单位。这份文件确实由包头市报送吗？"
    assert [status(intake, f"2024/包头市/{name}.xlsx") for name in "ab"] == [("待确认", asked)] * 2
    assert status(intake, "2024/通辽市/c.xlsx") == ("已接收", None)


def test_rows_of_two_bodies_most_of_them_anothers_are_asked_about(intake):
    units = ["包头市第一中学", "开鲁县一中", "奈曼旗一中", "库伦旗一中", "中共扎鲁特旗委党校", *NAMELESS]
    rows = [prints.person(n, f"赵{n}", 工作单位=unit) for n, unit in enumerate(units, 1)]
    intake.put("2024/包头市/a.xlsx", prints.tongliao(rows, "2024年花名册"))
    intake.run()
    assert status(intake, "2024/包头市/a.xlsx") == (
        "待确认", "表中能看出所在地的 5 个单位里，4 个在通辽市，只有 1 个在包头市。这份文件确实由包头市报送吗？"
    )  # fmt: skip


def test_a_file_whose_name_alone_says_another_year_is_asked_about(intake):
    intake.put("2023/通辽市/2024年花名册.xlsx", roster())
    intake.put("2024/通辽市/岗位（截至2023年底）.xlsx", roster(NAMES[:9], title="2024年花名册"))
    intake.run()
    asked = "文件名写的是 2024 年，文件放在 2023 年，表题没有写年度。这是 2023 年的表吗？"
    assert status(intake, "2023/通辽市/2024年花名册.xlsx") == ("待确认", asked)
    assert status(intake, "2024/通辽市/岗位（截至2023年底）.xlsx") == ("已接收", None)


def test_a_table_that_holds_the_persons_of_another_is_asked_about(intake):
    """A sheet that sums up the others; with ID numbers everybody is counted once anyhow."""
    rows = [prints.person(n, f"赵{n}") for n in range(4)]
    book = {"一校": prints.tongliao_rows(rows[:2]), "二校": prints.tongliao_rows(rows[2:]), "汇总": prints.tongliao_rows(rows)}
    intake.put(PLACE, prints.workbook(book))
    intake.run()
    assert status(intake) == (
        "待确认",
        "工作表“汇总”里没有身份证号的 4 人中，4 人以同样的申报资格已在同一文件的其他表里。这些人确实要再计一次吗？",
    )
    confirm(intake.home, newest(intake), "no", "某人")
    intake.run()
    assert status(intake)[0] == "已退回"


def test_a_file_that_sums_up_several_others_is_asked_about(intake):
    """None of them holds half of its persons. Its own correction is nobody's sum."""
    for n in range(4):
        intake.put(f"2024/通辽市/校{n}.xlsx", roster(NAMES[5 * n : 5 * n + 5]))
    intake.put("2024/通辽市/汇总.xlsx", roster(["钱甲", *NAMES]))
    intake.run()
    assert status(intake, "2024/通辽市/汇总.xlsx") == (
        "待确认",
        "表中没有身份证号的 21 人里，20 人已在“校0.xlsx”、“校1.xlsx”、“校2.xlsx”等 4 份文件中。这些人确实要再计一次吗？",
    )
    confirm(intake.home, newest(intake, "2024/通辽市/汇总.xlsx"), "yes", "某人")
    intake.run()
    intake.put("2024/通辽市/汇总.xlsx", roster(["钱甲", "钱乙", *NAMES]))
    intake.run()
    assert status(intake, "2024/通辽市/汇总.xlsx") == ("已接收", None)


HEAD = ["序号", "工作单位", "旗县区", "姓名", "申报资格名称"]
REGIONS = ["内蒙古自治区人民医院", "内蒙古自治区水利科学研究院", "自治区中医医院"]


@pytest.mark.parametrize(
    ("body", "units", "expected"),
    [
        ("包头市", [("第一中学", "开鲁县"), ("第二中学", "奈曼旗"), ("中心医院", "库伦旗")], "已退回"),
        ("包头市", [("第一中学", "东河区"), ("第二中学", "青山区")], "已接收"),
        ("通辽市", [("呼和浩特市第二中学通辽分校", ""), ("北京八中乌兰察布分校", "")], "已接收"),
        ("包头市", [(unit, "") for unit in REGIONS], "待确认"),
        ("包头市", [*((unit, "") for unit in REGIONS), ("东河区第一中学", "")], "已接收"),
        ("自治区直属", [(unit, "") for unit in REGIONS], "已接收"),
        ("自治区直属", [("通辽市气象局", ""), ("包头市气象局", "")], "待确认"),
        ("自治区直属", [(f"{name}气象局", "") for name in ("通辽市", "包头市", "赤峰市", "乌海市")], "已接收"),
    ],
)
def test_whose_file_it_is_by_what_stands_beside_the_units(intake, body, units, expected):
    rows = [[n, unit, banner, f"赵{n}", "工程师"] for n, (unit, banner) in enumerate(units, 1)]
    intake.put(f"2024/{body}/a.xlsx", prints.workbook({"a": [HEAD, *rows]}))
    intake.run()
    assert intake.submission("a.xlsx")["status"] == expected


def test_units_of_the_region_in_a_bodys_folder_are_asked_about(intake):
    intake.put("2024/包头市/a.xlsx", prints.workbook({"a": [HEAD, *([n, u, "", f"赵{n}", "工程师"] for n, u in enumerate(REGIONS, 1))]}))
    intake.run()
    assert status(intake, "2024/包头市/a.xlsx") == (
        "待确认", "表中 3 个单位里，3 个的名称以“自治区”开头，没有一个看得出在包头市。这份文件确实由包头市报送吗？"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ({}, "已接收"),  # by unit, sex, title and month of birth
        ({"出生年月": "1999/12", "联系电话": "same"}, "已接收"),  # by phone
        ({"出生年月": "1999/12", "毕业院校及时间": "same", "现有资格及取得时间": "助理工程师 2018/12"}, "已接收"),
        ({"出生年月": "1999/12"}, "待确认"),  # nothing but the unit and the title
        ({"工作单位": "奈曼旗一中"}, "待确认"),
    ],
)
def test_a_name_and_a_number_mended_in_one_row_drop_nobody(intake, later, expected):
    def row(n: int, name: str, number: str, more: dict) -> list:
        own = {"出生年月": f"19{60 + n}/0{1 + n % 9}", "联系电话": f"1380000{n:04}", "毕业院校及时间": f"XX大学 20{n:02}/07",
               "现有资格及取得时间": "助理工程师 2018/12", **({} if "联系电话" in later else {"联系电话": ""})}  # fmt: skip
        if "毕业院校及时间" not in later:
            own["毕业院校及时间"] = ""
        changed = {label: value for label, value in more.items() if value != "same"}
        return prints.person(n, name, 身份证号=number, **{**own, **changed})

    before = [row(n, NAMES[n], "", {}) for n in range(20)]
    after = [row(n, f"钱{n}" if n < 4 else NAMES[n], f"{n:018}" if n < 4 else "", later if n < 4 else {}) for n in range(20)]
    for rows in (before, after):
        intake.put(PLACE, prints.tongliao(rows))
        intake.run()
    said = "原来的一份有 20 人，这一份少了其中 4 人。这些人确实不再报送吗？"
    assert status(intake) == (expected, None if expected == "已接收" else said)


def test_what_several_rows_have_alike_tells_of_nobody(intake):
    """All of them born in one month, at one school: who came is none of the four who went."""
    intake.put(PLACE, roster())
    intake.run()
    intake.put(PLACE, roster([*NAMES[4:], "钱甲", "钱乙", "钱丙", "钱丁"]))
    intake.run()
    assert status(intake) == ("待确认", "原来的一份有 20 人，这一份少了其中 4 人。这些人确实不再报送吗？")


def test_withdrawn_and_the_same_file_put_there_again(intake):
    """Lying there still it stays withdrawn, whatever is done to its permissions; handed in again it counts again."""
    whole = roster()
    place = intake.put(PLACE, whole)
    intake.run()
    withdraw(intake.home, newest(intake), "重新核对", "某人")
    place.chmod(0o600)
    assert intake.run().received == 0
    assert status(intake) == ("已撤回", "重新核对")
    place.unlink()
    os.utime(intake.put(PLACE, whole), (time.time() + 2,) * 2)  # the ledger knows seconds
    assert intake.run().received == 1
    assert status(intake) == ("已接收", None)
    assert intake.run().received == 0
    assert len(intake.submissions()) == 1


def test_a_withdrawn_file_stays_withdrawn_in_a_home_that_was_copied(intake, tmp_path):
    """Every file of a copy is newer than the withdrawal: that is not handed in again."""
    intake.put(PLACE, roster())
    intake.run()
    withdraw(intake.home, newest(intake), "重新核对", "某人")
    home = Home(tmp_path / "copied" / "home")
    shutil.copytree(intake.home.path, home.path, copy_function=shutil.copyfile)
    for path in filter(Path.is_file, home.inbox.rglob("*")):
        os.utime(path, (time.time() + 2,) * 2)
    assert take_in(home, "copied", datetime(2024, 6, 5), "00000000").received == 0


def test_two_files_said_to_supersede_each_other_are_not_both_left_out(intake):
    """Both said between two runs: the first word holds. A withdrawn file takes nobody's place."""
    third = "2024/通辽市/三.xlsx"
    for place, names in ((PLACE, NAMES[:5]), (OTHER, NAMES[5:9]), (third, NAMES[9:])):
        intake.put(place, roster(names))
    intake.run()
    one, two, three = (newest(intake, place) for place in (PLACE, OTHER, third))
    supersede(intake.home, one, two, "某人")
    supersede(intake.home, two, one, "某人")
    withdraw(intake.home, three, "重复", "某人")
    supersede(intake.home, three, one, "某人")
    intake.run()
    assert [status(intake, place)[0] for place in (PLACE, OTHER, third)] == ["已接收", "已替代", "已撤回"]
