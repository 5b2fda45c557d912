"""Who it is: one box for name, phone, e-mail, account or case number, which suggests while typing."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain import case_numbers
from csatdesk.domain.billing_block import BillingBlock, split
from csatdesk.domain.contacts import CustomerRow, Known
from csatdesk.gui.fields import ErrorLine, FieldFrame, Label, LinkButton, TextField, mark_error
from csatdesk.gui.intake.block_proposal import BlockProposal
from csatdesk.gui.intake.customer_facts import CustomerFacts, NewCustomerLine
from csatdesk.gui.intake.customer_menu import CustomerMenu, second_words
from csatdesk.gui.runner import Runner
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.contacts.queries import suggest_customers
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

BLOCK_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape})
WAIT_MS = 80  # after the last key, before the store is asked


@dataclass(frozen=True, slots=True)
class Who:
    """What the box says. A customer without `row` is new, or still being typed."""

    known: Known = Known.CUSTOMER
    row: CustomerRow | None = None
    new_name: str = ""
    typed: str = ""
    phone: str = ""
    email: str = ""
    account: str = ""  # of a new customer, out of a pasted block, as the next two
    meter_point: str = ""
    address: str = ""

    @property
    def is_settled(self) -> bool:
        return self.known is not Known.CUSTOMER or self.row is not None or bool(self.new_name)


class CustomerBox(QWidget):
    """The box, and under it the facts of the customer picked or the two fields of a new one."""

    changed = Signal()
    settled = Signal()  # Enter or Tab: go on
    represented = Signal()  # somebody speaks for the customer

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._who = Who()
        self._answered = ""  # the text whose suggestions the menu holds
        self._waiting = False  # Enter came before the suggestions
        self.field = _WhoField()
        self.field.setAccessibleName(_("Who: name, phone, e-mail, account or case number"))
        self._frame = self._framed()
        self._menu = CustomerMenu(self)
        self._menu.picked.connect(self._choose)
        self._error = ErrorLine()
        self.proposal = BlockProposal()
        self.proposal.taken.connect(self._take_block)
        self.proposal.refused.connect(self._refuse_block)
        self.facts = CustomerFacts()
        self.new_line = NewCustomerLine()
        self.new_line.changed.connect(self._new_line_changed)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._ask)
        for line in (self.facts, self.new_line):
            line.represented.clicked.connect(self.represented)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self._frame, self.proposal, self._error, self.facts, self.new_line):
            column.addWidget(widget)
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(self._edited)
        self.field.entered.connect(self._come_back)
        self.field.left.connect(self._menu.hide)
        self.field.installEventFilter(self)
        self._show()

    def _framed(self) -> FieldFrame:
        frame = FieldFrame()
        self.unknown = LinkButton(_("Not known"), "Alt+U")
        self.anonymous = LinkButton(_("Anonymous"), "Alt+Y")
        self.unknown.clicked.connect(partial(self.set_known, Known.UNKNOWN))
        self.anonymous.clicked.connect(partial(self.set_known, Known.ANONYMOUS))
        frame.add(self.field, 1)
        for link in (self.unknown, self.anonymous):
            frame.add(link)
            frame.add_space(S12)
        return frame

    def say(self, sentence: str) -> None:
        """An error in words under the box; empty takes it back."""
        mark_error(self._frame, sentence)
        self.field.setAccessibleDescription(sentence)
        self._error.say(sentence)

    @property
    def error(self) -> str:
        return self._error.sentence

    def who(self) -> Who:
        return self._who

    def show_who(self, who: Who) -> None:
        """Show what a draft held or a page asked for; emits nothing."""
        self._who = who
        self.new_line.show_values(who.phone, who.email)
        self._show()

    def set_known(self, known: Known) -> None:
        """Not known, or anonymous; what was typed before is kept until somebody is picked."""
        self._put(Who(known, typed="" if self._who.is_settled else self._who.typed))
        self.settled.emit()

    def is_undecided(self) -> bool:
        """Whether something is typed that may still mean one of several customers."""
        if self._who.is_settled or not self.field.text().strip():
            return False
        return self._answered != self.field.text().strip() or self._menu.count > 1

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._menu.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._block_key(event) or self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self._menu.isVisible():
                self._menu.step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            case Qt.Key.Key_Escape if self._menu.isVisible():
                self._menu.hide()
                return True
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                if self.field.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    self._choose(None)
                    return True
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab if plain:
                self._go_on()
                return True
        return False

    def _block_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._offer_block(QGuiApplication.clipboard().text())
        if self.proposal.block is None or event.modifiers() or event.key() not in BLOCK_KEYS:
            return False
        (self._refuse_block if event.key() == Qt.Key.Key_Escape else self._take_block)()
        return True

    def _offer_block(self, text: str) -> bool:
        """What is pasted is shown split into its parts, where it is a block of the billing system."""
        block = split(text)
        if block is not None:
            self.proposal.offer(block, text)
        return block is not None

    def _take_block(self) -> None:
        """The customer who has this account or number; else somebody new with all that was recognised."""
        block = self.proposal.block
        assert block is not None
        self.proposal.withdraw()
        surest = block.account or block.email or block.phone or block.name
        self._runner.ask(self, partial(suggest_customers, typed=surest), partial(self._block_found, block))

    def _block_found(self, block: BillingBlock, rows: tuple[CustomerRow, ...]) -> None:
        if len(rows) == 1:
            self._choose(rows[0])
            return
        self.new_line.show_values(block.phone, block.email)
        numbers = (block.account, block.meter_point, block.address)
        self._put(Who(Known.CUSTOMER, None, block.name, "", block.phone, block.email, *numbers))
        if block.name:
            self.settled.emit()

    def _refuse_block(self) -> None:
        pasted = self.proposal.pasted
        self.proposal.withdraw()
        self.field.insert(pasted)
        self._edited(self.field.text())

    def _go_on(self) -> None:
        """Take what is chosen in the menu; when its suggestions are still to come, as soon as they are there."""
        typed = self.field.text().strip()
        if self._who.is_settled or not typed:
            self.settled.emit()
        elif self._answered == typed:
            self._choose(self._menu.choice())
        else:
            self._waiting = True
            self._ask()

    def _edited(self, text: str) -> None:
        self._waiting = False
        self._answered = ""
        self._who = replace(self._who, known=Known.CUSTOMER, row=None, new_name="", typed=text)
        self.proposal.withdraw()
        self._show_state()
        if text.strip():
            self._wait.start()
        else:
            self._wait.stop()
            self._menu.hide()
        self.changed.emit()

    def _come_back(self) -> None:
        """What was left undecided is offered again."""
        if not self._who.is_settled and self.field.text().strip():
            self._wait.start()

    def _ask(self) -> None:
        self._wait.stop()
        typed = self.field.text().strip()
        if typed:
            self._runner.ask(self, partial(suggest_customers, typed=typed), partial(self._found, typed))

    def _found(self, typed: str, rows: tuple[CustomerRow, ...]) -> None:
        if self._who.is_settled or typed != self.field.text().strip():
            return
        self._answered = typed
        self._menu.offer(rows, typed)
        if self.field.hasFocus():
            self._menu.drop_below(self._frame)
        if self._waiting:
            self._waiting = False
            if len(rows) <= 1 and not any(row.is_close for row in rows):
                self._choose(self._menu.choice())

    def _choose(self, row: CustomerRow | None) -> None:
        if row is not None:
            self.new_line.show_values("", "")
            self._put(Who(row=row))
            self.settled.emit()
            return
        typed = self.field.text().strip()
        phone, email = _contact_of(typed)
        if phone or email:  # nobody has it yet: the name is still to come
            self.new_line.show_values(phone or self._who.phone, email or self._who.email)
            self._put(Who(phone=self.new_line.phone, email=self.new_line.email))
            return
        self._put(replace(self._who, row=None, new_name=typed, typed=""))
        self.settled.emit()

    def _put(self, who: Who) -> None:
        self._who = who
        self._wait.stop()
        self._answered = ""
        self._waiting = False
        self._menu.hide()
        self._show()
        self.changed.emit()

    def _new_line_changed(self) -> None:
        self._who = replace(self._who, phone=self.new_line.phone, email=self.new_line.email)
        self.changed.emit()

    def _show(self) -> None:
        who = self._who
        words = who.row.name if who.row else who.new_name or who.typed
        if who.known is not Known.CUSTOMER:
            words = word(who.known)
        self.field.setText(words)
        self._show_state()

    def _show_state(self) -> None:
        who = self._who
        beside = ""
        if who.row is not None:
            beside = _("found by {value}").format(value=who.row.found_by) if who.row.found_by else second_words(who.row)
        elif who.new_name:
            account = _("account {number}").format(number=who.account) if who.account else ""
            beside = ", ".join(part for part in (_("new customer"), account) if part)
        self.field.show_beside(beside, bold=who.is_settled)
        self.facts.show_customer(who.row)
        self.new_line.setVisible(bool(who.new_name or who.phone or who.email) and who.known is Known.CUSTOMER)


def _contact_of(typed: str) -> tuple[str, str]:
    """Phone and e-mail, when what was typed is one of them and no name."""
    if "@" in typed:
        return "", typed
    digits = sum(letter.isdigit() for letter in typed)
    is_phone = digits >= 6 and not any(map(str.isalpha, typed)) and case_numbers.parse(typed) is None
    return (typed, "") if is_phone else ("", "")


class _WhoField(TextField):
    """The line one types in; once somebody is picked the name is bold and a few words stand beside it."""

    entered = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(bare=True, placeholder=_("Name, phone, e-mail, account or case number"))
        self._beside = Label("", "small", "ink2", self)
        self._beside.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._bold = False
        theme().changed.connect(self._refont)

    def show_beside(self, words: str, *, bold: bool) -> None:
        self._beside.setText(words)
        self._bold = bold
        self._refont()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._bold:
            self.selectAll()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_beside()

    def _refont(self) -> None:
        self.setFont(theme().font("body", self._bold))
        self._place_beside()

    def _place_beside(self) -> None:
        x = 12 + theme().metrics("body", self._bold).horizontalAdvance(self.text()) + S12
        room = self.width() - x - S8
        self._beside.setVisible(bool(self._beside.text()) and room > 40)
        height = self._beside.sizeHint().height()
        self._beside.setGeometry(x, (self.height() - height) // 2, max(0, room), height)
