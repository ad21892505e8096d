"""The cell formats of a workbook, made once a book."""

from dagster_project.reports.model import Column, Row

NUMBER_FORMAT = {"text": "@", "count": "#,##0", "rate": "0.0%", "rate0": "0%", "points": "0.0"}
STATE_COLOURS = {
    "超限": "#C00000",
    "预警": "#B45F06",
    "待核": "#7F6000",
    "无数据": "#7F7F7F",
    "仅展示": "#7F7F7F",
}
GREY_COLUMNS = ("reference_limit",)


class Styles:
    """Formats by use: title, left, right, header, note, label, link, demo; cells by column and row kind."""

    def __init__(self, book):
        self.book, self._cells = book, {}
        self.title = self._new(font_name="黑体", font_size=18, align="center", valign="vcenter", bold=True)
        self.left = self._new(font_size=10, align="left")
        self.right = self._new(font_size=10, align="right")
        self.header = self._new(
            font_name="黑体",
            font_size=10,
            align="center",
            valign="vcenter",
            text_wrap=True,
            border=1,
            bg_color="#DCE6F1",
        )
        self.note = self._new(font_size=10, align="left", valign="top", text_wrap=True)
        self.label = self._new(font_size=10, bold=True, valign="top")
        self.link = self._new(font_size=10, font_color="#1F5F8B", underline=1)
        self.demo = self._new(font_size=12, bold=True, font_color="#C00000", align="center")

    def _new(self, **properties):
        return self.book.add_format({"font_name": "宋体", **properties})

    def cell(self, column: Column, row: Row):
        """The format of a data cell: alignment and number format by column, weight by row, colour by state."""
        is_state = column.name.endswith("state")
        state = row.values.get(column.name) if is_state else None
        colour = STATE_COLOURS.get(state, "#7F7F7F" if column.name in GREY_COLUMNS else "#000000")
        key = (column.kind, row.kind, colour, is_state)
        if key not in self._cells:
            total = row.kind in ("subtotal", "total")
            self._cells[key] = self._new(
                font_size=10, border=1, valign="vcenter", text_wrap=column.kind == "text", font_color=colour,
                align="center" if is_state else "left" if column.kind == "text" else "right", num_format=NUMBER_FORMAT[column.kind],
                bold=total, bg_color="#F2F2F2" if total else "#FFFFFF", italic=row.kind == "part",
            )  # fmt: skip
        return self._cells[key]
