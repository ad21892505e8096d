"""Chinese: where the cleaned translations and the changed scripts lie, and how dates are written."""

from functools import cache

from flask import send_from_directory

from server.place import STATE

FOLDER = STATE / "i18n"  # made by i18n/build.py
BROWSER_PACK = FOLDER / "zh.json"
SCRIPTS = STATE / "scripts"  # made by i18n/scripts.py
OVER = "/static/assets/"

D3_TIME_FORMAT = {
    "dateTime": "%Y年%-m月%-d日 %H:%M:%S",
    "date": "%Y-%m-%d",
    "time": "%H:%M:%S",
    "periods": ["上午", "下午"],
    "days": ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
    "shortDays": ["日", "一", "二", "三", "四", "五", "六"],
    "months": [f"{month}月" for month in range(1, 13)],
    "shortMonths": [f"{month}月" for month in range(1, 13)],
}


@cache
def _changed() -> frozenset[str]:
    return frozenset(file.name for file in SCRIPTS.glob("*.js"))


def script(path: str):
    """Our copy of a script of Superset's, None where there is none."""
    name = path.removeprefix(OVER)
    return send_from_directory(SCRIPTS, name, max_age=3600) if path.startswith(OVER) and name in _changed() else None
