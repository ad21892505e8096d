"""The attack list: every way we know to ask a running service for what is not one's own, counted by kind.

A try is a request that reached what it was aimed at. By token a 401 is none (the route does not take tokens), nor a
429, nor an answer that only says our own SQL was malformed: those are counted apart.
A leak is an answer that holds another body's code or name, another person's account, something of the database itself,
or, for a kind marked FORBIDDEN, any success at all.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass, field

from dagster_project.dashboards import access, bundle
from tests.dashboards.made_mart import seed
from tests.dashboards.reader import Reader, chart_query

MALFORMED = re.compile(r"(?i)syntax error|parser error|not a valid|missing data for required|unknown field|field may not")
INSIDES = re.compile(r"(?i)duckdb:|mart-[\w-]+\.duckdb|pbkdf2|scrypt|superset\.db|sqlite|traceback")


@dataclass
class Score:
    """What became of the tries of one kind."""

    tried: int = 0
    not_tried: int = 0
    leaks: list[str] = field(default_factory=list)


@dataclass
class Attacker:
    """One person, and how to see in an answer that it is not for this person."""

    person: Reader
    account: str
    foreign: re.Pattern
    scores: dict[str, Score]

    def ask(self, kind, method, path, by="token", forbidden=False, echo=(), **options):
        """Make one request and judge the answer, which is returned. forbidden: any success is a leak.

        echo: codes that were asked for, and so stand in the answer whatever it holds.
        """
        score = self.scores.setdefault(kind, Score())
        answer = self.person.ask(method, path, by, **options)
        text = plain(answer)
        for word in echo:
            text = text.replace(word, "")
        unreached = answer.status_code == 429 or (by == "token" and answer.status_code == 401)
        if unreached or (answer.status_code in (400, 422) and MALFORMED.search(text)):
            score.not_tried += 1
            return answer
        score.tried += 1
        found = self.foreign.search(text)
        if found or (forbidden and answer.status_code == 200 and answer.content):
            why = found.group(0) if found else "answered"
            score.leaks.append(f"{self.account} {by} {method} {path} {str(options)[:160]} -> {answer.status_code} {why}")
        return answer

    def chart(self, kind: str, dataset: int, forbidden: bool = False, **query) -> None:
        """A chart request by token and by cookie."""
        for by in ("token", "cookie"):
            self.ask(kind, "POST", "/api/v1/chart/data", by, forbidden, json=chart_body(dataset, query))


def plain(answer) -> str:
    """An answer's text; its JSON with Chinese as it is, and without what our own files say."""
    try:
        return json.dumps(_undescribed(answer.json()), ensure_ascii=False)
    except ValueError:
        return answer.text


WORDING = {"description", "description_markeddown", "sql", "expression", "rendered_expression"}  # of our own files, which name bodies


def _undescribed(thing):
    if isinstance(thing, dict):
        return {key: _undescribed(value) for key, value in thing.items() if key not in WORDING}
    return [_undescribed(value) for value in thing] if isinstance(thing, list) else thing


def chart_body(dataset: int, query: dict, **more) -> dict:
    body = {"datasource": {"id": dataset, "type": "table"}, "result_format": "json", "result_type": "full"}
    return body | more | {"queries": [{"row_limit": 10000, "filters": [], "metrics": None, "columns": []} | query]}


def foreign_to(code: str, accounts: list[str]) -> re.Pattern:
    """Finds other bodies' codes, names and banners, other accounts and the insides of the service in a text.

    code: the attacker's body; 自治区 sees every body, but neither accounts nor insides.
    """
    others = [row for row in seed("reporting_body") if row["bureau_code"] != code]
    plain_words = ("admin", "region")  # also words of the data: only their addresses tell
    words = [rf"{name}@" if name in plain_words else rf"(?<![\w.]){name}(?![\w.])" for name in accounts]
    if code != access.REGION:
        words += [rf"(?<![\d.]){row['bureau_code']}(?!\d)" for row in others]
        words += [rf"示例{row['bureau_code'][2:4]}\d区" for row in others if row["bureau_code"][:4] != code[:4]]
        words += [re.escape(row["bureau_name"]) for row in others]
    return re.compile("|".join([*words, INSIDES.pattern.removeprefix("(?i)")]))


# --- what is asked of every dataset

def own_columns(attacker: Attacker, dataset: int, columns: list[str], codes: list[str]) -> None:
    """Plain requests that a page also makes: all columns, another body's filter, every aggregate."""
    attacker.chart("columns", dataset, columns=columns[:40])
    both = ["bureau_code", "bureau_name"]
    for op, value in (("IN", codes), ("NOT IN", ["x"]), ("LIKE", "%"), ("IS NOT NULL", None)):
        query = {"columns": both, "filters": [{"col": "bureau_code", "op": op, "val": value}]}
        attacker.ask("filters", "POST", "/api/v1/chart/data", echo=codes, json=chart_body(dataset, query))
    for kind in ("samples", "drill_detail", "results", "query"):
        body = chart_body(dataset, {"columns": both}, result_type=kind)
        attacker.ask("drill and samples", "POST", "/api/v1/chart/data", json=body)
    for form in ("csv", "xlsx"):
        body = chart_body(dataset, {"columns": ["bureau_code", "bureau_name"]}, result_format=form)
        attacker.ask("exports of rows", "POST", "/api/v1/chart/data", json=body)


SUBQUERIES = [
    "(select max(bureau_code) from main.mart_pass_rate)",
    "bureau_code = any (select column_name from (summarize main.mart_pass_rate))",
    "exists (select 1 from (describe main.mart_pass_rate))",
    "(select count(*) from (summarize (select * from main.mart_submission))) > 0",
    "(select string_agg(table_name) from information_schema.tables) is not null",
    "(select sql from duckdb_tables() limit 1) is not null",
    "(select content from read_text('/etc/hostname')) is not null",
    "(select max(a) from query('select 1 as a')) = 1",
    "(select max(applied) from \"main\".\"MART_PASS_RATE\") > 0",
    "1 = 1) or (1 = 1",
    "1 = 1 union all select bureau_code from main.mart_pass_rate",
    "{{ current_user_id() }} > 0",
    "'{{ current_username() }}' <> ''",
    "{{ dataset(1) }}",
    "{{ filter_values('bureau_code') | length }} >= 0",
    "1 = 1 -- ",
    "/* x */ 1 = 1",
]


def own_sql(attacker: Attacker, dataset: int) -> None:
    """SQL of one's own in every place of a chart request that takes any."""
    for sql in SUBQUERIES:
        kind = "jinja" if "{{" in sql else "summarize and describe" if re.search("summar|descr", sql) else "sql in a request"
        adhoc = {"expressionType": "SQL", "sqlExpression": sql, "label": "x"}
        plain_columns = {"columns": ["bureau_code"]}
        for query in (
            plain_columns | {"extras": {"where": sql}},
            plain_columns | {"extras": {"having": sql}},
            {"columns": [adhoc]},
            {"metrics": [adhoc]},
            plain_columns | {"orderby": [[adhoc, True]]},
            plain_columns | {"filters": [{"col": adhoc, "op": "IS NOT NULL"}]},
            plain_columns | {"metrics": [], "series_limit_metric": adhoc, "series_limit": 1, "series_columns": ["bureau_code"]},
            plain_columns | {"post_processing": [{"operation": "aggregate", "options": {"groupby": [sql], "aggregates": {}}}]},
        ):
            attacker.chart(kind, dataset, forbidden="post_processing" not in query, **query)
        form = {"datasource": f"{dataset}__table", "viz_type": "table", "query_mode": "raw", "all_columns": ["bureau_code"],
                "where": sql, "adhoc_filters": [adhoc | {"clause": "WHERE"}]}  # fmt: skip
        attacker.ask(kind, "POST", "/superset/explore_json/", "cookie", True, data={"form_data": json.dumps(form)})


def old_routes(attacker: Attacker, dataset: int) -> None:
    """Routes of former versions, which take a cookie only."""
    form = json.dumps({"datasource": f"{dataset}__table", "viz_type": "table", "query_mode": "raw",
                       "all_columns": ["bureau_code", "bureau_name"]})  # fmt: skip
    for extra in ("", "?csv=true", "?query=true", "?results=true", "?samples=true"):
        attacker.ask("old routes", "POST", f"/superset/explore_json/{extra}", "cookie", data={"form_data": form})
    attacker.ask("old routes", "GET", f"/datasource/get/table/{dataset}/", "cookie")
    samples = f"/datasource/samples?force=false&datasource_type=table&datasource_id={dataset}"
    attacker.ask("drill and samples", "POST", samples, "cookie", json={})
    attacker.ask("drill and samples", "POST", f"{samples}&per_page=1000&page=1", "cookie",
                 json={"filters": [{"col": "bureau_code", "op": "IS NOT NULL"}]})  # fmt: skip
    attacker.ask("old routes", "GET", f"/superset/fetch_datasource_metadata?datasourceKey={dataset}__table", "cookie")
    for column in ("bureau_code", "bureau_name", "banner_name"):
        for by in ("token", "cookie"):
            attacker.ask("filter values", "GET", f"/api/v1/datasource/table/{dataset}/column/{column}/values/", by)
    for path in (f"dataset/{dataset}/drill_info/", f"dataset/{dataset}", f"dataset/{dataset}/related_objects"):
        for by in ("token", "cookie"):
            attacker.ask("other ids", "GET", f"/api/v1/{path}", by)


# --- what is asked once a person

FORBIDDEN_READS = {
    "users and roles": ["security/users/", "security/users/1", "security/roles/", "security/roles/1", "security/roles/1/permissions/",
                        "security/roles/search/", "security/groups/", "security/permissions-resources/", "rowlevelsecurity/",
                        "rowlevelsecurity/1", "security/users/_info", "security/user_registrations/", "user/1/avatar.png"],
    "logs": ["log/", "log/1", "log/recent_activity/", "query/", "query/1", "query/updated_since?q=(last_updated_ms:0)"],
    "raw database": ["database/", "database/1", "database/1/connection", "database/1/schemas/", "database/1/tables/?q=(schema_name:main)",
                     "database/1/table_metadata/?name=mart_pass_rate", "database/1/select_star/mart_pass_rate/", "database/available/",
                     "database/1/table/mart_pass_rate/main/", "database/1/function_names/", "database/1/related_objects/",
                     "database/1/table_metadata/extra/?name=mart_pass_rate"],
    "exports of files": ["dashboard/export/?q=!(1)", "chart/export/?q=!(1)", "dataset/export/?q=!(1)", "database/export/?q=!(1)",
                         "assets/export/", "theme/export/?q=!(1)", "saved_query/export/?q=!(1)", "dashboard/1/export_as_example/"],
    "thumbnails": ["dashboard/1/thumbnail/x/", "chart/1/thumbnail/x/", "chart/1/cache_screenshot/", "dashboard/1/screenshot/x/"],
    "sql lab": ["sqllab/", "sqllab/results/?q=(key:x)", "sqllab/export/x/", "saved_query/", "sqllab/permalink/x"],
    "reports and tags": ["report/", "report/1", "annotation_layer/", "tag/", "report/1/log/"],
}  # fmt: skip

WRITES = [
    ("POST", "sqllab/execute/", {"database_id": 1, "sql": "select * from main.mart_pass_rate", "schema": "main"}),
    ("POST", "sqllab/estimate/", {"database_id": 1, "sql": "select 1"}),
    ("POST", "sqllab/permalink", {"dbId": 1, "name": "x", "sql": "select 1"}),
    ("POST", "dataset/", {"database": 1, "schema": "main", "table_name": "mart_submission"}),
    ("POST", "dataset/", {"database": 1, "schema": "main", "table_name": "virtual", "sql": "select * from main.mart_pass_rate"}),
    ("POST", "dataset/get_or_create/", {"database_id": 1, "table_name": "mart_pass_rate", "schema": "main"}),
    ("POST", "dataset/duplicate", {"base_model_id": 1, "table_name": "copy"}),
    ("PUT", "dataset/1", {"sql": "select * from main.mart_pass_rate"}),
    ("PUT", "dataset/1/refresh", {}),
    ("POST", "chart/", {"slice_name": "x", "datasource_id": 1, "datasource_type": "table", "viz_type": "table"}),
    ("PUT", "chart/1", {"slice_name": "x"}),
    ("DELETE", "chart/1", None),
    ("POST", "dashboard/", {"dashboard_title": "x"}),
    ("PUT", "dashboard/1", {"dashboard_title": "x"}),
    ("DELETE", "dashboard/1", None),
    ("POST", "dashboard/1/permalink", {"activeTabs": []}),
    ("POST", "explore/permalink", {"formData": {"datasource": "1__table"}}),
    ("POST", "dashboard/1/embedded", {"allowed_domains": []}),
    ("POST", "database/", {"database_name": "x", "sqlalchemy_uri": "duckdb://"}),
    ("POST", "database/test_connection/", {"sqlalchemy_uri": "duckdb://", "database_name": "x"}),
    ("POST", "database/validate_parameters/", {"engine": "duckdb", "parameters": {}, "configuration_method": "dynamic_form"}),
    ("POST", "database/1/validate_sql/", {"sql": "select 1", "schema": "main"}),
    ("POST", "rowlevelsecurity/", {"name": "x", "filter_type": "Regular", "tables": [1], "roles": [1], "clause": "1 = 1"}),
    ("DELETE", "rowlevelsecurity/1", None),
    ("POST", "security/users/", {"username": "x", "first_name": "x", "last_name": "x", "email": "x@x", "roles": [1], "active": True,
                                 "password": "xxxxxxxxxx1"}),
    ("PUT", "security/users/2", {"active": False}),
    ("PUT", "me/", {"password": "anything-new-1"}),
    ("POST", "security/guest_token/", {"user": {}, "resources": [], "rls": []}),
    ("POST", "security/roles/1/permissions", {"permission_view_menu_ids": [1]}),
    ("PUT", "chart/warm_up_cache", {"chart_id": 1}),
    ("POST", "cachekey/invalidate", {"datasource_uids": ["1__table"]}),
    ("POST", "assets/import/", {}),
    ("POST", "report/", {"name": "x", "type": "Report"}),
    ("POST", "css_template/", {"template_name": "x", "css": "x"}),
    ("PUT", "theme/1/set_system_default", {}),
]  # fmt: skip


def administration(attacker: Attacker) -> None:
    """Everything that is an administrator's: read by token and cookie, and written."""
    for kind, paths in FORBIDDEN_READS.items():
        for path in paths:
            for by in ("token", "cookie"):
                attacker.ask(kind, "GET", f"/api/v1/{path}", by, forbidden=True)
    for method, path, body in WRITES:
        kind = "virtual datasets" if path.startswith("dataset") else "writing"
        for by in ("token", "cookie"):
            attacker.ask(kind, method, f"/api/v1/{path}", by, forbidden=True, json=body)
    for kind in ("dashboard", "chart", "dataset", "database", "query", "report", "theme", "css_template", "tag"):
        for column in ("owners", "created_by", "changed_by", "roles", "user", "database", "tags"):
            for by in ("token", "cookie"):
                attacker.ask("lists of people", "GET", f"/api/v1/{kind}/related/{column}?q=(page_size:100)", by)
    for column in ("schema", "catalog", "bureau_code"):
        attacker.ask("lists of people", "GET", f"/api/v1/dataset/distinct/{column}")
    for page in ("users/list/", "users/add", "roles/list/", "users/show/1", "users/edit/1", "actionlog/list", "users/", "roles/", "list_groups/",
                 "databaseview/list/", "sqllab/", "sqllab/history/", "dataset/add/", "chart/add", "resetpassword/form?pk=1", "userinfoeditview/form",
                 "rowlevelsecurity/list/", "tasks/list/", "registrations/", "extensions/list/", "dynamic-plugins/list/"):  # fmt: skip
        attacker.ask("pages of the administrator", "GET", f"/{page}", "cookie", forbidden=True)


def objects(attacker: Attacker, numbers: dict[str, int]) -> None:
    """Every object by its number, and a few beyond; numbers: {kind: highest number}."""
    for kind, last in numbers.items():
        for number in range(1, last + 3):
            paths = [f"{kind}/{number}"]
            paths += [f"{kind}/{number}/{part}" for part in ("charts", "datasets", "tabs", "embedded")] if kind == "dashboard" else []
            paths += [f"{kind}/{number}/data/", f"explore/?slice_id={number}"] if kind == "chart" else []
            for path in paths:
                attacker.ask("other ids", "GET", f"/api/v1/{path}")
        for by in ("token", "cookie"):
            attacker.ask("other ids", "GET", f"/api/v1/{kind}/?q=(page_size:100)", by)


def saved_links(attacker: Attacker, links: list[str]) -> None:
    """Links and keys that another person saved."""
    for link in links:
        for by in ("token", "cookie"):
            attacker.ask("saved links", "GET", link, by)


def cached_answers(attacker: Attacker, queries: list[tuple[int, dict]], keys: list[str]) -> None:
    """The same request right after somebody who sees everything made it, and that answer by its key."""
    for dataset, query in queries:
        attacker.ask("cache after another role", "POST", "/api/v1/chart/data", json=chart_body(dataset, query))
    for key in keys:
        for path in (f"/api/v1/chart/data/{key}", f"/superset/explore_json/data/{key}"):
            for by in ("token", "cookie"):
                attacker.ask("cached answers by key", "GET", path, by)


def charts(attacker: Attacker, found: bundle.Bundle, numbers: dict[str, int]) -> Counter:
    """Every chart's own query, whoever asks; the rows of another body are leaks. Returns {rows|empty|the error: charts}."""
    answers = Counter()
    for name, chart in found.charts.items():
        query = chart_query(chart, None)
        body = chart_body(numbers[chart["dataset_uuid"]], {}) | {"queries": [query]}
        answer = attacker.ask("charts", "POST", "/api/v1/chart/data", json=body)
        empty = answer.status_code == 200 and not answer.json()["result"][0]["data"]
        said = f"{name}: {answer.status_code} {answer.text[:200]}" if answer.status_code != 200 else "empty" if empty else "rows"
        answers[said] += 1
    return answers
