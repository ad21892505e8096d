"""A web page's tables, as systems export them under the name .xls."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_MOST = 1000  # columns or rows that one cell may span


def decode_page(data: bytes) -> str | None:
    """Text of a page by its mark, its own word, or what fits; None when nothing does."""
    named = _CHARSET.search(data[:4096])
    names = [named[1].decode("ascii", "replace").lower()] if named else []
    names = ["gb18030" if name in ("gb2312", "gbk", "gb_2312-80") else name for name in names]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        names.insert(0, "utf-16")
    for name in (*names, "utf-8-sig", "gb18030"):
        try:
            return data.decode(name).lstrip("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    return None


@dataclass
class _Table:
    """rows of texts; merges as ((row, column), (row, column)), 0-based; taken: cells below one that reaches down; cell: the
    one being read; is_frame: other tables stand inside.
    """

    rows: list[list[str]] = field(default_factory=list)
    merges: list = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    cell: list[str] | None = None
    wide: int = 1
    is_frame: bool = False

    def begin_cell(self, attrs: dict) -> None:
        self.end_cell()
        if not self.rows:
            self.rows.append([])
        y, x, row = len(self.rows) - 1, len(self.rows[-1]), self.rows[-1]
        while (y, x) in self.taken:
            row.append("")
            x += 1
        down, right = (_span(attrs.get(name)) for name in ("rowspan", "colspan"))
        for i in range(1, down):
            self.taken.update((y + i, x + j) for j in range(right))
        if down > 1 or right > 1:
            self.merges.append(((y, x), (y + down - 1, x + right - 1)))
        self.cell, self.wide = [], right

    def end_cell(self) -> None:
        if self.cell is not None:
            self.rows[-1] += ["".join(self.cell).strip(), *[""] * (self.wide - 1)]
            self.cell = None

    def is_layout(self) -> bool:
        """True when it only puts other tables in their places."""
        return self.is_frame and all(sum(map(bool, row)) < 2 for row in self.rows)


class Tables(HTMLParser):
    """The tables of a page in the order in which they begin, those inside others too."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found: list[_Table] = []
        self.open: list[_Table] = []  # the innermost last
        self.quiet = 0

    @property
    def tables(self) -> list[tuple[list[list[str]], list]]:
        """[(rows of texts, merged ranges)] without tables that only hold others."""
        return [(one.rows, one.merges) for one in self.found if not one.is_layout()]

    def handle_starttag(self, tag: str, attrs: list) -> None:
        now = self.open[-1] if self.open else None
        if tag == "table":
            self.open.append(_Table())
            self.found.append(self.open[-1])
            if now:
                now.is_frame = True
        elif tag in ("style", "script"):
            self.quiet += 1
        elif now is None:
            return
        elif tag == "tr":
            now.end_cell()
            now.rows.append([])
        elif tag in ("td", "th"):
            now.begin_cell(dict(attrs))
        elif tag in ("br", "p", "div") and now.cell:
            now.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self.quiet = max(0, self.quiet - 1)
        elif self.open and tag in ("td", "th", "tr", "table"):
            self.open[-1].end_cell()
            if tag == "table":
                self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1].cell is not None and not self.quiet:
            self.open[-1].cell.append(data)

    def close(self) -> None:
        super().close()
        for one in self.open:
            one.end_cell()


def _span(text: str | None) -> int:
    return min(int(text), _MOST) if text and text.strip().isdigit() and int(text) else 1
