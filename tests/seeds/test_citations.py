"""Every cited figure stands at its place in the notices: a folder of their texts, named by ZHICHENG_NOTICES.

The folder is not part of this repository; without it the test is skipped and says so. Files may have any name: a
notice is known by its 文号 on a line of its own, else by its title. Words are compared after NFKC, without spaces.
"""

import os
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from tests.seeds.test_policy import rows

FOLDER = os.environ.get("ZHICHENG_NOTICES")
needs_notices = pytest.mark.skipif(
    not FOLDER, reason="ZHICHENG_NOTICES 没有指明存放通知原文的文件夹：引文未核对"
)

LIMITS = {r["rule_id"]: r for r in rows("policy/policy_limit")}
CITED = [r for r in LIMITS.values() if r["place"].startswith("行")]
QUOTES = rows("policy/citation")
# Limits that are our reading of words without that figure: "already three", "some", "all", a list of five.
INFERRED = {"R-PANEL-01", "R-PANEL-03", "R-PANEL-04", "R-REC-03"}
IN_WORDS = {(1, 3): "三分之一", (1, 1): "一个", (7, 1): "一周", (4, 1): "四次", (2, 1): "两次", (3, 1): "三年"}


def words(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@cache
def texts() -> list[list[str]]:
    """The lines of each readable file of the folder. Fails when the folder is empty or absent."""
    files = sorted(p for p in Path(FOLDER).iterdir() if p.is_file())
    found = [p.read_text("utf-8", errors="replace").split("\n") for p in files]
    assert found, "ZHICHENG_NOTICES 指明的文件夹里没有文件"
    return found


@cache
def notice(document_id: str) -> list[str]:
    """The lines of the file that holds a notice itself, not of one that only mentions it."""
    document = next(d for d in rows("policy/policy_document") if d["document_id"] == document_id)
    number, title = words(document["document_no"]), words(document["title"])
    heading = re.compile(re.escape(title) + "(?!》)")
    by_number = [t for t in texts() if any(words(line) == number for line in t)]
    found = by_number or [t for t in texts() if heading.search(words("".join(t)))]
    assert len(found) == 1, f"{document['document_no']}：找到 {len(found)} 个文件，应为 1 个"
    return found[0]


def spans(place: str) -> list[tuple[int, int]]:
    """行105、123-125 → [(105, 105), (123, 125)]; lines count from 1."""
    found = re.findall(r"(\d+)(?:-(\d+))?", place)
    return [(int(a), int(b or a)) for a, b in found]


def at(document_id: str, place: str) -> str:
    lines = notice(document_id)
    assert all(b <= len(lines) for _, b in spans(place)), f"{document_id} {place}：原文只有 {len(lines)} 行"
    return words("".join("".join(lines[a - 1 : b]) for a, b in spans(place)))


def test_every_rule_with_a_place_is_quoted_within_it():
    assert {q["rule_id"] for q in QUOTES} == {r["rule_id"] for r in CITED} == set(LIMITS) - {"R-POST-01-2024"}
    for rule in CITED:
        mine = [q for q in QUOTES if q["rule_id"] == rule["rule_id"] and q["document_id"] == rule["document_id"]]
        assert mine, rule["rule_id"]
        for quote in mine:
            inside = all(any(a <= c and d <= b for a, b in spans(rule["place"])) for c, d in spans(quote["place"]))
            assert inside, (rule["rule_id"], quote["place"], rule["place"])


def test_quotes_are_short():
    assert all(0 < len(words(q["quote"])) <= 50 for q in QUOTES)
    assert len({tuple(q.values()) for q in QUOTES}) == len(QUOTES)


@pytest.mark.parametrize("rule", [r for r in CITED if r["limit_numerator"] not in ("", "0")], ids=lambda r: r["rule_id"])
def test_a_limits_figure_is_among_its_quoted_words(rule):
    n, d = int(rule["limit_numerator"]), int(rule["limit_denominator"])
    quoted = words("".join(q["quote"] for q in QUOTES if q["rule_id"] == rule["rule_id"]))
    figure = f"{n}%" if d == 100 else str(n)
    once = rule["rule_id"].startswith("R-EXCL") and n == 1
    assert figure in quoted or IN_WORDS.get((n, d), "无") in quoted or once or rule["rule_id"] in INFERRED


@needs_notices
@pytest.mark.parametrize("quote", QUOTES, ids=lambda q: f"{q['rule_id']} {q['place']}")
def test_quoted_words_stand_at_their_place(quote):
    assert words(quote["quote"]) in at(quote["document_id"], quote["place"]), quote


@needs_notices
@pytest.mark.parametrize("rule", CITED, ids=lambda r: r["rule_id"])
def test_the_word_that_sets_the_severity_is_printed(rule):
    assert words(rule["severity_word"]) in at(rule["document_id"], rule["place"])


@needs_notices
@pytest.mark.parametrize("name", ["exemption", "deadline", "measure_scope"])
def test_other_rows_point_at_lines_that_hold_text(name):
    for row in rows(f"policy/{name}"):
        for place in row["place"].split("、行"):
            assert at(row["document_id"], place), row


@needs_notices
def test_deadlines_print_their_day():
    for row in rows("policy/deadline"):
        _, month, day = map(int, row["due"].split("-"))
        text = at(row["document_id"], row["place"])
        assert f"{month}月{day}日" in text or re.search(rf"{month}月\d+日—{day}日", text), row["deadline_id"]


@needs_notices
def test_where_else_a_rule_is_stated_the_line_holds_text():
    for rule in CITED:
        for part in filter(None, rule["also_stated_in"].split("; ")):
            document, _, place = part.split(" ")
            assert len(at(document, place)) > 10, (rule["rule_id"], part)
