"""A release: made whole or not at all, never changed, reproduced to the byte, and told apart from the one after it."""

import csv
import json
import os
import shutil
import signal
import subprocess
import time
from dataclasses import replace
from types import SimpleNamespace

import duckdb
import openpyxl
import pytest

from dagster_project import releases
from dagster_project.backup import backup, restore
from dagster_project.cli import main, parser
from dagster_project.home import Home
from dagster_project.releases import make
from dagster_project.releases.kept import digest, verify
from dashboards.page import figures
from tests.conftest import COMMAND, copy_home
from tests.reports import released as made
from tests.reports.reading import pdf_text, word_text
from tests.reports.small_mart import ordinary

BEGAN = ".release.tmp/reports/region"


def run(home: Home, *words) -> int:
    return main(["--home", str(home.path), *map(str, words)])


def killed(home: Home) -> None:
    """Begin a release and end it by kill -9 while it writes its reports."""
    line = [str(COMMAND), "--home", str(home.path), "release", "--year", "2023"]
    process = subprocess.Popen(line, env=os.environ | {"ZHICHENG_HOME": ""}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    began = home.releases / "2023" / BEGAN
    until = time.monotonic() + 240
    while not (began.is_dir() and any(began.iterdir())) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """A release that was killed, the one made after it, and one of amended figures: 7 passed, not 6."""
    home = made.publish(Home(tmp_path_factory.mktemp("releases") / "home").create())
    killed(home)
    after = SimpleNamespace(known=releases.releases(home), events=made.events(home), left=set(os.listdir(home.releases / "2023")))
    backup(home, home.path.parent / "half.tar")
    assert run(home, "release", "--year", "2023", "--note", "年底定稿") == 0
    published = digest(home.mart)
    rows = [row | {"run_id": "r2"} for row in ordinary()["mart_pass_rate"] if row["bureau_code"] == made.BODY]
    made.publish(home, run_id="r2", mart_pass_rate=[rows[0] | {"passed": 7, "pass_rate": 7 / 9}, *rows[1:]])
    assert run(home, "release", "--year", "2023", "--note", "更正一份结果") == 0
    return SimpleNamespace(home=home, after=after, published=published)


def test_a_killed_release_is_none(twice):
    assert (twice.after.known, twice.after.events, twice.after.left) == ([], [], {".release.tmp"})
    assert set(os.listdir(twice.home.releases / "2023")) == {"1", "2"}
    restored = Home(twice.home.path.parent / "half")
    restore(restored, twice.home.path.parent / "half.tar")
    assert not list(restored.releases.iterdir())


def test_it_holds_the_published_file_the_rules_and_every_report(twice):
    folder = twice.home.releases / "2023" / "1"
    assert digest(folder / "mart.duckdb") == twice.published
    assert json.loads((folder / "policy.json").read_text("utf-8"))["run_id"] == "20230605T101500"
    for scope, name in (("region", "全区"), ("150500", "通辽市")):
        found = {path.name for path in (folder / "reports" / scope).iterdir()}
        named = [(what, suffix) for what, suffixes in (("统计表", ("xlsx", "csv")), ("情况报告", ("docx", "pdf")), ("情况简报", ("docx", "pdf"))) for suffix in suffixes]
        assert found == {
            f"2023年度职称评审{what}_{name}_定稿（第1版）{mark}.{suffix}" for what, suffix in named for mark in ("", "_公开版")
        }  # fmt: skip
    assert all(path.stat().st_mode & 0o777 == 0o400 for path in folder.rglob("*") if path.is_file())


def test_the_ledger_has_a_line_for_each(twice):
    told = [(e["year"], e["number"], e["kind"], e["note"], e["run_id"], e["policy_version"]) for e in made.events(twice.home)]
    first, second = ("年底定稿", "20230605T101500"), ("更正一份结果", "r2")
    assert told == [(2023, 1, "定稿", *first, "0a1b2c3d"), (2023, 2, "修订", *second, "0a1b2c3d")]


def test_a_line_that_was_not_written_is_written_by_the_next(twice, tmp_path):
    home = copy_home(twice.home, tmp_path / "home")
    before = made.events(home)
    lines = (home.ledger / "ledger.jsonl").read_text("utf-8").splitlines(keepends=True)
    (home.ledger / "ledger.jsonl").write_text("".join(lines[:-1]), "utf-8")
    assert releases.record(home) == 1 and made.events(home) == before
    assert releases.record(home) == 0


def test_reports_say_which_release_they_are_of(twice):
    folder = twice.home.releases / "2023"
    book = openpyxl.load_workbook(next(folder.glob("1/reports/region/*统计表*定稿（第1版）.xlsx")))
    cover = {row[0]: row[1] for row in book["封面与说明"].iter_rows(values_only=True)}
    assert cover["发布"] == "定稿（第1版）" and "此后不再改动" in cover["说明 1"] and cover["说明 2"] == "发布说明：年底定稿"
    assert "内部版　定稿（第1版）" in "".join(str(cell.value) for cell in book["表1 申报情况"][2])
    word = word_text(next(folder.glob("2/reports/150500/*报告*修订（第2版）.docx")))
    assert "本册为2023年度修订（第2版，" in word and "与第1版（定稿）相比，各表有19处不同" in word
    brief = pdf_text(next(folder.glob("2/reports/region/*简报*修订（第2版）_公开版.pdf")), "")
    assert "公开版修订（第2版）" in brief and "修订（第2版），数据截至" in brief
    with next(folder.glob("2/reports/region/*公开版.csv")).open(encoding="utf-8-sig") as lines:
        assert {row["发布"] for row in csv.DictReader(lines)} == {"修订（第2版）"}


@pytest.mark.parametrize("words, scope", [((), "region"), (("--bureau", "通辽市", "--edition", "public"), "150500")])
def test_from_a_release_the_same_bytes_come_again(twice, tmp_path, words, scope):
    for kind in ("annual", "brief"):
        assert run(twice.home, "report", kind, "--year", "2023", "--from", "1", "--out", tmp_path, *words) == 0
    again = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = twice.home.releases / "2023" / "1" / "reports" / scope
    assert len(again) == 6 and again == {name: (kept / name).read_bytes() for name in again}


def test_what_changed_cell_by_cell(twice, capsys):
    assert run(twice.home, "release", "diff", "2023", "1", "2", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    region = {(d["sheet"], d["row"], d["column"]): (d["before"], d["after"]) for d in found if d["scope"] == "全区"}
    assert len(region) == 19 and {sheet for sheet, _, _ in region} == {"表7 评审通过", "表7续 按系列", "表11 与上年对比"}
    assert region["表7 评审通过", "合计", "通过人次"] == ("12", "13")  # 6 + 5 + 1, then 7 + 5 + 1
    assert region["表7 评审通过", "合计", "通过率"] == ("58.3%", "66.7%")  # 7 of 9 + 3 reviewed, then 8
    assert region["表7续 按系列", "工程技术人员 副高级", "申报通过率"] == ("60.0%", "70.0%")
    assert {d["scope"] for d in found} == {"全区", "通辽市"}
    assert run(twice.home, "release", "diff", "2023", "1", "--bureau", "通辽市") == 0
    said = capsys.readouterr().out
    assert "规则、代码行改动 0 行" in said and "各表不同 19 处" in said
    with (twice.home.releases / "2023" / "2" / "与上一版相比.csv").open(encoding="utf-8-sig") as lines:
        assert [tuple(row) for row in csv.reader(lines)][1:] == [tuple(one.values()) for one in found]


def test_the_list_proves_each(twice, tmp_path, capsys):
    home = copy_home(twice.home, tmp_path / "home")
    file = next((home.releases / "2023" / "1").rglob("*统计表*.csv"))
    file.chmod(0o600)
    file.write_bytes(file.read_bytes().replace(b"0a1b2c3d", b"0a1b2c3e"))
    assert run(home, "release", "list", "--json") == 0
    assert [(one["number"], one["kind"], one["proved"]) for one in json.loads(capsys.readouterr().out)] == [(1, "定稿", "被改动"), (2, "修订", "完整")]
    assert run(home, "report", "brief", "--from", "2023/1") == 1
    assert "有 1 个文件被改动、缺少或多出" in capsys.readouterr().err
    shutil.rmtree(home.releases / "2023" / "1")
    assert [one.name for one in releases.releases(home)] == ["2023/2"]


def test_a_manifest_that_is_not_the_ledgers_is_refused(twice, tmp_path):
    home = copy_home(twice.home, tmp_path / "home")
    manifest = home.releases / "2023" / "1" / "manifest.json"
    manifest.chmod(0o600)
    manifest.write_text(manifest.read_text("utf-8").replace("年底定稿", "年初定稿"), "utf-8")
    with pytest.raises(Exception, match="如 manifest.json"):
        verify(releases.find(home, "1", 2023), home)


def test_it_comes_back_from_a_backup_and_needs_no_run(twice, tmp_path):
    backup(twice.home, tmp_path / "b.tar")
    home = Home(tmp_path / "restored")
    restore(home, tmp_path / "b.tar")
    assert made.released(home) == made.released(twice.home)
    assert all(path.stat().st_mode & 0o777 == 0o400 for path in home.releases.rglob("*") if path.is_file())
    assert run(home, "report", "brief", "--from", "2023/2") == 0
    assert len(list((home.reports / "2023" / "region" / "第2版").iterdir())) == 2


def test_a_release_of_an_older_layout_keeps_nobody_from_revising(home, capsys):
    made.publish(home)
    with duckdb.connect(str(home.mart.resolve())) as db:
        db.execute("alter table mart_quota_usage drop column filed")
    one = releases.Release(home.releases / "2023" / "1", 2023, 1, "定稿", "", "甲", "2023-12-01T08:00:00", "", "r0", "")
    one.folder.mkdir(parents=True)
    shutil.copy(home.mart.resolve(), one.mart)
    make._seal(one)
    assert run(home, "report", "brief", "--from", "2023/1") == 1
    assert "版本可能较旧" in capsys.readouterr().err
    made.publish(home)
    two = replace(one, number=2, kind="修订", folder=home.releases / "2023" / "2")
    shutil.copytree(one.folder, two.folder)
    (two.mart).chmod(0o600)
    shutil.copy(home.mart.resolve(), two.mart)
    found = make._compared(two, home, one, lambda text: None)
    assert found.previous == (1, "定稿", None) and "表的格式不同，没有逐处比较" in found.standing.remarks[0]


def test_later_figures_say_that_the_year_was_released(home, tmp_path):
    row = {"bureau_code": made.BODY, "release_no": 2, "release_kind": "修订", "figures": 9, "differing": 3}
    made.publish(home, mart_release=[row])
    assert run(home, "report", "brief", "--year", "2023", "--out", tmp_path) == 0
    said = word_text(next(tmp_path.glob("*.docx")))
    assert "2023年度已修订（第2版）。本册为现在发布的数字，申报、通过人次和报送文件与该版有3处不同。" in said
    told = {"release_no": 2, "release_kind": "修订", "differing": 0}
    assert figures.released(told) == "本年度已修订（第2版），申报、通过人次和报送文件此后没有不同。"
    assert figures.released({"release_no": None}) == ""


def test_what_may_not_be_released_is_said_and_leaves_nothing(home, capsys):
    def refused(said: str, *words, code: int = 1) -> None:
        assert run(home, "release", *words) == code
        assert said in capsys.readouterr().err and not made.released(home) and not made.events(home)

    refused("还没有发布过数据", "--year", "2023")
    made.publish(home)
    refused("2022 年度没有申报和评审数据，不能定稿。有数据的年度：2023、2024。", "--year", "2022")
    refused("2023 年度还没有定稿，不能修订", "--year", "2023", "--kind", "修订")
    refused("缺少参数：--year", code=2)
    made.publish(home, [made.gate("不通过")])
    refused("关口没有通过（mart_tilt.check），现在发布的仍是以前的数字", "--year", "2023", code=3)
    made.publish(home)
    (home.published / "policy.json").write_text(json.dumps({"run_id": "other", "rows": {}}), "utf-8")
    refused("请先运行 zhicheng run", "--year", "2023")
    for words in (("report", "annual", "--year", "2023", "--from", "1"), ("release", "diff", "2023", "1", "2")):
        assert run(home, *words) == 2
        assert "没有定稿" in capsys.readouterr().err


def test_the_command_knows_every_kind():
    assert parser.RELEASE_KINDS == releases.KINDS


def test_kinds_follow_each_other_and_a_revision_changes_something(twice, tmp_path, capsys):
    home = copy_home(twice.home, tmp_path / "home")
    before = made.released(home)
    assert run(home, "release", "--year", "2023", "--kind", "初步") == 1
    assert "2023 年度已有定稿（2023/1），不能再出“初步”" in capsys.readouterr().err
    assert run(home, "release", "--year", "2023") == 1
    assert "与 2023/2（修订）相比没有一处不同，不必修订" in capsys.readouterr().err
    assert made.released(home) == before
