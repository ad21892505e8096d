"""A web page's tables, as systems export them under the name .xls."""

import re
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


class Tables(HTMLParser):
    """tables: [(rows of texts, merged ranges as ((row, column), (row, column)), 0-based)]. Inner tables are text."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[list[list[str]], list]] = []
        self.depth = 0
        self.cell: list[str] | None = None
        self.quiet = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.rows, self.merges, self.taken = [], [], set()
                self.tables.append((self.rows, self.merges))
        elif self.depth != 1:
            self.quiet += tag in ("style", "script")
        elif tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._begin_cell(dict(attrs))
        elif tag in ("br", "p", "div") and self.cell:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.depth:
            self._end_cell()
            self.depth -= 1
        elif tag in ("td", "th", "tr") and self.depth == 1:
            self._end_cell()
        elif tag in ("style", "script"):
            self.quiet = max(0, self.quiet - 1)

    def handle_data(self, data: str) -> None:
        if self.cell is not None and not self.quiet:
            self.cell.append(data)

    def close(self) -> None:
        super().close()
        self._end_cell()

    def _begin_cell(self, attrs: dict) -> None:
        self._end_cell()
        if not self.rows:
            self.rows.append([])
        y, x, row = len(self.rows) - 1, len(self.rows[-1]), self.rows[-1]
        while (y, x) in self.taken:  # below a cell that reaches down
            row.append("")
            x += 1
        down, right = (_span(attrs.get(name)) for name in ("rowspan", "colspan"))
        for i in range(1, down):
            self.taken.update((y + i, x + j) for j in range(right))
        if down > 1 or right > 1:
            self.merges.append(((y, x), (y + down - 1, x + right - 1)))
        self.cell, self.wide = [], right

    def _end_cell(self) -> None:
        if self.cell is not None:
            self.rows[-1] += ["".join(self.cell).strip(), *[""] * (self.wide - 1)]
            self.cell = None


def _span(text: str | None) -> int:
    return min(int(text), _MOST) if text and text.strip().isdigit() and int(text) else 1
