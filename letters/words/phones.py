"""Phone numbers as they are read in Britain, kept in one piece and in the right order."""

from __future__ import annotations

from functools import lru_cache

from translations import LANGUAGES

ISOLATE_LTR, ISOLATE_END = "\u2066", "\u2069"
NO_BREAK_SPACE = "\u00a0"
LONGEST_SHORT_NUMBER = 6  # digits: 999, 101, 18001, 116 123


@lru_cache(maxsize=1024)  # the landlord's own numbers stand on every page
def plain(number: str) -> str:
    """The number with the usual spaces: "01632 960 001" for a number of Britain, else as it was given."""
    import phonenumbers  # a tenth of a second, which a command that says no number does not pay

    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return " ".join(number.split())
    if parsed.country_code != 44:
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def phone(number: str, language: str, *, isolate: bool = False) -> str:
    """The number for a reader of `language`.

    Its spaces are no-break, so that it stays on one line and a right-to-left line does not turn its groups
    around. With `isolate` it also stands between the Unicode isolates LRI and PDI, for plain text in which
    nothing else can carry the direction.
    """
    said = plain(number).replace(" ", NO_BREAK_SPACE)
    return f"{ISOLATE_LTR}{said}{ISOLATE_END}" if isolate and LANGUAGES[language].direction == "rtl" else said


@lru_cache(maxsize=1024)
def dialled(number: str) -> str:
    """What a `tel:` link dials: "+441632960001"; the digits as given for 999 and its like, or what we cannot read."""
    import phonenumbers

    digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    if len(digits) <= LONGEST_SHORT_NUMBER:
        return digits  # +44999 would ring nobody
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return digits
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
