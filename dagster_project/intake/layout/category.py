"""Rows that stand over others and say of which series or level they are: 一、工程系列; (二)卫生系列 副高级."""

import re
from dataclasses import dataclass, field

from dagster_project.intake.layout.text import squeeze
from dagster_project.intake.layout.titles import LEVEL_WORDS
from dagster_project.intake.layout.units import without_count

_ORDERS = ("[一二三四五六七八九十]{1,3}[、.,:]?", r"\([一二三四五六七八九十]{1,3}\)[、.]?", r"\d{1,2}[、.](?!\d)", r"\(\d{1,2}\)[、.]?")
_ORDER = re.compile("|".join(f"({one})" for one in _ORDERS))  # outer before inner
_SERIES = re.compile(r"([\u4e00-\u9fff、]{2,14}?)系列")
_LEVEL = re.compile(f"({'|'.join(sorted(LEVEL_WORDS, key=len, reverse=True))})级")
_BRACKETS = re.compile(r"\([^()]*\)")
_FILLERS = re.compile(r"拟?申报|评审|推荐|专业技术|职称|任职资格|资格|职务|人员|名单|部分|专业|[类组]")
_MARKS = re.compile(r"[、,:;()./-]")
_OF_A_PLACE = re.compile(r"[县旗盟局]|医院|中学")


@dataclass(frozen=True)
class Category:
    """rank: 0 for 一、 1 for (一) and so on: a row of lower rank ends what those of the same or a higher one said."""

    rank: int
    series: str | None
    level: str | None


def category(texts: list[str]) -> Category | None:
    """What a row says of those below; None when it says anything else as well."""
    line = squeeze(" ".join(texts))
    order = _ORDER.match(line) if len(texts) > 1 or not line.startswith(("一级", "二级", "三级")) else None
    rest = without_count(line[order.end() :] if order else line).strip(":")
    plain = _BRACKETS.sub("", rest)
    levels, found = _LEVEL.findall(rest), _SERIES.findall(_FILLERS.sub("", _LEVEL.sub("", plain)))
    if len(levels) + len(found) == 0 or len(levels) > 1 or len(found) > 1 or (found and _OF_A_PLACE.search(found[0])):
        return None
    if _MARKS.sub("", _SERIES.sub("", _FILLERS.sub("", _LEVEL.sub("", plain if found else rest)))):
        return None
    series = found[0] if found else None
    rank = next(n for n in range(4) if order[n + 1]) if order else int(series is None)
    return Category(rank, series, f"{levels[0]}级" if levels else None)


@dataclass
class Categories:
    """What the rows above have said so far, by column of raw, each with the rank of who said it."""

    said: dict[str, tuple[str, int]] = field(default_factory=dict)

    def take(self, one: Category) -> None:
        self.said = {name: (text, rank) for name, (text, rank) in self.said.items() if rank < one.rank}
        for name, text in (("title_series", one.series), ("title_level", one.level)):
            if text:
                self.said[name] = text, one.rank

    def now(self) -> dict[str, str]:
        return {name: text for name, (text, _) in self.said.items()}
