"""Where a table's header stands and what its cells mean: one to three rows, found by what they say."""

from dataclasses import dataclass, replace
from difflib import get_close_matches

from dagster_project.forms import Form, header_key
from dagster_project.forms.ours import COLUMNS
from dagster_project.intake.layout.text import squeeze
from dagster_project.intake.layout.titles import unit_of_row

HEADER_ROWS = 30  # a header begins among the first so many rows
DEEPEST = 3
_MOST_KNOWN = 10_000

Texts = list[str | None]


@dataclass
class Header:
    """Rows that name columns of a form. columns: cell position → canonical column; cells: label above each position.

    row_no: its last row (1-based); depth: how many rows it has. bands: the columns of each table that stands side by
    side with this one, beginning with this one's own; forms: theirs, where they are not all this one's. untitled: names of the forms it could be, where the title does
    not say which. ours: positions of the columns that we added when the workbook was returned.
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
    untitled: tuple[str, ...] = ()
    ours: tuple[int, ...] = ()

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
        return self.form.code == other.form.code and self.columns == other.columns


def find_header(
    head: list[Texts], forms: tuple[Form, ...], starts: int = HEADER_ROWS, title: str = ""
) -> Header | None:
    """The first rows that name all required columns of a form; else those that name most of them; else None.

    title: what is said above these rows.
    """
    best = None
    for start in range(min(starts, len(head))):
        found = _best_at(head, start, forms, title)
        if found and found.is_whole:
            return _without_titles(head, found, forms, title)
        if found and _is_near(found) and (best is None or found.points > best.points):
            best = found
        title += "".join(text for text in head[start] if text)
    return best


def _is_near(found: Header) -> bool:
    """Whether it is worth telling people of: most of a few labels, or some of many."""
    return len(found.columns) > 2 or 2 * len(found.columns) >= sum(map(bool, found.cells))


def turned(head: list[Texts], forms: tuple[Form, ...]) -> Form | None:
    """The form whose labels stand one below the other in one of the first columns: a table with rows and columns exchanged."""
    for i in range(3):
        labels = [text for row in head if (text := _at(row, i))]
        for form in forms:
            if form.labels("required").keys() <= set(map(form.column_of, labels)):
                return form
    return None


def _without_titles(head: list[Texts], found: Header, forms: tuple[Form, ...], title: str) -> Header:
    """Rows at its top that name nothing are no part of a header."""
    for start in range(found.first_no, found.row_no):
        title += "".join(text for text in head[start - 1] if text)
        later = _best_at(head, start, forms, title)
        if later and later.is_whole and len(later.columns) >= len(found.columns):
            found = later
    return found


def _best_at(head: list[Texts], start: int, forms: tuple[Form, ...], title: str) -> Header | None:
    """The header that begins in this row, as deep as it goes; shallower when that names more."""
    if sum(text is not None for text in head[start]) < 2:
        return None
    found: list[Header] = []
    for deep in range(_depth(head, start, forms), 0, -1):
        found += candidates(head[start : start + deep], forms, title)
    best = max(found, key=lambda h: (not h.missing, h.points, h.depth), default=None)
    if best is None:
        return None
    best = replace(best, row_no=start + best.depth)
    if best.form.needs_title:
        twins = [form for form in forms if form.needs_title]
        said = [form for form in twins if form.is_titled(squeeze(title))]
        if said != [best.form]:
            best.untitled = tuple(form.name for form in twins)
    return best


def candidates(rows: list[Texts], forms: tuple[Form, ...], title: str) -> list[Header]:
    """What these rows could be the header of; remembered, for many files have the same header."""
    known, said = forms[0].known, squeeze(title)
    titled = tuple(form.code for form in forms if form.is_titled(said))
    key = (tuple(map(tuple, rows)), tuple(form.code for form in forms), titled)
    if key not in known:
        if len(known) > _MOST_KNOWN:
            known.clear()
        stacks = _stacks(rows)
        found = [_as_header(form, len(rows), stacks, form.code in titled) for form in forms]
        known[key] = [header for header in found if header]
    return known[key]


def _depth(head: list[Texts], start: int, forms: tuple[Form, ...]) -> int:
    filled = [text for text in head[start] if text]
    if len(filled) < 2 or unit_of_row(filled) is not None:
        return 1
    depth = 1
    while depth < DEEPEST and start + depth < len(head):
        if not _goes_on(head[start : start + depth], head[start + depth], forms):
            break
        depth += 1
    return depth


def _goes_on(above: list[Texts], row: Texts, forms: tuple[Form, ...]) -> bool:
    """True when each text of `row` stands under a label that spans several columns, ends the label above it,
    or names a column itself.
    """
    filled = [(i, text) for i, text in enumerate(row) if text]
    if not filled or any(text.isdigit() or len(text) > 30 for _, text in filled):
        return False
    first = min(i for labels in above for i, text in enumerate(labels) if text)
    for i, text in filled:
        upper = next((labels for labels in reversed(above) if _at(labels, i)), None)
        if upper is None:
            if i < first:
                return False
        elif (_at(upper, i + 1) or i + 1 >= max(len(upper), len(row))) and not any(
            form.column_of(_at(upper, i) + text) or (form.column_of(text) and text != _at(upper, i)) for form in forms
        ):
            return False
    return True


def _at(labels: Texts, i: int) -> str | None:
    return labels[i] if i < len(labels) else None


def _stacks(rows: list[Texts]) -> list[list[str]]:
    """The labels above each column, outermost first; one that spans several columns counts for each of them."""
    width = max(map(len, rows))
    grid = [[_at(row, i) for i in range(width)] for row in rows]
    stacks = []
    for i in range(width):
        lowest = max((k for k in range(len(grid)) if grid[k][i]), default=-1)
        own = [grid[k][i] or (_spanning(grid, k, i) if k < lowest else None) for k in range(lowest + 1)]
        stacks.append([text for text in own if text])
    return stacks


def _spanning(grid: list[Texts], k: int, i: int) -> str | None:
    """The label of row k that reaches over column i from the left."""
    for left in range(i - 1, -1, -1):
        if any(grid[above][left + 1] for above in range(k)):
            return None
        if grid[k][left]:
            return grid[k][left] if any(grid[below][left] for below in range(k + 1, len(grid))) else None
    return None


def _as_header(form: Form, depth: int, stacks: list[list[str]], is_titled: bool) -> Header | None:
    """A header whose rows are the first ones: where they stand is for the caller to say."""
    required = form.labels("required")
    bands: list[dict[int, str]] = [{}]
    shared: dict[int, str] = {}  # positions named only by the label that spans them
    added = tuple(i for i, stack in enumerate(stacks) if stack and header_key(stack[-1]) in COLUMNS)
    for i, stack in enumerate(stacks):
        name, is_own = (None, True) if i in added else _column(form, stack)
        if name is None:
            continue
        band = bands[-1]
        if name not in band.values() or (not is_own and shared.get(i - 1) == name):
            band[i] = name
        elif required.keys() <= set(band.values()):
            bands.append({i: name})
        if not is_own:
            shared[i] = name
    columns, *others = _whole_bands(bands, set(required))
    if len(columns) < 2:
        return None
    missing = [label for name, label in required.items() if name not in columns.values()]
    bonus = 5 if is_titled else 0
    cells = [None if i in added else "/".join(stack) or None for i, stack in enumerate(stacks)]
    points = len(set(columns.values())) + bonus
    return Header(form, depth, depth, cells, columns, missing, points, (columns, *others), ours=added)


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


def _column(form: Form, stack: list[str]) -> tuple[str | None, bool]:
    """(canonical column, whether the position has it for itself): by all labels joined, the lowest, then those above."""
    if not stack:
        return None, True
    key = tuple(stack)
    if key not in form.known:
        if len(form.known) > _MOST_KNOWN:
            form.known.clear()
        form.known[key] = _find_column(form, stack)
    return form.known[key]


def _find_column(form: Form, stack: list[str]) -> tuple[str | None, bool]:
    if max(map(len, stack)) >= 60:
        return None, True
    for k in range(len(stack)):
        if name := form.column_of("".join(stack[k:])):
            return name, True
    for k in range(len(stack) - 1, 0, -1):
        if name := form.column_of("".join(stack[:k])) or form.column_of(stack[k - 1]):
            return name, False
    return None, True
