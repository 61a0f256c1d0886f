"""The questions of an appeal, one form for each page. What is required is asked for once, on the page that needs it."""

from __future__ import annotations

import hashlib

import wtforms

from casework.rules.evidence import FILM_MB, MOST_FILES, PAPER_MB, SOUND_MB
from web.forms import Choice, ChoiceField, ChoicesField, FilesField, Form, LongTextField, longest, needed
from web.language import gettext as _
from web.language import lazy_gettext as _l

LONGEST_TEXT = 10_000
# What may be sent, said once for every page on which files are added.
LIMITS = _l(
    "A photo or paper can have up to {paper} MB, a recording {sound} MB, a film {film} MB. You can add {most} files.",
    paper=PAPER_MB,
    sound=SOUND_MB,
    film=FILM_MB,
    most=MOST_FILES,
)


def seen_of(words: str) -> str:
    """A mark of the words that a page showed, to go with its form."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


class DraftForm(Form):
    """A question of a draft. It may be open in two windows: what one saved, the other must not write over unseen."""

    seen = wtforms.HiddenField()

    def written_elsewhere(self, name: str, kept: str) -> str:
        """What another window saved since this one was opened, or "" where saving loses nothing; the next sending does.

        ``kept``: the words on record for the field of that name.
        """
        seen, now = self.seen.data, seen_of(kept)
        if not kept or not seen or seen == now or self[name].data == kept:
            return ""
        self.seen.data = now
        self.add_error(name, _("You wrote something else in another window. Send this again to put it in its place"))
        return kept


class WhyForm(DraftForm):
    """Why they disagree: what the record offers, to tick, and their own words."""

    points = ChoicesField(
        _l("Does any of this apply?"),
        hint=_l("We found this on record. Choose what you want us to look at, or none."),
    )
    grounds = LongTextField(
        _l("Why do you think our decision is wrong?"),
        hint=_l(
            "Say it in your own words and in any language. You can write as little or as much as you like,"
            " up to {limit} characters.",
            limit=f"{LONGEST_TEXT:,}",
        ),
        rows=10,
        validators=[needed(_l("Write why you think our decision is wrong")), longest(LONGEST_TEXT)],
    )


class WantForm(DraftForm):
    """What should happen instead."""

    wanted = LongTextField(
        _l("What would you like to happen?"),
        hint=_l("For example: end it, change it, or make it shorter. You can leave this empty."),
        rows=6,
        validators=[longest(LONGEST_TEXT)],
    )


class NewEvidenceForm(Form):
    """Is there anything new to look at?"""

    new_evidence = ChoiceField(
        _l("Do you have something to show us?"),
        hint=_l("For example: letters, photos, a recording, or a note from your doctor or support worker."),
        choices=[
            Choice("yes", _l("Yes"), hint=_l("You can add files here, or send them by post.")),
            Choice("no", _l("No"), hint=_l("That is fine. Your appeal counts just the same.")),
        ],
        validators=[needed(_l("Choose whether you have something to show us"))],
    )


class EvidenceForm(Form):
    """Files, added a few at a time."""

    files = FilesField(_l("Add a file"), hint=LIMITS)


class MoreForm(Form):
    """What somebody adds to an appeal that was sent: words, files, or both."""

    words = LongTextField(
        _l("What else do you want to tell us?"), [longest(LONGEST_TEXT)], hint=_l("You can leave this empty."), rows=6
    )
    files = FilesField(_l("Add a file"), hint=LIMITS)


class ComplaintForm(Form):
    """Complaint Handling Code 1.3: whoever is dissatisfied is given the choice to complain."""

    complaint_too = ChoiceField(
        _l("Should we treat this as a complaint too?"),
        hint=_l(
            "A complaint is about how we treated you. It has its own answer, and you can take it to the Ombudsman."
            " It does not slow down your appeal."
        ),
        choices=[
            Choice("yes", _l("Yes, treat it as a complaint too")),
            Choice("no", _l("No, only as an appeal"), hint=_l("You can still complain later.")),
        ],
        validators=[needed(_l("Choose yes or no"))],
    )


class SendForm(Form):
    """Nothing to fill in: a button that does one thing, guarded against forged requests."""
