"""A document as Word, laid out as GB/T 9704-2012 asks. Official fonts are named; open ones stand in where they are absent."""

import io
from datetime import datetime
from pathlib import Path

from docx import Document as new_document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from dagster_project.reports.document import Chart, Document, Grid, Heading, Paragraph
from dagster_project.reports.grid import cells
from dagster_project.reports.numbers import Record
from dagster_project.reports.word_parts import (
    LAYOUTS,
    clean_text,
    font,
    footer,
    grid_lines,
    heading_styles,
    name_fallbacks,
    narrow,
    off_grid,
    outline_level,
    repack,
    repeat_header,
    shade,
    spacing,
)  # fmt: skip

ALIGNS = {"left": ALIGN.LEFT, "right": ALIGN.RIGHT, "center": ALIGN.CENTER}


def write_word(document: Document, path: Path, pictures: dict[str, bytes]) -> Record:
    """Write the document to path and return the places of its figures. Same content, same bytes."""
    book, record = new_document(), Record()
    layout = LAYOUTS[document.layout]
    _page(book, document, layout)
    _title(book, document.title, layout)
    for block in document.blocks:
        _write(book, block, layout, record, pictures)
    _end(book, document, layout)
    target = io.BytesIO()
    book.save(target)
    repack(target, path, document.as_of or datetime(2000, 1, 1))
    return record


def _page(book, document: Document, layout) -> None:
    section = book.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, layout.margins)
    section.header_distance, section.footer_distance = Mm(8), Mm(layout.margins[1] - 12 if layout.is_numbered else 6)
    heading_styles(book, layout)
    name_fallbacks(book)
    if layout.is_numbered:
        grid_lines(section)
        footer(book, section)
    if document.mark:
        for header in (section.header, section.even_page_header):
            run = header.paragraphs[0].add_run(document.mark)
            header.paragraphs[0].alignment = ALIGN.RIGHT
            font(run, "黑体", 9, colour="C00000")
    properties = book.core_properties
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category"):
        setattr(properties, name, "")
    properties.title = document.title
    properties.created = properties.modified = document.as_of or datetime(2000, 1, 1)


def _title(book, text: str, layout) -> None:
    paragraph = book.add_paragraph()
    paragraph.alignment = ALIGN.CENTER
    spacing(paragraph, layout.title_size * 1.6, after=layout.pitch if layout.is_numbered else 2)
    font(paragraph.add_run(clean_text(text)), "方正小标宋简体", layout.title_size)


def _write(book, block, layout, record: Record, pictures: dict[str, bytes]) -> None:
    if isinstance(block, Heading):
        _heading(book, block, layout)
    elif isinstance(block, Paragraph):
        _paragraph(book, block, layout, record)
    elif isinstance(block, Chart):
        _picture(book, block, layout, pictures[block.id])
    else:
        _table(book, block, layout, record)


def _heading(book, block: Heading, layout) -> None:
    paragraph = book.add_paragraph(style=f"Heading {block.level}")
    spacing(paragraph, layout.pitch, indent=0 if layout.layout == "brief" else 2 * layout.size, keep=True)
    outline_level(paragraph, block.level)
    font(paragraph.add_run(clean_text(block.text)), *layout.heading(block.level))


def _paragraph(book, block: Paragraph, layout, record: Record) -> None:
    """One run a part, so that a figure can be found again: 段<paragraph>/<run>."""
    paragraph, index = book.add_paragraph(), len(book.paragraphs) - 1
    is_note = block.kind == "note"
    size = layout.small if is_note else layout.size
    spacing(paragraph, size * 1.5 if is_note else layout.pitch, indent=2 * size if block.kind == "body" else 0)
    if is_note:
        off_grid(paragraph)
    paragraph.alignment = ALIGN.RIGHT if block.kind == "right" else ALIGN.JUSTIFY
    for number, part in enumerate(block.parts):
        text = part if isinstance(part, str) else record.put(part, f"段{index}/{number}")
        run = paragraph.add_run(clean_text(text))
        font(run, "仿宋_GB2312", size)
        if layout.is_numbered and not is_note:
            narrow(run, size)


def _picture(book, block: Chart, layout, picture: bytes) -> None:
    holder = book.add_paragraph()
    holder.alignment = ALIGN.CENTER
    holder.paragraph_format.keep_with_next = True
    shape = holder.add_run().add_picture(io.BytesIO(picture), width=Mm(210 - layout.margins[2] - layout.margins[3]))
    shape._inline.docPr.set("descr", clean_text(block.title))
    caption = book.add_paragraph()
    caption.alignment = ALIGN.CENTER
    spacing(caption, layout.small * 1.7, after=layout.small)
    font(caption.add_run(clean_text(block.title)), "黑体", layout.small)


def _table(book, block: Grid, layout, record: Record) -> None:
    index = len(book.tables)
    shown = cells(block, lambda n, r, c: record.put(n, f"表{index}/{r}/{c}"))
    if shown["title"]:
        above = book.add_paragraph()
        spacing(above, layout.small * 1.8, before=layout.small / 2, keep=True)
        unit = f"　（单位：{shown['unit']}）" if shown["unit"] else ""
        font(above.add_run(clean_text(shown["title"] + unit)), "黑体", layout.small)
    table = book.add_table(rows=0, cols=len(shown["header"]), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    width = 210 - layout.margins[2] - layout.margins[3]
    widths = [Mm(width * w / sum(shown["weights"])) for w in shown["weights"]]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    aligns = [ALIGNS[a] for a in shown["aligns"]]
    _line(table, shown["header"], widths, [ALIGN.CENTER] * len(aligns), layout, "黑体", "DCE6F1")
    repeat_header(table.rows[0])
    for line, bold in zip(shown["lines"], shown["bold"], strict=True):
        _line(table, line, widths, aligns, layout, "仿宋_GB2312", "F2F2F2" if bold else None)
    after = book.add_paragraph()
    spacing(after, layout.small / 2)


def _line(table, texts, widths, aligns, layout, face: str, fill: str | None) -> None:
    row = table.add_row()
    for cell, text, width, align in zip(row.cells, texts, widths, aligns, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.alignment = align
        spacing(paragraph, layout.small * 1.3)
        off_grid(paragraph)
        font(paragraph.add_run(clean_text(text)), face, layout.small)
        if fill:
            shade(cell, fill)


def _end(book, document: Document, layout) -> None:
    """附件, then who signs and the date, each on its own line, the date four characters from the right edge."""
    for number, name in enumerate(document.annexes, 1):
        first = number == 1
        order = "" if len(document.annexes) == 1 else f"{number}."
        paragraph = book.add_paragraph()
        spacing(paragraph, layout.pitch, before=layout.pitch if first else 0, indent=(2 if first else 5) * layout.size)
        font(paragraph.add_run(clean_text(("附件：" if first else "") + order + name)), "仿宋_GB2312", layout.size)
    if not layout.is_numbered or not document.signature:
        return
    for text, right, before in ((document.signature, 2, 2 * layout.pitch), (document.date, 4, 0)):
        paragraph = book.add_paragraph()
        paragraph.alignment = ALIGN.RIGHT
        spacing(paragraph, layout.pitch, before=before)
        paragraph.paragraph_format.right_indent = Pt(right * layout.size)
        font(paragraph.add_run(clean_text(text)), "仿宋_GB2312", layout.size)
