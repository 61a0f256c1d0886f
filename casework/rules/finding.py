"""What the rules answer: findings, each with its code, its source and the facts that words are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

Severity = Literal["stop", "warn"]
Param = str | int | tuple[str, ...]

NO_PARAMS: Mapping[str, Param] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands in the way (`stop`), or that has to be shown and recorded (`warn`).

    `source` is the clause as it is said to people ("One Vision Housing 3.2.1"). `place` is the index of the
    restriction that causes it, None where the whole proposal does. `params` holds codes, numbers and ISO dates.
    """

    code: str
    severity: Severity
    source: str
    place: int | None = None
    params: Mapping[str, Param] = field(default_factory=lambda: NO_PARAMS)


@dataclass(frozen=True, slots=True)
class Answer:
    """May it be done, by when must it be answered (appeals only), and what was found on the way."""

    allowed: bool
    due_on: date | None
    findings: tuple[Finding, ...]

    @property
    def stops(self) -> tuple[Finding, ...]:
        """The findings that have to be settled first."""
        return tuple(finding for finding in self.findings if finding.severity == "stop")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that are shown and recorded, and block nothing."""
        return tuple(finding for finding in self.findings if finding.severity == "warn")
