"""The fields with which something is given out, gets more time, or is decided."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import Qt, Signal

from csatdesk.domain.errors import Refusal
from csatdesk.domain.field_packages import DAYS_USUAL, PASSPHRASE_LEAST, NothingChosen
from csatdesk.domain.marks import N_
from csatdesk.gui.cases.card_facts import FactLines
from csatdesk.gui.cases.moment_field import MomentField
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.field.words import differing_lines, offered_words, side_words
from csatdesk.gui.fields import Choice, FormRow, Label
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.mystery.tick_list import TickList
from csatdesk.gui.sign_in.secret_field import SecretField
from csatdesk.gui.theme import theme
from csatdesk.operations.field.giving import Offered, Taken
from csatdesk.operations.field.queries import PackageRow, SideBySide
from csatdesk.system.clock import now
from csatdesk.system.keychain import PassphraseTooShort
from csatdesk.wording.texts import _

FEW = 4  # differences below which the button stands under them
WORDS = 425  # width of a thing in the list


class NotTheSamePhrase(Refusal):
    text = N_("The two are not the same. Type it once more.")


@dataclass(frozen=True, slots=True)
class GivenOut:
    wanted: tuple[Taken, ...]
    until: datetime
    passphrase: str


class GiveForm(InlineForm):
    """`saved` comes with a GivenOut; where the file goes is asked after that."""

    saved = Signal(object)

    def __init__(self, offered: Sequence[Offered], ticked: Collection[Taken], zone: tzinfo) -> None:
        super().__init__(_("Give out for field work"), _("Write the package …"))
        self._zone = zone
        self.wanted = TickList([(one.taken, offered_words(one, zone)) for one in offered], ticked)
        self.until = MomentField()
        self.until.show_moment(now() + timedelta(days=DAYS_USUAL), zone)
        self.phrase, self.again = SecretField(), SecretField()
        words = _("Fill it on a laptop without the network: it opens with this pass phrase and nothing else.")
        self.rows.addWidget(Label(words, "small", "ink2", wrap=True))
        for box in self.wanted.boxes:
            box.setToolTip(box.text().replace("&&", "&"))
            box.setText(theme().metrics("body").elidedText(box.text(), Qt.TextElideMode.ElideRight, theme().px(WORDS)))
        self.named = {
            "wanted": FormRow(_("&What you take along"), self.wanted, above=True),
            "until": FormRow(_("&Back until"), self.until),
            "passphrase": FormRow(_("&Pass phrase"), self.phrase),
            "again": FormRow(_("Once &more"), self.again),
        }
        for row in self.named.values():
            self.rows.addWidget(row)
        self.lay_out()

    def draft(self) -> GivenOut:
        """Raises a Refusal that names the field."""
        wanted = self.wanted.ticked()
        if not wanted:
            raise NothingChosen(field="wanted")
        until = self.until.moment(self._zone, "until")
        if len(self.phrase.text()) < PASSPHRASE_LEAST:
            raise PassphraseTooShort(field="passphrase", least=PASSPHRASE_LEAST)
        if self.phrase.text() != self.again.text():
            raise NotTheSamePhrase(field="again")
        return GivenOut(wanted, until, self.phrase.text())

    def try_to_save(self) -> None:
        self.clear_errors()
        try:
            given = self.draft()
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.saved.emit(given)

    def focus_first(self) -> None:
        self.wanted.setFocus(Qt.FocusReason.OtherFocusReason)


class TimeForm(DraftForm):
    """`saved` comes with the instant until which results are taken."""

    def __init__(self, package: PackageRow, zone: tzinfo) -> None:
        super().__init__(_("More time"), _("Save"))
        self.package, self._zone = package, zone
        self.until = MomentField()
        self.until.show_moment(max(package.until, now() + timedelta(days=1)), zone)
        self.add("until", _("&Back until"), self.until)
        self.lay_out()

    def draft(self) -> datetime:
        return self.until.moment(self._zone, "until")

    def focus_first(self) -> None:
        self.until.setFocus(Qt.FocusReason.OtherFocusReason)


class DecideForm(InlineForm):
    """What was filled differently, side by side; `saved` comes with the evaluation that counts."""

    saved = Signal(int)

    def __init__(self, found: SideBySide, zone: tzinfo) -> None:
        super().__init__(_("Which one counts?"), _("Decide"))
        self.found = found
        self.rows.addWidget(Label(found.office_name, bold=True, wrap=True))
        self.side = Choice([(one.evaluation_id, side_words(one, zone)) for one in found.sides])
        self.named = {"side": FormRow(_("&This one"), self.side)}
        self.rows.addWidget(self.named["side"])
        self.rows.addWidget(Label(_("The other one is kept and does not count."), "small", "ink2", wrap=True))
        lines = differing_lines(found, zone)
        for heading, said in lines:
            facts = FactLines()
            facts.show_lines(said)
            self.rows.addWidget(Label(heading, bold=True, wrap=True))
            self.rows.addWidget(facts)
        self.lay_out(foot_first=len(lines) > FEW)

    def try_to_save(self) -> None:
        self.save.setEnabled(False)
        chosen = self.side.value()
        assert isinstance(chosen, int)
        self.saved.emit(chosen)

    def focus_first(self) -> None:
        self.side.setFocus(Qt.FocusReason.OtherFocusReason)
