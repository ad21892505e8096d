"""The parts of Word's format that python-docx has no words for: fonts with fallbacks, the character grid, page numbers."""

import math
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

# The official fonts are not free: where one is absent, Word takes the next name it has.
FALLBACKS = {
    "方正小标宋简体": "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,Noto Serif CJK SC,宋体",
    "仿宋_GB2312": "仿宋,FangSong,FandolFang,Noto Serif CJK SC,宋体",
    "楷体_GB2312": "楷体,KaiTi,FandolKai,Noto Serif CJK SC,宋体",
    "黑体": "SimHei,Noto Sans CJK SC,微软雅黑",
}
LINES, CHARACTERS, BODY_MM = 22, 28, (156, 225)  # GB/T 9704-2012, 5.2
AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang")  # the order of the schema
AFTER_SNAP = ("w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:outlineLvl", "w:rPr")


@dataclass(frozen=True)
class Layout:
    """Sizes in points, margins in mm (top, bottom, left, right)."""

    layout: str
    margins: tuple[int, int, int, int]
    title_size: float
    size: float
    pitch: float
    small: float
    is_numbered: bool

    def heading(self, level: int) -> tuple[str, float, bool]:
        """Face, size and weight of a heading: 黑体, 楷体, then 仿宋, bold for 1."""
        face = {1: "黑体", 2: "楷体_GB2312"}.get(level, "仿宋_GB2312")
        return face, self.size, level == 3


LAYOUTS = {
    "report": Layout("report", (37, 35, 28, 26), 22, 16, 28, 10.5, True),
    "brief": Layout("brief", (15, 13, 18, 18), 18, 10.5, 15.5, 8.5, False),
}


def clean_text(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def font(run, face: str, size: float, bold: bool = False, colour: str | None = None) -> None:
    run.font.name, run.font.size, run.font.bold = face, Pt(size), bold
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), face)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def spacing(paragraph, pitch: float, before: float = 0, after: float = 0, indent: float = 0, keep: bool = False) -> None:
    """Exact line spacing and first-line indent, in points."""
    style = paragraph.paragraph_format
    style.line_spacing, style.space_before, style.space_after = Pt(pitch), Pt(before), Pt(after)
    style.first_line_indent, style.keep_with_next, style.widow_control = Pt(indent), keep, False


def off_grid(paragraph) -> None:
    """Tables and notes keep their own line height."""
    element = OxmlElement("w:snapToGrid")
    element.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(element, *AFTER_SNAP)


def heading_styles(book, layout: Layout) -> None:
    """Plain styles: what is set on runs must not inherit colours, italics or Latin faces."""
    normal = book.styles["Normal"]
    normal.font.name, normal.font.size = "仿宋_GB2312", Pt(layout.size)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋_GB2312")
    for level in range(1, 5):
        style = book.styles[f"Heading {level}"]
        style.font.italic, style.font.color.rgb = False, RGBColor(0, 0, 0)


def outline_level(paragraph, level: int) -> None:
    element = OxmlElement("w:outlineLvl")
    element.set(qn("w:val"), str(level - 1))
    paragraph._p.get_or_add_pPr().insert_element_before(element, "w:rPr")


def grid_lines(section) -> None:
    """22 lines to the page. 28 characters to the line are had by narrow(): a character grid would spread tables too."""
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(BODY_MM[1] / 25.4 * 72 / LINES * 20)))
    section._sectPr.append(grid)


def narrow(run, size: float) -> None:
    """Set characters so close that 28 of 3号 stand in a line of 156 mm: 5/20 of a point."""
    excess = size - BODY_MM[0] / 25.4 * 72 / CHARACTERS
    if excess > 0:
        element = OxmlElement("w:spacing")
        element.set(qn("w:val"), str(-math.ceil(excess * 20)))
        run._element.get_or_add_rPr().insert_element_before(element, *AFTER_SPACING)


def footer(book, section) -> None:
    """— 1 — in 4号, one character from the outer edge: right on odd pages, left on even ones."""
    book.settings.odd_and_even_pages_header_footer = True
    for part, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = part.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.LEFT
        setattr(paragraph.paragraph_format, f"{side}_indent", Pt(14))
        for text in ("— ", None, " —"):
            run = paragraph.add_run(text or "")
            font(run, "宋体", 14)
            if text is None:
                _page_field(run)


def _page_field(run) -> None:
    for kind, text in (("begin", None), (None, " PAGE "), ("separate", None), ("end", None)):
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.set(qn("xml:space"), "preserve")
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def repeat_header(row) -> None:
    """The header is printed again on each page, and no line is parted between two."""
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader"):
        properties.append(OxmlElement(name))


def shade(cell, colour: str) -> None:
    element = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')
    cell._tc.get_or_add_tcPr().append(element)


def name_fallbacks(book) -> None:
    """Write into the font table which fonts stand in for those that are not free."""
    part = next(p for p in book.part.package.iter_parts() if p.partname == "/word/fontTable.xml")
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/><w:family w:val="auto"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", entries.encode("utf-8") + b"</w:fonts>")


def repack(source, path: Path, at: datetime) -> None:
    """The same package with one date on every member: same content, same bytes."""
    stamp = max(at, datetime(1980, 1, 1)).timetuple()[:6]
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
