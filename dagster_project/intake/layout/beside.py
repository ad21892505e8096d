"""Tables of different forms side by side: under titles of their own, or parted by an empty column or a second 序号."""

import itertools
from dataclasses import replace

from dagster_project.forms import Form
from dagster_project.intake.layout.header import Header, Texts, candidates
from dagster_project.intake.layout.text import squeeze


def parted(header: Header, head: list[Texts], forms: tuple[Form, ...], title: str) -> Header:
    """The header with the form of each table beside it, where these are different ones; else the header as it is.

    head: rows from the first on, the header's among them. title: what is said above all of them.
    """
    if header.untitled and not header.missing and len(header.bands) > 1:
        return _by_titles(header, head, forms)
    if header.is_whole and len(header.bands) == 1 and len(header.others()) > 1:
        return _by_columns(header, head, forms, title)
    return header


def _by_titles(header: Header, head: list[Texts], forms: tuple[Form, ...]) -> Header:
    """Each of the tables has its own title, right above its own columns."""
    starts = [0, *(min(band) for band in header.bands[1:]), max(map(len, head))]
    found: list[Form] = []
    for first, last in itertools.pairwise(starts):
        title = squeeze("".join(text for row in head[: header.first_no - 1] for text in row[first:last] if text))
        found += [form for form in forms if form.needs_title and form.is_titled(title)]
    if len(found) != len(header.bands) or len({form.code for form in found}) < len(found):
        return header
    return replace(header, form=found[0], forms=tuple(found), untitled=())


def _by_columns(header: Header, head: list[Texts], forms: tuple[Form, ...], title: str) -> Header:
    """What stands to the right of an empty column, or of a second 序号, is whole by itself."""
    rows = head[header.first_no - 1 : header.row_no]
    cells = header.cells
    first = next(i for i, text in enumerate(cells) if text)
    for at in range(first + 2, len(cells)):
        if not cells[at] or (cells[at - 1] is not None and header.form.column_of(cells[at]) != "seq"):
            continue
        left = _whole([row[:at] for row in rows], forms, title)
        right = _whole([[None] * at + row[at:] for row in rows], forms, title)
        is_other = left and right and right.form.code != left.form.code
        is_sure = right and (len(right.columns) > 2 or (cells[at - 1] is None and not right.others()))
        if is_other and is_sure and not (left.form.needs_title or right.form.needs_title) and len(left.columns) > 2:
            bands, pair = (left.columns, right.columns), (left.form, right.form)
            return replace(header, form=left.form, columns=left.columns, bands=bands, forms=pair)
    return header


def _whole(rows: list[Texts], forms: tuple[Form, ...], title: str) -> Header | None:
    found = [one for one in candidates(rows, forms, title) if not one.missing]
    return max(found, key=lambda one: one.points, default=None)
