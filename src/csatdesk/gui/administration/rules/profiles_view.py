"""Starting profiles for legal periods, to choose from: what each says, where it is written, and one button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.deadlines import Clock
from csatdesk.domain.legal_profiles import CHECK, LegalProfile, ProfileRule, offered
from csatdesk.gui.administration.rules.back_view import BackView
from csatdesk.gui.administration.section import beside
from csatdesk.gui.fields import Hairline, Label, PlainButton
from csatdesk.gui.tokens import S4, S8
from csatdesk.operations.rules import RuleBook
from csatdesk.wording.texts import _
from csatdesk.wording.words import amount_words


class ProfilesView(BackView):
    """`wanted`: the key of the profile to add. Those of the centre's country come first."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Starting profiles for legal periods"), parent)
        self.buttons: dict[str, PlainButton] = {}
        hint = _(
            "Points to begin from, not advice: each becomes a rule that you can change. Check it with your lawyer."
        )
        self.add(Label(hint, "body", "ink2", wrap=True))
        self._rows = QWidget()
        self._lines = QVBoxLayout(self._rows)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(S8)
        self.add(self._rows)
        self._country: str | None = None

    def offer(self, book: RuleBook) -> None:
        if self._country != book.country:
            self._country = book.country
            for profile in offered(book.country):
                self._add(profile)
        taken = {rule.profile for rule in book.rules if rule.clock is Clock.LEGAL}
        for key, button in self.buttons.items():
            button.setText(_("Add once more") if key in taken else _("Add"))
            button.updateGeometry()

    def start(self) -> None:
        next(iter(self.buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, profile: LegalProfile) -> None:
        name = _(profile.name)
        button = PlainButton(_("Add"), size="medium")
        button.setAccessibleName(_("Add {profile}").format(profile=name))
        button.clicked.connect(lambda: self.wanted.emit(profile.key))
        self.buttons[profile.key] = button
        told = QWidget()
        lines = QVBoxLayout(told)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(S4)
        lines.addWidget(Label(name, "body", bold=True))
        for words, tone in ((profile_words(profile), "ink"), (_(profile.note) if profile.note else "", "ink2")):
            if words:
                lines.addWidget(Label(words, "small", tone, wrap=True))
        lines.addWidget(Label(". ".join((profile.source, _(CHECK))), "small", "ink2", wrap=True))
        for widget in (told, beside(button), Hairline()):
            self._lines.addWidget(widget)


def profile_words(profile: LegalProfile) -> str:
    """What the profile gives, in one line."""
    one = profile.rules[-1]
    parts = [amount_words(one.amount, one.unit) if one.amount else _("no fixed term"), *_further(one)]
    return ", ".join(parts)


def _further(one: ProfileRule) -> list[str]:
    parts = []
    if one.acknowledge is not None:
        within = amount_words(one.acknowledge.amount, one.acknowledge.unit)
        parts.append(_("acknowledge within {amount}").format(amount=within))
    if one.extension.times:
        further = amount_words(one.extension.amount, one.extension.unit)
        told = _("at most {amount} in all") if one.extension.is_total else _("at most {amount} more")
        parts.append(told.format(amount=further))
    return parts
