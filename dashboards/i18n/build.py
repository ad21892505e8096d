"""Make clean Chinese translations for Superset: every doubtful string dropped, ours laid over.

    python i18n/build.py FOLDER

Superset ships about 1,600 strings marked fuzzy, guessed by similarity; many are plainly wrong and some break the
page. All of them are dropped, and what then shows in English on a reader's way is translated in zh.json.
Writes FOLDER/zh/LC_MESSAGES/messages.mo (server) and FOLDER/zh.json (browser). Runs with Superset's environment.
"""

import importlib.util
import json
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

OURS = Path(__file__).with_name("zh.json")


def shipped() -> Path:
    """Superset's own Chinese folder, found without importing Superset."""
    root = Path(importlib.util.find_spec("superset").origin).parent
    return root / "translations" / "zh" / "LC_MESSAGES"


def split(catalog: Catalog, ours: dict[str, str]) -> tuple[list, list[str]]:
    """Messages to drop (fuzzy and not ours), and their first ids."""
    fuzzy = [m for m in catalog if m.id and m.fuzzy]
    first = [(m.id if isinstance(m.id, tuple) else (m.id,))[0] for m in fuzzy]
    kept = [(m, key) for m, key in zip(fuzzy, first) if key not in ours]
    return [m for m, _ in kept], [key for _, key in kept]


def server_catalogue(dropped: list, ours: dict[str, str]) -> Catalog:
    """A catalogue that shadows Superset's: a dropped message reads as its English id, ours as ours."""
    catalogue = Catalog(locale="zh")
    for message in dropped:
        catalogue.add(message.id, message.id)
    for key, text in ours.items():
        catalogue.add(key, text)
    return catalogue


def browser_pack(pack: dict, dropped: list[str], ours: dict[str, str]) -> dict:
    """Superset's browser pack without the dropped messages and with ours."""
    messages = pack["locale_data"]["superset"]
    for key in dropped:
        messages.pop(key, None)
    messages.update({key: [text] for key, text in ours.items()})
    return pack


def build(folder: Path) -> int:
    """Write both files; returns the number of dropped messages."""
    ours = json.loads(OURS.read_text("utf-8"))
    with (shipped() / "messages.po").open("rb") as file:
        dropped, keys = split(read_po(file, locale="zh"), ours)
    pack = json.loads((shipped() / "messages.json").read_text("utf-8"))
    target = folder / "zh" / "LC_MESSAGES"
    target.mkdir(parents=True, exist_ok=True)
    with (target / "messages.mo").open("wb") as file:
        write_mo(file, server_catalogue(dropped, ours))
    text = json.dumps(browser_pack(pack, keys, ours), ensure_ascii=False)
    (folder / "zh.json").write_text(text, "utf-8")
    return len(keys)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
