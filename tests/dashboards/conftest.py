"""A small mart with made-up figures, and one Superset that serves it to all tests of this folder."""

import socket

import pytest

from dagster_project import dashboards
from dagster_project.dashboards.client import Superset
from dagster_project.home import Home
from tests.dashboards import made_mart
from tests.dashboards.reader import Reader, passwords


@pytest.fixture(scope="session")
def mart_home(tmp_path_factory) -> Home:
    """A demonstration home in which only the mart is published."""
    home = Home(tmp_path_factory.mktemp("dashboards") / "home").create()
    home.mark_demo()
    made_mart.write(home.published / "mart-made.duckdb")
    home.mart.symlink_to("mart-made.duckdb")
    return home


@pytest.fixture(scope="session")
def served(mart_home) -> Home:
    """The same home, with its service running."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    try:
        dashboards.start(mart_home, port)
        yield mart_home
    finally:
        dashboards.stop(mart_home)


@pytest.fixture(scope="session")
def publisher(served) -> Superset:
    return Superset(served)


@pytest.fixture(scope="session")
def datasets(publisher) -> dict[str, int]:
    """{dataset: its number} in the running service."""
    return {row["table_name"]: row["id"] for row in publisher.every("dataset/")}


@pytest.fixture(scope="session")
def reader(served):
    """reader(account): that person, logged in once for all tests."""
    people: dict[str, Reader] = {}

    def login(account: str) -> Reader:
        if account not in people:
            people[account] = Reader(dashboards.address(served), account, passwords(served)[account])
        return people[account]

    return login
