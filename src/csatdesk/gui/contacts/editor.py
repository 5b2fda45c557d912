"""A customer's details to be changed, in the pane itself. What somebody else changed meanwhile is shown beside."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csatdesk.domain.contacts import CustomerCard, CustomerKind, CustomerNameMissing, NewCustomer, Segment
from csatdesk.domain.errors import Spoken
from csatdesk.gui.fields import (
    Choice,
    ErrorBanner,
    FormRow,
    Label,
    LinkButton,
    PlainButton,
    SegmentedChoice,
    TextBox,
    TextField,
)
from csatdesk.gui.keys import with_keypad
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12, S16
from csatdesk.wording.formats import quoted
from csatdesk.wording.texts import LANGUAGES, _, spoken
from csatdesk.wording.words import LANGUAGE_NAMES, word


class CustomerEditor(QWidget):
    """`saved` comes with a NewCustomer and the version that the person saw."""

    saved = Signal(object, int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: CustomerCard | None = None
        self.heading = Label("", "heading")
        self.banner = ErrorBanner()
        self.name, self.phone, self.email = TextField(), TextField(), TextField()
        self.account, self.meter_point, self.address = TextField(), TextField(), TextField()
        self.kind = SegmentedChoice([(kind, word(kind)) for kind in CustomerKind])
        self.segment = Choice([(segment, word(segment)) for segment in Segment])
        self.language = Choice([(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])
        self.note = TextBox()
        self.note.setFixedHeight(self.note.lines_high(3))
        self.rows: dict[str, FormRow] = {
            "name": FormRow(_("&Name"), self.name),
            "kind": FormRow(_("&Kind"), self.kind),
            "segment": FormRow(_("Se&gment"), self.segment),
            "language": FormRow(_("&Language"), self.language),
            "phone": FormRow(_("&Phone"), self.phone),
            "email": FormRow(_("E-&mail"), self.email),
            "account": FormRow(_("&Account"), self.account),
            "meter_point": FormRow(_("Me&ter"), self.meter_point),
            "address": FormRow(_("A&ddress"), self.address),
            "note": FormRow(_("N&ote"), self.note),
        }
        self.save = PlainButton(_("Save"), keys="Ctrl+Return", likely=True)
        self.save.clicked.connect(self.try_to_save)
        self.cancel = LinkButton(_("Cancel"), keys="Esc", role="body")
        self.cancel.clicked.connect(self.left)
        for keys in with_keypad("Ctrl+Return"):
            shortcut = QShortcut(keys, self, self.try_to_save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lay_out()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(S16)
        foot.addWidget(self.save)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme().margin, S12, theme().margin, S12)
        column.setSpacing(S12)
        column.addWidget(self.heading)
        column.addWidget(self.banner)
        for row in self.rows.values():
            column.addWidget(row)
        column.addLayout(foot)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def show_customer(self, card: CustomerCard) -> None:
        self._card = card
        self.heading.setText(_("Change {name}").format(name=card.row.name))
        self._clear_errors()
        for key, (_words, show, _value) in self._fields().items():
            show(_seen(card)[key])

    def value(self) -> NewCustomer:
        kind, segment, language = self.kind.value(), self.segment.value(), self.language.value()
        assert isinstance(kind, CustomerKind)
        assert isinstance(segment, Segment)
        return NewCustomer(
            name=self.name.text().strip(),
            kind=kind,
            segment=segment,
            language=str(language),
            phone=self.phone.text().strip(),
            email=self.email.text().strip(),
            account=self.account.text().strip(),
            meter_point=self.meter_point.text().strip(),
            address=self.address.text().strip(),
            note=self.note.toPlainText().strip(),
        )

    @property
    def is_changed(self) -> bool:
        return self._card is not None and _values(self.value()) != _seen(self._card)

    def try_to_save(self) -> None:
        self._clear_errors()
        if self._card is None:
            return
        if not self.name.text().strip():
            self.refused(CustomerNameMissing(field="name"))
            return
        self.save.setEnabled(False)
        self.saved.emit(self.value(), self._card.version)

    def refused(self, error: Spoken) -> None:
        """Say at its field, or above the form, what a rule or the machine said."""
        self.save.setEnabled(True)
        row = self.rows.get(error.field or "")
        if row is None:
            self.banner.say(spoken(error))
            return
        row.set_error(spoken(error))
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def compare(self, now: CustomerCard) -> None:
        """Somebody else saved `now` meanwhile: their fields that nobody touched here are taken over, the others are
        told beside what is typed. Saving again keeps what then stands here."""
        if self._card is None:
            return
        self.save.setEnabled(True)
        seen, theirs, mine = _seen(self._card), _seen(now), _values(self.value())
        fields = self._fields()
        told = []
        for key, (words, show, _value) in fields.items():
            if theirs[key] == seen[key]:
                continue
            if mine[key] == seen[key]:
                show(theirs[key])
            told.append(_("{field} {value}").format(field=words, value=quoted(_spoken(theirs[key]) or "–")))
        self._card = now
        news = "; ".join(told)
        self.banner.say(
            _("Somebody else saved meanwhile: {news}. What you typed is still here; save again to keep it.").format(
                news=news
            )
        )

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _clear_errors(self) -> None:
        self.save.setEnabled(True)
        self.banner.say("")
        for row in self.rows.values():
            row.set_error("")

    def _fields(self) -> Mapping[str, tuple[str, Callable[[object], None], object]]:
        """By name of the value: its label, what shows it, and the widget."""
        lines = ("name", "phone", "email", "account", "meter_point", "address")
        shows: dict[str, Callable[[object], None]] = {key: _line_shower(getattr(self, key)) for key in lines}
        shows |= {key: getattr(self, key).set_value for key in ("kind", "segment", "language")}
        shows["note"] = lambda value: self.note.setPlainText(str(value))
        return {
            key: (self.rows[key].label.text().replace("&", ""), shows[key], self.rows[key].field) for key in self.rows
        }


def _line_shower(field: TextField) -> Callable[[object], None]:
    return lambda value: field.setText(str(value))


def _seen(card: CustomerCard) -> dict[str, object]:
    row = card.row
    return {
        "name": row.name,
        "kind": row.kind,
        "segment": row.segment,
        "language": row.language,
        "phone": row.phone,
        "email": row.email,
        "account": row.account,
        "meter_point": row.meter_point,
        "address": row.address,
        "note": card.note,
    }


def _values(new: NewCustomer) -> dict[str, object]:
    return {name: getattr(new, name) for name in NewCustomer.__slots__}


def _spoken(value: object) -> str:
    if isinstance(value, CustomerKind | Segment):
        return word(value)
    return LANGUAGE_NAMES.get(str(value), str(value))
