"""A customer's details to be changed, in the pane itself. What somebody else changed meanwhile is shown beside."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from csatdesk.domain.contacts import CustomerCard, CustomerKind, CustomerNameMissing, NewCustomer, Segment
from csatdesk.gui.fields import Choice, FormRow, Label, SegmentedChoice, TextBox, TextField
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.kept_text import KeptForm, KeptTexts
from csatdesk.wording.formats import quoted
from csatdesk.wording.texts import LANGUAGES, _
from csatdesk.wording.words import LANGUAGE_NAMES, word

LINES = ("name", "activity", "phone", "email", "account", "meter_point", "address")
TYPED = (*LINES, "note")


class CustomerEditor(InlineForm):
    """`saved` comes with a NewCustomer and the version that the person saw."""

    saved = Signal(object, int)

    def __init__(self, texts: KeptTexts, parent: QWidget | None = None) -> None:
        super().__init__("", _("Save"), parent)
        self._card: CustomerCard | None = None
        self.name, self.phone, self.email = TextField(), TextField(), TextField()
        self.account, self.meter_point, self.address = TextField(), TextField(), TextField()
        self.activity = TextField(placeholder=_("Bakery, hotel, school"))
        self.kind = SegmentedChoice([(kind, word(kind)) for kind in CustomerKind])
        self.segment = Choice([(segment, word(segment)) for segment in Segment])
        self.language = Choice([(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])
        self.note = TextBox()
        self.note.setFixedHeight(self.note.lines_high(3))
        self.named = {
            "name": FormRow(_("&Name"), self.name),
            "kind": FormRow(_("&Kind"), self.kind),
            "activity": FormRow(_("Line of &business"), self.activity),
            "segment": FormRow(_("Se&gment"), self.segment),
            "language": FormRow(_("&Language"), self.language),
            "phone": FormRow(_("&Phone"), self.phone),
            "email": FormRow(_("E-&mail"), self.email),
            "account": FormRow(_("&Account"), self.account),
            "meter_point": FormRow(_("Me&ter"), self.meter_point),
            "address": FormRow(_("A&ddress"), self.address),
            "note": FormRow(_("N&ote"), self.note),
        }
        self.kept = KeptForm({key: getattr(self, key) for key in TYPED})
        self.kept.keep_in(texts)
        self.rows.addWidget(self.kept)
        for row in self.named.values():
            self.rows.addWidget(row)
        self.named["phone"].add_below(Label(_("Several: with commas between them."), "caption", "ink3", wrap=True))
        self.kind.chosen.connect(lambda _kind: self._show_activity())
        self.lay_out()

    def show_customer(self, card: CustomerCard) -> None:
        self._card = card
        self.heading.setText(_("Change {name}").format(name=card.row.name))
        self.clear_errors()
        seen = _seen(card)
        for key, (_words, show, _value) in self._fields().items():
            show(seen[key])
        self._show_activity()
        self.kept.hold("customer", card.row.id, {key: str(seen[key]) for key in TYPED})

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
            activity=self.activity.text().strip() if kind is CustomerKind.ORGANISATION else "",
            note=self.note.toPlainText().strip(),
        )

    def _show_activity(self) -> None:
        """Only organisations have a line of business; what is typed stays typed."""
        self.named["activity"].setVisible(self.kind.value() is CustomerKind.ORGANISATION)

    @property
    def is_changed(self) -> bool:
        return self._card is not None and _values(self.value()) != _seen(self._card)

    def try_to_save(self) -> None:
        self.clear_errors()
        if self._card is None:
            return
        if not self.name.text().strip():
            self.refused(CustomerNameMissing(field="name"))
            return
        self.save.setEnabled(False)
        self.saved.emit(self.value(), self._card.version)

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

    def _fields(self) -> Mapping[str, tuple[str, Callable[[object], None], object]]:
        """By name of the value: its label, what shows it, and the widget."""
        shows: dict[str, Callable[[object], None]] = {key: _line_shower(getattr(self, key)) for key in LINES}
        shows |= {key: getattr(self, key).set_value for key in ("kind", "segment", "language")}
        shows["note"] = lambda value: self.note.setPlainText(str(value))
        return {key: (row.label.text().replace("&", ""), shows[key], row.field) for key, row in self.named.items()}


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
        "activity": row.activity,
        "note": card.note,
    }


def _values(new: NewCustomer) -> dict[str, object]:
    return {name: getattr(new, name) for name in NewCustomer.__slots__}


def _spoken(value: object) -> str:
    if isinstance(value, CustomerKind | Segment):
        return word(value)
    return LANGUAGE_NAMES.get(str(value), str(value))
