"""Rows without a fault, and the faults that can be planted in them."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from stdnum.cn import ric

from tests.marts.books import POST, UNIT, book

UNITS = {
    "包头市": ("包头市东河区人民医院", "包头市昆都仑区水务中心", "包头市九原区第一中学"),
    "通辽市": ("通辽市科尔沁区人民医院", "通辽市开鲁县水务中心", "通辽市奈曼旗第一中学"),
}
BANNERS = {"包头市": ("东河区", "昆都仑区", "九原区"), "通辽市": ("科尔沁区", "开鲁县", "奈曼旗")}
PREFIX = {"包头市": "150202", "通辽市": "150502"}


def registers(home, body: str) -> None:
    rows = [{"单位名称": unit, "单位性质": "事业单位", "单位所属": "旗县区", "旗县区": banner}
            for unit, banner in zip(UNITS[body], BANNERS[body], strict=True)]  # fmt: skip
    book(home, f"2023/{body}/登记.xlsx", UNIT, rows)


def posts(home, body: str) -> None:
    rows = [{"单位名称": unit, "单位所属": "旗县区", "岗位层级": level, "核定岗位数": 400, "在聘人数": 10}
            for unit in UNITS[body] for level in ("正高级", "副高级", "中级", "初级")]  # fmt: skip
    book(home, f"2023/{body}/岗位.xlsx", POST, rows)


def clean_row(chance: Random, body: str) -> dict:
    """A row of a person who does not exist, in which no check finds anything."""
    year, month = chance.randint(1970, 1995), chance.randint(1, 12)
    head = f"{PREFIX[body]}{year}{month:02d}{chance.randint(1, 28):02d}{chance.randint(0, 999):03d}"
    sex = "男" if int(head[-1]) % 2 else "女"
    title, current = chance.choice([("高级工程师", "工程师"), ("一级教师", "二级教师"), ("副主任医师", "主治医师")])
    return {
        "单位所属": "旗县区", "工作单位": chance.choice(UNITS[body]), "姓名": f"{chance.choice('赵钱孙李')}{chr(chance.randint(0x4E00, 0x8FFF))}",
        "性别": sex, "民族": chance.choice(["汉", "蒙", "满"]), "出生年月": f"{year}/{month:02d}", "学历": "本科",
        "毕业院校及时间": f"{body[:2]}学院 {year + 22}/07", "所学专业": "水利", "现有资格及取得时间": f"{current} {min(2018, year + 28)}/12",
        "现从事专业": "水利", "申报资格名称": title, "继续教育": "有", "身份证号": head + ric.calc_check_digit(head + "0"),
        "联系电话": "", "倾斜政策": "",
    }  # fmt: skip


@dataclass(frozen=True)
class Plant:
    """A fault. check: the only one that must find it; columns: what it spoils or is judged by, two faults never share one."""

    check: str
    columns: frozenset
    spoil: Callable[[dict, Random], None]


def planted(check: str, columns: str, spoil: Callable[[dict, Random], None] | None = None, *values) -> Plant:
    """columns: joined by blanks; without `spoil` the first takes one of the values."""
    names = columns.split()
    return Plant(check, frozenset(names), spoil or (lambda row, chance: row.update({names[0]: chance.choice(values)})))


def born(row: dict) -> int:
    """Year of birth, of the ID number: what a clerk finds in the papers."""
    return int(row["身份证号"][6:10])


def graduated(row: dict) -> str:
    return f"{row['毕业院校及时间'].split(' ')[0]} {born(row) + 22}/07"


def held(row: dict) -> str:
    return f"{row['现有资格及取得时间'].split(' ')[0]} {min(2018, born(row) + 28)}/12"


def with_digit(first_17: str) -> str:
    return first_17 + ric.calc_check_digit(first_17 + "0")


def _other_sex(row: dict, chance: Random) -> None:
    row["性别"] = "女" if row["性别"] == "男" else "男"


def _other_month(row: dict, chance: Random) -> None:
    year, month = row["出生年月"].split("/")
    row["出生年月"] = f"{year}/{int(month) % 12 + 1:02d}"


def _wrong_digit(row: dict, chance: Random) -> None:
    last = row["身份证号"][-1]
    row["身份证号"] = row["身份证号"][:-1] + ("1" if last != "1" else "2")


def _no_area(row: dict, chance: Random) -> None:
    row["身份证号"] = with_digit("16" + row["身份证号"][2:17])


def _graduated(when: Callable[[dict], str]) -> Callable[[dict, Random], None]:
    return lambda row, chance: row.update({"毕业院校及时间": f"{row['毕业院校及时间'].split(' ')[0]} {when(row)}"})


def _held(when: Callable[[dict], str]) -> Callable[[dict, Random], None]:
    return lambda row, chance: row.update({"现有资格及取得时间": f"{row['现有资格及取得时间'].split(' ')[0]} {when(row)}"})


def _skipped(row: dict, chance: Random) -> None:
    below = {"工程师": "助理工程师", "二级教师": "三级教师", "主治医师": "医师"}
    title, when = row["现有资格及取得时间"].split(" ")
    row["现有资格及取得时间"] = f"{below[title]} {when}"


PLANTS = [
    planted("chk_roster_unit_missing", "工作单位", None, None),
    planted("chk_roster_name_missing", "姓名", None, None),
    planted("chk_roster_affiliation_unknown", "单位所属 倾斜政策", None, "集团", "系统内", None),
    planted("chk_roster_title_unknown", "申报资格名称", None, "大工程师", "首席教师", "看门员"),
    planted("chk_roster_level_skipped", "申报资格名称 现有资格及取得时间 倾斜政策", _skipped),
    planted("chk_roster_education_unknown", "学历", None, "不详", "其他"),
    planted("chk_roster_ethnic_unknown", "民族", None, "某族", "不详"),
    planted("chk_roster_tilt_unknown", "倾斜政策", None, "11", "甲"),
    planted("chk_roster_tilt_unit_kind", "倾斜政策 工作单位", None, "7", "9"),
    planted("chk_roster_tilt_affiliation", "倾斜政策 单位所属", None, "5"),
    planted("chk_roster_date_impossible", "毕业院校及时间", _graduated(lambda row: f"{born(row) + 22}/13")),
    planted("chk_roster_date_future", "毕业院校及时间 现有资格及取得时间", _held(lambda row: "2026/05")),
    planted("chk_roster_date_after_deadline", "现有资格及取得时间", _held(lambda row: "2023/12")),
    planted("chk_roster_date_too_young", "毕业院校及时间 出生年月", _graduated(lambda row: f"{born(row) + 14}/07")),
    planted("chk_roster_dates_order", "毕业院校及时间 现有资格及取得时间", _held(lambda row: f"{born(row) + 22}/06")),
    planted("chk_roster_sex_id_mismatch", "性别 身份证号", _other_sex),
    planted("chk_roster_sex_unknown", "性别", None, "", "未知"),
    planted("chk_roster_birth_id_mismatch", "出生年月 身份证号", _other_month),
    planted("chk_roster_birth_unreadable", "出生年月", None, "", "不详"),
    planted("chk_roster_id_malformed", "身份证号 性别 出生年月", _wrong_digit),
    planted("chk_roster_id_area_unknown", "身份证号", _no_area),
]
