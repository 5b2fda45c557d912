"""The small forms in which a questionnaire is made: begun, named, its own questions written, when they are asked."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csatdesk.domain.conditions import askable_before
from csatdesk.domain.forms import Form, Item
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.question_bank import QuestionSet
from csatdesk.domain.questionnaire_making import OwnKind, OwnQuestion, is_fixed, own_question
from csatdesk.gui.fields import CheckBox, Choice, FormRow, Label, TextBox, TextField
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.standards.condition_field import ConditionField
from csatdesk.gui.tokens import S8
from csatdesk.wording.questionnaires import OWN_KINDS
from csatdesk.wording.standards import told
from csatdesk.wording.texts import LANGUAGES, _
from csatdesk.wording.words import LANGUAGE_NAMES

LINES, CHOICE_LINES = 2, 3


class NewQuestionnaireForm(InlineForm):
    """`begun`: the name, and the keys of its mandatory questions."""

    begun = Signal(str, object)

    def __init__(self, sets: Sequence[QuestionSet], wording: Mapping[str, Item]) -> None:
        super().__init__(_("New questionnaire"), _("Begin the draft"))
        self._sets, self._wording = sets, wording
        self.name = TextField()
        self.kind = Choice([*((one.key, told(one.title)) for one in sets), ("", _("Without mandatory questions"))])
        self.kind.chosen.connect(lambda _key: self._tell())
        self.told = Label("", "small", "ink2", wrap=True)
        row = FormRow(_("&Name"), self.name)
        self.named["title"] = row
        self.rows.addWidget(row)
        kind = FormRow(_("&For"), self.kind)
        kind.add_below(self.told)
        self.rows.addWidget(kind)
        self._tell()
        self.lay_out()

    @property
    def fixed(self) -> tuple[str, ...]:
        return next((one.questions for one in self._sets if one.key == self.kind.value()), ())

    def _tell(self) -> None:
        lines = [f"{at}. {told(self._wording[key].text)}" for at, key in enumerate(self.fixed, start=1)]
        last = _("Choose one or two metrics from the bank yourself.")
        self.told.setText("\n".join([_("Everybody asks these in the same words:"), *lines] if lines else [last]))

    def try_to_save(self) -> None:
        self.clear_errors()
        self.save.setEnabled(False)
        self.begun.emit(self.name.text(), self.fixed)

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)


class NameForm(InlineForm):
    """Name and introduction in six languages side by side. `saved`: titles and purposes, language → text."""

    saved = Signal(object, object)

    def __init__(self, form: Form) -> None:
        super().__init__(_("Name and introduction"), _("Save"))
        self.titles = {code: TextField(form.title.get(code, "")) for code in LANGUAGES}
        self.purposes = {code: _box(form.purpose.get(code, ""), 2) for code in LANGUAGES}
        for code in _own_first(form.language):
            name = LANGUAGE_NAMES[code]
            self.titles[code].setAccessibleName(_("Name, {language}").format(language=name))
            self.purposes[code].setAccessibleName(_("Introduction, {language}").format(language=name))
            row = FormRow(name, _beside(self.titles[code], self.purposes[code]))
            self.named[code] = row
            self.rows.addWidget(row)
        self._first = self.titles[form.language]
        self.lay_out()

    def try_to_save(self) -> None:
        self.clear_errors()
        self.save.setEnabled(False)
        titles = {code: field.text() for code, field in self.titles.items()}
        self.saved.emit(titles, {code: box.toPlainText() for code, box in self.purposes.items()})

    def focus_first(self) -> None:
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)


class OwnQuestionForm(InlineForm):
    """A question in its own words. `saved`: an OwnQuestion, and its key, "" for a new one."""

    saved = Signal(object, str)

    def __init__(self, form: Form, item: Item | None) -> None:
        super().__init__(_("Own question"), _("Save"))
        self._key = "" if item is None else item.key
        own = OwnQuestion(OwnKind.SCALE, LocalText()) if item is None else own_question(item)
        self.kind = Choice([(kind, _(words)) for kind, words in OWN_KINDS.items()])
        self.kind.set_value(own.kind)
        self.kind.chosen.connect(lambda _kind: self._fit())
        self.optional = CheckBox(_("May stay without answer"))
        self.optional.setChecked(own.is_optional)
        self.texts = {code: _box(own.texts.get(code, ""), LINES) for code in LANGUAGES}
        lines = dict(own.choices)
        self.choices = {code: _box("\n".join(lines.get(code, ())), CHOICE_LINES) for code in LANGUAGES}
        self.rows.addWidget(FormRow(_("&Answered by"), self.kind))
        self.hint = Label("", "small", "ink2", wrap=True)
        self.rows.addWidget(self.hint)
        for code in _own_first(form.language):
            self._add_language(code)
        self.rows.addWidget(FormRow("", self.optional))
        self.condition = ConditionField(form, _before(form, item), own.show_when)
        self.rows.addWidget(FormRow(_("As&ked only when"), self.condition))
        self._fit()
        self.lay_out()

    def _add_language(self, code: str) -> None:
        name = LANGUAGE_NAMES[code]
        self.texts[code].setAccessibleName(_("Question, {language}").format(language=name))
        self.choices[code].setAccessibleName(_("Choices, {language}").format(language=name))
        row = FormRow(name, _beside(self.texts[code], self.choices[code]))
        self.named[code] = row
        self.rows.addWidget(row)

    def _fit(self) -> None:
        kind = self._kind
        lines = CHOICE_LINES if kind.has_choices else LINES
        for box in (*self.texts.values(), *self.choices.values()):
            box.setFixedHeight(box.lines_high(lines))
        for box in self.choices.values():
            box.setVisible(kind.has_choices)
        hints = {
            OwnKind.SCALE: _("9 is very satisfied, 1 is very dissatisfied. It is shown from 9 down."),
            OwnKind.OPEN: _("Who answers writes in their own words."),
        }
        self.hint.setText(hints.get(kind, _("The question at the left; its choices at the right, one on each line.")))

    @property
    def _kind(self) -> OwnKind:
        kind = self.kind.value()
        assert isinstance(kind, OwnKind)
        return kind

    def own(self) -> OwnQuestion:
        kind = self._kind
        texts = LocalText({code: box.toPlainText().strip() for code, box in self.texts.items()})
        choices = tuple((code, _lines(box)) for code, box in self.choices.items() if _lines(box))
        has_choices = choices if kind.has_choices else ()
        return OwnQuestion(kind, texts, has_choices, self.condition.expression, self.optional.isChecked())

    def try_to_save(self) -> None:
        self.clear_errors()
        problem = self.condition.problem()
        if problem:
            self.banner.say(problem)
            return
        self.save.setEnabled(False)
        self.saved.emit(self.own(), self._key)

    def focus_first(self) -> None:
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)


class ConditionForm(InlineForm):
    """When a standard question is asked; its words stay. `saved`: the condition, or None."""

    saved = Signal(object)

    def __init__(self, form: Form, item: Item) -> None:
        super().__init__(told(item.text), _("Save"))
        self.heading.setWordWrap(True)
        self.rows.addWidget(Label(_("A standard question keeps its wording. You decide when it is asked."), wrap=True))
        self.condition = ConditionField(form, _before(form, item), item.show_when)
        self.rows.addWidget(FormRow(_("As&ked only when"), self.condition))
        self.lay_out()

    def try_to_save(self) -> None:
        self.banner.say(self.condition.problem())
        if not self.banner.words:
            self.save.setEnabled(False)
            self.saved.emit(self.condition.expression)

    def focus_first(self) -> None:
        self.condition.setFocus(Qt.FocusReason.OtherFocusReason)


def _before(form: Form, item: Item | None) -> tuple[Item, ...]:
    """What a condition can look at; a new question stands before the last one."""
    if item is not None:
        return askable_before(form, item=item.key)
    return tuple(one for one in askable_before(form) if not is_fixed(one) or one.is_mandatory)


def _own_first(language: str) -> list[str]:
    return sorted(LANGUAGES, key=lambda code: code != language)


def _box(text: str, lines: int) -> TextBox:
    box = TextBox(text)
    box.setFixedHeight(box.lines_high(lines))
    return box


def _lines(box: TextBox) -> tuple[str, ...]:
    return tuple(line.strip() for line in box.toPlainText().splitlines() if line.strip())


def _beside(first: QWidget, second: QWidget) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S8)
    row.addWidget(first, 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(second, 1, Qt.AlignmentFlag.AlignTop)
    both.setFocusProxy(first)
    return both
