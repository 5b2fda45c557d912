"""Signing in: a name typed or picked, then PIN or password. The same page stands before the desk while it is locked."""

from collections.abc import Sequence
from datetime import datetime
from time import monotonic
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.gui.buttons import PrimaryButton
from csatdesk.gui.forms import FormRow
from csatdesk.gui.labels import Hairline, Label
from csatdesk.gui.sign_in.backoff import Backoff
from csatdesk.gui.sign_in.frame import OUT, ColumnFrame, PromisePane
from csatdesk.gui.sign_in.lately import LatelyList
from csatdesk.gui.sign_in.secret_field import SecretField
from csatdesk.gui.sign_in.secret_row import SecretRow
from csatdesk.gui.text_field import TextField
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.system.clock import now
from csatdesk.system.settings import Recent
from csatdesk.wording.texts import _, ngettext

KEYRING_AFTER_MS = 2500


class Entry(NamedTuple):
    """What was typed; PIN or password, and the pass phrase where no keyring opens the store."""

    sign_in_name: str
    password: str = ""
    pin: str = ""
    passphrase: str = ""

    def __repr__(self) -> str:
        return f"Entry({self.sign_in_name!r})"  # never a secret


class SignInView(QWidget):
    """See the module's first words. The window answers `entered` by `refuse`, or by leaving this page."""

    entered = Signal(object)  # Entry

    def __init__(
        self,
        people: Sequence[Recent],
        version: str,
        *,
        is_locked: bool = False,
        other: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bg")
        self._people = tuple(people)
        self._backoff = Backoff()
        self.pane = PromisePane(version, other, takes_packages=not is_locked)
        self.pane.heading.setText(_("The desk is locked.") if is_locked else greeting(now().astimezone()))
        self.right = ColumnFrame()
        self.people = LatelyList(self._people)
        self.name = TextField(tall=True)
        self.secret = SecretRow()
        self._name_row = FormRow(_("&Name"), self.name, above=True)
        self.phrase_row: FormRow | None = None  # only where no keyring opens the store
        self._phrase_place = QVBoxLayout()
        self._phrase_place.setContentsMargins(OUT, 0, OUT, 0)
        self.button = PrimaryButton(_("Go on") if is_locked else _("Sign in"), keys="Return", size="tall")
        self._state = Label("", "small", "ink2", wrap=True)
        self._lay_out(_("Who goes on?") if is_locked else _("Sign in"))
        self._connect()
        self._show_first()

    def refuse(self, where: str | None, words: str, *, is_wrong: bool) -> None:
        """Say under the field what was wrong; `is_wrong`: name and secret did not fit, so the next tries wait."""
        self._ready()
        if where == "passphrase":
            self._ask_phrase(words)
            return
        self.secret.set_error(words)
        self.secret.field.selectAll()
        self.secret.field.setFocus()
        if is_wrong:
            self._backoff.wrong(monotonic())
            self._count_down()

    def _ask_phrase(self, why: str) -> None:
        """Ask for the pass phrase; the second time say what was wrong with it."""
        if self.phrase_row is not None:
            self.phrase_row.set_error(why)
        else:
            field = SecretField()
            field.returnPressed.connect(self._enter)
            self.phrase_row = FormRow(_("Pass phrase or recovery code"), field, above=True)
            self._phrase_place.addWidget(self.phrase_row)
            self._state.setText(why)
        self.phrase_row.field.setFocus()

    def _typed_phrase(self) -> str:
        field = self.phrase_row.field if self.phrase_row is not None else None
        return field.text() if isinstance(field, SecretField) else ""

    def ask_password(self) -> None:
        """The PIN will not do any more."""
        self.secret.ask(pin=False, can_turn=False)

    def wait(self, words: str) -> None:
        """Show that something is being done; nothing can be entered meanwhile."""
        self.button.setEnabled(False)
        for widget in (self.people, self.name, self.secret):
            widget.setEnabled(False)
        self._state.setText(words)
        self._keyring_clock.start()

    def show_progress(self, done: int, total: int) -> None:
        """How far that is which one waits for."""
        self._state.setText(_("{percent} % done").format(percent=100 * done // max(1, total)))

    def say(self, words: str) -> None:
        """Something went well; one can sign in now."""
        self._ready()
        self._state.setText(words)

    def tell(self, words: str) -> None:
        """Trouble, above the form."""
        self._ready()
        self.right.tell(words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.secret.field if self.name.text() else self.name).setFocus()

    @property
    def state(self) -> str:
        return self._state.text()

    def _lay_out(self, heading: str) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pane)
        row.addWidget(self.right, 1)
        self.right.add(Label(heading, "title"))
        if self._people:
            self.right.add(Label(_("At this desk lately"), "small", "ink2"), gap=S8)
            self.right.column.setSpacing(S8)
            self.right.add(self.people, out=True)
            self.right.add(Hairline(), gap=S12)
        self.right.add(self._name_row, gap=S8)
        self.right.add(self.secret, gap=S8)
        self.right.column.addLayout(self._phrase_place)
        last = QWidget()
        line = QHBoxLayout(last)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S16)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._state, 1, Qt.AlignmentFlag.AlignVCenter)
        self.right.add(last, gap=S8)

    def _connect(self) -> None:
        self.people.chosen.connect(self._picked)
        self.people.taken.connect(lambda _person: self.secret.field.setFocus())
        self.name.textEdited.connect(lambda _text: self._typed())
        self.name.returnPressed.connect(self.secret.field.setFocus)
        self.secret.field.returnPressed.connect(self._enter)
        self.secret.turned.connect(self._turn)
        self.button.clicked.connect(self._enter)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._count_down)
        self._keyring_clock = QTimer(self)
        self._keyring_clock.setSingleShot(True)
        self._keyring_clock.setInterval(KEYRING_AFTER_MS)
        self._keyring_clock.timeout.connect(self._still_waiting)

    def _show_first(self) -> None:
        self._ready()
        if self._people:
            self.people.show_person(0)
            self._picked(self._people[0])

    def _ready(self) -> None:
        self._keyring_clock.stop()
        self.button.setEnabled(not self._backoff.seconds_left(monotonic()))
        for widget in (self.people, self.name, self.secret):
            widget.setEnabled(True)
        self._state.setText(_("Forgotten? Your supervisor can set a new one."))
        self.right.tell("")

    def _person(self) -> Recent:
        """Who is meant: one of those lately here, else the name as typed."""
        typed = self.name.text().strip()
        for person in self._people:
            if typed.casefold() in {person.name.casefold(), person.sign_in_name.casefold()}:
                return person
        return Recent(typed, typed)

    def _picked(self, person: Recent) -> None:
        self.name.setText(person.name)
        self.secret.ask(pin=person.has_pin, can_turn=person.has_pin)

    def _typed(self) -> None:
        person = self._person()
        self._name_row.set_error("")
        self.people.show_person(-1)
        if self.secret.is_pin != person.has_pin:
            self.secret.ask(pin=person.has_pin, can_turn=person.has_pin)

    def _turn(self) -> None:
        self.secret.ask(pin=not self.secret.is_pin, can_turn=True)
        self.secret.field.setFocus()

    def _enter(self) -> None:
        if not self.button.isEnabled():
            return
        person = self._person()
        if not person.sign_in_name:
            self._name_row.set_error(_("Write the name you sign in with."))
            self.name.setFocus()
            return
        secret = self.secret.field.text()
        if not secret:
            self.secret.set_error(_("Type your PIN.") if self.secret.is_pin else _("Type your password."))
            self.secret.field.setFocus()
            return
        kind = "pin" if self.secret.is_pin else "password"
        self.entered.emit(Entry(person.sign_in_name, passphrase=self._typed_phrase(), **{kind: secret}))

    def _count_down(self) -> None:
        left = self._backoff.seconds_left(monotonic())
        self.button.setEnabled(not left)
        if left:
            self._clock.start()
            words = ngettext("Try again in {count} second.", "Try again in {count} seconds.", left)
            self._state.setText(words.format(count=left))
            return
        self._clock.stop()
        self._state.setText(_("Forgotten? Your supervisor can set a new one."))

    def _still_waiting(self) -> None:
        self._state.setText(_("This takes longer than usual. If this computer asks for its keyring, answer it there."))


def greeting(at: datetime) -> str:
    if 5 <= at.hour < 11:
        return _("Good morning.")
    return _("Good day.") if 11 <= at.hour < 18 else _("Good evening.")
