"""Who sees what, tried against a running service: by token where programs come, by cookie where browsers come."""

import json

import pytest
import requests

from dagster_project import dashboards
from dagster_project.dashboards import access
from tests.dashboards.made_mart import seed
from tests.dashboards.reader import Reader, browser_session, passwords

pytestmark = pytest.mark.slow

BODIES = [row["bureau_code"] for row in seed("reporting_body")]
OWN_SQL = {"expressionType": "SQL", "sqlExpression": "max(applied)", "label": "x"}


@pytest.mark.parametrize("code", BODIES)
def test_a_body_sees_its_own_rows_of_every_dataset_and_no_other(reader, datasets, code):
    person = reader(f"b{code}")
    for name, number in datasets.items():
        seen = {row["bureau_code"] for row in person.rows(number, columns=["bureau_code"])}
        assert seen == {code}, name


@pytest.mark.parametrize("code", BODIES)
def test_asking_for_another_body_gives_nothing(reader, datasets, code):
    other = next(body for body in BODIES if body != code)
    asked = [{"col": "bureau_code", "op": "==", "val": other}]
    for name, number in datasets.items():
        assert reader(f"b{code}").rows(number, columns=["bureau_code"], filters=asked) == [], name


def test_the_region_sees_every_body(reader, datasets):
    for name, number in datasets.items():
        seen = {row["bureau_code"] for row in reader("region").rows(number, columns=["bureau_code"])}
        assert seen - {None} == set(BODIES), name


@pytest.fixture(scope="module")
def unscoped(served, publisher):
    """A reader to whom no body was given."""
    roles = {row["name"]: row["id"] for row in publisher.every("security/roles/")}
    body = {"username": "unscoped", "first_name": "无", "last_name": "范围", "email": "unscoped@localhost"}
    body |= {"active": True, "roles": [roles[access.READER]], "password": "made-for-this-test"}
    number = publisher.save("security/users/", None, body)
    yield Reader(dashboards.address(served), "unscoped", body["password"])
    publisher.delete(f"security/users/{number}")


def test_a_reader_without_a_body_sees_nothing(unscoped, datasets):
    for name, number in datasets.items():
        answer = unscoped.data(number, columns=["bureau_code"])
        assert answer.status_code == 403 or answer.json()["result"][0]["data"] == [], name


def test_a_dataset_that_nobody_filtered_shows_nothing(served, publisher, reader):
    database = publisher.every("database/")[0]["id"]
    body = {"database": database, "schema": "main", "table_name": "mart_pass_rate"}
    number = publisher.save("dataset/", None, body)
    permissions = publisher.every("security/permissions-resources/")
    opened = [r["id"] for r in permissions if f"(id:{number})" in r["view_menu"]["name"]]
    roles = {row["name"]: row["id"] for row in publisher.every("security/roles/")}
    try:
        path = f"security/roles/{roles[access.READER]}/permissions"
        api = [
            r["id"] for r in permissions if r["view_menu"]["name"] in ("Api", "Chart", "Dataset", "Superset")
        ]
        publisher.post(path, {"permission_view_menu_ids": opened + api})
        for person in ("region", "b150200"):
            assert reader(person).rows(number, columns=["bureau_code"]) == [], person
    finally:
        dashboards.import_dashboards(served)
        dashboards.provision(served)
    assert "mart_pass_rate" not in {row["table_name"] for row in publisher.every("dataset/")}


@pytest.mark.parametrize(
    "query",
    [
        {"metrics": [OWN_SQL]},
        {"columns": [OWN_SQL | {"sqlExpression": "(select max(bureau_code) from main.mart_pass_rate)"}]},
        {"columns": ["bureau_code"], "extras": {"where": "1 = 1"}},
        {"columns": ["bureau_code"], "extras": {"having": "max(applied) > 0"}},
        {
            "columns": ["bureau_code"],
            "extras": {"where": "applied > any (select 1 from (summarize main.mart_pass_rate))"},
        },
        {"columns": ["bureau_code"], "orderby": [[OWN_SQL, True]]},
        {
            "metrics": ["申报人次"],
            "columns": ["bureau_code"],
            "series_limit_metric": OWN_SQL,
            "series_limit": 1,
        },
    ],
    ids=["metric", "column", "where", "having", "summarize", "order", "series limit"],
)
def test_own_sql_is_refused(reader, datasets, query):
    for person in ("region", "b150200"):
        answer = reader(person).data(datasets["pass_rate"], **query)
        assert answer.status_code == 403
        assert answer.json()["errors"][0]["message"] == "不允许自带查询语句"


@pytest.mark.parametrize("path", ["/sqllab/", "/superset/sqllab/"])
def test_there_is_no_sql_lab_page(reader, path):
    assert reader("b150200").ask("GET", path, by="cookie").status_code in (302, 403, 404)


def test_sql_lab_runs_nothing(reader, publisher):
    body = {"database_id": publisher.every("database/")[0]["id"], "sql": "select 1", "schema": "main"}
    assert reader("b150200").ask("POST", "/api/v1/sqllab/execute/", "cookie", json=body).status_code == 403


@pytest.mark.parametrize("kind", ["dashboard", "chart", "dataset"])
@pytest.mark.parametrize("field", ["owners", "created_by", "changed_by", "roles"])
def test_lists_of_people_and_roles_are_closed(reader, kind, field):
    answer = reader("b150200").ask("GET", f"/api/v1/{kind}/related/{field}")
    people = answer.json().get("result", []) if answer.status_code == 200 else []
    assert {row["text"] for row in people} <= {"包头市 用户"}, people


@pytest.mark.parametrize(
    "path", ["security/users/", "security/roles/", "rowlevelsecurity/", "database/", "log/"]
)
def test_administration_is_closed_to_a_body(reader, path):
    answer = reader("b150200").ask("GET", f"/api/v1/{path}")
    assert answer.status_code in (401, 403, 404) or answer.json().get("count") == 0, answer.text[:300]


def test_samples_and_old_routes_show_no_other_body(reader, datasets):
    person, number = reader("b150200"), datasets["pass_rate"]
    form = {
        "form_data": json.dumps(
            {"datasource": f"{number}__table", "viz_type": "table", "all_columns": ["bureau_code"]}
        )
    }
    tries = [
        person.ask(
            "POST", f"/datasource/samples?datasource_type=table&datasource_id={number}", "cookie", json={}
        ),
        person.ask("GET", f"/datasource/get/table/{number}/", "cookie"),
        person.ask("POST", "/superset/explore_json/", "cookie", data=form),
    ]
    for answer in tries:
        others = [code for code in BODIES if code != "150200" and f'"{code}"' in answer.text]
        assert not others, answer.text[:300]


def test_each_page_opens_to_those_it_is_made_for(reader):
    assert reader("region").ask("GET", "/api/v1/dashboard/overview").status_code == 200
    assert reader("b150200").ask("GET", "/api/v1/dashboard/overview-body").status_code == 200
    assert reader("b150200").ask("GET", "/api/v1/dashboard/overview").status_code in (403, 404)
    assert reader("b150200").ask("GET", "/", "cookie").headers["location"].endswith("/overview-body/")


def test_a_copied_cookie_dies_at_logout(served):
    address, password = dashboards.address(served), passwords(served)["b150300"]
    session = browser_session(address, "b150300", password)
    copied = dict(session.cookies)
    assert requests.get(f"{address}/api/v1/me/", cookies=copied).status_code == 200
    session.get(f"{address}/logout/")
    assert requests.get(f"{address}/api/v1/me/", cookies=copied).status_code == 401


def test_a_request_of_no_reasonable_size_is_refused(served, reader):
    large = b"0" * (9 << 20)
    url = f"{dashboards.address(served)}/api/v1/security/login"
    answer = requests.post(url, data=large, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()) == (413, {"message": "请求过大，没有受理。报送文件请用“我的报送”。"})
    form = {"form_data": (None, large)}
    assert reader("b150200").ask("POST", "/superset/explore_json/", "cookie", files=form).status_code == 413


def test_guessing_is_slowed_down(served):
    login = {"username": "nobody", "password": "wrong", "provider": "db"}
    url = f"{dashboards.address(served)}/api/v1/security/login"
    answers = [requests.post(url, json=login).status_code for _ in range(11)]
    assert answers[:10] == [401] * 10
    assert answers[10] == 429


def test_the_store_is_owner_only(served):
    folder = served.superset
    loose = [path for path in [folder, *folder.rglob("*")] if path.stat().st_mode & 0o077]
    assert not loose
    assert (served.secrets / "logins.txt").stat().st_mode & 0o077 == 0
