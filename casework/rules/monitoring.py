"""What people may tell us about themselves, for nothing but seeing whether we treat everybody alike.

One Vision Housing 1.10; Equality Act 2010 sections 4 and 149. None of it is a condition of anything, none of it stands
in a proposal, and nobody who decides can read what one person said. Of what a policy names beside the law, nobody is
asked about offences (UK GDPR article 10) or looks; how an illness is called is not asked either.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from casework.rules.pack import Pack

AGE: Final = "age"  # reckoned from the date of birth that is on record, never asked
UNSAID: Final = "unsaid"  # the group of who has not said, or would rather not
# Each thing that can be asked, with the answers to it.
ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "disability": ("a_lot", "a_little", "none"),
    "ethnic_group": ("asian", "black", "mixed", "white", "other"),
    "gender": ("woman", "man", "other"),
    "gender_identity": ("same", "different"),
    "sexual_orientation": ("heterosexual", "gay_or_lesbian", "bisexual", "other"),
    "religion": ("none", "buddhist", "christian", "hindu", "jewish", "muslim", "sikh", "other"),
    "marriage": ("single", "married", "civil_partnership", "separated", "widowed"),
    "pregnancy": ("yes", "no"),
    "class": ("professional", "intermediate", "working"),
    "income": ("enough", "just_enough", "not_enough"),
    "employment": ("working", "looking", "caring", "studying", "unable", "retired"),
    "dependants": ("children", "adults", "both", "none"),
    "health": ("good", "fair", "bad"),
}
_YOUNGEST_OF: Final = (0, 25, 35, 45, 55, 65, 75)
AGES: Final = ("under_25", "25_to_34", "35_to_44", "45_to_54", "55_to_64", "65_to_74", "75_and_over")
# What is counted, each act once. None of them is a part of another, so that no two can be taken from each other.
MEASURES: Final = ("told", "restricted", "not_restricted", "upheld", "dismissed", "lifted", "continued")


def asked(pack: Pack) -> tuple[str, ...]:
    """What this landlord asks: the characteristics that the law protects, and what its policy names beside them."""
    return (*pack.floor["characteristics"].table.codes("asked", tuple(ANSWERS)), *further(pack))


def further(pack: Pack) -> tuple[str, ...]:
    """The grounds that the policy names beside the law's."""
    return pack.rules["equality"].table.codes("further", tuple(ANSWERS), ())


def compared(pack: Pack) -> tuple[str, ...]:
    """By what decisions and outcomes are compared."""
    return (AGE, *asked(pack))


def groups(characteristic: str) -> tuple[str, ...]:
    """The groups of one characteristic, who has not said being the last."""
    return (*(AGES if characteristic == AGE else ANSWERS[characteristic]), UNSAID)


def fewest(pack: Pack) -> int:
    """Below this number nothing is said of a group."""
    return pack.floor["characteristics"].table.count("fewest")


def age_group(born: date, today: date) -> str:
    """The group of somebody's age on that day; who has no day of birth on record has not said."""
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if not 0 <= years <= 120:
        return UNSAID
    return AGES[max(place for place, youngest in enumerate(_YOUNGEST_OF) if years >= youngest)]
