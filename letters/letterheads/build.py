"""Make our Word letterhead: `python -m letters.letterheads.build`.

A letterhead is an ordinary Word file that a landlord may edit. It holds tags of docxtpl ({{ landlord }},
{{ address }}, ...), one paragraph {{p body }} that the letter takes the place of, and one {{p page }} in the foot.
The colour 1D4E5F stands for the landlord's accent, EEF3F4 for the ground behind what is set apart, and the picture
sign.png for the sign. The right-to-left letterhead is derived from it (letters.letterheads.turning).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import typst
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from letters.letterhead import LETTERHEADS, sign

ACCENT = "1D4E5F"
PALE = "EEF3F4"
SIGN_PNG = LETTERHEADS / "sign.png"
WORD = LETTERHEADS / "letterhead.docx"


def element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def sign_png(drawn: str) -> bytes:
    """A sign (SVG) as a square picture for Word, drawn by Typst."""
    page = (
        "#set page(width: 48pt, height: 48pt, margin: 0pt, fill: none)\n"
        '#image(bytes(sys.inputs.at("sign")), format: "svg", width: 48pt, height: 48pt, fit: "contain")'
    )
    made = typst.compile(page.encode(), format="png", ppi=288, sys_inputs={"sign": drawn})
    if not isinstance(made, bytes):
        raise TypeError("the sign is one picture")
    return made


def styled(document: Any, name: str, size: float, *, bold: bool = False, accent: bool = False) -> Any:
    styles = document.styles
    style = (
        styles[name] if name in [known.name for known in styles] else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    style.font.name = "Arial"
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if "Theme" in attribute:
            del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), "Arial")
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.element.rPr.append(element("w:szCs", val=str(int(size * 2))))
    if bold:
        style.element.rPr.append(element("w:bCs"))
    style.font.color.rgb = RGBColor.from_string(ACCENT if accent else "1A1A1A")
    return style


def spaced(style: Any, before: float, after: float, line: float = 1.25) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = line


def styles(document: Any) -> None:
    spaced(styled(document, "Normal", 11), 0, 7)
    for name, size, before in (("Heading 1", 19, 10), ("Heading 2", 14, 18), ("Heading 3", 11.5, 10)):
        heading = styled(document, name, size, bold=True, accent=name != "Heading 3")
        spaced(heading, before, 5, 1.1)
        heading.paragraph_format.keep_with_next = True
    spaced(styled(document, "List Bullet", 11), 0, 3)
    note = styled(document, "Note", 11)
    note.base_style = document.styles["Normal"]
    spaced(note, 7, 10)
    note.element.get_or_add_pPr().append(element("w:shd", val="clear", color="auto", fill=PALE))
    spaced(styled(document, "Letter Cell", 11), 2, 2, 1.15)
    quote = styled(document, "Own Words", 11)
    spaced(quote, 2, 7)
    spaced(styled(document, "Letterhead Name", 18, bold=True, accent=True), 0, 0, 1.0)
    spaced(styled(document, "Letterhead Line", 9), 0, 0, 1.15)
    spaced(styled(document, "Letter Foot", 9), 0, 0, 1.0)


def head(section: Any) -> None:
    """Sign and name at the start, address at the end, a line below; on the first page only."""
    section.different_first_page_header_footer = True
    header = section.first_page_header
    table = header.add_table(rows=1, cols=3, width=Mm(162))
    table.autofit = False
    widths = (Mm(19), Mm(80), Mm(63))
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = width
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    picture, name, lines = (cell.paragraphs[0] for cell in table.rows[0].cells)
    picture.add_run().add_picture(str(SIGN_PNG), width=Mm(15))
    drawn = picture._p.xpath(".//wp:docPr")[0]
    drawn.set("name", "Open door sign")
    drawn.set("descr", "{{ sign_alt }}")
    name.style = "Letterhead Name"
    name.add_run("{{ landlord }}")
    for number, tag in enumerate(("address", "phone", "email", "website")):
        paragraph = lines if number == 0 else table.rows[0].cells[2].add_paragraph()
        paragraph.style = "Letterhead Line"
        paragraph.alignment = 2
        paragraph.add_run(f"{{{{ {tag} }}}}")
    rule = header.paragraphs[0]
    header._element.append(rule._p)
    borders = element("w:pBdr")
    borders.append(element("w:bottom", val="single", sz="12", space="4", color=ACCENT))
    rule._p.get_or_add_pPr().append(borders)
    rule.style = "Letterhead Line"
    for foot in (section.first_page_footer, section.footer):
        foot.paragraphs[0].style = "Letter Foot"
        foot.paragraphs[0].add_run("{{p page }}")


def build(path: Path) -> None:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin, section.header_distance = Mm(20), Mm(22), Mm(12)
    styles(document)
    head(section)
    document.add_paragraph("{{p body }}")
    document.save(str(path))


def main() -> None:
    SIGN_PNG.write_bytes(sign_png(sign(f"#{ACCENT}")))
    build(WORD)


if __name__ == "__main__":
    main()
