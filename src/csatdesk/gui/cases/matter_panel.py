"""Tie a case to a known matter that goes on, or loose it."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.gui.cases.many import Many
from csatdesk.gui.cases.panel import Command, Kept, Panel
from csatdesk.gui.cases.pick_list import PickList
from csatdesk.gui.cases.told import instant
from csatdesk.gui.cases.who_list import fits
from csatdesk.gui.suggestion_list import Suggestion
from csatdesk.operations.cases.belongings import TiedMatter
from csatdesk.operations.matters import tie_case
from csatdesk.wording.texts import _

LOOSE = "loose"


class MatterMissing(Refusal):
    text = N_("Choose the known matter.")


class MatterPanel(Panel):
    """`offered`: those that go on; `tied`: the one the case belongs to, which may be loosed. Enter takes and saves."""

    kept_as = "matter"

    def __init__(self, offered: Sequence[TiedMatter], tied: TiedMatter | None, parent: QWidget | None = None) -> None:
        self.title = _("Known matter")
        self.save_words = _("Tie the case")
        super().__init__(parent)
        self._offered, self._tied = offered, tied
        self.matter = PickList(self._rows, _("Find a known matter"), _("No matter that goes on has this name."))
        self.matter.taken.connect(self.try_to_save)
        self.add_row(_("&Matter"), self.matter, "matter")
        self.lay_out()

    def begin(self) -> None:
        self.matter.begin()

    def focus_first(self) -> None:
        self.matter.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        return {"matter": self.matter.kept_field()}

    def command(self) -> Command | Many:
        assert self.card is not None
        choice = self.matter.choice()
        if choice is None:
            raise MatterMissing(field="matter")
        matter_id = choice.value if isinstance(choice.value, int) else None
        if self.is_for_many:
            return Many(
                self.case_ids,
                lambda work, case_id: tie_case(work, case_id=case_id, matter_id=matter_id),
                N_("Tied {count} cases to the matter."),
            )
        return partial(tie_case, case_id=self.card.row.id, matter_id=matter_id)

    def _rows(self, typed: str) -> Sequence[Suggestion]:
        """The oldest first; to loose it stands last."""
        others = [one for one in self._offered if self._tied is None or one.id != self._tied.id]
        rows = [Suggestion(one.id, "", one.title, note=self._since(one)) for one in others if fits(one.title, typed)]
        if self._tied is not None:
            rows.append(Suggestion(LOOSE, "", _("No longer tied to “{title}”").format(title=self._tied.title)))
        return rows

    def _since(self, one: TiedMatter) -> str:
        assert self.facts is not None
        return _("since {at}").format(at=instant(one.begins_at, self.facts.at, self.facts.calendar.zone))
