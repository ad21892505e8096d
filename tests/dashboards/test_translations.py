"""The cleaned Chinese: nothing doubtful left, ours on top."""

import json
import subprocess

import pytest

from dagster_project.dashboards.service import BIN, DASHBOARDS

CHECK = """
import json, sys
from pathlib import Path
from babel.messages.pofile import read_po
sys.path.insert(0, sys.argv[2])
from i18n import build
build.build(Path(sys.argv[1]))
with (build.shipped() / "messages.po").open("rb") as file:
    fuzzy = [m.id if isinstance(m.id, str) else m.id[0] for m in read_po(file, locale="zh") if m.id and m.fuzzy]
print(json.dumps(fuzzy))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """(folder, ids of Superset's doubtful strings)"""
    folder = tmp_path_factory.mktemp("i18n")
    command = [BIN / "python", "-c", CHECK, folder, DASHBOARDS]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return folder, json.loads(done.stdout)


def test_no_doubtful_string_is_left_in_the_browsers_pack(built):
    folder, fuzzy = built
    pack = json.loads((folder / "zh.json").read_text("utf-8"))["locale_data"]["superset"]
    ours = json.loads((DASHBOARDS / "i18n" / "zh.json").read_text("utf-8"))
    assert len(fuzzy) > 1000
    assert not [key for key in fuzzy if key in pack and key not in ours]
    assert all(pack[key] == [text] for key, text in ours.items())


def test_ours_keep_the_placeholders():
    ours = json.loads((DASHBOARDS / "i18n" / "zh.json").read_text("utf-8"))
    dropped_on_purpose = {
        "Fetched %s",
        "Cached %s",
        "Total (%(aggfunc)s)",
        "There was an issue fetching your chart: %s",
    }
    for key, text in ours.items():
        if key not in dropped_on_purpose:
            assert key.count("%") >= text.count("%"), key
            assert not text.isascii() or text == key, key
