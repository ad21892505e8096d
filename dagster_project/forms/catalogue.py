"""Forms and their columns, read from the seeds: the yearly shape of a form is a row of data, never an `if`."""

import csv
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

FORMS_DIR = Path(__file__).resolve().parents[2] / "dbt" / "seeds" / "forms"
WORDS = "form_word.csv"  # among the codes, beside the folder of forms
REPORT = "报告"  # a docx or pdf: registered as handed in, not read

_WIDE = {"across", "across_part", "across_not", "across_sure"}  # no columns: what stands in a header where a column lies across it
_YEAR = re.compile(r"^20\d\d年(度|份)?")
_OTHER_SCRIPT = re.compile(r"[a-z.\u1800-\u18af\u202f]+")  # a header in Mongolian or English beside the Chinese: 姓名Name
_MARKS, _DIGITS = "*★☆※:", "0123456789"  # of a column that must be filled in; of a footnote: 姓名①
_BRACKETS = re.compile(r"\([^()]*\)")


@lru_cache(4096)
def header_key(label: str) -> str:
    """A header as it is compared: no blanks or line breaks, half-width, without a year before or marks around it."""
    key = "".join(unicodedata.normalize("NFKC", label).split()).lower().translate(_simplified())
    return _YEAR.sub("", key.strip(_MARKS)).strip(_MARKS)


@lru_cache(1)
def _simplified() -> dict[int, str]:
    """Traditional characters of labels → simplified ones."""
    pairs = unit_words(FORMS_DIR).get("label_traditional", ())
    return {ord(pair[0]): pair[1] for pair in pairs if len(pair) == 2}


def bare_key(label: str) -> str:
    """The same without bracketed units and explanations: 核定岗位数(个) → 核定岗位数."""
    return _BRACKETS.sub("", header_key(label))


@dataclass(frozen=True)
class Column:
    """One known column. need: required (without it nothing can be counted), expected (printed), optional."""

    name: str
    label: str
    need: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wide:
    """What a word in a header stands for where values of a column are laid side by side. is_part: a grade of a level."""

    value: str
    is_part: bool


@dataclass(frozen=True)
class Form:
    """One form in one review year. handed_in_by: 报送单位, 自治区 or 报送单位或自治区.

    title_words: words of its title. needs_title: its columns are those of another form, only the title tells them apart.
    wide: {word in a header: value of wide_column that it stands for}; not_wide: words over columns of something else;
    surely_wide: words that say whose grades these are. words: by kind, of which names of units are made (units.py).
    instead: {required column: columns that together make it needless}.
    """

    code: str
    name: str
    handed_in_by: str
    title_words: tuple[str, ...]
    needs_title: bool
    columns: tuple[Column, ...]
    keys: dict[str, str] = field(default_factory=dict, repr=False)
    wide: dict[str, Wide] = field(default_factory=dict, repr=False)
    not_wide: tuple[str, ...] = ()
    surely_wide: tuple[str, ...] = ()
    wide_column: str | None = None
    words: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    instead: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)
    known: dict = field(
        default_factory=dict, repr=False, compare=False
    )  # what headers met so far mean (header.py)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def has_persons(self) -> bool:
        return "person_name" in self.names

    def is_titled(self, title: str) -> bool:
        """True when the title (half-width, without blanks) has one of the form's words."""
        return any(word in title for word in self.title_words)

    def column_of(self, header: str) -> str | None:
        """The canonical column that a header cell means, or None."""
        key = header_key(header)
        if key in self.keys:
            return self.keys[key]
        plain = _BRACKETS.sub("", key).strip(_MARKS)
        return self.keys.get(plain) or self.keys.get(_OTHER_SCRIPT.sub("", key)) or self.keys.get(plain.rstrip(_DIGITS))

    def labels(self, need: str) -> dict[str, str]:
        """{column name: printed label} of the columns of this need."""
        return self._labels.get(need, {})

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for column in self.columns:
            found.setdefault(column.need, {})[column.name] = column.label
        return found


def load_forms(folder: Path = FORMS_DIR, year: int | None = None) -> tuple[Form, ...]:
    """Forms in force in a review year (every row when year is None), in the order of form.csv."""
    by_form: dict[str, list[dict]] = {}
    for row in _rows(folder / "form_column.csv", year):
        by_form.setdefault(row["form_code"], []).append(row)
    words = unit_words(folder)
    return tuple(_form(row, by_form.get(row["form_code"], []), words) for row in _rows(folder / "form.csv", year))


def unit_words(folder: Path) -> dict[str, tuple[str, ...]]:
    """{kind: words} of which names of units are made."""
    path = folder.parent / "codes" / WORDS
    rows = _rows(path if path.exists() else FORMS_DIR.parent / "codes" / WORDS, None)
    kinds = ("unit_", "department_", "label_")
    return {r["word_kind"]: (r["word"], *_words(r["aliases"])) for r in rows if r["word_kind"].startswith(kinds)}


def _form(row: dict, rows: list[dict], unit_words: dict[str, tuple[str, ...]]) -> Form:
    columns: dict[str, Column] = {}
    for r in rows:
        if r["need"] in _WIDE or r["need"] == "instead":
            continue
        aliases = _words(r["aliases"])
        first = columns.get(r["column_name"])
        if first:  # a later row of the same column: a renamed label is one more alias
            aliases = (*first.aliases, r["label"], *aliases)
            columns[first.name] = Column(first.name, first.label, first.need, aliases)
        else:
            columns[r["column_name"]] = Column(r["column_name"], r["label"], r["need"], aliases)
    keys: dict[str, str] = {}
    for spell in (lambda c: [c.label], lambda c: c.aliases):
        for key in (header_key, bare_key):
            for column in columns.values():
                for label in spell(column):
                    keys.setdefault(key(label), column.name)
    return Form(row["form_code"], row["form_name"], row["handed_in_by"], _words(row["title_words"]),
                row["title_need"] == "required", tuple(columns.values()), keys, *_wide(rows), unit_words, _instead(rows))  # fmt: skip


def _wide(rows: list[dict]) -> tuple[dict[str, Wide], tuple[str, ...], tuple[str, ...], str | None]:
    """Of the rows whose column_name is column=value: {word: value}, words that exclude, words that make sure, the column."""
    words: dict[str, Wide] = {}
    others: dict[str, tuple[str, ...]] = {"across_not": (), "across_sure": ()}
    name = None
    for row in rows:
        if row["need"] not in _WIDE:
            continue
        name, _, value = row["column_name"].partition("=")
        said = (row["label"], *_words(row["aliases"]))
        if row["need"] in others:
            others[row["need"]] += said
        else:
            words |= {header_key(word): Wide(value, row["need"] == "across_part") for word in said}
    return words, *others.values(), name


def _instead(rows: list[dict]) -> dict[str, frozenset[str]]:
    """Of the rows whose column_name is column=column+column."""
    pairs = (row["column_name"].split("=") for row in rows if row["need"] == "instead")
    return {name: frozenset(others.split("+")) for name, others in pairs}


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split("|") if word.strip())


def _rows(path: Path, year: int | None) -> list[dict]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [r for r in rows if year is None or _in_force(r, year)]


def _in_force(row: dict, year: int) -> bool:
    return (row["valid_from"] or "0")[:4] <= str(year) and str(year) <= (row["valid_to"] or "9999")[:4]
