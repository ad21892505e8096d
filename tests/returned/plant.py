"""Rows without a fault, and the faults that can be planted in them."""

from collections.abc import Callable
from dataclasses import dataclass, field
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
    """A fault. check: the only one that must find it; not_with: checks that cannot be planted in the same row."""

    check: str
    spoil: Callable[[dict, Random], None]
    not_with: frozenset = field(default_factory=frozenset)


def _set(column: str, *values) -> Callable[[dict, Random], None]:
    return lambda row, chance: row.update({column: chance.choice(values)})


def _other_sex(row: dict, chance: Random) -> None:
    row["性别"] = "女" if row["性别"] == "男" else "男"


def _other_month(row: dict, chance: Random) -> None:
    year, month = row["出生年月"].split("/")
    row["出生年月"] = f"{year}/{int(month) % 12 + 1:02d}"


def _wrong_digit(row: dict, chance: Random) -> None:
    last = row["身份证号"][-1]
    row["身份证号"] = row["身份证号"][:-1] + ("1" if last != "1" else "2")


_ID, _SEX, _BIRTH = "chk_roster_id_malformed", ("chk_roster_sex_id_mismatch", "chk_roster_sex_unknown"), (
    "chk_roster_birth_id_mismatch", "chk_roster_birth_unreadable")  # fmt: skip
PLANTS = [
    Plant("chk_roster_unit_missing", _set("工作单位", None)),
    Plant("chk_roster_title_unknown", _set("申报资格名称", "大工程师", "首席教师", "看门员")),
    Plant("chk_roster_education_unknown", _set("学历", "不详", "其他")),
    Plant("chk_roster_ethnic_unknown", _set("民族", "某族", "不详")),
    Plant("chk_roster_tilt_unknown", _set("倾斜政策", "11", "甲")),
    Plant(_SEX[0], _other_sex, frozenset({_ID, _SEX[1]})),
    Plant(_SEX[1], _set("性别", "", "未知"), frozenset({_SEX[0], _ID})),
    Plant(_BIRTH[0], _other_month, frozenset({_ID, _BIRTH[1]})),
    Plant(_BIRTH[1], _set("出生年月", "", "不详"), frozenset({_BIRTH[0], _ID})),
    Plant(_ID, _wrong_digit, frozenset({*_SEX, *_BIRTH})),
]
