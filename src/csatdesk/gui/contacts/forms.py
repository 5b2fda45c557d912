"""Who speaks for a customer, what a customer agreed to, and that it was taken back: each a form in the pane."""

from datetime import date

from PySide6.QtCore import Qt, Signal

from csatdesk.domain.attendance import Relation
from csatdesk.domain.contacts import Channel
from csatdesk.domain.customers import ConsentRow, NewConsent, NewRepresentative, RepresentativeRow
from csatdesk.gui.day_field import DayField
from csatdesk.gui.fields import CheckBox, Choice, FormRow, Label, TextBox, TextField
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.kept_text import KeptForm, KeptTexts
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

HOWS = (
    Channel.HALL,
    Channel.PHONE,
    Channel.EMAIL,
    Channel.LETTER,
    Channel.WEB_FORM,
    Channel.ACCOUNT,
    Channel.SHOP,
    Channel.CHAT,
    Channel.EVENT,
)


class CustomerForm(InlineForm):
    """`saved` comes with what `value` makes. What is typed survives the end of the program."""

    saved = Signal(object)
    kept: KeptForm

    @property
    def is_changed(self) -> bool:
        raise NotImplementedError

    def value(self) -> object:
        raise NotImplementedError

    def problem(self) -> bool:
        """Whether something was typed that cannot be read; it is said at its field."""
        return False

    def try_to_save(self) -> None:
        self.clear_errors()
        if not self.problem():
            self.save.setEnabled(False)
            self.saved.emit(self.value())


class RepresentativeForm(CustomerForm):
    """Comes with a NewRepresentative."""

    def __init__(self, texts: KeptTexts, customer_id: int, name: str, row: RepresentativeRow | None = None) -> None:
        heading = _("Who speaks for {name}") if row is None else _("Change who speaks for {name}")
        super().__init__(heading.format(name=name), _("Save"))
        self.row = row
        self.name = TextField(row.name if row else "")
        self.relation = Choice([(one, word(one)) for one in Relation])
        self.relation.set_value(row.relation if row else Relation.SPOUSE)
        self.phone = TextField(row.phone if row else "")
        self.authority = TextBox(
            row.authority if row else "", placeholder=_("Power of attorney of 3 October, for this meter")
        )
        self.authority.setFixedHeight(self.authority.lines_high(2))
        self.seen = CheckBox(_("I have seen it &with my own eyes"))
        self.seen.setChecked(bool(row and row.seen_on))
        self.named = {
            "name": FormRow(_("&Name"), self.name),
            "relation": FormRow(_("&Relation"), self.relation),
            "phone": FormRow(_("&Phone"), self.phone),
            "authority": FormRow(_("Authorit&y"), self.authority),
        }
        fields: dict[str, TextField | TextBox] = {"name": self.name, "phone": self.phone, "authority": self.authority}
        self.kept = KeptForm(fields)
        self.kept.keep_in(texts)
        self.rows.addWidget(self.kept)
        for one in self.named.values():
            self.rows.addWidget(one)
        self.named["authority"].add_below(self.seen)
        self._before = self.value()
        saved = {"name": self.name.text(), "phone": self.phone.text(), "authority": self.authority.toPlainText()}
        what, of = ("representative", row.id) if row else ("representative of", customer_id)
        self.kept.hold(what, of, saved)
        self.lay_out()

    @property
    def is_changed(self) -> bool:
        return self.value() != self._before

    def value(self) -> NewRepresentative:
        relation = self.relation.value()
        assert isinstance(relation, Relation)
        return NewRepresentative(
            self.name.text().strip(),
            relation,
            self.phone.text().strip(),
            self.authority.toPlainText().strip(),
            self.seen.isChecked(),
        )

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)


class ConsentForm(CustomerForm):
    """Comes with a NewConsent."""

    def __init__(self, texts: KeptTexts, customer_id: int, name: str, today: date) -> None:
        super().__init__(_("{name} agrees").format(name=name), _("Save"))
        self.wording = TextBox(placeholder=_("The words that were read out or signed"))
        self.wording.setFixedHeight(self.wording.lines_high(4))
        self.given = DayField(_("Day"), today, today)
        self.how = _how_choice()
        self.named = {
            "wording": FormRow(_("&Words"), self.wording),
            "given_on": FormRow(_("&Day"), self.given),
            "how": FormRow(_("&How"), self.how),
        }
        self.kept = KeptForm({"wording": self.wording})
        self.kept.keep_in(texts)
        self.rows.addWidget(self.kept)
        for one in self.named.values():
            self.rows.addWidget(one)
        self.kept.hold("consent of", customer_id)
        self.lay_out()

    @property
    def is_changed(self) -> bool:
        return bool(self.wording.toPlainText().strip())

    def problem(self) -> bool:
        return _day_problem(self.given, self.named["given_on"])

    def value(self) -> NewConsent:
        day = self.given.day()
        assert day is not None
        return NewConsent(self.wording.toPlainText().strip(), day, _how(self.how))

    def focus_first(self) -> None:
        self.wording.setFocus(Qt.FocusReason.ShortcutFocusReason)


class WithdrawForm(CustomerForm):
    """Comes with the day and the channel."""

    def __init__(self, texts: KeptTexts, row: ConsentRow, today: date) -> None:
        super().__init__(_("The consent is withdrawn"), _("Withdraw"))
        self.row = row
        self.day = DayField(_("Day"), today, today)
        self.how = _how_choice()
        self.named = {
            "withdrawn_on": FormRow(_("&Day"), self.day),
            "how": FormRow(_("&How"), self.how),
        }
        self.kept = KeptForm({})
        self.kept.keep_in(texts)
        self.rows.addWidget(Label(row.wording, wrap=True))
        for one in self.named.values():
            self.rows.addWidget(one)
        self.lay_out()

    @property
    def is_changed(self) -> bool:
        return False

    def problem(self) -> bool:
        return _day_problem(self.day, self.named["withdrawn_on"])

    def value(self) -> tuple[date, Channel]:
        day = self.day.day()
        assert day is not None
        return day, _how(self.how)

    def focus_first(self) -> None:
        self.day.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _how_choice() -> Choice:
    return Choice([(one, word(one)) for one in HOWS])


def _how(choice: Choice) -> Channel:
    how = choice.value()
    assert isinstance(how, Channel)
    return how


def _day_problem(field: DayField, row: FormRow) -> bool:
    row.set_error(field.problem())
    if field.problem():
        field.setFocus(Qt.FocusReason.OtherFocusReason)
    return bool(field.problem())
