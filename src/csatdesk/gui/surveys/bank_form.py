"""The bank of standard questions: searched, read with metric and wording, and taken into a questionnaire."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShortcut

from csatdesk.domain.folding import fold
from csatdesk.domain.forms import Item
from csatdesk.domain.question_bank import ANONYMITY_KEY, QuestionBank
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.fields import Label, TextField
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.theme import theme
from csatdesk.wording.questionnaires import answered_words, metric_note, metric_words, subject_words
from csatdesk.wording.standards import told
from csatdesk.wording.texts import _

LIST_HIGH = 300


class BankForm(InlineForm):
    """`taken`: the key of a question. The bank stays open, so that several can be taken one after the other."""

    taken = Signal(str)

    def __init__(self, bank: QuestionBank, there: Collection[str]) -> None:
        super().__init__(_("Bank of standard questions"), _("Take this question"))
        self._bank, self._there = bank, frozenset(there)
        self.search = TextField(placeholder=_("Find a question"), icon="search")
        self.search.textChanged.connect(lambda _text: self._show())
        self.list = EntryList(_("Standard questions"))
        self.list.setMinimumHeight(theme().px(LIST_HIGH))
        self.list.chosen.connect(lambda _key: self._tell())
        self.words = Label("", bold=True, wrap=True)
        self.facts = Label("", "small", "ink2", wrap=True)
        for widget in (self.search, self.list, self.words, self.facts):
            self.rows.addWidget(widget)
        self.cancel.setText(_("Back to the questionnaire"))
        down = QShortcut("Down", self.search, self._go_down)  # else it would scroll the form
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._show()
        self.lay_out()

    def show_there(self, there: Collection[str]) -> None:
        """What the questionnaire asks now."""
        self._there = frozenset(there)
        self.save.setEnabled(True)
        self._show()

    def _show(self) -> None:
        wanted = fold(self.search.text()).split()
        items = [one.item for one in self._bank.questions.values() if one.item.key != ANONYMITY_KEY]
        found = [item for item in items if all(word in fold(_searched(item)) for word in wanted)]
        self.list.show_entries([self._entry(item) for item in found])
        if found and self.list.current not in {item.key for item in found}:
            self.list.choose(found[0].key)
        self._tell()

    def _entry(self, item: Item) -> Entry:
        is_there = item.key in self._there
        line = " · ".join(filter(None, (metric_words(item), subject_words(item))))
        return Entry(item.key, told(item.text), line, _("in it") if is_there else "", is_faint=is_there)

    @property
    def item(self) -> Item | None:
        question = self._bank.questions.get(str(self.list.current))
        return question.item if question is not None and self.list.entries else None

    def _tell(self) -> None:
        item = self.item
        self.words.setText("" if item is None else told(item.text))
        self.facts.setText("" if item is None else "\n".join(filter(None, (answered_words(item), metric_note(item)))))

    def try_to_save(self) -> None:
        self.clear_errors()
        item = self.item
        if item is not None and item.key not in self._there:
            self.save.setEnabled(False)
            self.taken.emit(item.key)

    def _go_down(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.list.hasFocus():
            self.try_to_save()
            return
        super().keyPressEvent(event)

    def focus_first(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)


def _searched(item: Item) -> str:
    return " ".join((told(item.text), told(item.short), metric_words(item), subject_words(item)))
