"""Letters against the bare libraries that make them, in the same run.

A PDF against a bare Typst compile of the same letter, written out as markup with the same fonts and standards; a Word
letter against docxtpl used plainly, with the same head and every block as its own tag. Both yardsticks are warm. Typst
keeps how the sentences of our last letters were laid out: the limit is for letters of which no sentence came before.
"""

import io
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import docx
import typst
from docxtpl import DocxTemplate

import letters
from letters.composing import thaw
from letters.content import (
    Addressee,
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
    words_of,
)
from letters.formats import fonts, pdf, qr
from letters.letterhead import sign
from letters.letterheads.build import WORD

ROUNDS = 15
HEAD = letters.Letterhead(
    landlord="Example Homes",
    accent="#1d4e5f",
    address=("1 Open Door Lane", "Sampleton", "ZZ1 2ZZ"),
    phone="01632 960100",
    email="hello@example-homes.example",
    website="portal.example-homes.example",
)


def _samples() -> list[letters.Frozen]:
    """A different letter each round, so that no yardstick and no letter is answered from a cache."""
    import dataclasses

    sample = letters.KINDS["decision"].sample()
    return [
        letters.freeze("decision", dataclasses.replace(sample, reference=f"D-2026-{number:04}"), "en")
        for number in range(ROUNDS + 1)
    ]


def _unlike(letter: letters.Frozen, number: int) -> letters.Frozen:
    """The letter with a number before all its words, so that none of its sentences has been printed before."""
    words = b'"kind":"text","text":"'
    return thaw(letter.data.replace(words, words + f"{number} ".encode()))


def _said(text: Text) -> str:
    return "".join(span.text for span in text)


BY_HAND = """
#set page(paper: "a4", margin: (x: 24mm, top: 18mm, bottom: 24mm), footer: context align(center, text(size: 0.82em)[
  Page #counter(page).display() of #counter(page).final().first()]))
#let accent = rgb("#1d4e5f")
#set text(lang: "en", size: 11pt, fill: rgb("#1a1a1a"), hyphenate: false)
#set par(spacing: 0.95em, leading: 0.68em)
#set list(marker: text(fill: accent)[•])
#show link: set text(fill: accent)
#show link: underline
#show heading: set text(fill: accent)
#show heading: set block(above: 1.9em, below: 0.9em)
#let pale = color.mix((accent, 6%), (white, 94%))
#let note(body) = block(width: 100%, inset: (x: 1em, y: 0.85em), fill: pale, stroke: (left: 3pt + accent), body)
#let own-words(body) = block(width: 100%, inset: (left: 1em), stroke: (left: 1.5pt + luma(190)), body)
"""


def _markup(content: Content) -> str:
    """The letter as somebody would write it by hand in Typst, to look the same; all its text stands in strings."""
    written = [f"#set document(title: {_string(content.title)})", BY_HAND]
    written.append(f"#set text(font: ({', '.join(map(_string, fonts.families('en', large=False)))}))")
    drawn = f'image(bytes({_string(sign(HEAD.accent))}), format: "svg", width: 15mm, alt: "sign")'
    lines = " \\ ".join(f"#{_string(line)}" for line in (*HEAD.address, HEAD.phone, HEAD.email, HEAD.website))
    name = f'text(size: 1.65em, weight: "bold", fill: accent, {_string(HEAD.landlord)})'
    written.append(
        f"#grid(columns: (auto, 1fr, auto), column-gutter: 1em, {drawn}, {name}, text(size: 0.82em)[{lines}])"
    )
    written.append("#line(length: 100%, stroke: 1.5pt + accent)")
    written.append(f"= #{_string(content.title)}")
    for section in content.sections:
        if section.title:
            written.append(f"== {_runs(section.title)}")
        written += [_block(block) for block in section.blocks]
    return "\n\n".join(written)


def _runs(text: Text) -> str:
    return "".join(map(_run, text))


def _run(span: Span) -> str:
    words = _string(span.text)
    if span.kind in {"strong", "phone", "code"}:
        return f"#strong({words});"
    if span.kind in {"link", "email"}:
        return f"#link({_string(span.value)}, {words});"
    return f"#{words};"


def _block(block: object) -> str:  # noqa: PLR0911  one return a block
    match block:
        case Heading(text):
            return f"=== {_runs(text)}"
        case Note(text):
            return f"#note[{_runs(text)}]"
        case Quote(text):
            return f"#own-words[{_runs(text)}]"
        case Bullets(items):
            return "\n".join(f"- {_runs(item)}" for item in items)
        case Facts(rows):
            return f"#grid(columns: (34%, 1fr), column-gutter: 1em, row-gutter: 0.75em, {_cells(rows)})"
        case Table(caption, head, rows):
            look = "columns: (1fr, 1.35fr), inset: (x: 0.55em, y: 0.6em), stroke: (bottom: 0.5pt + accent)"
            return f"*{_runs(caption)}*\n\n#table({look}, table.header({_cells([head])}), {_cells(rows)})"
        case SignInCode(code, address, alt):
            drawn = f'#image(bytes({_string(qr.svg(address))}), format: "svg", width: 30mm, alt: {_string(alt)})'
            return f"{drawn} {_runs(code)}"
        case Addressee(lines):
            return " \\ ".join(map(_runs, lines))
        case Paragraph(text):
            return _runs(text)
    raise TypeError(f"no markup for {block!r}")


def _cells(rows: Sequence[Sequence[Text]]) -> str:
    return ", ".join(f"[{_runs(cell)}]" for row in rows for cell in row)


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _plain_template(content: Content, path: Path) -> dict[str, str]:
    """A Word template on our head with one tag a text, and what the tags stand for."""
    document = docx.Document(str(WORD))
    body = document.paragraphs[-1]
    paragraph = body._p
    if (parent := paragraph.getparent()) is not None:
        parent.remove(paragraph)
    context = {"landlord": HEAD.landlord, "address": ", ".join(HEAD.address), "phone": HEAD.phone}
    context |= {"email": HEAD.email, "website": HEAD.website, "sign_alt": "sign", "page": ""}
    for section in content.sections:
        for texts in [[section.title], *([*words_of(block)] for block in section.blocks)]:
            for text in texts:
                tag = f"text{len(context)}"
                document.add_paragraph(f"{{{{ {tag} }}}}")
                context[tag] = _said(text)
    for foot in (document.sections[0].first_page_footer, document.sections[0].footer):
        foot.paragraphs[0].text = ""
    document.save(str(path))
    return context


def _timed(ours: Callable[[int], object], bare: Callable[[int], object]) -> float:
    """How many times the yardstick's processor time ours takes, the two taking turns."""
    ours(0), bare(0)
    spent: tuple[list[float], list[float]] = ([], [])
    for number in range(1, ROUNDS + 1):
        for times, made in zip(spent, (ours, bare), strict=True):
            start = time.process_time()
            made(number)
            times.append(time.process_time() - start)
    return median(spent[0]) / median(spent[1])


def run() -> list[tuple[str, float, str]]:
    """Rows for the table: PDF, large print and Word."""
    samples = _samples()
    unlike = [_unlike(letter, number) for number, letter in enumerate(samples)]
    with TemporaryDirectory() as folder:
        sources = [Path(folder) / f"{number}.typ" for number in range(len(samples))]
        for source, letter in zip(sources, unlike, strict=True):
            source.write_text(_markup(letter.contents[0]), encoding="utf-8")
        paths = list(fonts.folders())
        bare = typst.Compiler(sources[0], root=folder, font_paths=paths, ignore_system_fonts=True)

        def bare_pdf(number: int) -> object:
            return bare.compile(sources[number], format="pdf", pdf_standards=pdf.STANDARDS, timestamp=pdf.TIMESTAMP)

        template = Path(folder) / "plain.docx"
        context = _plain_template(samples[0].contents[0], template)

        def plain_docx(_number: int) -> object:
            document = DocxTemplate(str(template))
            document.render(context, autoescape=True)
            out = io.BytesIO()
            document.save(out)
            return out.getvalue()

        def ours(format_: str, made: list[letters.Frozen] = unlike) -> Callable[[int], object]:
            return lambda number: letters.render(made[number].data, format_, HEAD)

        return [
            ("Large print to a bare Typst compile of the letter", _timed(ours("large_print"), bare_pdf), "as it comes"),
            ("PDF letter to a bare Typst compile of it", _timed(ours("pdf"), bare_pdf), "at most 1.4"),
            ("PDF letter like the one before, to the same", _timed(ours("pdf", samples), bare_pdf), "at most 1"),
            ("Word letter to plain docxtpl", _timed(ours("docx"), plain_docx), "at most 0.33"),
        ]
