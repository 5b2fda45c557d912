"""Offices with what was checked and what was felt, each beside its own change; never one number of both."""

from csatdesk.domain.marks import N_
from csatdesk.gui.context import Context
from csatdesk.gui.quality.sides_list import SidesList, SideTold
from csatdesk.operations.quality.felt import Both, BothRow
from csatdesk.operations.quality.felt_words import (
    both_words,
    change_told,
    checked_base,
    checked_ends,
    checked_measure,
    checked_n,
    checked_words,
    felt_base,
    felt_ends,
    felt_n,
    felt_words,
    way_words,
)
from csatdesk.wording.texts import _

HEADS = (
    N_("Office"),
    N_("Checked"),
    N_("Likely range"),
    N_("Change"),
    N_("Felt"),
    N_("Likely range"),
    N_("Change"),
)


class BothList(SidesList[BothRow]):
    """All together first, then the offices by name."""

    def __init__(self, context: Context) -> None:
        self.found: Both | None = None
        super().__init__(context, HEADS)
        self.setAccessibleName(_("Checked and felt"))

    def show_both(self, found: Both) -> None:
        self.found = found
        self.show_rows((found.whole, *found.rows))

    def named(self, row: BothRow) -> tuple[str, str]:
        assert self.found is not None
        return row.name, both_words(self.found, row)

    def sides(self, row: BothRow) -> tuple[SideTold, SideTold]:
        assert self.found is not None
        found, (checked, felt) = self.found, self.found.ways(row)
        return SideTold(
            value=checked_words(row.checked),
            n=checked_n(row.checked),
            base=checked_base(row.checked),
            ends=checked_ends(row.checked),
            difference=change_told(row.checked_change, checked_measure()),
            way=way_words(checked),
        ), SideTold(
            value=felt_words(found, row),
            n=felt_n(row),
            base=felt_base(found, row),
            ends=felt_ends(found, row),
            difference=change_told(row.felt_change, found.measure),
            way=way_words(felt),
        )
