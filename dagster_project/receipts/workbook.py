"""A receipt as a workbook for A4 landscape: nothing in it is a formula, nothing is computed here."""

import io

import xlsxwriter

COLUMNS = (
    ("received_at", "收到时间", 19), ("place", "文件", 34), ("form", "表", 20), ("status", "状态", 10), ("rows_in", "行数", 7),
    ("accepted", "接收", 7), ("accepted_with_notice", "有提示", 7), ("set_aside", "待改", 7), ("late", "是否迟报", 9),
    ("question", "原因或待答复的问题", 60), ("submission_id", "报送编号", 14),
)  # fmt: skip
LATE = {True: "迟报", False: "按时", None: "无截止日期"}
RETURNED = "逐格标注的文件在“退回修改”文件夹，改好后报回即替代原来的一份。"
CENTIMETRE = 1 / 2.54
HEADER_ROW = 4


def workbook(receipt: dict, at: str) -> bytes:
    """receipt: see content.receipts. at: the run that first said this."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("回执")
    _page(sheet)
    title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"})
    plain = book.add_format({"font_name": "宋体", "font_size": 11, "valign": "top", "text_wrap": True})
    head = book.add_format({"font_name": "黑体", "font_size": 10, "border": 1, "bg_color": "#DCE6F1", "align": "center"})
    cell = book.add_format({"font_name": "宋体", "font_size": 10, "border": 1, "valign": "top", "text_wrap": True})
    last = len(COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, f"{receipt['bureau_name']} {receipt['review_year']} 年报送回执", title)
    for row, text in enumerate(_lines(receipt, at), 1):
        sheet.merge_range(row, 0, row, last, text, plain)
    for column, (_, label, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(HEADER_ROW, column, label, head)
    for row, one in enumerate(receipt["submissions"], HEADER_ROW + 1):
        for column, (name, _, _) in enumerate(COLUMNS):
            _write(sheet, row, column, LATE[one[name]] if name == "late" else one[name], cell)
    book.close()
    return out.getvalue()


def _page(sheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(*(1.5 * CENTIMETRE,) * 4)
    sheet.repeat_rows(HEADER_ROW)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.set_row(0, 28)


def _lines(receipt: dict, at: str) -> list[str]:
    totals = receipt["totals"]
    first = f"截至 {at}（此后没有变化）。" + ("演示数据：全部为虚构人员。" if receipt["is_demo"] else "")
    if not receipt["figures_updated"]:
        first += "整表检查没有通过，看板上的数字沿用上一次；以下是本次收件的情况。"
    counts = f"共 {totals['files']} 份，{totals['rows_in']} 行：接收 {totals['accepted']}，接收（有提示）{totals['accepted_with_notice']}"
    missing = "、".join(receipt["missing"])
    return [
        first,
        f"{counts}，暂存待改 {totals['set_aside']}。{RETURNED if _is_marked(receipt) else ''}",
        f"还没有收到：{missing}。请补报。" if missing else "应报的表都已收到。",
    ]


def _is_marked(receipt: dict) -> bool:
    """Whether a file has rows to mend; one that waits for an answer has none of its own for certain."""
    return any(one["set_aside"] + one["accepted_with_notice"] and one["status"] != "待确认" for one in receipt["submissions"])


def _write(sheet, row: int, column: int, value, form) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value, form)
    else:
        sheet.write_string(row, column, value or "", form)
