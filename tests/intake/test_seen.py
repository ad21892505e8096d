"""What lies in the inbox unchanged is not read again; whatever changed is, however alike it looks."""

import json
import os
from pathlib import Path

import pytest

from dagster_project.intake import archive, seen
from tests.intake import printed_tables as prints

PLACE = "2024/通辽市/a.csv"


def text(name: str) -> bytes:
    return "\n".join(",".join(map(str, row)) for row in prints.tongliao_rows([prints.person(1, name)])).encode()


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """Names of the files hashed, as they are."""
    names, digest = [], archive.digest
    monkeypatch.setattr(archive, "digest", lambda path: names.append(Path(path).name) or digest(path))
    return names


@pytest.fixture
def settled(monkeypatch) -> None:
    """Files just written count as old."""
    monkeypatch.setattr(seen, "SURE_SECONDS", -1)


def test_what_did_not_change_is_not_hashed_again(intake, hashed, settled):
    intake.put(PLACE, text("赵X"))
    intake.put("2024/通辽市/b.csv", text("钱X"))
    assert (intake.run().received, intake.run().received) == (2, 0)
    assert hashed == []
    intake.put(PLACE, text("孙X"))
    assert intake.run().received == 1
    assert hashed == ["a.csv"]


def test_another_file_of_the_same_size_and_time_is_taken_in(intake, settled):
    place = intake.put(PLACE, text("赵X"))
    old = place.stat()
    intake.run()
    intake.put(PLACE, text("钱X"))
    os.utime(place, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert (place.stat().st_size, place.stat().st_mtime_ns) == (old.st_size, old.st_mtime_ns)
    assert (intake.run().received, [r["person_name"] for r in intake.rows("roster_b", PLACE[9:])]) == (1, ["赵X", "钱X"])


def test_a_file_moved_over_it_is_taken_in(intake, settled):
    place = intake.put(PLACE, text("赵X"))
    old = place.stat()
    intake.run()
    other = place.with_name(".other")
    other.write_bytes(text("钱X"))
    os.utime(other, ns=(old.st_atime_ns, old.st_mtime_ns))
    other.replace(place)
    assert intake.run().received == 1


def test_a_file_just_written_is_hashed_once_more(intake, hashed):
    intake.put(PLACE, text("赵X"))
    intake.run()
    assert (intake.run().received, hashed) == (0, ["a.csv"])


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"inbox": 1}', b'{"inbox": "/elsewhere", "files": {}}'])
def test_without_the_note_everything_is_hashed_and_nothing_is_new(intake, hashed, settled, content):
    intake.put(PLACE, text("赵X"))
    intake.run()
    note = intake.home.raw / "seen.json"
    assert list(json.loads(note.read_text("utf-8"))["files"]) == [PLACE]
    note.write_bytes(content)
    assert (intake.run().received, hashed) == (0, ["a.csv"])


def test_the_note_says_nothing_of_files_that_are_gone(intake, settled):
    place = intake.put(PLACE, text("赵X"))
    intake.run()
    place.unlink()
    intake.run()
    assert json.loads((intake.home.raw / "seen.json").read_text("utf-8"))["files"] == {}
