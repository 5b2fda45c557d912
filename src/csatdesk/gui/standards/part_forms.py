"""What one part of a draft says, to be changed: the whole standard, a section. An item has a module of its own."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.conditions import askable_before
from csatdesk.domain.expressions import Expression
from csatdesk.domain.forms import NO_TEXT, Form
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.scorecard_templates import Limits, OnCritical, ScorecardTemplate, Scoring
from csatdesk.domain.standard_drafting import Spot, changed_section, section_at
from csatdesk.domain.standards import section_share
from csatdesk.gui.fields import Choice, FormRow, Label, LinkButton, TextBox, TextField, mark_error
from csatdesk.gui.filling.numbers import number_in
from csatdesk.gui.standards.condition_field import ConditionField
from csatdesk.gui.standards.part_fields import plain_figure, text_box, text_field, with_text
from csatdesk.gui.standards.scenario_field import ScenariosField
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12
from csatdesk.wording.standards import CHANNELS, KINDS, POLICIES, channel_words, field_words, kind_words, share_words
from csatdesk.wording.texts import _

WIDEST, NUMBER_WIDE = 640, 88
DECIMALS_MOST = 4
HUNDRED = Decimal(100)


class PartForm(QWidget):
    """`template` and `note` are what the fields say now; `changed` comes with each key. A number that cannot be read
    leaves the one before it in place and is marked at its field."""

    changed = Signal()

    def __init__(self, template: ScorecardTemplate, spot: Spot, language: str, note: str) -> None:
        super().__init__()
        self.template, self.spot, self.language, self.note = template, spot, language, note
        self._wrong: dict[FormRow, str] = {}
        self._first: QWidget | None = None
        self.setMaximumWidth(theme().px(WIDEST))
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(S12)

    # rows

    def add(self, label: str, field: QWidget, hint: str = "") -> FormRow:
        row = FormRow(label, field, hint=hint)
        self.rows.addWidget(row)
        self._first = self._first or field
        return row

    def add_text(
        self, label: str, field: TextBox | TextField, keep: Callable[[str], object], original: LocalText = NO_TEXT
    ) -> FormRow:
        """`original`: the text in all languages; that of the standard's own one stands beneath while translating."""

        def typed(*_text: object) -> None:
            keep(field.toPlainText() if isinstance(field, TextBox) else field.text())
            self.changed.emit()

        row = self.add(label, field)
        own = self.template.form.language
        if original and self.language != own:
            row.add_below(Label(original.in_language(own), "small", "ink2", wrap=True))
        field.textChanged.connect(typed)
        return row

    def add_choice(self, label: str, field: Choice, keep: Callable[[Any], object]) -> FormRow:
        def chosen(value: object) -> None:
            keep(value)
            self.changed.emit()

        field.chosen.connect(chosen)
        return self.add(label, field)

    def add_number(
        self,
        label: str,
        number: Decimal | None,
        keep: Callable[[Any], object],
        most: Decimal = Decimal(10**6),
        *,
        may_be_empty: bool = False,
    ) -> FormRow:
        """`may_be_empty`: an empty field is fine and stands for none."""
        field = TextField(plain_figure(number) if number is not None else "")
        field.setAccessibleName(label.replace("&", ""))
        row = self.add(label, _narrow(field))

        def typed(text: str) -> None:
            read = number_in(text)
            if not text.strip() and may_be_empty:
                self._say(row, "")
                keep(None)
            elif read is None or not 0 <= read <= most or read != round(read, DECIMALS_MOST):
                self._say(row, _("Write a number from 0 to {most}.").format(most=plain_figure(most)))
                return
            else:
                self._say(row, "")
                keep(read)
            self.changed.emit()

        field.textChanged.connect(typed)
        return row

    def add_condition(self, condition: Expression | None, keep: Callable[[Expression | None], object]) -> FormRow:
        """What is asked only after some answers; beneath it the same in words."""
        form, spot = self.template.form, self.spot
        before = askable_before(form, section=spot.section, item=spot.item)
        self.condition = ConditionField(form, before, condition)
        row = self.add(field_words("show_when"), self.condition)

        def chosen() -> None:
            keep(self.condition.expression)
            self._say(row, self.condition.problem())
            self.changed.emit()

        self.condition.changed.connect(chosen)
        self._say(row, self.condition.problem())
        return row

    def add_advanced(self, rows: list[FormRow], *, is_open: bool = False) -> None:
        """What few need stands behind one link."""
        link = LinkButton(_("Advanced"), role="body")

        def turn() -> None:
            hidden = rows[0].isHidden()
            for row in rows:
                row.setVisible(hidden)
            link.setText(_("Hide what few need") if hidden else _("Advanced"))
            link.updateGeometry()

        self.rows.insertWidget(self.rows.indexOf(rows[0]), link)
        link.clicked.connect(turn)
        if not is_open:
            for row in rows:
                row.hide()
        self.advanced = link

    def _say(self, row: FormRow, sentence: str) -> None:
        row.set_error(sentence)
        if (number := row.field.focusProxy()) is not None:
            mark_error(number, sentence)
        self._wrong.pop(row, None)
        if sentence:
            self._wrong[row] = sentence

    def check(self) -> bool:
        """Whether every field can be read; else the first that cannot has the keyboard."""
        for row in self._wrong:
            row.show()
            row.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return True

    def focus_first(self) -> None:
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def change_form(self, **values: Any) -> None:
        self.template = replace(self.template, form=replace(self.template.form, **values))


class WholeForm(PartForm):
    """Name and purpose; policies and limits behind "Advanced"."""

    def __init__(self, template: ScorecardTemplate, spot: Spot, language: str, note: str) -> None:
        super().__init__(template, spot, language, note)
        form = template.form
        self.name = text_field(form.title, language)
        self.purpose = text_box(form.purpose, language, 2)
        self.news = TextBox(note)
        self.news.setFixedHeight(self.news.lines_high(2))
        self.add_text(_("&Name"), self.name, lambda text: self._text("title", text), form.title)
        self.add_text(_("&Purpose"), self.purpose, lambda text: self._text("purpose", text), form.purpose)
        self.add_text(_("What is ne&w"), self.news, self._news)
        self.kind = _words_choice(template.kind, KINDS, kind_words)
        self.channel = _words_choice(template.channel, CHANNELS, channel_words)
        self.add_choice(_("&Used for"), self.kind, lambda value: self._whole(kind=value))
        self.add_choice(_("C&hannel"), self.channel, lambda value: self._whole(channel=value))
        self.add_advanced([*self._policy_rows(), *self._limit_rows(), self._scenario_row()])
        self.rows.addStretch(1)

    def _text(self, name: str, typed: str) -> None:
        form: Form = self.template.form
        self.change_form(**{name: with_text(getattr(form, name), self.language, typed)})

    def _news(self, typed: str) -> None:
        self.note = typed

    def _whole(self, **values: Any) -> None:
        self.template = replace(self.template, **values)

    def _policy_rows(self) -> list[FormRow]:
        scoring: Scoring = self.template.scoring

        def keep(name: str) -> Callable[[Any], None]:
            return lambda value: self._whole(scoring=replace(self.template.scoring, **{name: value}))

        policy = Choice([(one, _(POLICIES[one]).format(cap="…")) for one in OnCritical])
        policy.set_value(scoring.on_critical)
        rows = [self.add_choice(field_words("on_critical"), policy, keep("on_critical"))]
        for name in ("cap", "pass_mark", "min_coverage"):
            rows.append(self.add_number(field_words(name), getattr(scoring, name), keep(name), HUNDRED))
        return rows

    def _scenario_row(self) -> FormRow:
        self.scenarios = ScenariosField(self.template.scenarios, self.language, self.template.form.language)

        def typed() -> None:
            self._whole(scenarios=self.scenarios.scenarios())
            self.changed.emit()

        self.scenarios.changed.connect(typed)
        return self.add(field_words("scenarios"), self.scenarios)

    def _limit_rows(self) -> list[FormRow]:
        def keep(name: str) -> Callable[[Any], None]:
            return lambda value: self._whole(limits=replace(self.template.limits, **{name: value or None}))

        limits = self.template.limits
        return [self._limit(field_words(name), getattr(limits, name), keep(name)) for name in Limits.__slots__]

    def _limit(self, label: str, limit: Decimal | None, keep: Callable[[Any], None]) -> FormRow:
        return self.add_number(label, limit, keep, may_be_empty=True)


class SectionForm(PartForm):
    """Its name and its weight."""

    def __init__(self, template: ScorecardTemplate, spot: Spot, language: str, note: str) -> None:
        super().__init__(template, spot, language, note)
        section = section_at(template, spot)
        assert section is not None
        self.name = text_field(section.title, language)
        self.add_text(_("&Name"), self.name, self._title, section.title)
        self.share = Label("", "small", "ink2")
        self.add_number(_("&Weight"), section.weight, self._weight).add_below(self.share)
        self._tell_share()
        self.add_condition(section.show_when, self._asked_when)
        self.rows.addStretch(1)

    def _asked_when(self, condition: Expression | None) -> None:
        self.template = changed_section(self.template, self.spot, show_when=condition)

    def _title(self, typed: str) -> None:
        section = section_at(self.template, self.spot)
        assert section is not None
        title = with_text(section.title, self.language, typed)
        self.template = changed_section(self.template, self.spot, title=title)

    def _weight(self, weight: Decimal) -> None:
        self.template = changed_section(self.template, self.spot, weight=weight)
        self._tell_share()

    def _tell_share(self) -> None:
        section = section_at(self.template, self.spot)
        assert section is not None
        self.share.setText(share_words(section_share(self.template.form, section)))


def _narrow(field: TextField) -> QWidget:
    """At the left of its row, as wide as a number needs."""
    field.setFixedWidth(theme().px(NUMBER_WIDE))
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(field)
    line.addStretch(1)
    holder.setFocusProxy(field)
    return holder


def _words_choice(kept: str, known: dict[str, str] | Any, words: Callable[[str], str]) -> Choice:
    """The words the program knows; one that the centre named itself is kept."""
    field = Choice([("", _("not said"))])
    for one in (*known, *(() if not kept or kept in known else (kept,))):
        field.add(one, words(one))
    field.set_value(kept)
    return field
