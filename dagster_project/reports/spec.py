"""How a table of a report is declared: its query, its columns, the words around it."""

from dataclasses import dataclass, replace

from dagster_project.labels import label
from dagster_project.reports.model import Column


@dataclass(frozen=True)
class Spec:
    """A table to be made: its query is queries/<id>.sql, its labels come from the mart's contract.

    query: the name of a query that several tables share; given: its parameters beside year and body.
    hidden_when_empty: columns left out when no row has a value. empty: what is said when there is no row.
    is_protected: its counts are of people; see edition.py.
    """

    id: str
    sheet: str
    title: str
    unit: str
    mart: str
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()
    hidden_when_empty: tuple[str, ...] = ()
    empty: str = "本年度没有数据。"
    is_protected: bool = True
    query: str = ""
    given: tuple[tuple[str, str], ...] = ()


def texts(mart: str, *names: str) -> tuple[Column, ...]:
    return tuple(Column(n, label(mart, n)) for n in names)


def counts(mart: str, *names: str, adds: bool = True) -> tuple[Column, ...]:
    return tuple(Column(n, label(mart, n), "count", adds) for n in names)


def rate(mart: str, name: str, numerator: str, denominator: str) -> Column:
    return Column(name, label(mart, name), "rate", rate_of=(numerator, denominator))


def own(name: str, text: str, kind: str = "text", adds: bool = False, rate_of=None, **more) -> Column:
    """A column that exists in the report only, so no mart describes it."""
    return Column(name, text, kind, adds, rate_of, **more)


def opened(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The same columns, shown unrounded in the public edition: they count no people."""
    return tuple(replace(column, is_open=True) for column in columns)
