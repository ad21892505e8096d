"""Fictitious people: names, ID numbers and telephone numbers that belong to nobody.

Names are three characters of POOL, none of which occurs in any place, unit, title, label or form name of the
project, so that a search of a published file for a generated name can find nothing by accident.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

SURNAMES = "赵孙吴郑冯褚蒋沈秦吕姜戚谢邹喻窦潘奚彭俞袁柳鲍廉岑倪汤滕殷傅萧尹姚邵臧戴庞熊阮娄"
GIVEN = (
    "婷妍娜娟婉嫣姝妤妮姗媛茜茵莹菲萱蔷薇蓉蕾芷芸芙琪璟瑾瑜琳琬珊玥璐璇玲珺瑄睿昊晟晗旭昕曦晔暄熠煜炜烨炫皓辰宸"
    "淇澜滢潇灏鹏鹤翊骏骁骐彪豪俊倩偲佩恺怡忻慷懿恬愉钰铭铮钧鑫铠磊岚峻嵩楠榕梓棠栩楷樱霖雯霆霏霁婕缨绫纾聪睫瞻"
)
POOL = frozenset(SURNAMES + GIVEN)

ETHNIC = ("汉", "蒙", "满", "回", "达斡尔")
SCHOOLS = ("XX大学", "XX学院", "XX师范大学", "XX医科大学", "XX农业大学", "XX工业大学")
MAJORS = (
    "水利工程",
    "临床医学",
    "数学教育",
    "汉语言文学",
    "土木工程",
    "农学",
    "会计学",
    "新闻学",
    "音乐表演",
    "计算机科学",
)

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class Person:
    """One fictitious person. `id_number` has a valid check digit on a combination that was never given out."""

    name: str
    sex: str
    birth: date
    ethnic: str
    education: str
    graduation: str
    major: str
    id_number: str
    phone: str


def check_digit(first17: str) -> str:
    """Last character of an 18-character ID number (GB 11643)."""
    return "10X98765432"[sum(w * int(c) for w, c in zip(_WEIGHTS, first17, strict=True)) % 11]


def id_number(prefix: str, birth: date, sex: str, rng: Random) -> str:
    """ID of a person aged 25-60. The sequence numbers 996 to 999 are set apart for people of over a hundred."""
    first17 = f"{prefix}{birth:%Y%m%d}{rng.choice((997, 999) if sex == '男' else (996, 998))}"
    return first17 + check_digit(first17)


def phone(rng: Random) -> str:
    """Eleven digits that no network gives out: mobile numbers begin with 13 to 19."""
    return f"12{rng.randrange(10**9):09d}"


def make_person(rng: Random, prefix: str, year: int, senior: bool) -> Person:
    """A person who is 25 to 60 in the review year; seniors are 35 at least."""
    youngest, oldest = (35, 59) if senior else (25, 56)
    born = date(year, 1, 1) - timedelta(days=rng.randrange(youngest * 366, oldest * 365))
    sex = rng.choice("男女")
    name = rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN)
    education = rng.choices(("本科", "专科", "硕士", "博士"), (62, 22, 14, 2))[0]
    graduation = f"{rng.choice(SCHOOLS)} {born.year + rng.randrange(21, 24)}/{rng.choice(('06', '07'))}"
    return Person(
        name=name,
        sex=sex,
        birth=born,
        ethnic=rng.choices(ETHNIC, (72, 20, 4, 3, 1))[0],
        education=education,
        graduation=graduation,
        major=rng.choice(MAJORS),
        id_number=id_number(prefix, born, sex, rng),
        phone=phone(rng),
    )
