"""The right-to-left variant of a Word letterhead, derived from the one that the landlord made.

Word reads "left" and "right" of indents and alignment as start and end in a turned paragraph or table, so these turn by
themselves; borders of paragraphs and places of floating pictures do not.
"""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# What follows w:bidi among the properties of a paragraph (ECMA-376, 17.3.1.26), and w:bidiVisual of a table.
AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
    "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
AFTER_VISUAL = (
    "w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc", "w:tblCellSpacing", "w:tblInd", "w:tblBorders",
    "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription",
)  # fmt: skip
OTHER_SIDE = {"left": "right", "right": "left"}


def turned(word: bytes, *, rightwards: bool) -> bytes:
    """The same letterhead for a letter that is read in this direction, packed anew and with what it may lack."""
    document = docx.Document(io.BytesIO(word))
    document.core_properties.revision = 1  # makes them where there are none
    if rightwards:
        _turn_all(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _turn_all(document: Any) -> None:
    for part in document.part.package.iter_parts():
        root = getattr(part, "element", None)
        if root is not None and root.tag in {qn("w:document"), qn("w:hdr"), qn("w:ftr")}:
            _turn(root)
    for section in document.sections:
        if section._sectPr.find(qn("w:bidi")) is None:
            section._sectPr.append(OxmlElement("w:bidi"))


def _turn(root: Any) -> None:
    for paragraph in root.iter(qn("w:p")):
        properties = paragraph.get_or_add_pPr()
        if properties.find(qn("w:bidi")) is None:
            properties.insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)
        borders = properties.find(qn("w:pBdr"))
        for border in borders if borders is not None else ():
            side = border.tag.rpartition("}")[2]
            if side in OTHER_SIDE:
                border.tag = qn(f"w:{OTHER_SIDE[side]}")
    for table in root.iter(qn("w:tblPr")):
        if table.find(qn("w:bidiVisual")) is None:
            table.insert_element_before(OxmlElement("w:bidiVisual"), *AFTER_VISUAL)
    for place in root.iter(qn("wp:align")):
        place.text = OTHER_SIDE.get(place.text or "", place.text)
