"""One column of the file: what it is, how its question is answered, what its values mean."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.answer_columns import (
    PLACED,
    SCALED,
    ColumnMeaning,
    Role,
    Sense,
    answering,
    choice_keys,
    stands_for,
)
from csatdesk.domain.answer_proposals import SeenColumn, as_scale
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.forms import Form, Item, ScaleKind
from csatdesk.domain.surveys import Route
from csatdesk.gui.fields import Choice, FormRow, Label, TextField
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.surveys.taking_over.value_table import Options, ValueTable
from csatdesk.gui.surveys.taking_over.words import FACTS, said
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.surveys.answer_facts import AnswerFacts
from csatdesk.wording.catalogue import LANGUAGES
from csatdesk.wording.surveys import words
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import word

ROLE, SENSE, QUESTION = "role:", "sense:", "question:"  # before the key of what a column can be
MARKED = frozenset({Sense.CSAT, Sense.CES})  # whose ends can be chosen
EXAMPLES = 5


class ColumnBox(QWidget):
    """`changed`: `meaning` says something else now."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen, self._column = SeenColumn("", {}), ColumnMeaning("")
        self._form: Form | None = None
        self._facts: AnswerFacts | None = None
        self.name = Label("", "title", wrap=True)
        self.kind = Choice()
        self.words = TextField()
        self.first, self.last = (_ScaleEnd(name) for name in (_("First point"), _("Last point")))
        self.good = Choice([(False, _("High is good")), (True, _("Low is good"))])
        self.good.setAccessibleName(_("Which end is good"))
        self.values = ValueTable()
        self._rows = {
            "kind": FormRow(_("&It is"), self.kind),
            "words": FormRow(_("&Question"), self.words),
            "scale": FormRow(_("Scale"), FlowBox(self.first, Label("–", "body", "ink2"), self.last, self.good)),
        }
        self.head = Label(_("Values and what they mean"), "heading")
        self.examples = Label("", "body", "ink2", wrap=True)
        weighted = _("Weights are kept with the answers. Figures count every answer once.")
        self.weighted = Label(weighted, "body", wrap=True)
        self._lay_out()
        self.kind.chosen.connect(self._kind_chosen)
        self.good.chosen.connect(lambda _value: self._read())
        self.words.editingFinished.connect(self._read)
        for end in (self.first, self.last):
            end.editingFinished.connect(self._scale_changed)
        self.values.changed.connect(self._read)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(S12)
        for part in (self.name, *self._rows.values(), self.examples, self.weighted, self.head, self.values):
            column.addWidget(part)
        column.addStretch(1)
        column.setContentsMargins(theme().margin, S12, theme().margin, S12)
        column.setSpacing(S8)

    @property
    def meaning(self) -> ColumnMeaning:
        return self._column

    def focus_first(self) -> None:
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_column(self, column: ColumnMeaning, seen: SeenColumn, form: Form | None, facts: AnswerFacts) -> None:
        """`form`: of the survey that stands; without one each question is made from its column."""
        self._seen, self._form, self._facts = seen, form, facts
        self.name.setText(seen.header)
        self.kind.clear()
        for key, told in self._kinds():
            self.kind.add(key, told)
        self._show(column)

    def _kinds(self) -> list[tuple[str, str]]:
        kinds = [(ROLE + Role.LEFT_OUT.value, said(Role.LEFT_OUT))]
        if self._form is None:
            kinds += [(SENSE + one.value, said(one)) for one in Sense]
        else:
            spoken = language()
            kinds += [(QUESTION + one.key, one.text.in_language(spoken)) for one in self._form.items()]
        facts = FACTS if self._form is None else (*FACTS, Role.CODE)  # a survey that is made now invited nobody
        return kinds + [(ROLE + one.value, said(one)) for one in facts]

    def _show(self, column: ColumnMeaning) -> None:
        self._column = column
        is_new = column.role is Role.QUESTION and self._form is None
        self.kind.setCurrentIndex(max(0, self.kind.findData(_kind_of(column, self._form))))
        self.words.setText(column.title)
        self.first.setText(str(column.first))
        self.last.setText(str(column.last))
        self.good.set_value(column.is_low_good)
        self._rows["words"].setVisible(is_new)
        self._rows["scale"].setVisible(is_new and column.sense in MARKED)
        has_values = column.role in PLACED or (column.role is Role.QUESTION and column.sense is not Sense.WORDS)
        if has_values:
            self.values.show_values(column, self._seen.counts, self._ours(), self._taken())
        self.head.setVisible(has_values)
        self.values.setVisible(has_values)
        self.weighted.setVisible(column.role is Role.WEIGHT)
        shown = ", ".join(value if len(value) < 60 else value[:59] + "…" for value in self._seen.usual[:EXAMPLES])
        self.examples.setVisible(not has_values)
        self.examples.setText(_("For example: {values}").format(values=shown) if shown else _("It is empty."))

    def _item(self) -> Item | None:
        return self._form.item(self._column.question) if self._form is not None else None

    def _ours(self) -> Options:
        """What a value can stand for; nothing where it speaks for itself."""
        item, facts = self._item(), self._facts
        assert facts is not None
        if self._column.role in PLACED:
            return _places(facts, self._column.role)
        if item is not None and self._column.sense is Sense.CHOICE and item.scale.kind is not ScaleKind.MANY:
            return [(key, _choice_words(item, key)) for key in choice_keys(item)]
        return []

    def _taken(self) -> Options:
        """Values that are understood by themselves, and as what."""
        ours = dict(self._ours())
        facts = self._facts
        assert facts is not None
        if self._column.role in PLACED:
            known = facts.known[self._column.role]
            found = ((value, stands_for(self._column.role, known, value)) for value in self._seen.counts)
            return [(value, ours.get(key, key)) for value, key in found if key is not None]
        return [(value, ours[value]) for value in self._seen.counts if value in ours]

    # what a person changes

    def _kind_chosen(self, chosen: object) -> None:
        sort, colon, key = str(chosen).partition(":")
        blank = replace(self._column, role=Role.QUESTION, values={}, question=self._column.question)
        if sort + colon == ROLE:
            made = replace(blank, role=Role(key), question="" if self._form is not None else blank.question)
        elif sort + colon == SENSE:
            made = _with_sense(blank, Sense(key), self._seen)
        else:
            item = self._form.item(key) if self._form is not None else None
            assert item is not None
            made = _with_values(answering(blank, item), self._seen)
        self._show(made)
        self.changed.emit()

    def _scale_changed(self) -> None:
        first, last = self.first.number(), self.last.number()
        if first is None or last is None or last <= first:
            self._rows["scale"].set_error(_("Write two whole numbers, the smaller one first."))
            return
        self._rows["scale"].set_error("")
        if (first, last) != (self._column.first, self._column.last):
            self._show(_with_values(replace(self._column, first=first, last=last), self._seen))
            self.changed.emit()

    def _read(self) -> None:
        values, labels = self.values.read() if not self.values.isHidden() else ({}, {})
        made = replace(
            self._column,
            title=self.words.text().strip() or self._seen.header,
            is_low_good=bool(self.good.value()),
            values=values,
            labels=labels,
        )
        if made != self._column:
            self._column = made
            self.changed.emit()


class _ScaleEnd(TextField):
    """A whole number of one or two digits."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedWidth(theme().px(56))

    def number(self) -> int | None:
        text = self.text().strip()
        return int(text) if text.removeprefix("-").isdigit() and len(text) <= 3 else None


def _kind_of(column: ColumnMeaning, form: Form | None) -> str:
    if column.role is not Role.QUESTION:
        return f"{ROLE}{column.role.value}"
    return f"{SENSE}{column.sense.value}" if form is None else f"{QUESTION}{column.question}"


def _with_sense(column: ColumnMeaning, sense: Sense, seen: SeenColumn) -> ColumnMeaning:
    first, last = (0, 10) if sense is Sense.NPS else (1, column.last if column.sense in MARKED else 5)
    return _with_values(replace(column, sense=sense, first=first, last=last), seen)


def _with_values(column: ColumnMeaning, seen: SeenColumn) -> ColumnMeaning:
    return as_scale(column, seen) if column.sense in SCALED else replace(column, values={})


def _places(facts: AnswerFacts, role: Role) -> Options:
    """Our own offices, topics, channels …"""
    found: Mapping[Role, Options] = {
        Role.OFFICE: [(str(key), name) for key, name in facts.offices],
        Role.TOPIC: [(str(key), name) for key, name in facts.topics],
        Role.CHANNEL: [(one.value, word(one)) for one in Channel],
        Role.SEGMENT: [(one.value, word(one)) for one in Segment],
        Role.LANGUAGE: [(one, one) for one in LANGUAGES],
        Role.WAY: [(one.value, words(one)) for one in Route],
    }
    return found[role]


def _choice_words(item: Item, key: str) -> str:
    found: Mapping[str, str] = {one.key: one.text.in_language(language()) for one in item.scale.choices}
    return found.get(key, key)
