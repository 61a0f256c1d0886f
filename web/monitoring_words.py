"""The words for what people may tell about themselves: asked in the portal, counted in the back office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from casework.rules.monitoring import UNSAID
from translations import mark

_UNSAID: Final = {UNSAID: mark("Did not say")}
TITLES: Final[Mapping[str, str]] = {
    "age": mark("Age"),
    "disability": mark("Disability"),
    "ethnic_group": mark("Ethnic group"),
    "gender": mark("Gender"),
    "gender_identity": mark("Gender identity"),
    "sexual_orientation": mark("Sexual orientation"),
    "religion": mark("Religion or belief"),
    "marriage": mark("Marriage and civil partnership"),
    "pregnancy": mark("Pregnancy and maternity"),
    "class": mark("Class"),
    "income": mark("Income"),
    "employment": mark("Employment"),
    "dependants": mark("Caring for others"),
    "health": mark("Health"),
}
QUESTIONS: Final[Mapping[str, str]] = {
    "disability": mark("Does a disability or illness limit what you can do in a day?"),
    "ethnic_group": mark("What is your ethnic group?"),
    "gender": mark("Are you a woman or a man?"),
    "gender_identity": mark("Is your gender the same as at birth?"),
    "sexual_orientation": mark("What is your sexual orientation?"),
    "religion": mark("What is your religion or belief?"),
    "marriage": mark("Are you married or in a civil partnership?"),
    "pregnancy": mark("Are you pregnant, or have you had a baby in the last 6 months?"),
    "class": mark("When you were about 14, what work did the main earner at home do?"),
    "income": mark("Is your income enough for what you need?"),
    "employment": mark("Do you work?"),
    "dependants": mark("Who depends on your care?"),
    "health": mark("How is your health?"),
}
GROUPS: Final[Mapping[str, Mapping[str, str]]] = {
    "age": {
        "under_25": mark("Under 25"),
        "25_to_34": mark("25 to 34"),
        "35_to_44": mark("35 to 44"),
        "45_to_54": mark("45 to 54"),
        "55_to_64": mark("55 to 64"),
        "65_to_74": mark("65 to 74"),
        "75_and_over": mark("75 and over"),
        UNSAID: mark("Not known"),
    },
    "disability": {"a_lot": mark("Yes, a lot"), "a_little": mark("Yes, a little"), "none": mark("No"), **_UNSAID},
    "ethnic_group": {
        "asian": mark("Asian or Asian British"),
        "black": mark("Black, Black British, Caribbean or African"),
        "mixed": mark("Mixed or several ethnic groups"),
        "white": mark("White"),
        "other": mark("Another ethnic group"),
        **_UNSAID,
    },
    "gender": {"woman": mark("Woman"), "man": mark("Man"), "other": mark("In another way"), **_UNSAID},
    "gender_identity": {"same": mark("Yes, the same"), "different": mark("No, it is different"), **_UNSAID},
    "sexual_orientation": {
        "heterosexual": mark("Straight or heterosexual"),
        "gay_or_lesbian": mark("Gay or lesbian"),
        "bisexual": mark("Bisexual"),
        "other": mark("Another orientation"),
        **_UNSAID,
    },
    "religion": {
        "none": mark("No religion"),
        "buddhist": mark("Buddhist"),
        "christian": mark("Christian"),
        "hindu": mark("Hindu"),
        "jewish": mark("Jewish"),
        "muslim": mark("Muslim"),
        "sikh": mark("Sikh"),
        "other": mark("Another religion or belief"),
        **_UNSAID,
    },
    "marriage": {
        "single": mark("Never married"),
        "married": mark("Married"),
        "civil_partnership": mark("In a civil partnership"),
        "separated": mark("Separated or divorced"),
        "widowed": mark("Widowed"),
        **_UNSAID,
    },
    "pregnancy": {"yes": mark("Yes"), "no": mark("No"), **_UNSAID},
    "class": {
        "professional": mark("Professional or managing work"),
        "intermediate": mark("Office work, or a small business"),
        "working": mark("Manual or service work, or no work"),
        **_UNSAID,
    },
    "income": {
        "enough": mark("More than enough"),
        "just_enough": mark("Just enough"),
        "not_enough": mark("Not enough"),
        **_UNSAID,
    },
    "employment": {
        "working": mark("I work"),
        "looking": mark("I look for work"),
        "caring": mark("I care for somebody"),
        "studying": mark("I study or train"),
        "unable": mark("I cannot work"),
        "retired": mark("I am retired"),
        **_UNSAID,
    },
    "dependants": {
        "children": mark("Children"),
        "adults": mark("An adult"),
        "both": mark("Children and an adult"),
        "none": mark("Nobody"),
        **_UNSAID,
    },
    "health": {"good": mark("Good"), "fair": mark("Fair"), "bad": mark("Bad"), **_UNSAID},
}
# What is counted, in the order of rules.monitoring.MEASURES.
MEASURED: Final[Mapping[str, str]] = {
    "told": mark("Told us"),
    "restricted": mark("Restricted"),
    "not_restricted": mark("Not restricted"),
    "upheld": mark("Appeals upheld"),
    "dismissed": mark("Appeals dismissed"),
    "lifted": mark("Reviews that ended or changed it"),
    "continued": mark("Reviews that kept it"),
}
