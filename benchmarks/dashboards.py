"""What the dashboards bear: requests per second without and with kept answers, CPU a request, first full load, memory.

Use: .venv/bin/python benchmarks/dashboards.py HOME [--rows 20000 1000000] [--seconds 15]
HOME is a demonstration home with published figures; its service is started if it does not run, and its own publication
stands again at the end. --rows N…: measure on copies whose mart_pass_rate has N rows, and not on its own.
"""

import argparse
import os
import shutil
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
from requests.adapters import HTTPAdapter

REPO = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPO)]

from timing import table

from dagster_project import dashboards
from dagster_project.dashboards.client import Superset
from dagster_project.home import Home
from dagster_project.publish.swap import point_at
from tests.dashboards.reader import Reader, charts_of, passwords

CLIENTS, USERS, AT_ONCE = 16, 8, 6  # AT_ONCE: requests that a browser has open for one page
TICK = os.sysconf("SC_CLK_TCK")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--rows", type=int, nargs="+", default=[])
    parser.add_argument("--seconds", type=float, default=15)
    asked = parser.parse_args()
    home = Home(asked.home)
    dashboards.start(home, port=_free_port())
    own, rows = home.mart.resolve(), [("mart_pass_rate rows", "what", "value")]
    try:
        for wanted in asked.rows or [0]:
            if wanted:
                point_at(home, enlarge(own, wanted))
            rows += measure(home, asked.seconds)
    finally:
        point_at(home, own)
        dashboards.stop(home)
        for made in own.parent.glob("mart-large*.duckdb"):
            made.unlink()
    print(table(rows))
    return 0


def measure(home: Home, seconds: float) -> list[tuple[str, str, str]]:
    """All figures for the publication in force."""
    person = Reader(dashboards.address(home), "region", passwords(home)["region"])
    person.token.mount("http://", HTTPAdapter(pool_maxsize=CLIENTS))
    numbers = {row["uuid"]: row["id"] for row in Superset(home).every("dataset/")}
    bodies = [body_of(chart, numbers) for chart in charts_of("overview", home).values()]
    with duckdb.connect(str(home.mart.resolve()), read_only=True) as mart:
        size = f"{mart.execute('select count(*) from mart_pass_rate').fetchone()[0]:,}"
    first = load(person, bodies)
    point_at(home, home.mart.resolve())  # published anew: nothing is kept, but the service is warm
    published, again = load(person, bodies), load(person, bodies)
    slow, cpu_slow, _ = storm(home, person, [b | {"force": True} for b in bodies], CLIENTS, seconds)
    others, cpu_others, _ = storm(home, person, bodies, CLIENTS, seconds, "?for={}")  # no two requests are the same
    quick, cpu_quick, _ = storm(home, person, bodies, CLIENTS, seconds)
    users, _, worst = storm(home, person, bodies, USERS, seconds)
    fresh, _, worst_fresh = storm(home, person, [b | {"force": True} for b in bodies], USERS, seconds)
    found = [
        (f"first full load of {len(bodies)} charts of a service just started", f"{first:.2f} s"),
        ("the same just after a publication, nothing kept", f"{published:.2f} s"),
        ("the same, kept", f"{again:.2f} s"),
        (f"{CLIENTS} clients, nothing kept", f"{slow:.1f} requests/s, {cpu_slow * 1000:.0f} ms CPU a request"),
        (f"{CLIENTS} clients, kept for others of the role", f"{others:.1f} requests/s, {cpu_others * 1000:.0f} ms CPU a request"),
        (f"{CLIENTS} clients, kept", f"{quick:.1f} requests/s, {cpu_quick * 1000:.0f} ms CPU a request"),
        ("kept : not kept", f"{quick / slow:.1f} in requests/s, {cpu_slow / cpu_quick:.1f} in CPU"),
        (f"slowest request of {USERS} users, kept", f"{worst:.2f} s at {users:.1f} requests/s"),
        (f"slowest request of {USERS} users, nothing kept", f"{worst_fresh:.2f} s at {fresh:.1f} requests/s"),
        ("memory of the service (PSS)", f"{memory(home):.0f} MB"),
        ("other work on the machine (load average)", f"{os.getloadavg()[0]:.1f}"),
    ]
    return [(size, *row) for row in found]


def body_of(chart: dict, numbers: dict[str, int]) -> dict:
    """The request that the page makes for one chart."""
    import json

    queries = json.loads(chart["query_context"])["queries"]
    source = {"id": numbers[chart["dataset_uuid"]], "type": "table"}
    return {"datasource": source, "result_format": "json", "result_type": "full", "queries": queries}


def load(person: Reader, bodies: list[dict]) -> float:
    """Seconds until every chart of a page is answered, as a browser asks."""
    started = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for answer in pool.map(lambda body: person.ask("POST", "/api/v1/chart/data", json=body), bodies):
            answer.raise_for_status()
    return time.perf_counter() - started


def storm(
    home: Home, person: Reader, bodies: list[dict], clients: int, seconds: float, mark: str = ""
) -> tuple[float, float, float]:
    """(requests per second, CPU seconds a request, slowest answer in seconds) of that many clients asking at once.

    mark: ends the address of each request, with its number in place of {}.
    """
    taken, until, cpu = [], time.perf_counter() + seconds, cpu_of(home)

    def one(offset: int) -> None:
        number = offset
        while time.perf_counter() < until:
            begun = time.perf_counter()
            path = "/api/v1/chart/data" + mark.format(f"{offset}-{number}")
            person.ask("POST", path, json=bodies[number % len(bodies)]).raise_for_status()
            taken.append(time.perf_counter() - begun)
            number += 1

    threads = [threading.Thread(target=one, args=(n,)) for n in range(clients)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    passed = time.perf_counter() - started
    return len(taken) / passed, (cpu_of(home) - cpu) / len(taken), max(taken)


def _processes(home: Home) -> list[Path]:
    """The service's process and its workers, in /proc."""
    parent = str(dashboards.running(home))
    folders = [folder for folder in Path("/proc").glob("[0-9]*") if folder.name == parent or _parent(folder) == parent]
    return folders


def _parent(folder: Path) -> str:
    try:
        return (folder / "stat").read_text().rpartition(")")[2].split()[1]
    except OSError:
        return ""


def cpu_of(home: Home) -> float:
    """CPU seconds that the service used so far."""
    fields = [(folder / "stat").read_text().rpartition(")")[2].split() for folder in _processes(home)]
    return sum(int(field[11]) + int(field[12]) for field in fields) / TICK


def memory(home: Home) -> float:
    """MB that the service holds, shared pages counted once."""
    texts = [(folder / "smaps_rollup").read_text() for folder in _processes(home)]
    return sum(int(line.split()[1]) for text in texts for line in text.splitlines() if line.startswith("Pss:")) / 1024


def enlarge(own: Path, rows: int) -> Path:
    """A copy of a publication whose mart_pass_rate has at least that many rows, its banners multiplied."""
    large = own.parent / f"mart-large{rows}.duckdb"  # a publication's file is never written again: readers hold it open
    shutil.copy(own, large)
    with duckdb.connect(str(large)) as mart:
        there = mart.execute("select count(*) from mart_pass_rate").fetchone()[0]
        more = f"select p.* replace (banner_name || n as banner_name) from mart_pass_rate as p, range({rows // there}) as r(n)"
        mart.execute(f"create table big as {more}")
        mart.execute("insert into mart_pass_rate select * from big")
        mart.execute("drop table big")
    return large


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
