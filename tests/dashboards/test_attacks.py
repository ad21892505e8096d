"""Every role against every dataset and chart, and the whole attack list as four kinds of person; prints tried and leaked."""

import secrets

import pytest

from dagster_project import dashboards
from dagster_project.dashboards import access, bundle
from tests.dashboards import attacks
from tests.dashboards.made_mart import seed
from tests.dashboards.reader import Reader, chart_query, passwords

pytestmark = pytest.mark.slow

BODIES = [row["bureau_code"] for row in seed("reporting_body")]
EVERYONE = [access.REGION, *BODIES]
THOROUGHLY = (access.REGION, "150000", "150200", "152501")  # a role of each kind: all bodies, departments, a city, a county-level body


@pytest.fixture(scope="module")
def found(served):
    return bundle.read(served.mart)


@pytest.fixture(scope="module")
def scores():
    """{kind: score}, filled by all tests of this file."""
    return {}


@pytest.fixture(scope="module")
def attacker(served, reader, scores):
    """attacker(role): that person, able to tell what is not theirs."""
    accounts = list(passwords(served))

    def make(role: str) -> attacks.Attacker:
        account = "region" if role == access.REGION else f"b{role}"
        others = [name for name in accounts if name != account]
        return attacks.Attacker(reader(account), account, attacks.foreign_to(role, others), scores)

    return make


@pytest.fixture(scope="module")
def scopeless(served, publisher, scores):
    """A reader whose body is no more."""
    roles = {row["name"]: row["id"] for row in publisher.every("security/roles/")}
    body = {"username": "nobodys", "first_name": "无", "last_name": "范围", "email": "nobodys@localhost", "active": True}
    body |= {"roles": [roles[access.READER]], "password": secrets.token_urlsafe(12)}
    number = publisher.save("security/users/", None, body)
    person = Reader(dashboards.address(served), "nobodys", body["password"])
    yield attacks.Attacker(person, "nobodys", attacks.foreign_to("", list(passwords(served))), scores)
    publisher.delete(f"security/users/{number}")


@pytest.fixture(scope="module")
def links(reader, publisher, datasets):
    """Keys of another body's filters and settings, and a permanent link."""
    page = next(row["id"] for row in publisher.every("dashboard/") if row["slug"] == "overview-body")
    owner, state = reader("b150300"), f"/api/v1/dashboard/{page}/filter_state"
    value = {"value": '{"f": {"extraFormData": {"filters": [{"val": ["150300"]}]}}}'}
    made = owner.ask("POST", state, "cookie", json=value)
    settings = {"datasource_id": datasets["pass_rate"], "datasource_type": "table", "form_data": '{"v": "150300"}'}
    kept = owner.ask("POST", "/api/v1/explore/form_data", "cookie", json=settings)
    assert (made.status_code, kept.status_code) == (201, 201)
    own = [f"{state}/{made.json()['key']}", f"/api/v1/explore/form_data/{kept.json()['key']}"]
    assert "150300" in owner.ask("GET", own[0], "cookie").text
    link = publisher.post(f"dashboard/{page}/permalink", {"dataMask": {"f": {"ownState": {"v": "150300"}}}})
    return [*own, f"/api/v1/dashboard/permalink/{link['key']}", f"/superset/dashboard/p/{link['key']}/"]


@pytest.mark.parametrize("role", EVERYONE)
def test_every_chart_and_dataset_shows_every_role_its_own(attacker, found, publisher, role):
    person = attacker(role)
    numbers = {row["uuid"]: row["id"] for row in publisher.every("dataset/")}
    answers = attacks.charts(person, found, numbers)
    assert set(answers) <= {"rows", "empty"}, answers
    assert answers["rows"] > len(found.charts) / 2
    if role == access.REGION:
        assert not answers["empty"]
    for dataset in found.datasets.values():
        columns = [column["column_name"] for column in dataset["columns"]]
        number = numbers[dataset["uuid"]]
        person.ask("columns", "POST", "/api/v1/chart/data", json=attacks.chart_body(number, {"columns": columns[:40]}))
        if role in THOROUGHLY:
            attacks.own_columns(person, number, columns, BODIES)


@pytest.mark.parametrize("role", [access.REGION, "150200", "152501"])
def test_old_routes_and_drop_downs(attacker, datasets, role):
    for number in datasets.values():
        attacks.old_routes(attacker(role), number)


@pytest.mark.parametrize("role", [access.REGION, "150200"])
def test_own_sql_on_one_dataset(attacker, datasets, role):
    attacks.own_sql(attacker(role), datasets["pass_rate"])


@pytest.mark.parametrize("role", [access.REGION, "150200"])
def test_what_is_the_administrators(attacker, found, role):
    person = attacker(role)
    attacks.administration(person)
    highest = {"dashboard": len(found.dashboards), "chart": len(found.charts), "dataset": len(found.datasets)}
    attacks.objects(person, highest)


def test_what_another_saved(attacker, links):
    attacks.saved_links(attacker("150200"), links)


def test_an_answer_kept_for_the_region_is_not_given_to_a_body(attacker, found, publisher):
    """The region asks first, twice, so that the answer is surely kept; then bodies ask the very same."""
    numbers = {row["uuid"]: row["id"] for row in publisher.every("dataset/")}
    queries = [(numbers[c["dataset_uuid"]], chart_query(c, None)) for c in found.charts.values()][:12]
    region, keys = attacker(access.REGION).person, []
    for dataset, query in queries:
        for _ in range(2):
            answer = region.ask("POST", "/api/v1/chart/data", json=attacks.chart_body(dataset, query)).json()
        assert answer["result"][0]["is_cached"]
        keys.append(answer["result"][0]["cache_key"])
    for role in ("150200", "152501"):
        attacks.cached_answers(attacker(role), queries, keys)


def test_a_reader_whose_body_is_no_more_sees_nothing(scopeless, found, publisher):
    for row in publisher.every("dataset/"):
        attacks.own_columns(scopeless, row["id"], ["bureau_code", "bureau_name"], BODIES)
        attacks.old_routes(scopeless, row["id"])


def test_every_dataset_is_under_every_rule(publisher, datasets):
    for rule in publisher.every("rowlevelsecurity/"):
        tables = publisher.get(f"rowlevelsecurity/{rule['id']}")["result"]["tables"]
        assert {table["id"] for table in tables} == set(datasets.values()), rule["name"]


def test_nothing_leaked(scores, capsys):
    """Last of the file: the list itself."""
    with capsys.disabled():
        print(f"\n{'kind':<28}{'tried':>7}{'not reached':>13}{'leaked':>8}")
        for kind, score in sorted(scores.items()):
            print(f"{kind:<28}{score.tried:>7}{score.not_tried:>13}{len(score.leaks):>8}")
    assert len(scores) >= 20
    assert all(score.tried for score in scores.values())
    leaks = [leak for score in scores.values() for leak in score.leaks]
    assert not leaks, "\n".join(leaks)
