"""Letters: templates of acknowledgement, interim notice and answer in each language, and snippets."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csatdesk.domain.cases import ReplyBy
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Refusal
from csatdesk.domain.letters import LetterKind, NewTemplate, Place, TemplateRow
from csatdesk.domain.local_text import LocalText
from csatdesk.gui.administration.records import Record, RecordForm, RecordsSection
from csatdesk.gui.administration.section import FactRow
from csatdesk.gui.context import Context
from csatdesk.gui.fields import CheckBox, Choice, Label, LinkButton, QuietButton, TextField
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.topics.topic_form import ByLanguage
from csatdesk.operations.letter_templates import list_templates, save_template, take_over_letters
from csatdesk.operations.work import Work
from csatdesk.wording.formats import number
from csatdesk.wording.letter_places import example_of, kept_places, shown_places
from csatdesk.wording.texts import _, language, ngettext, spoken
from csatdesk.wording.words import word

TEXT_LINES = 12
WAYS = (ReplyBy.LETTER, ReplyBy.EMAIL, ReplyBy.PHONE, ReplyBy.AT_DESK)


@dataclass(frozen=True, slots=True)
class TemplateValue:
    """What the form shows; places by the names they are kept by."""

    new: NewTemplate
    version: int = 0


class TemplateForm(RecordForm[TemplateValue]):
    """The text in one language at a time; names of places are inserted by a button, and the result is read beneath."""

    def __init__(self) -> None:
        super().__init__()
        self._names = LocalText()
        self._version = 0
        self.kind = Choice([(kind, word(kind)) for kind in LetterKind])
        self.name, self.short = TextField(), TextField()
        self.way = Choice([(None, _("any way")), *((way, word(way)) for way in WAYS)])
        self.text = ByLanguage(TEXT_LINES, _("Text"))
        self.places = FlowBox(*(self._place_button(place) for place in Place), gap=2)
        self.example = Label("", "small", wrap=True)
        self.is_active = CheckBox(_("Offered to the clerks"))
        self.row("kind", _("&Kind"), self.kind)
        self.row("name", _("&Name"), self.name)
        self.row("short", _("S&hort name"), self.short, hint=_("typed after a /"))
        self.row("way", _("For s&ending"), self.way)
        self.row("text", _("&Text"), self.text)
        self.add(FactRow(_("Insert"), self.places))
        self.row("active", "", self.is_active)
        self.add_heading(_("How it reads for an example"))
        self.add(self.example)
        self._connect()

    def _place_button(self, place: Place) -> QuietButton:
        button = QuietButton(word(place))
        button.setAccessibleName(_("Insert {place}").format(place=word(place)))
        button.clicked.connect(lambda: self._insert(place))
        return button

    def _connect(self) -> None:
        self.kind.chosen.connect(self._kind_chosen)
        self.way.chosen.connect(lambda _way: self.edited.emit())
        self.text.languages.chosen.connect(lambda _code: self._show_example())
        self.text.box.textChanged.connect(self._text_typed)
        self.is_active.toggled.connect(lambda _on: self.edited.emit())
        for field in (self.name, self.short):
            field.textChanged.connect(lambda _text: self.edited.emit())

    def show_value(self, value: TemplateValue, *, is_new: bool) -> None:
        new = value.new
        self._version, self._names = value.version, new.names
        self.kind.set_value(new.kind)
        self.name.setText(new.names.in_language(language()))
        self.short.setText(new.short)
        self.way.set_value(new.way)
        self.text.show_texts({code: shown_places(text) for code, text in new.texts.items()})
        self.is_active.setChecked(not new.is_retired)
        self.rows_by_field["active"].setVisible(not is_new)
        self._fit_kind()
        self._show_example()

    def value(self) -> TemplateValue:
        kind, way = self.kind.value(), self.way.value()
        assert isinstance(kind, LetterKind)
        assert way is None or isinstance(way, ReplyBy)
        names = dict(self._names)
        if self.name.text().strip() != self._names.in_language(language()):
            names[language()] = self.name.text().strip()
        texts = {code: kept_places(text) for code, text in self.text.texts().items()}
        new = NewTemplate(
            kind=kind,
            names=LocalText(names) if self.name.text().strip() else LocalText(),
            texts=LocalText(texts),
            way=way,
            short=self.short.text().strip() if kind is LetterKind.SNIPPET else "",
            is_retired=not self.is_active.isChecked(),
        )
        return TemplateValue(new, self._version)

    def problems(self) -> dict[str, str]:
        try:
            self.value().new.check()
        except Refusal as error:
            return {error.field or "text": spoken(error)}
        return {}

    def _insert(self, place: Place) -> None:
        self.text.box.textCursor().insertText(f"{{{word(place)}}}")
        self.text.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _kind_chosen(self, _kind: object) -> None:
        self._fit_kind()
        self.edited.emit()

    def _fit_kind(self) -> None:
        is_snippet = self.kind.value() is LetterKind.SNIPPET
        self.rows_by_field["short"].setVisible(is_snippet)
        self.rows_by_field["way"].setVisible(not is_snippet)

    def _text_typed(self) -> None:
        self._show_example()
        self.edited.emit()

    def _show_example(self) -> None:
        code = self.text.languages.value()
        text = kept_places(self.text.box.toPlainText())
        self.example.setText(example_of(text, str(code)) or _("Nothing is written in this language yet."))


class LettersSection(RecordsSection[TemplateValue]):
    """See the module's first words."""

    shows = frozenset({Kind.CENTRE})

    def __init__(self, context: Context) -> None:
        self.take_over = LinkButton(_("Add the program’s own letters"))
        super().__init__(context, TemplateForm(), _("Letters"), _("Add a letter"), "Ctrl+Shift+N")
        self.take_over.clicked.connect(self._take_over)

    def list_extra(self) -> QWidget | None:
        return self.take_over

    def summary(self) -> str:
        count = sum(not record.value.new.is_retired for record in self.records.values())
        return ngettext("{count} letter or snippet", "{count} letters and snippets", count).format(count=number(count))

    def reload(self) -> None:
        question = partial(list_templates, only_active=False)
        self.context.runner.ask(self, question, lambda rows: self.show_records([_record(row) for row in rows]))

    def new_value(self) -> TemplateValue:
        return TemplateValue(NewTemplate(LetterKind.ANSWER, LocalText(), LocalText()))

    def save_command(self, record_id: int | None, value: TemplateValue) -> Callable[[Work], int]:
        return partial(save_template, template_id=record_id, new=value.new, version=value.version or None)

    def rebased(self, typed: TemplateValue, saved: TemplateValue) -> TemplateValue:
        return replace(typed, version=saved.version)

    def saved_words(self, value: TemplateValue) -> str:
        return _("“{name}” saved.").format(name=value.new.names.in_language(language()))

    def _take_over(self) -> None:
        self.context.runner.act(self, take_over_letters, self._taken_over)

    def _taken_over(self, count: int) -> None:
        words = ngettext("{count} letter added.", "{count} letters added.", count)
        self.context.say(words.format(count=number(count)) if count else _("You have all of them already."))
        self.reload()


def _record(row: TemplateRow) -> Record[TemplateValue]:
    new = NewTemplate(row.kind, row.names, row.texts, row.way, row.short, row.is_retired)
    line = word(row.kind)
    if row.short:
        line = f"{line} /{row.short}"
    if row.is_retired:
        line = _("no longer used")
    return Record(
        row.id, row.names.in_language(language()), line, TemplateValue(new, row.version), is_faint=row.is_retired
    )
