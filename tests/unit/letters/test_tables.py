"""One table of figures in every form: nothing of it is lost, and no cell of a spreadsheet is ever a formula."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from xml.etree import ElementTree

import pypdfium2
import pytest

from letters.tables import Paper, Table, chart, paper, spreadsheet
from tests.unit.letters.examples import board_paper

KINDS = board_paper("en").sections[0].tables[0]


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1+1", "\t=1", "\r=1", "\n=1"])
def test_nothing_that_somebody_typed_is_a_formula_in_csv(typed: str) -> None:
    (head, row) = csv.reader(io.StringIO(spreadsheet.as_csv([typed], [[typed]]).decode("utf-8-sig"), newline=""))
    assert head == row == [f"'{typed}"]


def test_a_number_below_nought_stays_a_number() -> None:
    assert spreadsheet.plain(-3) == -3


def test_a_workbook_has_a_sheet_for_each_table_and_no_formula() -> None:
    named = Table("x", "In force: [by] kind/and a name that is far too long", ("=A1", "How many"), (("=1+1", 7),))
    with zipfile.ZipFile(io.BytesIO(spreadsheet.workbook([named, named, KINDS]))) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 3
        assert not any(b"<f>" in book.read(name) for name in sheets)
        assert b"=1+1" in book.read("xl/sharedStrings.xml")
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
    assert len(set(names)) == 3
    assert max(map(len, names)) <= 31


def test_tables_below_one_another_keep_their_titles_and_notes() -> None:
    listed = list(csv.reader(io.StringIO(spreadsheet.tables_as_csv([KINDS, KINDS]).decode("utf-8-sig"))))
    assert listed[0] == ["By kind"]
    assert listed[2] == ["Calls at set times", "4", "2"]
    assert [row for row in listed if row == ["Counted once."]] == [["Counted once."]] * 2


@pytest.mark.parametrize("rightwards", [False, True])
def test_a_chart_says_in_words_all_that_it_draws(rightwards: bool) -> None:
    drawn = ElementTree.fromstring(chart.svg(KINDS, "#6b1d5c", "k", rightwards=rightwards))
    said = " ".join("".join(one.itertext()) for one in drawn)
    for row in KINDS.rows:
        assert str(row[0]) in said
    assert drawn.find("{*}title") is not None
    assert drawn.findtext("{*}desc") == chart.said(KINDS)
    assert len(drawn.findall("{*}rect")) == 2 + 3  # two of the legend; what is hidden, or nought, has none


def test_longer_bars_are_larger_numbers() -> None:
    months = board_paper("en").sections[0].tables[1]
    drawn = ElementTree.fromstring(chart.svg(months, "#000000", "k"))
    may, june = (float(one.get("width", "0")) for one in drawn.findall("{*}rect"))
    assert round((june + 2) / (may + 2)) == 3


def test_a_paper_that_was_kept_is_the_same_again() -> None:
    made = board_paper("en")
    again = Paper.from_values(json.loads(json.dumps(made.as_values())))
    assert again == made
    assert paper.pdf(again, "#6b1d5c") == paper.pdf(made, "#6b1d5c")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_number_of_a_paper_can_be_read_out(language: str) -> None:
    document = pypdfium2.PdfDocument(paper.pdf(board_paper(language), "#6b1d5c"))
    said = " ".join(page.get_textpage().get_text_range() for page in document)
    spoken = ["Calls", "at", "set", "times", "not", "shown", "Команда", "团队", "Counted", "once", "4", "2", "3"]
    assert [word for word in spoken if word not in said] == []  # in Arabic they stand in another order
