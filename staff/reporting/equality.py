"""Decisions and outcomes by characteristic, as far as they can be shown (One Vision Housing 1.10).

Only what was counted once and published is read here (records.published): what one person said is out of reach.
"""

from __future__ import annotations

from casework.records import published
from casework.rules.monitoring import MEASURES, compared, fewest, groups
from casework.rules.reporting import share
from casework.rules.suppression import Block, Shown, together, total
from letters.tables import Cell, Table
from staff.reporting.asked import Asked, Report, day, number
from web.language import gettext as _
from web.monitoring_words import GROUPS, MEASURED, TITLES

Blocks = dict[str, tuple[Block, ...]]


def report(asked: Asked) -> Report:
    """A table for each characteristic of which anything can be shown by the end of the month."""
    tables: list[Table] = []
    for characteristic in compared(asked.pack):
        blocks = {
            measure: published.blocks(asked.session, measure, characteristic, asked.month.last_on)
            for measure in MEASURES
        }
        if any(blocks.values()):
            tables += [_counts(characteristic, blocks, fewest(asked.pack)), *_shares(characteristic, blocks)]
    intro = _(
        "People tell us about themselves if they like, and nobody who decides can read it. Numbers are shown when ten "
        "or more belong to a group, and they are never changed afterwards."
    )
    if not tables:
        nothing = _("Nothing can be shown yet.")
        intro = f"{intro} {nothing}"
    return Report("equality", _("Equality"), intro, tuple(tables))


def _counts(characteristic: str, blocks: Blocks, least: int) -> Table:
    """How many of each group; a column for each thing of which anything can be shown."""
    measures = [measure for measure in MEASURES if blocks[measure]]
    shown = {measure: together(blocks[measure], groups(characteristic)) for measure in measures}
    rows = [
        (_(GROUPS[characteristic][group]), *(_cell(shown[measure][place]) for measure in measures))
        for place, group in enumerate(groups(characteristic))
    ]
    rows.append((_("All"), *(total(blocks[measure]) for measure in measures)))
    last = max(blocks[measure][-1].last_on for measure in measures)
    note = _(
        "Counted up to {day}. Fewer than {least} are not shown; others are left out with them, so that nobody can work "
        "the number out.",
        day=day(last),
        least=least,
    )
    head = (_("Group"), *(_(MEASURED[measure]) for measure in measures))
    return Table(characteristic, _(TITLES[characteristic]), head, tuple(rows), note=note)


def _shares(characteristic: str, blocks: Blocks) -> tuple[Table, ...]:
    """Of a hundred who told us, and of a hundred who were restricted; only groups of which both can be shown."""
    sides = [together(blocks[measure], groups(characteristic)) for measure in ("told", "restricted")]
    wholes = [total(blocks[measure]) for measure in ("told", "restricted")]
    rows = [
        (
            _(GROUPS[characteristic][told.group]),
            number(share(told.count or 0, wholes[0])),
            number(share(other.count or 0, wholes[1])),
        )
        for told, other in zip(*sides, strict=True)
        if _whole(told) and _whole(other)
    ]
    if not rows:
        return ()
    head = (_("Group"), _("Of those who told us, %"), _("Of those restricted, %"))
    title = _("{characteristic}: of a hundred", characteristic=_(TITLES[characteristic]))
    return (Table(f"{characteristic}-shares", title, head, tuple(rows), drawn=(1, 2)),)


def _whole(one: Shown) -> bool:
    """Is all of the group shown, and not only what some months show?"""
    return one.count is not None and one.parts == one.blocks


def _cell(one: Shown) -> Cell:
    if one.count is None:
        return _("not shown")
    return one.count if one.parts == one.blocks else _("at least {count}", count=one.count)
