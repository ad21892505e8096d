"""Where a table's header stands and what its cells mean: one to three rows, found by what they say."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from dagster_project.forms import Form, header_key
from dagster_project.forms.ours import COLUMNS
from dagster_project.intake.layout.labels import MOST_KNOWN, Texts, at, column, depth, stacks
from dagster_project.intake.layout.text import squeeze
from dagster_project.intake.layout.wide import spread

HEADER_ROWS = 30  # a header begins among the first so many rows


@dataclass
class Header:
    """Rows that name columns of a form. columns: cell position → canonical column; cells: label above each position.

    row_no: its last row (1-based); depth: how many rows it has. bands: the columns of each table that stands side by
    side with this one, beginning with this one's own; forms: theirs, where they are not all this one's; given: what
    their labels say of all of their rows (wide.py). untitled: names of the forms it could be, where the title does not
    say which. ours: positions of the columns that we added when the workbook was returned. above: of a table higher up in the sheet
    that lacks something, so that its rows are not read.
    """

    form: Form
    row_no: int
    depth: int
    cells: Texts
    columns: dict[int, str]
    missing: list[str]  # labels of required columns that are not there
    points: int
    bands: tuple[dict[int, str], ...] = ()
    forms: tuple[Form, ...] = ()
    given: tuple[dict[str, str], ...] = ()
    untitled: tuple[str, ...] = ()
    ours: tuple[int, ...] = ()
    above: "Header | None" = None

    @property
    def is_whole(self) -> bool:
        """True when rows can be read by it."""
        return not self.missing and not self.untitled

    @property
    def first_no(self) -> int:
        return self.row_no - self.depth + 1

    def others(self) -> dict[int, str]:
        """Cell position → label of the columns that the form does not know."""
        known = {i for band in self.bands for i in band}
        return {i: text for i, text in enumerate(self.cells) if text and i not in known}

    def unseen(self) -> list[str]:
        """Labels of printed columns that are not there."""
        there = set(self.columns.values())
        return [label for name, label in self.form.labels("expected").items() if name not in there]

    def nearest(self, label: str) -> str | None:
        """The printed name, not in use here, of the column whose name is most like this one."""
        free = {k: n for k, n in self.form.keys.items() if n not in self.columns.values()}
        [name] = [free[k] for k in get_close_matches(header_key(label), free, 1, 0.6)] or [None]
        return next((c.label for c in self.form.columns if c.name == name), None)

    def means_the_same(self, other: "Header") -> bool:
        return self.form.code == other.form.code and (self.columns, self.given) == (other.columns, other.given)


def find_header(
    head: list[Texts], forms: tuple[Form, ...], starts: int = HEADER_ROWS, title: str = "",
    accept: Callable[[Header], bool] = lambda header: False,
) -> Header | None:  # fmt: skip
    """The first rows that name all required columns of a form; else those that name most of them; else None.

    title: what is said above these rows. accept: whether a header will do though it misses something.
    """
    best = None
    for start in range(min(starts, len(head))):
        found = _best_at(head, start, forms, title)
        if found and (found.is_whole or accept(found)):
            found = _without_titles(head, found, forms, title)
            is_table = best is not None and len(best.columns) > 2 and best.row_no < found.first_no
            return replace(found, above=best) if is_table else found
        if found and _is_near(found) and (best is None or (found.points, found.row_no == best.row_no) > (best.points, False)):
            best = found  # the later one of those that end in the same row: titles above are none of it
        title += "".join(text for text in head[start] if text)
    return best


def _is_near(found: Header) -> bool:
    """Whether it is worth telling people of: most of a few labels, or some of many."""
    return len(found.columns) > 2 or 2 * len(found.columns) >= sum(map(bool, found.cells))


def turned(head: list[Texts], forms: tuple[Form, ...]) -> Form | None:
    """The form whose labels stand one below the other in one of the first columns: a table with rows and columns exchanged."""
    for i in range(3):
        labels = [text for row in head if (text := at(row, i))]
        for form in forms:
            if form.labels("required").keys() <= set(map(form.column_of, labels)):
                return form
    return None


def _without_titles(head: list[Texts], found: Header, forms: tuple[Form, ...], title: str) -> Header:
    """Rows at its top that name nothing are no part of a header."""
    for start in range(found.first_no, found.row_no):
        title += "".join(text for text in head[start - 1] if text)
        later = _best_at(head, start, forms, title)
        if later and later.missing == found.missing and not later.untitled and len(later.columns) >= len(found.columns):
            found = later
    return found


def _best_at(head: list[Texts], start: int, forms: tuple[Form, ...], title: str) -> Header | None:
    """The header that begins in this row, as deep as it goes; shallower when that names more."""
    if sum(text is not None for text in head[start]) < 2:
        return None
    found: list[Header] = []
    for deep in range(depth(head, start, forms), 0, -1):
        found += candidates(head[start : start + deep], forms, title)
    best = max(found, key=lambda h: (not h.missing, h.points, h.depth), default=None)
    if best is None:
        return None
    best = replace(_as_titled(best, found, squeeze(title)), row_no=start + best.depth)
    if best.form.needs_title:
        twins = [form for form in forms if form.needs_title]
        said = [form for form in twins if form.is_titled(squeeze(title))]
        if said != [best.form]:
            best.untitled = tuple(form.name for form in twins)
    return best


def _as_titled(best: Header, found: list[Header], title: str) -> Header:
    """A list of those who passed is no list of applicants, though it has all their columns: then what it lacks is to be told."""
    said = [one for one in found if one.form.has_persons and one.form.is_titled(title) and one.depth == best.depth]
    if best.missing or not said or best.form.is_titled(title) or not best.form.has_persons:
        return best
    return min(said, key=lambda one: len(one.missing))


def candidates(rows: list[Texts], forms: tuple[Form, ...], title: str) -> list[Header]:
    """What these rows could be the header of; remembered, for many files have the same header."""
    known, said = forms[0].known, squeeze(title)
    titled = tuple(form.code for form in forms if form.is_titled(said))
    key = (tuple(map(tuple, rows)), tuple(form.code for form in forms), titled)
    if key not in known:
        if len(known) > MOST_KNOWN:
            known.clear()
        above = stacks(rows)
        found = [_as_header(form, len(rows), above, form.code in titled) for form in forms]
        known[key] = [header for header in found if header]
    return known[key]


def _as_header(form: Form, deep: int, above: list[list[str]], is_titled: bool) -> Header | None:
    """A header whose rows are the first ones: where they stand is for the caller to say. above: labels of each column."""
    added = tuple(i for i, stack in enumerate(above) if stack and header_key(stack[-1]) in COLUMNS)
    bonus, cells = 5 if is_titled else 0, [None if i in added else "/".join(stack) or None for i, stack in enumerate(above)]
    required = form.labels("required")
    bands, given = _bands(form, above, added, required), ()
    if form.wide and not required.keys() <= set(bands[0].values()) and (wide := spread(form, above)):
        bands, given = wide
    if len(bands[0]) < 2:
        return None
    there = {name for one in (bands[:1] if not given else bands) for name in one.values()} | {name for one in given for name in one}
    there |= {name for name, others in form.instead.items() if others <= there}
    missing = [label for name, label in required.items() if name not in there]
    return Header(form, deep, deep, cells, bands[0], missing, len(there) + bonus, tuple(bands), given=given, ours=added)


def _bands(form: Form, above: list[list[str]], added: tuple[int, ...], required: dict[str, str]) -> list[dict[int, str]]:
    """The columns of the table, and of those of the same form that stand beside it."""
    bands: list[dict[int, str]] = [{}]
    shared: dict[int, str] = {}  # positions named only by the label that spans them
    for i, stack in enumerate(above):
        name, is_own = (None, True) if i in added else column(form, stack)
        if name is None:
            continue
        band = bands[-1]
        if name not in band.values() or (not is_own and shared.get(i - 1) == name):
            band[i] = name
        elif required.keys() <= set(band.values()):
            bands.append({i: name})
        if not is_own:
            shared[i] = name
    return _whole_bands(bands, set(required))


def _whole_bands(bands: list[dict[int, str]], required: set[str]) -> list[dict[int, str]]:
    """A repeated name begins a table beside the first only if that one is whole; else it was a column typed twice."""
    kept = bands[:1]
    for band in bands[1:]:
        if required <= set(band.values()):
            kept.append(band)
        else:
            there = set(kept[-1].values())
            kept[-1].update({i: name for i, name in band.items() if name not in there})
    return kept
