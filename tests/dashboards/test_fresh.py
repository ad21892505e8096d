"""A publication replaced under a running service: no error, no stale figure; what is downloaded opens and runs nothing."""

import io
import re
import shutil
import threading
import time

import duckdb
import pytest
from openpyxl import load_workbook

from dagster_project.publish.swap import point_at

pytestmark = pytest.mark.slow

CLIENTS, SWAPS, APART = 8, 6, 1.5  # seconds between swaps
FIGURE = {"metrics": ["申报人次"], "columns": []}
TRAPS = ["=1+1", "+1", "-cmd", "@sum", "\t=1+1", " =1+1", "＝1+1", "\r=1"]


@pytest.fixture
def publications(served):
    """Files in which every application counts n; the home's own stands again at the end."""
    own = served.mart.resolve()
    made = []
    for number in range(1, SWAPS + 1):
        path = served.published / f"mart-swap{number}.duckdb"
        shutil.copy(own, path)
        with duckdb.connect(str(path)) as mart:
            mart.execute(f"update mart_pass_rate set applied = {number}")
            mart.execute("update mart_pass_rate set banner_name = ? where bureau_code = '150200'", [TRAPS[number - 1]])
            rows = mart.execute("select count(*) from mart_pass_rate").fetchone()[0]
        made.append((path, number * rows))
    yield made
    point_at(served, own)
    for path, _ in made:
        path.unlink()


def test_eight_clients_see_each_publication_at_once(served, reader, datasets, publications):
    person, seen, stop = reader("region"), [], threading.Event()
    since: list[tuple[float, int]] = []  # (moment it was surely published, figure)

    def ask():
        while not stop.is_set():
            begun = time.monotonic()
            answer = person.data(datasets["pass_rate"], **FIGURE)
            seen.append((begun, answer.status_code, answer.text if answer.status_code != 200 else _figure(answer)))

    point_at(served, publications[0][0])
    since.append((time.monotonic(), publications[0][1]))
    threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for path, figure in publications[1:]:
        time.sleep(APART)
        point_at(served, path)
        since.append((time.monotonic(), figure))
    time.sleep(APART)
    stop.set()
    for thread in threads:
        thread.join()
    assert [one for one in seen if one[1] != 200] == []
    stale = [one for one in seen if one[2] < max(figure for moment, figure in since if moment <= one[0])]
    assert stale == []
    figures = {one[2] for one in seen}
    assert figures <= {figure for _, figure in publications}
    assert len(figures) >= SWAPS / 2 and seen[-1][2] == publications[-1][1]


def _figure(answer) -> int:
    return answer.json()["result"][0]["data"][0]["申报人次"]


def test_going_back_to_a_publication_shows_that_one(served, reader, datasets, publications):
    person = reader("region")
    for path, figure in (publications[0], publications[1], publications[0]):
        point_at(served, path)
        assert [_figure(person.data(datasets["pass_rate"], **FIGURE)) for _ in range(2)] == [figure] * 2
    held = list((served.published / "answers").glob("*"))
    assert len(held) < 20, "answers of earlier publications are dropped"


def test_what_the_database_says_is_one_chinese_sentence(served, reader, datasets, publications):
    """A publication that lacks what a page reads, as an older one would."""
    path = publications[0][0]
    with duckdb.connect(str(path)) as mart:
        mart.execute("alter table mart_pass_rate drop column passed")
    point_at(served, path)
    answer = reader("b150200").data(datasets["pass_rate"], metrics=["通过人次"])
    assert answer.status_code == 400 and "数据暂时读不出来" in answer.json()["message"]
    assert not {"mart_pass_rate", "Error", "passed"} & set(re.findall(r"[A-Za-z_]+", answer.json()["message"]))


def test_no_cell_of_a_download_is_a_formula(served, reader, datasets, publications):
    body = {"datasource": {"id": datasets["pass_rate"], "type": "table"}, "result_type": "full",
            "queries": [{"columns": ["banner_name"], "metrics": ["申报人次"], "filters": []}]}  # fmt: skip
    for (path, _), trap in zip(publications, TRAPS):
        point_at(served, path)
        csv = reader("b150200").ask("POST", "/api/v1/chart/data", json=body | {"result_format": "csv"})
        assert csv.content.startswith(b"\xef\xbb\xbf")
        text = csv.content.decode("utf-8-sig")
        assert text.splitlines()[0] == "旗县区,申报人次" and f"'{trap.strip()}"[:2] in text.replace("\t", "").replace(" ", "")
        sheet = load_workbook(io.BytesIO(reader("b150200").ask("POST", "/api/v1/chart/data", json=body | {"result_format": "xlsx"}).content)).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
        assert any(str(cell.value).startswith("'") for cell in cells)
