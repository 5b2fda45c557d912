"""How answers go out: which kinds a second person reads first, and the server that takes e-mails."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Cancelled, Refusal, Spoken
from csatdesk.gui.administration.section import Section, Sheet, alone, beside
from csatdesk.gui.context import Context
from csatdesk.gui.fields import CheckBox, Choice, ErrorBanner, FormRow, Label, PlainButton, TextField
from csatdesk.operations.letters.mail import (
    check_server,
    keep_password,
    load_approve_kinds,
    load_mail,
    ready_server,
    save_sending,
    send_test,
)
from csatdesk.operations.work import Reading
from csatdesk.system.mail import PORTS, MailServer, Security
from csatdesk.wording.texts import _, spoken
from csatdesk.wording.words import word


def load_sending(reading: Reading) -> tuple[MailServer, tuple[CaseKind, ...]]:
    return load_mail(reading), load_approve_kinds(reading)


class SendingSection(Section):
    """The password stays on this computer and is never shown; an empty field keeps the one that is there."""

    shows = frozenset({Kind.CENTRE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._loaded: tuple[MailServer, tuple[CaseKind, ...]] | None = None
        self.banner = ErrorBanner()
        self.approve = {kind: CheckBox(word(kind)) for kind in CaseKind}
        self.is_on = CheckBox(_("Letters can be sent by e-mail from here"))
        self.host, self.port, self.user, self.sender_field = TextField(), TextField(), TextField(), TextField()
        words = {
            Security.STARTTLS: _("STARTTLS"),
            Security.SSL: _("SSL/TLS"),
            Security.NONE: _("none, inside the house"),
        }
        self.security = Choice([(one, words[one]) for one in Security])
        self.security.chosen.connect(self._security_chosen)
        self.password = TextField()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.test = PlainButton(_("Send a test &message"), size="medium")
        self.test.clicked.connect(self.send_test)
        self._rows: dict[str, FormRow] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        sheet = Sheet()
        sheet.add(self.banner)
        sheet.add_heading(
            _("Approved by a second person"),
            _("Answers to these kinds of case go out only after somebody else has read them."),
        )
        sheet.add(beside(*self.approve.values(), gap=16))
        sheet.add_heading(
            _("E-mail"), _("Off, a letter can still be printed or saved as a file that your e-mail program opens.")
        )
        sheet.add(self.is_on)
        for key, label, field in (
            ("host", _("&Mail server"), self.host),
            ("security", _("Connec&tion"), self.security),
            ("port", _("P&ort"), self.port),
            ("user", _("&User name"), self.user),
            ("password", _("Pass&word"), self.password),
            ("sender", _("Sen&der’s address"), self.sender_field),
        ):
            self._rows[key] = FormRow(label, field)
            sheet.add(self._rows[key])
        kept = _("Kept on this computer only, encrypted. Left empty, the one kept before is used.")
        self._rows["password"].add_below(Label(kept, "small", "ink2", wrap=True))
        sheet.add(beside(self.test))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(sheet)

    # what the page asks

    def primary_words(self) -> str:
        return _("Save")

    def do_primary(self) -> None:
        self.save()

    def summary(self) -> str:
        return _("E-mail is on") if self._loaded is not None and self._loaded[0].is_on else _("E-mail is off")

    def shown(self) -> None:
        self.reload()

    def start(self) -> None:
        next(iter(self.approve.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def locked(self) -> None:
        self.password.clear()

    def reload(self) -> None:
        if self._loaded is None or self._typed() == self._loaded:
            self.context.runner.ask(self, load_sending, self._show)

    def _show(self, loaded: tuple[MailServer, tuple[CaseKind, ...]]) -> None:
        server, kinds = loaded
        for kind, box in self.approve.items():
            box.setChecked(kind in kinds)
        self.is_on.setChecked(server.is_on)
        self.host.setText(server.host)
        self.port.setText(str(server.port))
        self.security.set_value(server.security)
        self.user.setText(server.user)
        self.sender_field.setText(server.sender)
        self._loaded = loaded
        self.head_changed.emit()

    def _typed(self) -> tuple[MailServer, tuple[CaseKind, ...]]:
        security, port = self.security.value(), self.port.text().strip()
        assert isinstance(security, Security)
        server = MailServer(
            is_on=self.is_on.isChecked(),
            host=self.host.text().strip(),
            port=int(port) if port.isascii() and port.isdecimal() and len(port) < 6 else 0,
            security=security,
            user=self.user.text().strip(),
            sender=self.sender_field.text().strip(),
        )
        return server, tuple(kind for kind, box in self.approve.items() if box.isChecked())

    def _security_chosen(self, security: object) -> None:
        """The usual port of this way, unless another was written."""
        if self.port.text().strip() in {"", *(str(port) for port in PORTS.values())}:
            assert isinstance(security, Security)
            self.port.setText(str(PORTS[security]))

    # saving

    def save(self) -> None:
        self._clear()
        server, kinds = self._typed()
        self.context.runner.act(
            self, partial(save_sending, server=server, approve_kinds=kinds), self._saved, failed=self._refused
        )

    def _saved(self, _none: None) -> None:
        self._loaded = self._typed()
        password = self.password.text()
        if password:
            work = alone(partial(keep_password, self.context.session, password))
            self.context.runner.job(self, _("Password"), work, lambda _none: self.password.clear())
        self.context.say(_("How answers go out is saved."))
        self.head_changed.emit()

    def _refused(self, error: BaseException) -> None:
        row = self._rows.get(error.field or "") if isinstance(error, Refusal) else None
        if row is not None and isinstance(error, Refusal):
            row.set_error(spoken(error))
            row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(error, Spoken):
            self.banner.say(spoken(error))
        elif not isinstance(error, Cancelled):
            self.context.runner.failed.emit(error, None)

    def _clear(self) -> None:
        self.banner.say("")
        for row in self._rows.values():
            row.set_error("")

    # the test message

    def send_test(self) -> None:
        """With what stands in the fields, saved or not."""
        self._clear()
        server, password = self._typed()[0], self.password.text()
        try:
            check_server(replace(server, is_on=True))
        except Refusal as error:
            self._refused(error)
            return
        session = self.context.session

        def work(store: object, actor: object, progress: object) -> str:
            kept = password or ready_server(session).password
            return send_test(store, actor, progress, server=replace(server, password=kept))  # type: ignore[arg-type]

        self.test.setEnabled(False)
        self.context.runner.job(self, _("Test message"), work, self._tested, failed=self._test_failed)

    def _tested(self, address: str) -> None:
        self.test.setEnabled(True)
        self.context.say(_("The test message was sent to {address}.").format(address=address))

    def _test_failed(self, error: BaseException) -> None:
        self.test.setEnabled(True)
        self._refused(error)
