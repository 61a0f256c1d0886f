"""The audit of libraries never takes silence for a clean bill; the bill of materials forgets no package."""

from scripts.audit import told
from scripts.sbom import with_styles
from web import assets


def test_a_library_nobody_could_be_asked_about_counts_as_skipped_and_a_fault_is_named() -> None:
    fault = {"id": "PYSEC-2026-1", "fix_versions": ["2.0"], "aliases": [], "description": ""}
    faults, summary = told([
        {"name": "clean", "version": "1.0", "vulns": []},
        {"name": "faulty", "version": "1.0", "vulns": [fault]},
        {"name": "unknown", "skip_reason": "Dependency not found"},
    ])  # fmt: skip
    assert faults == ["faulty 1.0: PYSEC-2026-1, mended in 2.0"]
    assert summary == "2 libraries audited, 1 known faults, 1 skipped"


def test_the_bill_of_materials_names_the_styles_with_the_hash_under_which_they_were_fetched() -> None:
    bill = with_styles({"components": [{"name": "Flask"}]})
    assert [one["name"] for one in bill["components"]] == ["Flask", "govuk-frontend"]
    styles = bill["components"][1]
    assert styles["purl"] == f"pkg:npm/govuk-frontend@{assets.VERSION}"
    assert (styles["hashes"][0]["alg"], len(styles["hashes"][0]["content"])) == ("SHA-512", 128)
