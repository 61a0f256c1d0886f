"""The report of what was measured."""

import xml.etree.ElementTree as ET

from bench import report
from bench.charts import Chart, svg


def test_the_report_says_first_what_is_over_its_limit() -> None:
    within, beyond, remark = ("A", 2.0, "at most 3.5"), ("B <b>", 4.0, "at most 3.5"), ("C", 9.0, "as it comes")
    assert "All 2 within their limits" in report.html([within, remark], [])
    page = report.html([within, beyond, remark], [])
    assert "1 of 3 over the limit" in page
    assert page.count('class="over"') == 1
    assert "B &lt;b&gt;" in page


def test_a_chart_begins_at_nothing_so_that_what_looks_flat_is_flat() -> None:
    drawn = ET.fromstring(
        svg(Chart("Memory", "requests", "MB", {"sqlite": [(0, 100), (10, 100)], "other": [(10, 50)]}))
    )
    lines = [line.attrib["points"].split() for line in drawn.iter("polyline")]
    heights = [[float(point.split(",")[1]) for point in line] for line in lines]
    assert heights[0][0] == heights[0][1]
    floor = float(str(drawn[0].attrib["d"]).split("V")[1].split("H")[0])
    assert floor - heights[1][0] == (floor - heights[0][0]) / 2
