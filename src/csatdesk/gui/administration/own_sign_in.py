"""One's own password and PIN; both need the present password."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import StaffRow, check_password, check_pin
from csatdesk.gui.administration.section import Indented, Section, Sheet
from csatdesk.gui.context import Context
from csatdesk.gui.fields import ErrorBanner, FormRow, Label, PlainButton
from csatdesk.gui.sign_in.secret_field import SecretField
from csatdesk.operations.session import Session, check_unlock
from csatdesk.operations.staff import list_staff, set_own_pin, set_password
from csatdesk.operations.work import Work
from csatdesk.wording.texts import _, spoken
from csatdesk.wording.words import role_word


class WrongPassword(Refusal):
    text = N_("This is not your password. Look at capitals and keyboard language.")


class NotTheSame(Refusal):
    text = N_("The two are not the same. Type the new one once more.")


class OwnSignInSection(Section):
    """See the module's first words."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._me: StaffRow | None = None
        self.banner = ErrorBanner()
        self.who, self.pin_state = Label("", "body", wrap=True), Label("", "small", "ink2", wrap=True)
        self.present, self.new, self.again = SecretField(), SecretField(), SecretField()
        self.pin_present, self.pin = SecretField(), SecretField()
        self.rows = {
            "present": FormRow(_("Presen&t one"), self.present),
            "password": FormRow(_("&New one"), self.new),
            "again": FormRow(_("New one a&gain"), self.again),
            "pin_present": FormRow(_("Pass&word"), self.pin_present),
            "pin": FormRow(_("New &PIN"), self.pin),
        }
        self.set_password = PlainButton(_("Change password"), likely=True)
        self.set_pin, self.drop_pin = PlainButton(_("Set PIN"), likely=True), PlainButton(_("Do without a PIN"))
        self._lay_out()
        self.set_password.clicked.connect(self._change_password)
        self.again.returnPressed.connect(self._change_password)
        self.set_pin.clicked.connect(self._change_pin)
        self.pin.returnPressed.connect(self._change_pin)
        self.drop_pin.clicked.connect(self._drop_pin)

    def _lay_out(self) -> None:
        sheet = Sheet(width=460)
        sheet.add(self.banner)
        sheet.add(self.who)
        sheet.add_heading(_("Password"))
        for key in ("present", "password", "again"):
            sheet.add(self.rows[key])
        sheet.add(Indented(self.set_password))
        sheet.add_heading(_("PIN"), _("With a PIN you come back quickly after a lock, or take over from a colleague."))
        sheet.add(Indented(self.pin_state))
        for key in ("pin_present", "pin"):
            sheet.add(self.rows[key])
        sheet.add(Indented(self.set_pin, self.drop_pin))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(sheet)

    def shown(self) -> None:
        self.reload()

    def start(self) -> None:
        self.present.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        self.context.runner.ask(self, list_staff, self._show_me)

    def locked(self) -> None:
        """No half-typed password waits for the next person."""
        for field in (self.present, self.new, self.again, self.pin_present, self.pin):
            field.clear()

    def _show_me(self, staff: tuple[StaffRow, ...]) -> None:
        self._me = next((row for row in staff if row.id == self.context.actor.id), None)
        if self._me is None:
            return
        words = _("{name}, {role}. You sign in as “{sign_in_name}”.")
        self.who.setText(
            words.format(name=self._me.name, role=role_word(self._me.role), sign_in_name=self._me.sign_in_name)
        )
        self.pin_state.setText(_("You have a PIN.") if self._me.has_pin else _("You have no PIN yet."))
        self.drop_pin.setVisible(self._me.has_pin)

    def _change_password(self) -> None:
        problems = refused("password", partial(check_password, self.new.text()))
        if not problems and self.new.text() != self.again.text():
            problems = {"again": spoken(NotTheSame())}
        self._show_problems(problems)
        if not problems:
            command = partial(set_password, person_id=self.context.actor.id, password=self.new.text())
            said = _("Your password is changed. Your PIN was taken back: set it anew.")
            self._checked(self.present, "present", command, said, has_pin=False)

    def _change_pin(self) -> None:
        problems = refused("pin", partial(check_pin, self.pin.text()))
        self._show_problems(problems)
        if not problems:
            command = partial(set_own_pin, pin=self.pin.text())
            self._checked(self.pin_present, "pin_present", command, _("Your PIN is set."), has_pin=True)

    def _drop_pin(self) -> None:
        self._show_problems({})
        command = partial(set_own_pin, pin="")
        self._checked(self.pin_present, "pin_present", command, _("You have no PIN now."), has_pin=False)

    def _checked(
        self, field: SecretField, key: str, command: Callable[[Work], None], said: str, *, has_pin: bool
    ) -> None:
        """Look at the present password first; then do it."""
        check = partial(check_present, self.context.session, field.text())

        def checked(_result: None) -> None:
            self.context.runner.act(self, command, lambda _none: self._done(said, has_pin), failed=self._failed)

        self.context.runner.job(
            self,
            _("Password"),
            lambda _store, _actor, _progress: check(),
            checked,
            failed=lambda error: self._wrong(key, error),
        )

    def _wrong(self, key: str, error: BaseException) -> None:
        if isinstance(error, Refusal):
            self._show_problems({key: spoken(error)})
        else:
            self._failed(error)

    def _failed(self, error: BaseException) -> None:
        self.refuse(error, self.banner)

    def _done(self, said: str, has_pin: bool) -> None:
        self.locked()
        self.context.say(said)
        self._remember(has_pin)
        self.reload()

    def _remember(self, has_pin: bool) -> None:
        """The sign-in page asks for a PIN only where there is one."""
        settings = self.context.settings
        if self._me is not None and self._me.sign_in_name in settings.recent_sign_in_names:
            with_pin = set(settings.recent_with_pin) - {self._me.sign_in_name}
            with_pin |= {self._me.sign_in_name} if has_pin else set()
            self.context.change_settings(recent_with_pin=tuple(sorted(with_pin)))

    def _show_problems(self, problems: dict[str, str]) -> None:
        self.banner.say("")
        for key, row in self.rows.items():
            row.set_error(problems.get(key, ""))
        first = next((self.rows[key] for key in self.rows if key in problems), None)
        if first is not None:
            first.field.setFocus(Qt.FocusReason.OtherFocusReason)


def refused(key: str, check: Callable[[], None]) -> dict[str, str]:
    """What a rule says against what was typed, under the key of its field."""
    try:
        check()
    except Refusal as error:
        return {key: spoken(error)}
    return {}


def check_present(session: Session, password: str) -> None:
    if not check_unlock(session, password=password):
        raise WrongPassword(field="present")
