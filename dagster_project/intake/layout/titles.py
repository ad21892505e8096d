"""What a table's title rows say: year, level, series, unit."""

import re

_YEAR = re.compile(r"(?<!截至)(?<!截止)(?<!\d)(20\d\d)(?: ?年(?!\s*\d{1,2}\s*月)|(?=职称|申报|绿色通道))")
_YEAR_IN_WORDS = re.compile(r"二([〇○零O0])([〇○零O0一二三四五六七八九])([〇○零O0一二三四五六七八九])年(?!\s*[一二三四五六七八九十]{1,2}\s*月)")
_DIGITS = {"〇": "0", "○": "0", "零": "0", "O": "0", "0": "0"} | {c: str(n) for n, c in enumerate("一二三四五六七八九", 1)}
_LEVEL_IN_BRACKETS = re.compile(r"\(([^()]{0,8})\) ?级")
_LEVEL = re.compile(r"(?<![正副高中初、])(正高|副高|高|中|初|助理|员)级(?=专业技术|职称|资格)")
LEVEL_WORDS = {"正高", "副高", "高", "中", "初", "助理", "员"}
_SERIES_IN_BRACKETS = re.compile(r"\(([^()]*?)系列[^()]*\)")
_SERIES = re.compile(r"(?:\d年度?|申报|推荐)([\u4e00-\u9fff、]{2,14}?)系列")
_PLACEHOLDER = re.compile(r"[xX×*_.…\s]*")
_AFTER_UNIT = re.compile(r" ?(?:填[报表]|联系|制表|日期|时间|负责|审核|经办)[^ ]*:| 20\d\d ?年")
_WHOSE = r"(?:填报|申报|报送|推荐|呈报|工作|所在|任教|现工作)?(?:单位|学校)(?:名称|全称)?"
_UNIT_ROW = re.compile(rf"{_WHOSE}(?:\((?:盖章|公章|签章|章)\)|盖章|公章)?:(.*)|{_WHOSE}\((?:盖章|公章|签章|章)\)(.*)")


def title_year(text: str) -> str | None:
    """'通辽市2024年申报…', '二〇二四年度…' → '2024'. A date (2024年5月) or a reference date (截至2022年底) is not the table's year."""
    found = _YEAR.search(text)
    if not found and "二" in text and (words := _YEAR_IN_WORDS.search(text)):
        return "2" + "".join(map(_DIGITS.__getitem__, words.groups()))
    return found[1] if found else None


def title_level(text: str) -> str | None:
    """'申报(高)级专业技术职称' → '高级'; empty brackets, or several levels in one title → None."""
    found = _LEVEL_IN_BRACKETS.search(text) or _LEVEL.search(text)
    word = found[1].strip().removesuffix("级") if found else ""
    return word + "级" if word in LEVEL_WORDS else None


def title_series(text: str) -> str | None:
    """'花名册(工程系列)' → '工程'; the printed placeholder (xx系列) → None."""
    found = _SERIES_IN_BRACKETS.search(text) or _SERIES.search(text)
    word = found[1].strip() if found else ""
    return None if _PLACEHOLDER.fullmatch(word) else word


def unit_of_row(texts: list[str]) -> str | None:
    """The unit of a 单位(盖章) row: '' when the row is one but names nobody, None when it is no such row."""
    found = _UNIT_ROW.fullmatch(" ".join(texts).replace("( ", "(").replace(" )", ")"))
    return _AFTER_UNIT.split((found[1] or found[2] or "").lstrip(": "))[0].strip() if found else None
