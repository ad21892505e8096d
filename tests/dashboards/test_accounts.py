"""Accounts: on the home's list with or without the service, a first password that must change, out at the next request."""

import re

import pytest
import requests

from dagster_project import dashboards
from dagster_project.dashboards import accounts
from dagster_project.dashboards.client import Superset
from dagster_project.errors import UserError
from tests.conftest import said, zhicheng
from tests.dashboards.reader import browser_session

OWN = "a-new-secret-77"


def test_the_list_is_kept_while_nothing_runs(home):
    home.mark_demo()
    done = zhicheng("users", "add", "张三", "--role", "包头市", home=home)
    assert done.returncode == 0 and "下次启动时生效" in said(done)
    assert accounts.read(home)["张三"] == accounts.Account("张三", "张三", "150200")
    password = accounts.read_logins(home)["张三"][1]
    assert len(password) >= 12 and password not in said(done)
    assert accounts.logins_file(home).stat().st_mode & 0o077 == 0
    listed = said(zhicheng("users", "list", home=home))
    assert "张三" in listed and "150200" in listed and password not in listed


def test_a_taken_or_strange_name_is_refused(home):
    accounts.add(home, "Li.Si", "自治区")
    for name, word in (("li.si", "已经有了"), ("../x", "不能用"), ("a b", "不能用"), ("publisher", "不能用")):
        with pytest.raises(UserError, match=word):
            accounts.add(home, name, "自治区")
    with pytest.raises(UserError, match="没有账号"):
        accounts.reset(home, "nobody")


def test_an_unknown_role_is_refused(home):
    done = zhicheng("users", "add", "x", "--role", "火星市", home=home)
    assert done.returncode == 2 and "没有报送单位" in said(done)


def test_the_last_administrator_stays(home):
    accounts.first_accounts(home, {})
    with pytest.raises(UserError, match="最后一个"):
        accounts.set_state(home, "admin", accounts.DISABLED)
    accounts.add(home, "second", accounts.ADMIN)
    accounts.set_state(home, "admin", accounts.DISABLED)
    assert accounts.read(home)["admin"].state == "停用"


def test_first_accounts_come_once(home):
    first = accounts.first_accounts(home, {"150200": "包头市"})
    accounts.set_state(home, "b150200", accounts.DISABLED)
    again = accounts.first_accounts(home, {"150200": "包头市", "150300": "乌海市"})
    assert list(first) == ["admin", "region", "b150200"]
    assert list(again) == ["admin", "region", "b150200", "b150300"]
    assert again["b150200"].state == "停用"


def change(address: str, session: requests.Session, old: str, new: str, again: str = "") -> requests.Response:
    """Send the form as the browser does."""
    page = session.get(f"{address}/password/").text
    token = re.search(r'name="csrf_token" value="([^"]+)', page).group(1)
    form = {"old": old, "new": new, "again": again or new, "csrf_token": token}
    return session.post(f"{address}/password/", data=form, allow_redirects=False)


@pytest.fixture
def newcomer(served):
    """(account, one-time password) of a person added while the service runs."""
    name = f"new{len(accounts.read(served))}"
    assert zhicheng("users", "add", name, "--role", "150200", home=served).returncode == 0
    return name, accounts.read_logins(served)[name][1]


def status(address: str, session: requests.Session) -> int:
    return session.get(f"{address}/api/v1/me/", allow_redirects=False).status_code


@pytest.mark.slow
def test_only_a_demonstrations_own_accounts_keep_their_first_password(served, newcomer):
    for name in ("region", "b150200"):
        assert not accounts.mark(served, "first", name).exists()
    assert accounts.mark(served, "first", newcomer[0]).exists()


@pytest.mark.slow
def test_a_first_login_leads_to_the_password_and_nowhere_else(served, newcomer):
    address, (name, first) = dashboards.address(served), newcomer
    session = browser_session(address, name, first)
    assert session.get(f"{address}/superset/dashboard/overview-body/", allow_redirects=False).headers["location"] == "/password/"
    assert status(address, session) == 403
    login = {"username": name, "password": first, "provider": "db"}
    token = requests.post(f"{address}/api/v1/security/login", json=login)
    assert token.status_code == 403 and "初始密码" in token.json()["message"]
    for old, new, again, word in ((first, "short1", "", "至少"), (first, OWN, "other", "不一样"), ("wrong", OWN, "", "原密码"),
                                  (first, f"{name}12345", "", "账号名"), (first, first, "", "相同")):  # fmt: skip
        answer = change(address, session, old, new, again)
        assert answer.status_code == 400 and word in answer.text
    assert change(address, session, first, OWN).status_code == 302
    assert status(address, session) == 200
    assert session.get(f"{address}/superset/dashboard/overview-body/").status_code == 200
    dashboards.provision(served)
    assert status(address, browser_session(address, name, OWN)) == 200


@pytest.mark.slow
def test_a_changed_password_ends_other_sessions(served, newcomer):
    address, (name, first) = dashboards.address(served), newcomer
    copied, own = browser_session(address, name, first), browser_session(address, name, first)
    assert change(address, own, first, OWN).status_code == 302
    assert status(address, own) == 200
    assert status(address, copied) in (302, 401)
    zhicheng("users", "reset", name, home=served)
    assert status(address, own) in (302, 401)
    assert status(address, browser_session(address, name, accounts.read_logins(served)[name][1])) == 403


@pytest.mark.slow
def test_a_disabled_person_is_out_at_the_next_request(served, newcomer):
    address, (name, first) = dashboards.address(served), newcomer
    session = browser_session(address, name, first)
    change(address, session, first, OWN)
    login = {"username": name, "password": OWN, "provider": "db"}
    token = requests.post(f"{address}/api/v1/security/login", json=login).json()["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    assert requests.get(f"{address}/api/v1/dashboard/", headers=bearer).status_code == 200
    assert "已生效" in said(zhicheng("users", "disable", name, home=served))
    assert status(address, session) in (302, 401)
    assert requests.get(f"{address}/api/v1/dashboard/", headers=bearer).status_code in (401, 422)
    assert requests.post(f"{address}/api/v1/security/login", json=login).status_code == 401
    zhicheng("users", "enable", name, home=served)
    assert status(address, browser_session(address, name, OWN)) == 200


@pytest.mark.slow
def test_guesses_are_counted_in_any_spelling(served, newcomer):
    name = newcomer[0]
    url = f"{dashboards.address(served)}/api/v1/security/login"
    spellings = [name, name.upper(), name.title(), f"{name}@localhost", f" {name}"]
    login = {"password": "wrong", "provider": "db"}
    answers = [requests.post(url, json=login | {"username": spellings[i % 5]}).status_code for i in range(11)]
    assert answers == [401] * 10 + [429]


@pytest.mark.slow
def test_importing_again_resets_nobody(served, newcomer):
    hashes = {row["username"]: row["changed_on"] for row in Superset(served).every("security/users/")}
    logins = accounts.read_logins(served)
    dashboards.provision(served)
    assert {row["username"]: row["changed_on"] for row in Superset(served).every("security/users/")} == hashes
    assert accounts.read_logins(served) == logins
