"""The order in which people expect words that have one: levels downwards, states worst first, bodies and banners as the
notices list them, series and policies by their codes. Superset knows the order of the alphabet only.
"""

import json
from pathlib import Path

import yaml
from page.seeds import SHIPPED, rows

STATES = Path(__file__).resolve().parents[1] / "assets" / "states.yaml"
LEVELS = ("高级", "正高级", "副高级", "中级", "初级", "助理级", "员级", "不分层级")


def words(home: Path = SHIPPED) -> list[str]:
    """Each word once. home: its own code tables count where it has some."""
    states = [f"{row['symbol']} {row['state']}" for row in yaml.safe_load(STATES.read_text("utf-8"))]
    bodies = sorted(rows(home, "codes", "reporting_body"), key=lambda row: int(row["sort_order"]))
    found = [*LEVELS, *states, *(row["bureau_name"] for row in bodies)]
    for row in rows(home, "codes", "division"):
        found += [row["division_name"], f"{row['division_name']}本级", f"{row['division_name']}未归属"]
    found += [row["series_short"] for row in rows(home, "codes", "series")]
    found += [row["tilt_short"] for row in rows(home, "codes", "tilt_code")]
    return list(dict.fromkeys(found))


def script() -> str:
    """The same for the browser: zhichengPlace(word) is its place, one place for all words that have none."""
    return (
        f"globalThis.zhichengPlace=(()=>{{const p=new Map({json.dumps(words())}.map((w,i)=>[w,i]));"
        "return w=>p.get(w)??p.size})();"
    )
