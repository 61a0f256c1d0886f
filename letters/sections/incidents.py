"""What happened, as staff wrote it down."""

from __future__ import annotations

from letters import words
from letters.content import Facts, Paragraph, Section, Text
from letters.data import Incident
from letters.phrases import Phrases, text


def what_happened(_: Phrases, incidents: tuple[Incident, ...], behaviours: tuple[str, ...]) -> Section:
    """Part `what_happened`: day by day, in staff's words, and what the policy calls it."""
    rows: list[tuple[Text, Text]] = []
    for incident in incidents:
        when: Text = (_.date(incident.on),)
        if incident.channel:
            when = (*when, *text(" · "), *text(words.channel(incident.channel, _.language)))
        rows.append((when, (_.own_words(incident.what),)))
    called = words.all_of([words.behaviour(code, _.language) for code in behaviours], _.language)
    blocks = (
        Facts(tuple(rows)),
        Paragraph(_("What our policy calls this: {behaviours}.", behaviours=called)),
        Paragraph(_("If you remember it differently, tell us. We keep your words beside ours.")),
    )
    return Section("what_happened", _("What happened"), blocks)
