"""Questions asked of an open page by what it shows: big figures, sentences, lines of tables. Nothing else is looked at."""

import re
from collections import Counter
from dataclasses import dataclass

from tests.dashboards.reader import big_figures

RIGHT, WRONG, NOT_FOUND = "right", "wrong", "not found"
LINES = """(title) => {
  for (const holder of document.querySelectorAll('[data-test=dashboard-component-chart-holder]')) {
    const name = holder.querySelector('[data-test=slice-header]')?.innerText.split('\\n')[0].trim();
    if (name !== title || !holder.querySelector('table')) continue;
    const text = (cells) => [...cells].map((cell) => cell.textContent.trim());
    const heads = text(holder.querySelectorAll('thead th')), rows = [...holder.querySelectorAll('tbody tr')];
    return [heads, ...rows.map((row) => text(row.querySelectorAll('td')))];
  }
  return [];
}"""


@dataclass(frozen=True)
class Question:
    """One question of a reader, where its answer stands on the page, and a query of the mart that gives the same words.

    at: "figure:TITLE", "sentence:PATTERN with one group", or "table:TITLE/COLUMN": that column of the first line.
    """

    asked: str
    at: str
    query: str


def lines(page, title: str) -> list[dict[str, str]]:
    """The lines of the table of that title, as {column title: text}; empty when there is none."""
    heads, *rows = page.evaluate(LINES, title) or [[]]
    return [dict(zip(heads, row, strict=False)) for row in rows]


def answer(page, at: str) -> str | None:
    """What the page says there, or None."""
    kind, _, place = at.partition(":")
    if kind == "figure":
        return big_figures(page).get(place)
    if kind == "sentence":
        found = re.search(place, page.inner_text("body"))
        return found.group(1) if found else None
    title, _, column = place.partition("/")
    table = lines(page, title)
    return table[0].get(column) if table else None


def ask(page, questions: list[Question], mart) -> tuple[Counter, list[str]]:
    """How many were right, wrong and not found, and a line for each."""
    score, said = Counter(), []
    for question in questions:
        shown, wanted = answer(page, question.at), mart.execute(question.query).fetchone()[0]
        verdict = NOT_FOUND if shown is None else RIGHT if shown == str(wanted) else WRONG
        score[verdict] += 1
        said.append(f"{verdict:<10}{question.asked}　{shown}" + ("" if verdict == RIGHT else f" / {wanted}"))
    return score, said
