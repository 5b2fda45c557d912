"""Offices with what was made here and what came from a file, each against all the others of its kind."""

from csatdesk.domain.marks import N_
from csatdesk.gui.context import Context
from csatdesk.gui.quality.sides_list import SidesList, SideTold
from csatdesk.operations.quality.felt_words import (
    change_told,
    checked_base,
    checked_ends,
    checked_measure,
    checked_n,
    checked_words,
)
from csatdesk.operations.quality.past import HerePast, HerePastRow, Side
from csatdesk.operations.quality.past_words import apart_shortly, here_past_words
from csatdesk.wording.texts import _

HEADS = (
    N_("Office"),
    N_("Made here"),
    N_("Likely range"),
    N_("Against all others"),
    N_("From the file"),
    N_("Likely range"),
    N_("Against all others"),
)


class HerePastList(SidesList[HerePastRow]):
    """All together first, then the offices by name, then the places of the file that are no office here."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, HEADS)
        self.setAccessibleName(_("Past evaluations"))

    def show_here_past(self, found: HerePast) -> None:
        self.show_rows((found.whole, *found.rows))

    def named(self, row: HerePastRow) -> tuple[str, str]:
        return row.name, here_past_words(row)

    def sides(self, row: HerePastRow) -> tuple[SideTold, SideTold]:
        return _told(row.here, row), _told(row.past, row)


def _told(side: Side, row: HerePastRow) -> SideTold:
    """All together stand beside nothing."""
    one = side.checked
    return SideTold(
        value=checked_words(one),
        n=checked_n(one),
        base=checked_base(one),
        ends=checked_ends(one),
        difference="" if row.office_id is None else change_told(side.apart, checked_measure()),
        way="" if row.office_id is None else apart_shortly(side.way),
    )
