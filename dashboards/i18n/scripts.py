"""What no translation reaches in Superset's scripts, changed in copies that are served in their place.

An empty cell reads "N/A", a group without a name "<NULL>": both are written into the scripts, and so is the order of
the alphabet, which puts 副高级 before 正高级 (order.py has ours). And a cell whose text looks like HTML is drawn as HTML:
names come from files that bodies hand in, so only columns named *_link, whose text is of our own tables, are drawn so
(server/drill.py answers where they lead).

Each text must stand in exactly one script, once: another version of Superset stops here, not on a reader's page.
"""

from importlib.util import find_spec
from pathlib import Path

from i18n import order

EMPTY, UNNAMED = "\\u2014", "\\u672a\\u586b"  # — and 未填, as a script writes them
ORDER = "(zhichengPlace({})-zhichengPlace({}))"
STRICT = '"use strict";'
CHANGES = (  # (text in a script, text instead)
    ('[!1,"N/A"]', f'[!1,"{EMPTY}"]'),  # tables
    ('NULL_DISPLAY:(0,n.t)("N/A")', f'NULL_DISPLAY:"{EMPTY}"'),  # tables of a drill
    ('===-1?"":"N/A"})', f'===-1?"":"{EMPTY}"}})'),  # tables drawn by the grid
    ('null==t?"N/A":String(t)}', f'null==t?"{EMPTY}":String(t)}}'),
    ('let l="<NULL>",s="TRUE"', f'let l="{UNNAMED}",s="TRUE"'),  # filters and legends
    ('let s="<NULL>",c={gridOffsetRight', f'let s="{UNNAMED}",c={{gridOffsetRight'),  # axes
    ('(0,h.fE)(t)?[!0,', 'String(e.key).endsWith("_link")&&(0,h.fE)(t)?[!0,'),
    ('"string"==typeof e?(0,o.nn)(e):String(e)}}', "String(e)}}"),
    # persons are whole: no axis that reads 0, 1, 1, 2, 2
    ("scale:ew,name:tB?void 0:eF", 'minInterval:",d"===eR?1:0,scale:ew,name:tB?void 0:eF'),
    # who has not logged in has nothing to set; and nothing is told to anybody outside
    ('l.push({key:"settings",', 't.user_is_anonymous||l.push({key:"settings",'),
    ('(0,n.Y)("img",{referrerPolicy:"no-referrer-when-downgrade",src:l,width:0,height:0,alt:""})', "(null)"),
    # what a chart is said to show belongs to a group, or nobody hears it
    ('h()("dashboard-chart"),"aria-label"', 'h()("dashboard-chart"),role:"group","aria-label"'),
    # words in their own order: heat maps, the series of a chart, an axis of series
    ("c=i.localeCompare(s,void 0,{numeric:!0})", f"c={ORDER.format('i', 's')}||i.localeCompare(s,void 0,{{numeric:!0}})"),
    ("l.sort((t,r)=>o?e.compare(t,r):e.compare(r,t))", f"l.sort((t,r)=>(o?1:-1)*({ORDER.format('t', 'r')}||e.compare(t,r)))"),
    ('"string"==typeof a?a.toLowerCase():a', '"string"==typeof a?zhichengPlace(a):a'),
)


def shipped() -> Path:
    """Superset's own scripts, found without importing Superset."""
    return Path(find_spec("superset").origin).parent / "static" / "assets"


def changed(scripts: dict[str, str]) -> dict[str, str]:
    """{name: text} of the scripts that differ. scripts: all of them. ValueError when one is not as we know it."""
    ours = {}
    for old, new in CHANGES:
        found = [name for name, text in scripts.items() if old in text]
        if len(found) != 1 or scripts[found[0]].count(old) != 1:
            raise ValueError(f"Superset 的脚本与已知的不同，请核对 i18n/scripts.py：{old}")
        ours[found[0]] = ours.get(found[0], scripts[found[0]]).replace(old, new)
    return ours


def build(folder: Path) -> list[str]:
    """Write the changed copies under their own names; returns these."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.js"):
        stale.unlink()
    ours = changed({file.name: file.read_text("utf-8") for file in shipped().glob("*.js")})
    for name, text in ours.items():
        needed = STRICT + order.script() if "zhichengPlace" in text else ""
        (folder / name).write_text(needed + text, "utf-8")
    return sorted(ours)
