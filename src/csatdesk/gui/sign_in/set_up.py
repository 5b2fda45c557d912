"""Setting a centre up: language and country, the centre, your name. The rest is a list for later."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.gui.fields import Choice, FormRow, Hairline, Label, LinkButton, PrimaryButton, TextField
from csatdesk.gui.sign_in.frame import ColumnFrame, PromisePane
from csatdesk.gui.sign_in.promises import of_every_centre
from csatdesk.gui.sign_in.secret_field import SecretField
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import LANGUAGE_NAMES


@dataclass(frozen=True, slots=True)
class Answers:
    """What the three questions brought."""

    language: str
    country: str
    centre_name: str
    person_name: str
    sign_in_name: str
    password: str = field(repr=False)
    passphrase: str = field(default="", repr=False)


class SetUpView(QWidget):
    """See the module's first words. The window answers `answered` by `refuse`, or by leaving this page."""

    answered = Signal(object)  # Answers
    language_chosen = Signal(object)  # its code
    back_wanted = Signal()

    def __init__(self, version: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bg")
        self.pane = PromisePane(version)
        self.pane.heading.setText(_("Your centre."))
        self.pane.day.setText(_("Three questions, then the recovery sheet."))
        self.pane.show_promises(*of_every_centre())
        self.right = ColumnFrame()
        self.language = Choice(tuple(LANGUAGE_NAMES.items()))
        self.language.set_value(language())
        self.country = Choice()
        self.centre, self.person, self.sign_in_name = TextField(), TextField(), TextField()
        self.password, self.passphrase = SecretField(), SecretField()
        self.button = PrimaryButton(_("&Make the centre"), keys="Return", size="tall")
        self._back = LinkButton(_("&Back"), role="body")
        self._state = Label("", "small", "ink2", wrap=True)
        self._rows = {
            "country": FormRow(_("&Country"), self.country, above=True),
            "centre_name": FormRow(_("&Name of the centre, as customers know it"), self.centre, above=True),
            "person_name": FormRow(_("&Your name"), self.person, above=True),
            "sign_in_name": FormRow(_("Name to &sign in with"), self.sign_in_name, above=True),
            "password": FormRow(_("&Password, at least 8 characters"), self.password, above=True),
            "passphrase": FormRow(_("Pass p&hrase for the store, at least 12 characters"), self.passphrase, above=True),
        }
        self._rows["passphrase"].hide()
        self._lay_out()
        self._connect()

    def show_countries(self, countries: Sequence[tuple[str, str]]) -> None:
        """Offer these countries: code and name, the likeliest first."""
        chosen = self.country.value()
        self.country.clear()
        for code, name in countries:
            self.country.add(code, name)
        if chosen is not None:
            self.country.set_value(chosen)

    def refuse(self, where: str | None, words: str) -> None:
        """Say at the field, or above the form, what is missing."""
        self.wait("")
        row = self._rows.get(where or "")
        if row is None:
            self.right.tell(words)
            return
        row.show()
        row.set_error(words)
        row.field.setFocus()

    def ask_passphrase(self, why: str) -> None:
        """There is no keyring here: the store needs a pass phrase."""
        self.refuse(None, why)
        self._rows["passphrase"].show()
        self.passphrase.setFocus()

    def wait(self, words: str) -> None:
        """Show that the centre is being made, "" that it is over."""
        self._state.setText(words)
        self.button.setEnabled(not words)
        self.right.inner.setEnabled(not words)

    def tell(self, words: str) -> None:
        self.wait("")
        self.right.tell(words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.centre if not self.centre.text() else self.person).setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pane)
        row.addWidget(self.right, 1)
        self.right.column.setSpacing(S8)
        self.right.add(Label(_("Set up a centre"), "title"))
        self.right.add(_pair(FormRow(_("&Language"), self.language, above=True), self._rows["country"]), gap=S8)
        self.right.add(self._rows["centre_name"], gap=S8)
        self.right.add(Hairline(), gap=S12)
        self.right.add(_pair(self._rows["person_name"], self._rows["sign_in_name"]), gap=S8)
        self.right.add(self._rows["password"])
        words = _("You will be its administrator. Others get names and passwords from you.")
        self.right.add(Label(words, "small", "ink2", wrap=True))
        self.right.add(self._rows["passphrase"])
        last = QWidget()
        line = QHBoxLayout(last)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S16)
        line.addWidget(self.button)
        line.addWidget(self._back)
        line.addWidget(self._state, 1)
        self.right.add(last, gap=S8)

    def _connect(self) -> None:
        self.language.chosen.connect(self.language_chosen)
        self._back.clicked.connect(self.back_wanted)
        self.button.clicked.connect(self._enter)
        self.person.textEdited.connect(self._propose)
        for key, row in self._rows.items():
            if isinstance(row.field, TextField):
                row.field.textEdited.connect(lambda _text, key=key: self._rows[key].set_error(""))
                row.field.returnPressed.connect(self._enter)

    def _propose(self, name: str) -> None:
        """The first name signs in, until somebody writes another."""
        if not self.sign_in_name.isModified():
            self.sign_in_name.setText(name.split(maxsplit=1)[0].casefold() if name.split() else "")

    def _enter(self) -> None:
        if not self.button.isEnabled():
            return
        self.right.tell("")
        country = self.country.value()
        self.answered.emit(
            Answers(
                language=str(self.language.value()),
                country=str(country) if country is not None else "",
                centre_name=self.centre.text(),
                person_name=self.person.text(),
                sign_in_name=self.sign_in_name.text(),
                password=self.password.text(),
                passphrase=self.passphrase.text(),
            )
        )


def _pair(left: QWidget, right: QWidget) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S16)
    for widget in (left, right):
        column = QVBoxLayout()
        column.addWidget(widget)
        column.addStretch(1)
        row.addLayout(column, 1)
    return both
