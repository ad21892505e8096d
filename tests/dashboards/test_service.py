"""Starting and stopping says what is wrong, and never touches a process that is not ours."""

import os
import socket

import pytest

from dagster_project import dashboards
from dagster_project.dashboards import service
from dagster_project.errors import UserError


def test_nothing_to_stop(home):
    assert dashboards.stop(home) is False


def test_a_pid_that_now_belongs_to_another_process_is_left_alone(home):
    (home.logs / "superset.pid").write_text(str(os.getpid()), "utf-8")
    assert service.running(home) is None
    assert dashboards.stop(home) is False


def test_a_taken_port_is_named(home):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UserError, match=str(port)):
            dashboards.start(home, port)


def test_the_address_of_a_stopped_service_says_how_to_start(home):
    with pytest.raises(UserError, match="start"):
        dashboards.address(home)


def test_files_with_secrets_are_owner_only(home):
    service.write_owner_only(home.secrets / "x", "y")
    assert (home.secrets / "x").stat().st_mode & 0o077 == 0
