"""Words that read the catalogue are found wherever a statement hides them, and nowhere in what it only says."""

import pytest

from dagster_project.dashboards.datasets import _guard

HIDDEN = [
    "select * from (summarize m)",
    "select 1 as \"x--\", * from (summarize m)",
    "select 1 as \"a/*b\", * from (describe m) as \"c*/d\"",
    "select E'\\'' || (select 1 from (show m)) || ''",
    "select $$'$$, (select 1 from (pragma x)), $$'$$",
    "select $a$ -- $a$, (summarize m)",
    "select '/*', (summarize m), '*/'",
    "select 'x''', (summarize m)",
]  # fmt: skip
SAID = [
    "select 1 -- what a clerk's show is\n", "select '-- show'", "select 'it''s show'", "/* load */ select 1", "select $$show$$",
    "select E'\\'show\\''", 'select "load" from t', "select right(x, 3) from t",
]  # fmt: skip


@pytest.mark.parametrize("sql", HIDDEN)
def test_a_statement_hides_no_word(sql):
    assert _guard().forbidden(sql)


@pytest.mark.parametrize("sql", SAID)
def test_what_is_only_said_is_allowed(sql):
    assert _guard().forbidden(sql) is None
