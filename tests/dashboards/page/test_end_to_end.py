"""Handed in by a browser, taken in by the sensor, judged, fetched, mended, handed in again: the figures on the page move.

Nothing is called by hand in between: `zhicheng start` runs the page and the daemon.
"""

import socket
import time

import pytest
from openpyxl import Workbook, load_workbook

from dagster_project import ledger
from dagster_project.home import Home
from tests import personal
from tests.conftest import copy_home, said, zhicheng
from tests.dashboards.browser import open_browser
from tests.dashboards.page.browsed import open_submissions
from tests.marts.books import ROSTER, apply

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PROMISED = 300.0  # seconds from the file dropped to the figure on the page
YEAR = 2024
UNIT = "包头市东河区水利局"
SERVICES = ("superset", "dagster", "logs", "audit", "published", "ledger")
QUOTA = [["序号", "盟市", "申报控制人数"], [1, "呼和浩特市", 11], [2, "包头市", 12], [3, "通辽市", 9]]


@pytest.fixture(scope="module")
def running(finished_home, tmp_path_factory) -> Home:
    """The finished demonstration with its page and its daemon."""
    home = copy_home(finished_home, tmp_path_factory.mktemp("page") / "home")
    ports = [_free_port(), _free_port()]
    started = zhicheng("start", "--port", ports[0], "--dagster-port", ports[1], home=home, timeout=400)
    try:
        assert started.returncode == 0, started.stdout + started.stderr
        assert "/submissions/" in started.stdout
        yield home
    finally:
        said(zhicheng("stop", home=home))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def page_of(running):
    """page_of(account): 我的报送 of that person, reached through the menu above a dashboard."""
    with open_browser() as browser:
        yield lambda account: open_submissions(browser, running, account, YEAR)


def test_a_body_hands_in_fetches_mends_and_the_figures_move(page_of, tmp_path):
    page = page_of("b150200")
    before = applied(page)
    people = [apply(UNIT, title) for title in ("高级工程师", "工程师", "")]
    first = hand_in(page, roster(tmp_path / "新花名册.xlsx", people))
    wait_for_row(page, "新花名册.xlsx", "部分接收")
    wait_for_applied(page, before + 2, first)
    assert row_of(page, "新花名册.xlsx")[4:8] == ["3", "2", "0", "1"]
    with page.expect_download() as receipt:
        page.click("text=年报送回执")
    assert "新花名册.xlsx" in cells_of(receipt.value.path(), tmp_path)
    mended = mend(fetch_returned(page, "新花名册.xlsx", tmp_path), tmp_path / "改好.xlsx")
    again = hand_in(page, mended)
    wait_for_applied(page, before + 3, again)
    assert row_of(page, "改好.xlsx", "已接收")[4:8] == ["3", "3", "0", "0"]
    wait_for_row(page, "新花名册.xlsx", "已替代")
    # Workbooks sent back are put in order after the figures are published: the page may show the last ones for a moment.
    page.wait_for_selector("#returned li:has-text('花名册.xlsx')", state="detached", timeout=PROMISED * 1000)


def test_only_checking_says_what_would_be_found_and_changes_nothing(page_of, tmp_path):
    page = page_of("b150200")
    before = applied(page)
    page.check("#check")
    hand_in(page, roster(tmp_path / "先看看.xlsx", [apply(UNIT, "工程师", 身份证号="150202198001010000")]))
    page.wait_for_selector("#asked li:has-text('先看看.xlsx'):has-text('只检查，没有报送')", timeout=PROMISED * 1000)
    page.click("#asked li:has-text('先看看.xlsx') summary")
    assert "身份证" in page.inner_text("#asked details ul")
    assert applied(page) == before and page.locator("#files td:has-text('先看看.xlsx')").count() == 0


def test_the_region_hands_down_and_sees_every_body_but_hands_in_for_none(page_of, tmp_path):
    page = page_of("region")
    assert page.locator("#body option").count() == 16
    assert page.input_value("#body") == "自治区"
    sheet = Workbook()
    sheet.active.append(["2024年正高级申报名额分配表"])
    for row in QUOTA:
        sheet.active.append(row)
    sheet.save(tmp_path / "名额下达.xlsx")
    since = hand_in(page, tmp_path / "名额下达.xlsx")
    page.wait_for_selector("#files td:has-text('名额下达.xlsx')", timeout=2 * PROMISED * 1000)
    print(f"自治区：放入到收取 {time.monotonic() - since:.0f} 秒")
    page.select_option("#body", "150200")
    page.wait_for_selector("#line:has-text('包头市')")
    assert not page.is_visible("#drop") and page.is_visible("#read-only")


def test_withdrawing_asks_for_a_reason_and_takes_the_rows_out_again(page_of, running):
    page = page_of("b150200")
    before = applied(page)
    page.click("#files tr:has-text('改好.xlsx'):has-text('已接收') button")
    page.fill("#reason", "  ")
    page.click("#withdraw-yes")
    assert page.is_visible("#withdraw")
    page.fill("#reason", "测试后撤回")
    page.click("#withdraw-yes")
    page.wait_for_selector("#message.good")
    wait_for_applied(page, before - 3, time.monotonic())
    wait_for_row(page, "改好.xlsx", "已撤回")
    [event] = [e for e in ledger.read(running) if e["event"] == "withdrawn"]
    assert (event["reason"], event["user"]) == ("测试后撤回", "b150200")


def test_nobody_of_the_rosters_stands_in_what_the_services_keep(running):
    """After all that was handed in above: Superset's store, Dagster's, the logs, the audit lines, the published files."""
    said(zhicheng("stop", home=running))  # nothing moves while it is searched
    everybody = set().union(*personal.people(running).values())
    kept = [file for part in SERVICES for file in (running.path / part).rglob("*") if file.is_file() and not file.is_symlink()]
    assert {"superset.db", "superset.log", "dagster-daemon.log", "page.jsonl", "index.db"} <= {file.name for file in kept}
    assert [file.name for file in kept if personal.persons_in(file, everybody)] == []


def roster(path, people: list[dict]):
    """A workbook as the notice prints it."""
    book = Workbook()
    book.active.append(["包头市2024年申报专业技术职称花名册"])
    book.active.append(ROSTER)
    for number, person in enumerate(people, 1):
        book.active.append([person.get(name) or (number if name == "序号" else None) for name in ROSTER])
    book.save(path)
    return path


def fetch_returned(page, name: str, folder):
    page.wait_for_selector(f"#returned a:has-text('{name}')", timeout=60_000)
    with page.expect_download() as download:
        page.click(f"#returned a:has-text('{name}')")
    copy = folder / "退回.xlsx"
    copy.write_bytes(download.value.path().read_bytes())
    return copy


def mend(returned, target):
    """Enter a title in the rows that the returned workbook says wait, and save it under another name."""
    book = load_workbook(returned)
    sheet = next(sheet for sheet in book if any(cell.value == "姓名" for row in sheet.iter_rows() for cell in row))
    header = next(row for row in sheet.iter_rows() if any(cell.value == "姓名" for cell in row))
    column = {cell.value: cell.column for cell in header}
    waiting = [n for n in range(header[0].row + 1, sheet.max_row + 1) if "暂存" in str(sheet.cell(n, column["行状态"]).value)]
    assert len(waiting) == 1
    for number in waiting:
        sheet.cell(number, column["申报资格名称"]).value = "助理工程师"
    book.save(target)
    return target


def hand_in(page, path) -> float:
    """Choose and send; returns when."""
    page.set_input_files("#chosen", path)
    page.click("#send")
    since = time.monotonic()
    page.wait_for_selector("#sending .good", timeout=60_000)
    return since


def applied(page) -> int:
    page.wait_for_selector("#line:has-text('计入申报')", timeout=60_000)
    return int(page.inner_text("#line").split("计入申报 ")[1].split(" ")[0])


def wait_for_applied(page, wanted: int, since: float) -> None:
    page.wait_for_selector(f"#line:has-text('计入申报 {wanted} 人次')", timeout=PROMISED * 1000)
    taken = time.monotonic() - since
    print(f"从放入到数字变化 {taken:.0f} 秒")
    assert taken < PROMISED


def wait_for_row(page, name: str, status: str) -> None:
    page.wait_for_selector(f"#files tr:has-text('{name}'):has-text('{status}')", timeout=PROMISED * 1000)


def row_of(page, name: str, status: str = "") -> list[str]:
    """Cells of the newest row about that file."""
    wait_for_row(page, name, status)
    row = page.locator(f"#files tr:has-text('{name}'):has-text('{status}')").last
    return [cell.strip() for cell in row.locator("td").all_inner_texts()]


def cells_of(download, folder) -> set:
    copy = folder / "receipt.xlsx"
    copy.write_bytes(download.read_bytes())
    return {cell for row in load_workbook(copy).active.iter_rows(values_only=True) for cell in row}
