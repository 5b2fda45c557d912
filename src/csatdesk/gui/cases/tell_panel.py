"""What to tell the customer now: how the case stands, in their language, to read out or to copy."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from csatdesk.domain.case_rows import CaseCard
from csatdesk.gui.cases.panel import Panel
from csatdesk.gui.fields import Choice, Label
from csatdesk.operations.cases.letter_values import spoken_language
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.cases.telling import what_to_tell
from csatdesk.wording.texts import _
from csatdesk.wording.words import LANGUAGE_NAMES


class TellPanel(Panel):
    """Ctrl+Enter copies the paragraph; nothing is written into the case."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("What to tell the customer")
        self.save_words = _("Copy")
        super().__init__(parent)
        self.language = Choice(list(LANGUAGE_NAMES.items()))
        self.language.chosen.connect(lambda _code: self._tell())
        self.paragraph = Label("", "body", wrap=True)
        self.paragraph.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.paragraph.setProperty("ring_room", 8)
        self.paragraph.setTextFormat(Qt.TextFormat.PlainText)
        self.rows.addWidget(self.paragraph)
        self.add_row(_("&Language"), self.language)
        self.lay_out()

    def begin(self) -> None:
        assert self.card is not None
        self.language.set_value(spoken_language(self.card.language))
        self._tell()

    def renew(self, card: CaseCard, facts: CaseFacts) -> None:
        super().renew(card, facts)
        self._tell()

    def focus_first(self) -> None:
        self.paragraph.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_empty(self) -> bool:
        return True

    def try_to_save(self) -> None:
        QGuiApplication.clipboard().setText(self.paragraph.text())
        self.left.emit()

    def _tell(self) -> None:
        assert self.card is not None
        assert self.facts is not None
        code = str(self.language.value())
        self.paragraph.setText(what_to_tell(self.card, self.letters, self.facts, language=code))
        self.paragraph.setAccessibleName(self.paragraph.text())
