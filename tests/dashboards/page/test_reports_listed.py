"""A body finds its own reports on the page: those of now, and those of each release; of other bodies nothing."""

import pytest

from dashboards.page import files
from dashboards.page.refused import Refused
from dashboards.page.who import Body


@pytest.fixture
def home(tmp_path):
    for path in (
        "reports/2023/150500/简报.pdf", "releases/2023/1/reports/150500/简报_定稿（第1版）.pdf", "releases/2023/1/reports/150200/简报.pdf",
        "releases/2023/1/mart.duckdb", "releases/2023/1/与上一版相比.csv", "releases/2023/.release.tmp/reports/150500/半份.pdf",
        "releases/2023/10/reports/150500/简报_修订（第10版）.pdf",
    ):  # fmt: skip
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path, "utf-8")
    return tmp_path


def test_reports_of_now_and_of_each_release_are_listed_and_taken(home):
    listed = [one["path"] for one in files.reports(home, 2023, Body("150500", "通辽市"))]
    assert listed == ["简报.pdf", "发布第1版/简报_定稿（第1版）.pdf", "发布第10版/简报_修订（第10版）.pdf"]
    for path in listed:
        assert files.report(home, 2023, "150500", path).read_text("utf-8").endswith(path.rpartition("/")[2])


@pytest.mark.parametrize("path", [
    "发布第1版/../../mart.duckdb", "发布第1版/mart.duckdb", "发布第1版/../150200/简报.pdf", "发布第2版/简报.pdf", "发布第.release.tmp版/半份.pdf",
    "半份.pdf", "/etc/passwd", "",
])  # fmt: skip
def test_nothing_else_is(home, path):
    with pytest.raises(Refused):
        files.report(home, 2023, "150500", path)
