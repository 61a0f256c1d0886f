"""Why a try at signing in did not work, in words that say what to do next."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from casework.actions.sign_in import Tried
from casework.rules.calendar import local
from letters import words
from translations import mark
from web.language import current_language, ngettext
from web.language import gettext as _
from web.settings import settings

# What was tried, and what became of it. `{minutes}`: how long a code works.
_WORDS: Final[dict[tuple[str, str], str]] = {
    ("code", "used"): mark("This code has been used. Each code works once. Ask for a new code."),
    ("code", "expired"): mark("This code is too old: a code works for {minutes} minutes. Ask for a new code."),
    ("code", "too_many"): mark("That was the last try with this code. Ask for a new code."),
    ("code", "unknown"): mark("We do not know any more which code you asked for. Ask for a new code."),
    ("who", "wrong"): mark("That does not match anybody with this address. Check it and try again."),
    ("who", "used"): mark("You have signed in with this code already. Ask for a new code."),
    ("who", "expired"): mark("You took longer than {minutes} minutes. Ask for a new code."),
    ("who", "too_many"): mark("That was the last try. Ask for a new code."),
    ("who", "unknown"): mark("We do not know any more which code you asked for. Ask for a new code."),
    ("who", "ambiguous"): mark("We cannot tell who you are from this. Please telephone us."),
    ("letter", "wrong"): mark("This code and this date of birth do not belong together. Check both and try again."),
    ("letter", "expired"): mark("This code no longer works. Sign in with a code by email or text, or telephone us."),
    ("totp", "wrong"): mark("This code is not right. Check that it is for Open Door, and type the newest one."),
    ("totp", "used"): mark("This code has been used. Wait for the next one, at most 30 seconds."),
    ("totp", "unknown"): mark("Your account cannot be used any more. Ask your administrator."),
    ("recovery", "wrong"): mark("This code is not right, or it was used before. Try another one."),
    ("recovery", "unknown"): mark("Your account cannot be used any more. Ask your administrator."),
    ("passkey", "wrong"): mark("This passkey does not open the door here. Try again, or come in another way."),
    ("passkey", "unknown"): mark("Your account cannot be used any more. Ask your administrator."),
    ("single", "unknown"): mark("Your account cannot be used any more. Ask your administrator."),
    ("single", "unknown_here"): mark("You have no account here. Ask your administrator."),
}


def refusal(tried: Tried, what: str = "code") -> str:
    """The sentence for the person. ``what``: code who letter totp recovery passkey single."""
    if tried.until is not None:
        return _("There were too many tries. Try again {when}.", when=until_words(tried.until))
    if (what, tried.refused) == ("code", "wrong"):
        return ngettext(
            "This code is not right. Check it and type it again. You have {number} try left.",
            "This code is not right. Check it and type it again. You have {number} tries left.",
            tried.left,
        )
    minutes = int(settings().code_valid.total_seconds() // 60)
    return _(_WORDS[what, tried.refused]).format(minutes=minutes)


def until_words(moment: datetime) -> str:
    """ "after 3.15 pm", by the clock in England, never before the limit has ended."""
    return _("after {time}", time=words.time(f"{local(moment):%H:%M}", current_language()))
