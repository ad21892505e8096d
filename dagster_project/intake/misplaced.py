"""Why the place of a file alone returns it: what was expected, and where the file probably belongs."""

import re
from difflib import get_close_matches

from dagster_project.intake.bodies import Folder
from dagster_project.intake.layout.text import clean, squeeze
from dagster_project.intake.places import OWN_BODY, body_of

_YEAR = re.compile(r"(20\d\d)(?:年度?)?")
_DIGITS = str.maketrans("OoQ〇○零lI一二三四五六七八九", "00000011123456789")
_HOW = "应放在 inbox/<年度>/<报送单位>/ 之下，例如 inbox/2023/包头市/。"
_MOVE = "请移到正确的文件夹。"


def plain_name(folder: str) -> str:
    """A folder's name without blanks and what nobody sees, in half width."""
    return squeeze(clean(folder) or "")


def year_of_folder(folder: str) -> int | None:
    """'2024', '2024年', '２０２４年度' → 2024."""
    found = _YEAR.fullmatch(plain_name(folder))
    return int(found[1]) if found else None


def misplaced(parts: list[str], year: int | None, folders: dict[str, Folder]) -> str:
    """parts: of a path below the inbox, which does not name a year and a body."""
    if len(parts) == 1:
        return f"文件直接放在 inbox 里，不知道是哪个年度、哪个单位的。{_HOW}{_MOVE}"
    if year is None:
        return f"“{parts[0]}”不是年度文件夹（应为四位年份）。{_HOW}{_year_meant(parts, folders) or _MOVE}"
    if len(parts) == 2:
        return f"文件直接放在年度文件夹 {parts[0]} 里，不知道是哪个单位的。{_HOW}{_MOVE}"
    said = f"“{parts[1]}”不是报送单位文件夹（应为盟市名称、简称、代码，自治区直属或自治区）。{_HOW}"
    return said + (_body_meant(parts, year, folders) or _MOVE)


def _year_meant(parts: list[str], folders: dict[str, Folder]) -> str | None:
    body = folders.get(plain_name(parts[0]))
    if body:
        below = year_of_folder(parts[1]) if len(parts) > 2 else None
        return f"“{parts[0]}”是报送单位，应在年度文件夹里：请移到 inbox/{below or '<年度>'}/{body.name}/。"
    meant = plain_name(parts[0]).translate(_DIGITS).removesuffix("度").removesuffix("年")
    meant = "20" + meant if re.fullmatch(r"[23]\d", meant) else meant
    return f"是不是 {meant}？请移到 inbox/{meant}/ 之下。" if _YEAR.fullmatch(meant) else None


def _body_meant(parts: list[str], year: int, folders: dict[str, Folder]) -> str | None:
    name = plain_name(parts[1])
    code = body_of(name)
    if code in folders and code != OWN_BODY:
        body = folders[code].name
        return f"“{parts[1]}”属于{body}：请移到 inbox/{year}/{body}/ 之下。"
    near = get_close_matches(name, [one for one in folders if not one.isdecimal()], 1, 0.6)
    return f"最接近的是“{folders[near[0]].name}”：请核对后移到 inbox/{year}/{folders[near[0]].name}/ 之下，或移到正确的文件夹。" if near else None
