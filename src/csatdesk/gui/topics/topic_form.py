"""The form of a topic: names in six languages, what it is, the words it is known by, what it is easily taken for."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.local_text import LocalText
from csatdesk.domain.topic_changes import TopicDraft
from csatdesk.domain.topics import InquiryType, TopicTree
from csatdesk.gui.cases.pick_list import PickList
from csatdesk.gui.fields import Chip, Choice, FormRow, Label, SegmentedChoice, TextBox, TextField
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.suggestion_list import Suggestion
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4
from csatdesk.gui.topics.view import found_topics, topic_row
from csatdesk.wording.texts import LANGUAGES, _, language
from csatdesk.wording.words import LANGUAGE_NAMES, word

KEYWORD_LINES, DEFINITION_LINES = 4, 2
FOUND_MOST = 6


class ByLanguage(QWidget):
    """A text for each language, one of them shown: parts are several lines or one."""

    def __init__(self, lines: int, name: str) -> None:
        super().__init__()
        self._texts: dict[str, str] = {}
        self._spoken = language()
        self.languages = SegmentedChoice([(code, code) for code in LANGUAGES])
        self.languages.setAccessibleName(_("{name}: language").format(name=name))
        self.box = TextBox()
        self.box.setAccessibleName(name)
        self.box.setFixedHeight(self.box.lines_high(lines))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        column.addWidget(self.languages)
        column.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.languages.set_value(self._spoken)
        self.languages.chosen.connect(self._speak)

    def show_texts(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)
        self.box.setPlainText(self._texts.get(self._spoken, ""))

    def texts(self) -> dict[str, str]:
        self._texts[self._spoken] = self.box.toPlainText()
        return {code: text for code, text in self._texts.items() if text.strip()}

    def _speak(self, code: object) -> None:
        self._texts[self._spoken] = self.box.toPlainText()
        self._spoken = str(code)
        self.box.setPlainText(self._texts.get(self._spoken, ""))


class TopicChips(QWidget):
    """Some topics as chips, and a field that finds more."""

    changed = Signal()

    def __init__(self, tree: TopicTree, own_id: int | None) -> None:
        super().__init__()
        self._tree, self._own_id = tree, own_id
        self.ids: list[int] = []
        self._chips = FlowBox()
        self.field = PickList(self._rows, _("Find a topic to add"), _("No topic has this name."), lines=3)
        self.field.taken.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        column.addWidget(self._chips)
        column.addWidget(self.field)
        self.setFocusProxy(self.field)

    def show_ids(self, ids: Sequence[int]) -> None:
        self.ids = [one for one in ids if one in self._tree.topics]
        layout = self._chips.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            chip = item.widget()
            if chip is not None:
                chip.setParent(None)
                chip.deleteLater()
        for one in self.ids:
            chip = Chip("", self._tree.path(one, language())[-1])
            chip.removed.connect(lambda _checked=False, gone=one: self._drop(gone))
            layout.addWidget(chip)
        self._chips.setVisible(bool(self.ids))
        self.field.begin()

    def _rows(self, typed: str) -> Sequence[Suggestion]:
        if not typed.strip():
            return ()
        offered = (one for one in self._tree.assignable() if one.id != self._own_id and one.id not in self.ids)
        found = found_topics(self._tree, typed, offered)[:FOUND_MOST]
        return [topic_row(self._tree, topic) for topic in found]

    def _take(self) -> None:
        choice = self.field.choice()
        if choice is not None and isinstance(choice.value, int):
            self.show_ids([*self.ids, choice.value])
            self.changed.emit()

    def _drop(self, topic_id: int) -> None:
        self.show_ids([one for one in self.ids if one != topic_id])
        self.changed.emit()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)


class TopicForm(InlineForm):
    """`saved` comes with the draft; what is refused comes back by `refused`."""

    saved = Signal(object)

    def __init__(self, heading: str, draft: TopicDraft, tree: TopicTree, own_id: int | None) -> None:
        super().__init__(heading, _("Save"))
        self.names = {code: TextField() for code in _own_first()}
        self.sort = SegmentedChoice([(True, _("Topic for cases")), (False, _("Heading"))])
        self.inquiry_type = Choice([(one, word(one)) for one in InquiryType])
        self.definition = TextBox(draft.definition)
        self.definition.setFixedHeight(self.definition.lines_high(DEFINITION_LINES))
        self.keywords = ByLanguage(KEYWORD_LINES, _("Words"))
        self.confused = TopicChips(tree, own_id)
        self.remote = TextField()
        self.remote.setFixedWidth(theme().px(80))
        self._add_rows()
        self.lay_out()
        self._show(draft)

    def _add_rows(self) -> None:
        self.rows.addWidget(Label(_("Name"), "small", bold=True))
        for code, field in self.names.items():
            row = FormRow(LANGUAGE_NAMES[code], field)
            self.named.setdefault("names", row)
            self.rows.addWidget(row)
        self.rows.addWidget(FormRow(_("Sort"), self.sort))
        self.rows.addWidget(FormRow(_("Inquiry type"), self.inquiry_type))
        self.rows.addWidget(FormRow(_("Definition"), self.definition))
        hint = _("Parted by commas. word* stands for every word that begins so.")
        self.rows.addWidget(FormRow(_("Words"), self.keywords, hint=hint))
        self.rows.addWidget(FormRow(_("Not to be confused with"), self.confused, above=True))
        target = FormRow(_("Remote target, percent"), self.remote)
        self.named["remote_target"] = target
        self.rows.addWidget(target)

    def _show(self, draft: TopicDraft) -> None:
        for code, field in self.names.items():
            field.setText(draft.names.get(code, ""))
        self.sort.set_value(draft.is_assignable)
        self.inquiry_type.set_value(draft.inquiry_type)
        self.keywords.show_texts({code: ", ".join(words) for code, words in draft.keywords.items()})
        self.confused.show_ids(draft.not_confused)
        self.remote.setText("" if draft.remote_target is None else str(draft.remote_target))

    def draft(self) -> TopicDraft:
        """As typed; a target that is no number is out of range."""
        inquiry_type = self.inquiry_type.value()
        assert isinstance(inquiry_type, InquiryType)
        return TopicDraft(
            names=LocalText({code: field.text().strip() for code, field in self.names.items()}),
            is_assignable=bool(self.sort.value()),
            inquiry_type=inquiry_type,
            definition=self.definition.toPlainText(),
            keywords={code: split_words(text) for code, text in self.keywords.texts().items()},
            not_confused=tuple(self.confused.ids),
            remote_target=_percent(self.remote.text()),
        )

    def try_to_save(self) -> None:
        self.clear_errors()
        self.saved.emit(self.draft())

    def focus_first(self) -> None:
        next(iter(self.names.values())).setFocus(Qt.FocusReason.OtherFocusReason)


def _own_first() -> tuple[str, ...]:
    return tuple(dict.fromkeys((language(), *LANGUAGES)))


def split_words(text: str) -> tuple[str, ...]:
    """ "bill*, too high" → ("bill*", "too high"); commas, semicolons and lines part."""
    parts = text.replace(";", ",").replace("\n", ",").split(",")
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


def split_lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _percent(text: str) -> int | None:
    typed = text.strip().removesuffix("%").strip()
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else -1
