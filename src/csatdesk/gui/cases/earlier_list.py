"""How cases like this one were answered before: a few answers without anything personal; Enter takes one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.gui.cases.card_lines import ENTER, Line, LineDeed, LineSection, joined
from csatdesk.gui.fields import Label
from csatdesk.operations.letters.earlier import EarlierAnswer
from csatdesk.wording.formats import short_date
from csatdesk.wording.letter_places import shown_places
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import LANGUAGE_NAMES

SHOWN_WORDS = 260  # letters of an answer in the list


class EarlierList(QWidget):
    """Hidden until asked for. `taken`: the words of the chosen one, with its places."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers: tuple[EarlierAnswer, ...] = ()
        self.section = LineSection(_("Answered before on this topic"))
        self.section.asked.connect(self._take)
        self.nothing = Label(_("No closed case on this topic has a written answer yet."), "small", "ink2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.section)
        column.addWidget(self.nothing)
        self.hide()

    def show_answers(self, answers: Sequence[EarlierAnswer]) -> None:
        self.answers = tuple(answers)
        self.show()
        self.nothing.setVisible(not answers)
        self.section.show_lines([self._line(one) for one in answers])
        self.section.focus_chosen()

    def _line(self, one: EarlierAnswer) -> Line:
        words = " ".join(shown_places(one.text).split())
        shared = ngettext("{count} word in common", "{count} words in common", one.shared).format(count=one.shared)
        told = joined(one.number, short_date(one.sent_at.date()), LANGUAGE_NAMES.get(one.language, ""), shared)
        return Line(
            id=one.case_id,
            head=words[:SHOWN_WORDS] + ("…" if len(words) > SHOWN_WORDS else ""),
            second=told,
            icon="letter",
            deeds=(LineDeed("take", _("Put it into the answer"), ENTER),),
            is_faint=True,
        )

    def _take(self, _key: str, case_id: object) -> None:
        answer = next(one for one in self.answers if one.case_id == case_id)
        self.hide()
        self.taken.emit(answer.text)
