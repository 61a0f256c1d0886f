"""The audit of libraries never takes silence for a clean bill."""

from scripts.audit import told


def test_a_library_nobody_could_be_asked_about_counts_as_skipped_and_a_fault_is_named() -> None:
    fault = {"id": "PYSEC-2026-1", "fix_versions": ["2.0"], "aliases": [], "description": ""}
    faults, summary = told([
        {"name": "clean", "version": "1.0", "vulns": []},
        {"name": "faulty", "version": "1.0", "vulns": [fault]},
        {"name": "unknown", "skip_reason": "Dependency not found"},
    ])  # fmt: skip
    assert faults == ["faulty 1.0: PYSEC-2026-1, mended in 2.0"]
    assert summary == "2 libraries audited, 1 known faults, 1 skipped"
