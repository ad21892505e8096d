"""What the labels above each column say: how deep a header goes, which labels span others, which column they mean."""

from dagster_project.forms import Form
from dagster_project.intake.layout.titles import unit_of_row

DEEPEST = 4  # rows that a header has at most
MOST_KNOWN = 10_000

Texts = list[str | None]


def depth(head: list[Texts], start: int, forms: tuple[Form, ...]) -> int:
    """How many rows, from row `start` on, a header that begins there can have."""
    filled = [text for text in head[start] if text]
    if len(filled) < 2 or unit_of_row(filled) is not None:
        return 1
    deep = 1
    while deep < DEEPEST and start + deep < len(head):
        if not _goes_on(head[start : start + deep], head[start + deep], forms):
            break
        deep += 1
    return deep


def _goes_on(above: list[Texts], row: Texts, forms: tuple[Form, ...]) -> bool:
    """True when each text of `row` stands under a label that spans several columns, ends the label above it,
    or names a column itself.
    """
    filled = [(i, text) for i, text in enumerate(row) if text]
    if not filled or any(text.isdigit() or len(text) > 30 for _, text in filled):
        return False
    first = min(i for labels in above for i, text in enumerate(labels) if text)
    for i, text in filled:
        upper = next((labels for labels in reversed(above) if at(labels, i)), None)
        if upper is None:
            if i < first:
                return False
        elif (at(upper, i + 1) or i + 1 >= max(len(upper), len(row))) and not any(
            form.column_of(at(upper, i) + text) or (form.column_of(text) and text != at(upper, i)) for form in forms
        ):
            return False
    return True


def at(labels: Texts, i: int) -> str | None:
    return labels[i] if i < len(labels) else None


def stacks(rows: list[Texts]) -> list[list[str]]:
    """The labels above each column, outermost first; one that spans several columns counts for each of them."""
    width = max(map(len, rows))
    grid = [[at(row, i) for i in range(width)] for row in rows]
    found = []
    for i in range(width):
        lowest = max((k for k in range(len(grid)) if grid[k][i]), default=-1)
        own = [grid[k][i] or (_spanning(grid, k, i) if k < lowest else None) for k in range(lowest + 1)]
        found.append([text for text in own if text])
    return found


def _spanning(grid: list[Texts], k: int, i: int) -> str | None:
    """The label of row k that reaches over column i from the left."""
    for left in range(i - 1, -1, -1):
        if any(grid[above][left + 1] for above in range(k)):
            return None
        if grid[k][left]:
            return grid[k][left] if any(grid[below][left] for below in range(k + 1, len(grid))) else None
    return None


def column(form: Form, stack: list[str]) -> tuple[str | None, bool]:
    """(canonical column, whether the position has it for itself): by all labels joined, the lowest, then those above."""
    if not stack:
        return None, True
    key = tuple(stack)
    if key not in form.known:
        if len(form.known) > MOST_KNOWN:
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
