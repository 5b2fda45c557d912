"""The form of a topic's card, language by language."""

from PySide6.QtCore import Qt, Signal

from csatdesk.domain.local_text import LocalText
from csatdesk.domain.topic_changes import CardDraft
from csatdesk.domain.topics import TopicCardText
from csatdesk.gui.fields import Choice, FormRow, Label, SegmentedChoice, TextBox, TextField
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.topics.topic_form import split_lines
from csatdesk.operations.topics.queries import TopicsFacts
from csatdesk.wording.texts import LANGUAGES, _, language

LISTS = ("ask", "say", "papers")
TEXTS = ("who_decides", "usual_duration", "link")
LINES = {"ask": 4, "say": 3, "papers": 2}


class CardForm(InlineForm):
    """`saved` comes with the card; saving says that it was looked through today."""

    saved = Signal(object)

    def __init__(self, heading: str, card: TopicCardText | None, owner_id: int | None, facts: TopicsFacts) -> None:
        super().__init__(heading, _("Save"))
        card = card or TopicCardText()
        self._texts: dict[str, dict[str, str]] = {
            part: {code: "\n".join(lines) for code, lines in getattr(card, part).items()} for part in LISTS
        }
        self._texts |= {part: dict(getattr(card, part)) for part in TEXTS}
        self._spoken = language()
        self.languages = SegmentedChoice([(code, code) for code in LANGUAGES])
        self.languages.setAccessibleName(_("Language of the card"))
        self.boxes = {part: _box(part) for part in LISTS}
        self.fields = {part: TextField() for part in TEXTS}
        self.fields["link"].setPlaceholderText(_("to hand over or read out"))
        self.owner = Choice([(None, _("nobody")), *facts.people.items()])
        self._add_rows()
        self.lay_out()
        self.languages.set_value(self._spoken)
        self.languages.chosen.connect(self._speak)
        self.owner.set_value(owner_id if owner_id in facts.people else None)
        self._show()

    def _add_rows(self) -> None:
        names = {
            "ask": _("Ask this"),
            "say": _("Say this"),
            "papers": _("Papers needed"),
            "who_decides": _("Who decides"),
            "usual_duration": _("Usual duration"),
            "link": _("Link"),
        }
        self.rows.addWidget(Label(_("A line for each question, sentence and paper."), "small", "ink2"))
        self.rows.addWidget(FormRow(_("Language"), self.languages))
        for part, field in (*self.boxes.items(), *self.fields.items()):
            self.rows.addWidget(FormRow(names[part], field))
        self.rows.addWidget(FormRow(_("Kept by"), self.owner))

    def _show(self) -> None:
        for part, box in self.boxes.items():
            box.setPlainText(self._texts[part].get(self._spoken, ""))
        for part, field in self.fields.items():
            field.setText(self._texts[part].get(self._spoken, ""))

    def _keep(self) -> None:
        for part, box in self.boxes.items():
            self._texts[part][self._spoken] = box.toPlainText()
        for part, field in self.fields.items():
            self._texts[part][self._spoken] = field.text().strip()

    def _speak(self, code: object) -> None:
        self._keep()
        self._spoken = str(code)
        self._show()

    def draft(self) -> CardDraft:
        self._keep()
        lists = {
            part: {code: split_lines(text) for code, text in self._texts[part].items() if text.strip()}
            for part in LISTS
        }
        texts = {part: LocalText(self._texts[part]).to_dict() for part in TEXTS}
        owner = self.owner.value()
        card = TopicCardText(
            lists["ask"],
            lists["say"],
            lists["papers"],
            texts["who_decides"],
            texts["usual_duration"],
            texts["link"],
        )
        return CardDraft(card, owner if isinstance(owner, int) else None)

    def try_to_save(self) -> None:
        self.clear_errors()
        self.saved.emit(self.draft())

    def focus_first(self) -> None:
        self.boxes["ask"].setFocus(Qt.FocusReason.OtherFocusReason)


def _box(part: str) -> TextBox:
    box = TextBox()
    box.setFixedHeight(box.lines_high(LINES[part]))
    return box
