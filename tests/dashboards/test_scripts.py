"""Superset's scripts with our changes: made from what is installed, refused when it is another, words in their order."""

import json
import subprocess

import pytest

from dagster_project.dashboards.service import BIN, DASHBOARDS

LOOK = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from i18n import order, scripts
folder = Path(sys.argv[1])
try:
    scripts.changed({"a.js": "another version"})
    refused = ""
except ValueError as error:
    refused = str(error)
print(json.dumps({"names": scripts.build(folder), "refused": refused, "words": order.words()}))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """(folder of the changed scripts, what was seen)"""
    folder = tmp_path_factory.mktemp("scripts")
    done = subprocess.run([BIN / "python", "-c", LOOK, folder, DASHBOARDS], capture_output=True, text=True, check=True)
    return folder, json.loads(done.stdout)


def test_an_empty_cell_and_a_nameless_group_have_our_words(built):
    folder, seen = built
    texts = [(folder / name).read_text("utf-8") for name in seen["names"]]
    assert len(texts) >= 5
    for said in ('[!1,"N/A"]', '("N/A")})', '"<NULL>",s=', '"<NULL>",c=', "gateway.scarf.sh/pixel/0d3461e1\",src"):
        assert not any(said in text for text in texts), said
    assert sum(text.count('[!1,"\\u2014"]') for text in texts) == 1


def test_another_version_is_refused_by_name(built):
    assert "scripts.py" in built[1]["refused"]


def test_words_stand_in_the_order_people_expect(built):
    words = built[1]["words"]
    for known in (
        ["正高级", "副高级", "中级", "初级", "助理级", "员级"],
        ["▲ 超限", "◆ 预警", "？ 待核", "○ 无数据", "□ 仅展示", "－ 不适用", "● 合规"],
        ["呼和浩特市", "包头市", "呼伦贝尔市", "自治区直属"],
    ):
        assert [word for word in words if word in known] == known
    assert len(words) == len(set(words))
