"""Under the customer's box: what is known of the customer picked, or phone and e-mail of a new one."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.contacts import CustomerRow
from csatdesk.gui.fields import Fact, Label, LinkButton, TextField
from csatdesk.gui.intake.attendance_lines import SPEAKER_KEY
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.wording.texts import _
from csatdesk.wording.words import word


class RepresentativeLink(LinkButton):
    """Gives way to what stands before it: its key works all the same."""

    def __init__(self) -> None:
        super().__init__(_("Representative"), keys=SPEAKER_KEY)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip(_("Somebody speaks for the customer"))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._fits else Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._fits:
            super().paintEvent(event)

    @property
    def _fits(self) -> bool:
        return self.width() >= self.sizeHint().width()


class CustomerFacts(QWidget):
    """Segment, account and meter of the customer picked; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._segment = Label("", "small", "ink2")
        self._account = Fact(_("Account"), copyable=True)
        self._meter = Fact(_("Meter"), copyable=True)
        self.represented = RepresentativeLink()
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for row in (self._first, self._second):
            row.setSpacing(S12)
            rows.addLayout(row)
        for widget in (self._segment, self._account, self._meter):
            self._first.addWidget(widget)
        self._first.addStretch(1)
        self._first.addWidget(self.represented)
        self._second.addStretch(1)
        theme().changed.connect(self._refit)
        self._refit()
        self.hide()

    def _refit(self) -> None:
        """Beside another program the meter stands beneath the account."""
        row, place = (self._second, 0) if theme().beside else (self._first, 2)
        row.insertWidget(place, self._meter)

    def copy_account(self) -> str:
        """The account, and where there is none the meter, onto the clipboard; what was copied."""
        fact = next((one for one in (self._account, self._meter) if not one.isHidden() and one.value), None)
        if fact is None or self.isHidden():
            return ""
        fact.copy()
        return fact.value

    def show_customer(self, row: CustomerRow | None) -> None:
        self.setVisible(row is not None)
        if row is None:
            return
        self._segment.setText(word(row.segment))
        for fact, value in ((self._account, row.account), (self._meter, row.meter_point)):
            fact.set_value(value)
            fact.setVisible(bool(value))


class NewCustomerLine(QWidget):
    """Phone and e-mail of a new customer, in one line."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.phone_field = TextField()
        self.email_field = TextField()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S8)
        for words, field in ((_("&Phone"), self.phone_field), (_("E-&mail"), self.email_field)):
            label = Label(words, "small", "ink2")
            label.setBuddy(field)
            field.setAccessibleName(words.replace("&", ""))
            field.textEdited.connect(self.changed)
            row.addWidget(label)
            row.addWidget(field, 1)
        row.insertSpacing(2, S12)
        self.represented = RepresentativeLink()
        row.addWidget(self.represented)
        self.hide()

    @property
    def phone(self) -> str:
        return self.phone_field.text()

    @property
    def email(self) -> str:
        return self.email_field.text()

    def show_values(self, phone: str, email: str) -> None:
        self.phone_field.setText(phone)
        self.email_field.setText(email)
