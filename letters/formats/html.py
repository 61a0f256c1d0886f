"""The letter as an accessible web page: a fragment for the portal, or a whole page on its own."""

from __future__ import annotations

import base64

from markupsafe import Markup, escape

from letters.composing import Frozen
from letters.content import (
    RIGHTWARDS,
    Addressee,
    Block,
    Bullets,
    Content,
    Facts,
    Heading,
    Note,
    Quote,
    SignInCode,
    Span,
    Table,
    Text,
)
from letters.formats import qr
from letters.letterhead import Letterhead

LTR_KINDS = frozenset({"phone", "email", "link", "code", "reference", "money"})
WHOLE_KINDS = LTR_KINDS - {"email", "link"}  # short: never broken at a hyphen or a space

STYLE = """
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1a1a1a; font: 1.1875rem/1.55 system-ui, sans-serif; }
.letter-page { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
.letter-head { border-block-end: 3px solid var(--accent); padding-block-end: 1rem; margin-block-end: 2rem; }
.letter-head :is(svg, img) { inline-size: auto; max-inline-size: 100%; block-size: 3.5rem; }
.letter-head p { margin: 0; }
.letter-landlord { color: var(--accent); font-size: 1.6rem; font-weight: 700; }
h1, h2 { color: var(--accent); line-height: 1.25; }
h1 { font-size: 1.9rem; }
h2 { font-size: 1.4rem; margin-block-start: 2.5rem; }
h3 { font-size: 1.1875rem; margin-block: 1.75rem 0.5rem; }
a { color: var(--accent); }
.letter-note { border-inline-start: 5px solid var(--accent); padding: 0.25rem 1rem; margin: 1.5rem 0;
  background: var(--ground); }
address { font-style: normal; }
blockquote { border-inline-start: 3px solid #767676; margin: 0.75rem 0; padding-inline-start: 1rem; }
dl { display: grid; grid-template-columns: minmax(8rem, 1fr) 2fr; gap: 0.5rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; }
table { border-collapse: collapse; inline-size: 100%; margin-block: 1.5rem; }
caption { text-align: start; font-weight: 700; padding-block-end: 0.5rem; }
th, td { text-align: start; vertical-align: top; padding: 0.6rem 0; padding-inline-end: 0.75rem;
  border-block-end: 1px solid #9aa5ab; }
tbody th { font-weight: 400; }
.od-reference { white-space: nowrap; }
.letter-code { font-size: 1.5rem; font-weight: 700; letter-spacing: 0.05em; }
.letter-qr svg { inline-size: 10rem; block-size: 10rem; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0.1rem; } dd { margin-block-end: 0.75rem; }
  th, td { display: block; border: 0; padding-block: 0.2rem; } tbody th { font-weight: 700; }
  tr { border-block-end: 1px solid #9aa5ab; display: block; } thead { display: none; } }
@media print { a { color: inherit; } }
"""


def fragment(frozen: Frozen, *, level: int = 1) -> str:
    """The contents as `<article>` elements; `level` is the level of the letter's title among the page's headings."""
    return "".join(
        article(content, level if place == 0 else level + 1, number=place)
        for place, content in enumerate(frozen.contents)
    )


def article(content: Content, level: int = 1, number: int = 0) -> Markup:
    """One content as an article in its own language and direction."""
    marked = f"letter-title-{number}"
    inner = [Markup('<h{0} id="{1}">{2}</h{0}>').format(level, marked, content.title)]
    if number > 0:
        inner.insert(0, Markup("<p>{}</p>").format(content.labels["english_follows"]))
    for section in content.sections:
        if section.title:
            inner.append(Markup("<h{0}>{1}</h{0}>").format(level + 1, runs(section.title, content.language)))
        inner += [shown(block, content.language, level) for block in section.blocks]
    return Markup('<article class="letter" lang="{}" dir="{}" aria-labelledby="{}">{}</article>').format(
        content.language, content.direction, marked, Markup("\n").join(inner)
    )


def html(frozen: Frozen, letterhead: Letterhead) -> str:
    """A page that stands on its own: nothing is loaded from anywhere."""
    first = frozen.contents[0]
    lines = (*letterhead.address, letterhead.phone, letterhead.email, letterhead.website)
    said = [Markup("<p><bdi>{}</bdi></p>").format(line) for line in lines if line]
    head = Markup('<header class="letter-head">{}<p class="letter-landlord" lang="en">{}</p>{}</header>').format(
        _sign(letterhead, first), letterhead.landlord, Markup("").join(said)
    )
    return Markup(
        '<!DOCTYPE html>\n<html lang="{}" dir="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{} – {}</title>\n'
        '<style>:root {{ --accent: {}; --ground: {}; }}{}</style>\n</head>\n<body>\n<div class="letter-page">\n{}\n'
        "<main>\n{}\n</main>\n</div>\n</body>\n</html>\n"
    ).format(
        first.language,
        first.direction,
        first.title,
        letterhead.landlord,
        letterhead.accent,
        letterhead.ground,
        Markup(STYLE),  # noqa: S704  our own
        head,
        Markup(fragment(frozen)),  # noqa: S704  escaped above
    )


def mail(content: Content) -> str:
    """A short content, such as a one-time code, as the HTML part of a mail; mail programs take little of a page."""
    return Markup(
        '<!DOCTYPE html>\n<html lang="{0}" dir="{1}">\n<head>\n<meta charset="utf-8">\n<title>{2}</title>\n</head>\n'
        '<body dir="{1}" style="font: 1.125rem/1.5 sans-serif; max-width: 40rem; margin: 1rem">\n'
        "{3}\n</body>\n</html>\n"
    ).format(content.language, content.direction, content.title, article(content))


def _sign(letterhead: Letterhead, first: Content) -> Markup:
    """Ours as it is; a landlord's as a picture, in which nothing can run or be fetched."""
    said = letterhead.described(first.language, first.labels["sign"])
    if letterhead.logo is None:
        return picture(letterhead.drawn, said)
    data = base64.b64encode(letterhead.drawn.encode()).decode()
    return Markup('<img src="data:image/svg+xml;base64,{}" alt="{}">').format(data, said)


def picture(svg: str, alt: str) -> Markup:
    """An SVG drawing of ours with its description."""
    opened = Markup('<svg role="img" aria-label="{}" ').format(alt)
    return opened + Markup(svg.replace("<svg ", "", 1))  # noqa: S704  drawn by us


def shown(block: Block, language: str, level: int) -> Markup:  # noqa: PLR0911  one return a block
    match block:
        case Heading(text):
            return Markup("<h{0}>{1}</h{0}>").format(level + 2, runs(text, language))
        case Note(text):
            return Markup('<div class="letter-note"><p>{}</p></div>').format(runs(text, language))
        case Quote(text, lang):
            turned = "rtl" if lang in RIGHTWARDS else "ltr"
            return Markup('<blockquote lang="{}" dir="{}"><p>{}</p></blockquote>').format(
                lang, turned, runs(text, lang)
            )
        case Bullets(items):
            lines = Markup("").join(Markup("<li>{}</li>").format(runs(item, language)) for item in items)
            return Markup("<ul>{}</ul>").format(lines)
        case Facts(rows):
            pairs = Markup("").join(
                Markup("<dt>{}</dt><dd>{}</dd>").format(runs(label, language), runs(value, language))
                for label, value in rows
            )
            return Markup("<dl>{}</dl>").format(pairs)
        case Table():
            return table(block, language)
        case Addressee(lines):
            return Markup("<address>{}</address>").format(Markup("<br>").join(runs(line, language) for line in lines))
        case SignInCode(code, address, alt):
            return Markup('<p class="letter-code">{}</p><p class="letter-qr">{}</p>').format(
                runs(code, language), picture(qr.svg(address), alt)
            )
        case _:
            return Markup("<p>{}</p>").format(runs(block.text, language))


def table(block: Table, language: str) -> Markup:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(runs(cell, language)) for cell in block.head)
    rows = []
    for first, *others in block.rows:
        cells = Markup("").join(Markup("<td>{}</td>").format(runs(cell, language)) for cell in others)
        rows.append(Markup('<tr><th scope="row">{}</th>{}</tr>').format(runs(first, language), cells))
    return Markup("<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
        runs(block.caption, language), head, Markup("").join(rows)
    )


def runs(text: Text, language: str) -> Markup:
    """Spans inside a line; typed values are isolated, so that no line turns them around."""
    return Markup("").join(run(span, language) for span in text)


def run(span: Span, language: str) -> Markup:
    said = escape(span.text)
    if span.kind in {"strong", "code"}:
        said = Markup("<strong>{}</strong>").format(said)
    if span.kind in {"link", "email"}:
        said = Markup('<a href="{}">{}</a>').format(span.value, said)
    elif span.kind == "phone":
        said = Markup('<a href="tel:{}">{}</a>').format(span.value, said)
    elif span.kind in {"date", "sent"}:
        said = Markup('<time datetime="{}">{}</time>').format(span.value, said)
    if span.kind in LTR_KINDS:
        whole = Markup(' class="od-reference"') if span.kind in WHOLE_KINDS else ""
        return Markup('<bdi dir="ltr"{}>{}</bdi>').format(whole, said)
    if span.lang and span.lang != language:
        return Markup('<bdi lang="{}">{}</bdi>').format(span.lang, said)
    return Markup("<bdi>{}</bdi>").format(said) if span.kind in {"name", "address"} else said
