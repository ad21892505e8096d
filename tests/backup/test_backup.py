"""What is kept goes into one file and comes back whole into an empty home, or not at all."""

import io
import json
import sqlite3
import tarfile

import pytest

from dagster_project.backup import backup, restore
from dagster_project.backup.pack import MANIFEST
from dagster_project.cli import main
from dagster_project.errors import UserError
from dagster_project.home import Home
from tests.intake.printed_tables import person, tongliao

PLACE = "2024/通辽市/花名册.xlsx"


@pytest.fixture
def filled(home):
    """A home after one intake, with something in each kept folder."""
    from datetime import datetime

    from dagster_project.intake import take_in

    place = home.inbox / PLACE
    place.parent.mkdir(parents=True)
    place.write_bytes(tongliao([person(1)], "花名册"))
    take_in(home, "r1", datetime(2024, 6, 3), "abcdef12")
    (home.users / "accounts.json").write_text("{}", "utf-8")
    (home.releases / "2023-1").mkdir()
    (home.releases / "2023-1" / "manifest.json").write_text("[]", "utf-8")
    (home.outbox / "2024").mkdir()
    (home.outbox / "2024" / "回执.json").write_text("{}", "utf-8")
    return home


def kept(home: Home) -> dict[str, bytes]:
    folders = ("archive", "ledger", "site", "secrets", "users", "audit", "releases", "superset")
    return {
        path.relative_to(home.path).as_posix(): path.read_bytes()
        for folder in folders for path in (home.path / folder).rglob("*") if path.is_file()
    }  # fmt: skip


def test_everything_kept_comes_back_owner_only(filled, tmp_path):
    file, other = tmp_path / "b.tar", Home(tmp_path / "other")
    manifest = backup(filled, file)
    restore(other, file)
    assert kept(other) == kept(filled)
    assert set(manifest["files"]) == set(kept(filled)) >= {"ledger/ledger.jsonl", "secrets/person.key", "users/accounts.json"}
    assert file.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in other.path.rglob("*"))
    assert (other.inbox / PLACE).read_bytes() == (filled.inbox / PLACE).read_bytes()
    assert not list(other.outbox.iterdir()) and not list(other.raw.iterdir())


def test_a_database_in_use_is_copied_whole(filled, tmp_path):
    live = sqlite3.connect(filled.superset / "superset.db")
    live.execute("pragma journal_mode = wal")
    live.execute("create table t as select 42 as a")
    live.commit()
    live.execute("insert into t values (43)")
    backup(filled, tmp_path / "b.tar.gz")
    live.close()
    restore(Home(tmp_path / "other"), tmp_path / "b.tar.gz")
    with sqlite3.connect(tmp_path / "other" / "superset" / "superset.db") as copy:
        assert copy.execute("select a from t").fetchall() == [(42,)]


def test_by_command(filled, tmp_path, capsys):
    assert main(["--home", str(filled.path), "backup", str(tmp_path / "b.tar")]) == 0
    assert main(["--home", str(tmp_path / "other"), "restore", str(tmp_path / "b.tar")]) == 0
    assert "已备份 5 个文件" in capsys.readouterr().out


def test_nothing_is_overwritten(filled, tmp_path):
    (tmp_path / "b.tar").write_bytes(b"old")
    for file, said in ((tmp_path / "b.tar", "已存在"), (filled.audit / "b.tar", "不能放在数据目录"), (tmp_path / "no" / "b", "没有文件夹")):
        with pytest.raises(UserError, match=said):
            backup(filled, file)
    backup(filled, tmp_path / "c.tar")
    with pytest.raises(UserError, match="不是空文件夹"):
        restore(filled, tmp_path / "c.tar")
    assert (tmp_path / "b.tar").read_bytes() == b"old"


def members(file) -> dict[str, bytes]:
    with tarfile.open(file) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def forge(file, contents: dict[str, bytes], **changed) -> None:
    """A tar of these members; `changed`: attributes of the member named evil."""
    with tarfile.open(file, "w") as tar:
        for name, content in contents.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            for attribute, value in changed.items() if "evil" in name else ():
                setattr(member, attribute, value)
            tar.addfile(member, io.BytesIO(content))


def refused(tmp_path, file, said: str) -> None:
    other = Home(tmp_path / "other")
    with pytest.raises(UserError, match=said):
        restore(other, file)
    assert not other.path.exists()


def test_a_changed_byte_is_found(filled, tmp_path):
    backup(filled, tmp_path / "b.tar")
    contents = members(tmp_path / "b.tar")
    contents["ledger/ledger.jsonl"] = contents["ledger/ledger.jsonl"].replace(b"r1", b"r2")
    forge(tmp_path / "c.tar", contents)
    refused(tmp_path, tmp_path / "c.tar", "有 1 个文件与清单不符，如 ledger/ledger.jsonl")


@pytest.mark.parametrize("change", ["missing", "added"])
def test_a_missing_or_added_file_is_found(filled, tmp_path, change):
    backup(filled, tmp_path / "b.tar")
    contents = members(tmp_path / "b.tar")
    if change == "missing":
        del contents["secrets/person.key"]
    else:
        contents = {"site/threshold.csv": b"x", **contents}
    forge(tmp_path / "c.tar", contents)
    refused(tmp_path, tmp_path / "c.tar", "有 1 个文件与清单不符")


def test_half_a_backup_is_refused(filled, tmp_path):
    backup(filled, tmp_path / "b.tar")
    content = (tmp_path / "b.tar").read_bytes()
    (tmp_path / "c.tar").write_bytes(content[: len(content) // 2])
    refused(tmp_path, tmp_path / "c.tar", "备份文件不完整或被改动过")
    (tmp_path / "c.tar").write_bytes(b"no tar")
    refused(tmp_path, tmp_path / "c.tar", "读不出来")


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "ledger/../../evil", "inbox/evil", "evil", "ledger", "published/evil"])
def test_no_path_leads_elsewhere(tmp_path, name):
    forge(tmp_path / "c.tar", {name: b"x", MANIFEST: json.dumps({"version": 1, "files": {}}).encode()})
    refused(tmp_path, tmp_path / "c.tar", "含有不该有的路径")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
def test_links_and_devices_are_refused(tmp_path, kind):
    forge(tmp_path / "c.tar", {"ledger/evil": b""}, type=kind, linkname="/etc/passwd")
    refused(tmp_path, tmp_path / "c.tar", "含有不该有的内容")
