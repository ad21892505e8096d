"""A table as a document prints it: header and lines of plain text, the same for Word and PDF."""

from dagster_project.reports.document import Grid


def cells(grid: Grid, put) -> dict:
    """{title, unit, header, lines, aligns, bold, weights}: what a document prints of a table.

    put(number, line, column): the recording function of the writer, given every figure; line 0 is the header.
    """
    table = grid.table
    columns = [next(c for c in table.columns if c.name == name) for name in grid.columns]
    header = [grid.labels.get(c.name, c.label) for c in columns]
    rows = [[table.cell(row, c.name) for c in columns] for row in table.rows]
    aligns = ["left" if c.kind == "text" else "right" for c in columns]
    bold = [row.kind in ("subtotal", "total") for row in table.rows]
    weights = list(grid.weights or [2.2 if a == "left" else 1 for a in aligns])
    if grid.halves == 2:
        rows, bold, header, aligns, weights = _side_by_side(rows, bold, header, aligns, weights)
    lines = [[n if isinstance(n, str) else put(n, r, c) for c, n in enumerate(row)] for r, row in enumerate(rows, 1)]
    return {
        "title": grid.title, "unit": table.unit, "header": header, "lines": lines, "aligns": aligns, "bold": bold,
        "weights": weights,
    }  # fmt: skip


def _side_by_side(rows, bold, header, aligns, weights):
    """The second half of the rows to the right of the first; a last line shorter than the others is filled up."""
    half = (len(rows) + 1) // 2
    right = rows[half:] + [[""] * len(header)] * (half * 2 - len(rows))
    joined = [a + b for a, b in zip(rows[:half], right, strict=True)]
    return joined, [False] * half, header * 2, aligns * 2, weights * 2
