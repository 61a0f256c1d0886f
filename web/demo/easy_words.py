"""Easy Read in the demo: what stands in most letters was read and approved in English, the rest still waits."""

from __future__ import annotations

from casework.actions import easy_read
from letters.easy.blocks import digest
from letters.easy.words_always import ALWAYS
from letters.phrases import ENGLISH
from web.demo.teller import Teller


def tell(teller: Teller) -> None:
    """Before the first letter was written."""
    teller.act("decider", 115, easy_read.approve, ENGLISH, {code: digest(code, ENGLISH) for code in ALWAYS})
