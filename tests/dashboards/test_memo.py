"""What workers remember counts only while it is true: a change of account, role, row rule or publication at once."""

import sqlite3

import duckdb
import pytest

from dagster_project import dashboards
from dagster_project.dashboards import access
from dagster_project.publish.swap import point_at
from tests.dashboards.reader import Reader

pytestmark = pytest.mark.slow

CHANGEABLE = "mover"
QUERY = {"columns": ["bureau_code"], "metrics": ["申报人次"]}
OFTEN = 8  # times a request is repeated: both workers have surely been asked, and remember


@pytest.fixture
def mover(served, publisher):
    """(reader, its number, {role: number}): a person of 包头市 whose account a test may change."""
    numbers = {row["name"]: row["id"] for row in publisher.every("security/roles/")}
    roles = [numbers[access.READER], numbers[access.body_role("150200")]]
    body = {"username": CHANGEABLE, "first_name": "调", "last_name": "动", "email": "mover@localhost", "active": True}
    number = publisher.save("security/users/", None, body | {"roles": roles, "password": "moving-about-77"})
    yield Reader(dashboards.address(served), CHANGEABLE, "moving-about-77"), number, numbers
    publisher.delete(f"security/users/{number}")


def shown(person: Reader, dataset: int) -> list:
    """The bodies in each of OFTEN answers; the status where there is no answer."""
    answers = [person.data(dataset, **QUERY) for _ in range(OFTEN)]
    return [{row["bureau_code"] for row in a.json()["result"][0]["data"]} if a.ok else a.status_code for a in answers]


def test_a_person_moved_to_another_body_sees_that_ones_rows_at_once(mover, publisher, datasets):
    person, number, numbers = mover
    assert shown(person, datasets["pass_rate"]) == [{"150200"}] * OFTEN
    roles = [numbers[access.READER], numbers[access.body_role("150300")]]
    publisher.save("security/users/", number, {"roles": roles})
    assert shown(person, datasets["pass_rate"]) == [{"150300"}] * OFTEN
    publisher.save("security/users/", number, {"roles": [numbers[access.READER]]})
    assert shown(person, datasets["pass_rate"]) == [set()] * OFTEN


def test_a_changed_row_rule_counts_at_once(mover, publisher, datasets):
    person, _, numbers = mover
    assert shown(person, datasets["pass_rate"]) == [{"150200"}] * OFTEN
    name = access.body_role("150200")
    rule = next(row for row in publisher.every("rowlevelsecurity/") if row["name"] == name)
    told = {"name": name, "filter_type": "Regular", "tables": list(datasets.values()), "roles": [numbers[name]], "group_key": access.RULE_GROUP}
    try:
        publisher.save("rowlevelsecurity/", rule["id"], told | {"clause": "bureau_code = '150300'"})
        assert shown(person, datasets["pass_rate"]) == [{"150300"}] * OFTEN
    finally:
        publisher.save("rowlevelsecurity/", rule["id"], told | {"clause": "bureau_code = '150200'"})
    assert shown(person, datasets["pass_rate"]) == [{"150200"}] * OFTEN


def test_a_withdrawn_permission_and_a_disabled_account_count_at_once(mover, publisher, datasets):
    person, number, numbers = mover
    assert shown(person, datasets["pass_rate"]) == [{"150200"}] * OFTEN
    publisher.save("security/users/", number, {"roles": [numbers[access.body_role("150200")]]})
    assert set(shown(person, datasets["pass_rate"])) <= {401, 403}
    publisher.save("security/users/", number, {"active": False})
    assert set(shown(person, datasets["pass_rate"])) <= {401, 422}


def test_another_publication_counts_at_once_and_for_each_its_own(mover, served, reader, datasets, tmp_path):
    person, own = mover[0], served.mart.resolve()
    other = served.published / "mart-remembered.duckdb"
    other.write_bytes(own.read_bytes())
    with duckdb.connect(str(other)) as mart:
        mart.execute("delete from mart_pass_rate where bureau_code = '150200'")
    try:
        for publication, rows in ((own, {"150200"}), (other, set()), (own, {"150200"})):
            point_at(served, publication)
            assert shown(person, datasets["pass_rate"]) == [rows] * OFTEN
            assert all(len(bodies) > 1 for bodies in shown(reader("region"), datasets["pass_rate"]))
    finally:
        point_at(served, own)
        other.unlink()


def test_downloads_and_the_administrator_are_logged_a_readers_charts_are_not(mover, reader, served, datasets):
    def logged() -> int:
        with sqlite3.connect(served.superset / "events.db") as events:
            return events.execute("select count(*) from logs where action = 'ChartDataRestApi.data'").fetchone()[0]

    body = {"datasource": {"id": datasets["pass_rate"], "type": "table"}, "queries": [QUERY]}
    before = logged()
    shown(mover[0], datasets["pass_rate"])
    assert logged() == before
    assert mover[0].ask("POST", "/api/v1/chart/data", json=body | {"result_format": "csv"}).ok
    assert logged() == before + 1
    shown(reader("admin"), datasets["pass_rate"])
    assert logged() == before + 1 + OFTEN


def test_opening_a_page_leaves_the_store_alone(reader, served):
    """It is written down that the page was opened, and its filters are kept, but no worker forgets what it knows."""
    person, store = reader("region"), sqlite3.connect(served.superset / "superset.db")
    version = "pragma data_version"
    before = store.execute(version).fetchone()
    assert person.ask("GET", "/superset/dashboard/overview/", "cookie").ok
    page = person.ask("GET", "/api/v1/dashboard/overview", "cookie").json()["result"]["id"]
    kept = person.ask("POST", f"/api/v1/dashboard/{page}/filter_state", "cookie", json={"value": "{}"})
    assert kept.status_code == 201 and store.execute(version).fetchone() == before
    events = sqlite3.connect(served.superset / "events.db")
    assert events.execute("select count(*) from logs where action = 'dashboard' and dashboard_id = ?", [page]).fetchone()[0]
