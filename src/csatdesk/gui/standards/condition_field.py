"""When something is asked: a question that stands before, a comparison, an answer; told in words beneath."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.conditions import (
    CLAUSES_MOST,
    Clause,
    Comparison,
    PlainCondition,
    answers_for,
    comparisons_for,
    expression_of,
    plain_of,
)
from csatdesk.domain.expressions import Expression, keys_in
from csatdesk.domain.forms import Form, Item
from csatdesk.domain.marks import N_
from csatdesk.gui.fields import Choice, Label, LinkButton, TextField
from csatdesk.gui.filling.answers import name_of
from csatdesk.gui.filling.numbers import number_in
from csatdesk.gui.standards.part_fields import BAND_FIELD, plain_figure
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.wording.evaluations import answer_words
from csatdesk.wording.standards import asked_when_words
from csatdesk.wording.texts import _

COMPARISONS = {
    Comparison.IS: N_("is"),
    Comparison.IS_NOT: N_("is not"),
    Comparison.INCLUDES: N_("includes"),
    Comparison.AT_MOST: N_("is at most"),
    Comparison.AT_LEAST: N_("is at least"),
}
QUESTION_MOST = 40  # letters of a question in the list that drops down


class ClauseLine(QWidget):
    """One line; without a question it says nothing."""

    changed = Signal()

    def __init__(self, items: Sequence[Item], clause: Clause | None) -> None:
        super().__init__()
        self._items = {one.key: one for one in items}
        self.question = Choice([(None, _("always")), *((one.key, _shortened(name_of(one))) for one in items)])
        self.comparison, self.answer = Choice(), Choice()
        self.number = TextField()
        self.question.setAccessibleName(_("Question"))
        self.comparison.setAccessibleName(_("Comparison"))
        self.answer.setAccessibleName(_("Answer"))
        self.number.setAccessibleName(_("Answer"))
        self.number.setFixedWidth(theme().px(BAND_FIELD))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S8)
        for widget in (self.question, self.comparison, self.answer, self.number):
            row.addWidget(widget)
        row.addStretch(1)
        if clause is not None and clause.key in self._items:
            self.question.set_value(clause.key)
        self._fit(clause)
        self.question.chosen.connect(self._chosen)
        for choice in (self.comparison, self.answer):
            choice.chosen.connect(lambda _value: self.changed.emit())
        self.number.textChanged.connect(lambda _text: self.changed.emit())

    @property
    def item(self) -> Item | None:
        return self._items.get(str(self.question.value()))

    def _chosen(self, _key: object) -> None:
        self._fit(None)
        self.changed.emit()

    def _fit(self, clause: Clause | None) -> None:
        """The comparisons and answers that the chosen question has."""
        item = self.item
        self.comparison.clear()
        self.answer.clear()
        self.number.setText("")
        if item is not None:
            self._fill(item, clause)
        self.comparison.setVisible(item is not None)
        self.answer.setVisible(item is not None and self.answer.count() > 0)
        self.number.setVisible(item is not None and self.answer.count() == 0)

    def _fill(self, item: Item, clause: Clause | None) -> None:
        for one in comparisons_for(item):
            self.comparison.add(one, _(COMPARISONS[one]))
        for answer in answers_for(item):
            self.answer.add(answer, answer_words(item, answer))
        if clause is None:
            return
        if clause.comparison in comparisons_for(item):
            self.comparison.set_value(clause.comparison)
        if clause.value in answers_for(item):
            self.answer.set_value(clause.value)
        elif isinstance(clause.value, Decimal) and not answers_for(item):
            self.number.setText(plain_figure(clause.value))

    def clause(self) -> Clause | None:
        """None without a question, and while the number cannot be read."""
        item, comparison = self.item, self.comparison.value()
        if item is None or not isinstance(comparison, Comparison):
            return None
        value = self.answer.value() if answers_for(item) else number_in(self.number.text())
        return Clause(item.key, comparison, value) if isinstance(value, str | Decimal) else None

    @property
    def is_readable(self) -> bool:
        return self.item is None or self.clause() is not None


class ConditionField(QWidget):
    """`expression` is what holds now. One that no lines can show stays until it is taken away."""

    changed = Signal()

    def __init__(self, form: Form, items: Sequence[Item], expression: Expression | None) -> None:
        super().__init__()
        self._form, self._items, self.expression = form, tuple(items), expression
        self.lines: list[ClauseLine] = []
        self.joined = Choice([(False, _("all of these hold")), (True, _("one of these holds"))])
        self.joined.setAccessibleName(_("How they are joined"))
        self.told = Label("", "small", "ink2", wrap=True)
        self.take_away = LinkButton(_("Always ask it"), role="small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S4)
        self._column.addWidget(self.joined)
        self._column.addWidget(self.told)
        self._column.addWidget(self.take_away)
        self.joined.chosen.connect(lambda _value: self._changed())
        self.take_away.clicked.connect(self._always)
        self._show()

    @property
    def _plain(self) -> PlainCondition | None:
        """What lines can show: of questions that stand before this one."""
        if self.expression is None:
            return PlainCondition(())
        plain = plain_of(self.expression)
        known = {one.key for one in self._items}
        return plain if plain is not None and keys_in(self.expression) <= known else None

    def _show(self) -> None:
        plain = self._plain
        for clause in plain.clauses if plain is not None else ():
            self._add(clause)
        if plain is not None:
            self.joined.set_value(plain.is_any)
            self._offer_another()
        self.take_away.setVisible(plain is None)
        if self.lines or plain is None:
            self.setFocusProxy(self.lines[0].question if self.lines else self.take_away)
        self._tell()

    def _add(self, clause: Clause | None) -> None:
        line = ClauseLine(self._items, clause)
        line.changed.connect(self._changed)
        self._column.insertWidget(len(self.lines), line)
        line.show()
        self.lines.append(line)
        self.setTabOrder(line.number, self.joined)  # it stands beneath the lines, and they come one by one
        self.setTabOrder(self.joined, self.take_away)
        if len(self.lines) > 1:
            self.setTabOrder(self.lines[-2].number, line.question)

    def _offer_another(self) -> None:
        """An empty line follows the last that says something."""
        if self._items and len(self.lines) < CLAUSES_MOST and all(one.item is not None for one in self.lines):
            self._add(None)
            if len(self.lines) > 1:
                self.lines[-1].question.setItemText(0, _("nothing else"))

    def _changed(self) -> None:
        clauses = [one.clause() for one in self.lines]
        found = tuple(one for one in clauses if one is not None)
        self.expression = expression_of(PlainCondition(found, bool(self.joined.value())))
        self._offer_another()
        self._tell()
        self.changed.emit()

    def _always(self) -> None:
        self.expression = None
        self._show()
        self.changed.emit()

    def _tell(self) -> None:
        self.joined.setVisible(sum(one.item is not None for one in self.lines) > 1)
        if self.expression is None and not self._items:
            self.told.setText(_("Nothing stands before it that could decide."))
        else:
            self.told.setText(asked_when_words(self.expression, self._form))
        self.told.setVisible(bool(self.told.text()))

    def problem(self) -> str:
        """What is wrong, "" when nothing is."""
        if not all(one.is_readable for one in self.lines):
            return _("Write the number that decides.")
        known = {one.key for one in self._form.items()}
        if self.expression is not None and not keys_in(self.expression) <= known:
            return _("It looks at a question that is not here any more. Ask it always, or choose another one.")
        return ""


def _shortened(name: str) -> str:
    return name if len(name) <= QUESTION_MOST else name[: QUESTION_MOST - 1] + "…"
