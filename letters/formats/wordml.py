"""The blocks of a content as WordprocessingML, the body of a Word letter.

Every string is escaped here, because the body goes into the letterhead as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from xml.sax.saxutils import escape, quoteattr

from letters.content import (
    RIGHTWARDS,
    Addressee,
    Block,
    Bullets,
    Content,
    Facts,
    Heading,
    Note,
    Paragraph,
    Quote,
    SignInCode,
    Span,
    Table,
    Text,
)

LTR_ISOLATE, AUTO_ISOLATE, ISOLATE_END = "\u2066", "\u2068", "\u2069"
# The language tags that Word knows.
TAGS = {
    "en": "en-GB", "cy": "cy-GB", "pl": "pl-PL", "ar": "ar-SA", "ro": "ro-RO", "ur": "ur-PK", "bn": "bn-BD",
    "pa": "pa-IN", "so": "so-SO", "uk": "uk-UA", "zh": "zh-CN",
}  # fmt: skip
# Word keeps three languages for each run: of Latin and like scripts, of the complex ones, of East Asia.
SCRIPTS = {**dict.fromkeys(("ar", "ur", "bn", "pa"), "w:bidi"), "zh": "w:eastAsia"}
EMU_PER_MM = 36_000
# What is shorter stays on one page; what could fill a page of its own has to be broken.
SHORT = 1000
KEPT = "<w:keepNext/>"
END = '<w:spacing w:before="0" w:after="140"/>'  # of a list, in twentieths of a point
LED_TO = (Bullets, Facts, Table, Quote, SignInCode)


def tag(language: str) -> str:
    """The language as Word names it."""
    return TAGS.get(language, language)


class Writer:
    """Writes one content; `pictures` gives the relationship id of the QR code for an address.

    links: gets the relationship id of each address that is linked. place: of this content in the letter, so that no
    two drawings have the same number.
    """

    def __init__(
        self,
        content: Content,
        pictures: Mapping[str, str],
        links: dict[str, str],
        accent: str,
        ground: str,
        *,
        place: int = 0,
    ) -> None:
        self.content = content
        self.rightwards = content.direction == "rtl"
        self.pictures, self.links = pictures, links
        self.drawing = 900 + place
        self.accent, self.ground = accent, ground  # hexadecimal, as Word writes colours

    def body(self, *, continues: bool) -> str:
        """The whole content; one that continues a letter starts on a new page and says what it is."""
        first, *others = self.content.sections
        split = next((place for place, block in enumerate(first.blocks) if isinstance(block, Facts)), 0)
        written = self.blocks(first.blocks[:split])
        if continues:
            written.insert(0, '<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
            written.append(self.paragraph((Span("text", self.content.labels["english_follows"]),)))
        written.append(self.paragraph((Span("text", self.content.title),), "Heading1"))
        written += self.blocks(first.blocks[split:])
        for section in others:
            written.append(self.paragraph(section.title, "Heading2"))
            written += self.blocks(section.blocks)
        return "".join(written)

    def blocks(self, blocks: tuple[Block, ...]) -> list[str]:
        """Blocks one after the other; a sentence that leads to what is under it stays on its page."""
        followed = zip(blocks, (*blocks[1:], None), strict=True)
        return [
            self.paragraph(block.text, extra=KEPT)
            if isinstance(block, Paragraph) and (isinstance(after, LED_TO) or block.text[-1].text.endswith((":", "：")))
            else self.block(block)
            for block, after in followed
        ]

    def block(self, block: Block) -> str:  # noqa: PLR0911  one return a block
        match block:
            case Heading(text):
                return self.paragraph(text, "Heading3")
            case Note(text):
                return self.paragraph(text, "Note", extra=self._bar("12", self.accent))
            case Quote(text, lang):
                return self.quote(text, lang)
            case Bullets(items):
                kept = _short(items)
                return "".join(
                    self.paragraph(item, "ListBullet", extra=KEPT if kept and left else "", after="" if left else END)
                    for left, item in zip(_left(items), items, strict=True)
                )
            case Facts(rows):
                short = _short(cell for row in rows for cell in row)
                return self.grid(rows, widths=(3100, 6080), head=None, kept=short)
            case Table(caption, head, rows):
                title = self.paragraph(caption, "", extra=KEPT, bold=True)
                return title + self.grid(rows, widths=(3900, 5280), head=head)
            case Addressee(lines):
                return self.lines(lines)
            case SignInCode(code, address, alt):
                return self.picture(self.pictures[address], alt) + self.paragraph(code, extra=KEPT, size=30)
            case _:
                return self.paragraph(block.text)

    def paragraph(
        self,
        text: Text,
        style: str = "",
        *,
        extra: str = "",
        after: str = "",
        bold: bool = False,
        size: int = 0,
        lang: str = "",
    ) -> str:
        """One paragraph; `size` in half points. extra, after: further properties, in the order that Word asks for."""
        properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + extra + self._direction(lang) + after
        runs = "".join(self.run(span, bold=bold, size=size, lang=lang) for span in text)
        return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"

    def quote(self, text: Text, lang: str) -> str:
        turned = lang in RIGHTWARDS
        bar = self._bar("6", "BEBEBE", rightwards=turned)
        return self.paragraph(text, "OwnWords", extra=bar, lang=lang)

    def lines(self, lines: tuple[Text, ...]) -> str:
        runs = "<w:r><w:br/></w:r>".join("".join(map(self.run, line)) for line in lines)
        spacing = '<w:spacing w:before="120" w:after="320"/>'
        return f"<w:p><w:pPr>{self._direction('')}{spacing}</w:pPr>{runs}</w:p>"

    def run(self, span: Span, *, bold: bool = False, size: int = 0, lang: str = "") -> str:
        """A run; in a right-to-left letter a typed value is isolated, so that the line keeps its order."""
        language = span.lang or lang or self.content.language
        rightwards = language in RIGHTWARDS
        words, before, after = escape(span.text), "", ""
        if self.rightwards and not lang:
            words = escape(isolated(span))
            if span.kind in {"link", "email"}:  # the isolates stand outside, or the line under the words is too long
                before, after = (f"<w:r><w:t>{mark}</w:t></w:r>" for mark in (words[0], words[-1]))
                words = words[1:-1]
        properties = "<w:b/><w:bCs/>" if bold or span.kind in {"strong", "phone", "code"} else ""
        if span.kind in {"link", "email"}:
            properties += f'<w:color w:val="{self.accent}"/>'
        if size:
            properties += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        if span.kind in {"link", "email"}:
            properties += '<w:u w:val="single"/>'
        if rightwards and span.kind not in {"phone", "email", "link", "code", "reference"}:
            properties += "<w:rtl/>"
        properties += f'<w:lang {SCRIPTS.get(language, "w:val")}="{tag(language)}"/>'
        written = f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'
        if span.kind in {"link", "email"}:
            known = self.links.setdefault(span.value, f"rIdLink{len(self.links)}")
            written = f'<w:hyperlink r:id="{known}" w:history="1">{written}</w:hyperlink>'
        return before + written + after

    def grid(
        self,
        rows: tuple[tuple[Text, ...], ...],
        *,
        widths: tuple[int, int],
        head: tuple[Text, ...] | None,
        kept: bool = False,
    ) -> str:
        """A table of two columns; with `head` a ruled one whose first row repeats on each page. kept: on one page."""
        line = 'w:val="single" w:sz="4" w:space="0" w:color="B4C0C5"'
        borders = f"<w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders>" if head else ""
        turned = "<w:bidiVisual/>" if self.rightwards else ""
        fixed = '<w:tblW w:w="9180" w:type="dxa"/>'
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        written = [self._row(head, widths, head=True)] if head else []
        for left, row in zip(_left(rows), rows, strict=True):
            written.append(self._row(row, widths, head=False, kept=kept and left > 0))
        properties = f'{turned}{fixed}{borders}<w:tblLayout w:type="fixed"/>'
        after = '<w:p><w:pPr><w:spacing w:before="0" w:after="60" w:line="120" w:lineRule="auto"/></w:pPr></w:p>'
        return (
            f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(written)}</w:tbl>{after}"
        )

    def _row(self, cells: tuple[Text, ...], widths: tuple[int, int], *, head: bool, kept: bool = False) -> str:
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{self.ground}"/>' if head else ""
        whole = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if head else "") + "</w:trPr>"
        follows = KEPT if kept or head else ""
        written = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
            f"{self.paragraph(cell, 'LetterCell', extra=follows, bold=head)}</w:tc>"
            for cell, width in zip(cells, widths, strict=True)
        )
        return f"<w:tr>{whole}{written}</w:tr>"

    def picture(self, relationship: str, alt: str) -> str:
        side = 32 * EMU_PER_MM
        return (
            f"<w:p><w:pPr>{KEPT}{self._direction('')}</w:pPr><w:r><w:drawing>"
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{side}" cy="{side}"/>'
            f'<wp:docPr id="{self.drawing}" name="QR" descr={quoteattr(alt)}/>'
            '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f'<pic:nvPicPr><pic:cNvPr id="{self.drawing}" name="QR" descr={quoteattr(alt)}/>'
            "<pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )

    def page(self) -> str:
        """The line of the foot: page number and count as fields, in the words of the letter."""
        before, _, rest = self.content.labels["page"].partition("{page}")
        between, _, after = rest.partition("{pages}")
        parts = (self._said(before), _field("PAGE"), self._said(between), _field("NUMPAGES"), self._said(after))
        properties = f'<w:pStyle w:val="LetterFoot"/>{self._direction("")}<w:jc w:val="center"/>'
        return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(parts)}</w:p>"

    def _said(self, words: str) -> str:
        return self.run(Span("text", words)) if words else ""

    def _direction(self, lang: str) -> str:
        """Said for each paragraph, because an English part may follow in a right-to-left letterhead."""
        rightwards = lang in RIGHTWARDS if lang else self.rightwards
        return "<w:bidi/>" if rightwards else '<w:bidi w:val="0"/>'

    def _bar(self, width: str, colour: str, *, rightwards: bool | None = None) -> str:
        turned = self.rightwards if rightwards is None else rightwards
        side = "right" if turned else "left"
        return f'<w:pBdr><w:{side} w:val="single" w:sz="{width}" w:space="8" w:color="{colour}"/></w:pBdr>'


def _left(things: Sized) -> range:
    """For each thing, how many come after it."""
    return range(len(things) - 1, -1, -1)


def _short(texts: Iterable[Text]) -> bool:
    return sum(len(span.text) for text in texts for span in text) < SHORT


def isolated(span: Span) -> str:
    """The words of a span for a right-to-left line: a typed value or a foreign passage between isolates."""
    if span.kind in {"phone", "email", "link", "code", "reference", "money"}:
        return f"{LTR_ISOLATE}{span.text}{ISOLATE_END}"
    if span.kind in {"name", "address"} or span.lang:
        return f"{AUTO_ISOLATE}{span.text}{ISOLATE_END}"
    return span.text


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
