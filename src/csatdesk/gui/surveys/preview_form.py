"""A questionnaire as it is answered on a screen: one question after the other, in any language. Nothing is kept."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut

from csatdesk.domain.forms import Answer, Form, Item
from csatdesk.gui.fields import Choice, FormRow, Label, PlainButton
from csatdesk.gui.filling.answer_keys import AnswerKeys
from csatdesk.gui.filling.answers import after_press
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.tokens import S8
from csatdesk.wording.standards import told
from csatdesk.wording.texts import LANGUAGES, _, language, speaking
from csatdesk.wording.words import LANGUAGE_NAMES


class PreviewForm(InlineForm):
    """Answers lead on as they will: what is not to be asked after them is left out."""

    paper_wanted = Signal(str)  # in this language

    def __init__(self, form: Form) -> None:
        super().__init__(_("Preview"), _("Next question"))
        self._form, self._answers = form, dict[str, Answer]()
        self.item: Item | None = None
        self.spoken = Choice([(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])
        self.spoken.set_value(language())
        self.where = Label("", "small", "ink2")
        self.lead = Label("", tone="ink2", wrap=True)
        self.words = Label("", "question", wrap=True)
        self.keys = AnswerKeys()
        self.back = PlainButton(_("Back"), keys="Alt+Left", size="small")
        self.paper = PlainButton(_("Save as paper …"), keys="Ctrl+P", size="small")
        self.rows.addWidget(FormRow(_("&Language"), self.spoken))
        for widget in (self.where, self.lead, self.words, self.keys, FlowBox(self.back, self.paper, gap=S8)):
            self.rows.addWidget(widget)
        self.cancel.setText(_("Back to the questionnaire"))
        self._connect()
        self._show(0)
        self.lay_out()

    def _connect(self) -> None:
        self.spoken.chosen.connect(lambda _code: self._show(self._place, fresh=True))
        self.keys.pressed.connect(self._press)
        self.keys.typed.connect(self._typed)
        self.back.clicked.connect(lambda: self._show(self._place - 1))
        self.paper.clicked.connect(self._want_paper)
        for keys, do in (("Alt+Left", lambda: self._show(self._place - 1)), ("Ctrl+P", self._want_paper)):
            shortcut = QShortcut(keys, self, do)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _want_paper(self) -> None:
        self.paper_wanted.emit(str(self.spoken.value()))

    @property
    def _asked(self) -> list[Item]:
        return [item for _section, items in self._form.asked(self._answers) for item in items]

    @property
    def _place(self) -> int:
        keys = [one.key for one in self._asked]
        return keys.index(self.item.key) if self.item is not None and self.item.key in keys else 0

    def _show(self, place: int, *, fresh: bool = False) -> None:
        asked = self._asked
        place = max(0, min(place, len(asked) - 1))
        item = self.item = asked[place]
        if fresh:
            self.keys.item = None  # its words are made anew
        words = _("Question {number} of {count}")
        self.where.setText(words.format(number=place + 1, count=len(asked)))
        with speaking(str(self.spoken.value())):
            self.lead.setText(told(item.lead))
            self.words.setText(told(item.text))
            self.keys.show_item(item, self._answers.get(item.key))
        self.lead.setVisible(bool(item.lead))
        self.save.setEnabled(place < len(asked) - 1)

    def _press(self, pressed: Answer) -> None:
        assert self.item is not None
        self._typed(after_press(self.item, self._answers.get(self.item.key), pressed))
        self.keys.mark(self._answers.get(self.item.key))

    def _typed(self, answer: Answer | None) -> None:
        assert self.item is not None
        self._answers.pop(self.item.key, None)
        if answer is not None:
            self._answers[self.item.key] = answer
        self.save.setEnabled(self._place < len(self._asked) - 1)

    def try_to_save(self) -> None:
        self._show(self._place + 1)
        self.keys.focus_first()

    def focus_first(self) -> None:
        self.keys.focus_first()
