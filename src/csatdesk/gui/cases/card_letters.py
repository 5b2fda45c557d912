"""The letters of a case on its card: kind, language, how far each is, and what can be done with the chosen one."""

from csatdesk.domain.letters import CaseLetters, LetterKind, LetterRow, LetterState
from csatdesk.gui.cases.card_lines import ENTER, Line, LineDeed, LineSection, joined
from csatdesk.gui.cases.told import instant
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.texts import _
from csatdesk.wording.words import LANGUAGE_NAMES, in_sentence, word

FIRST_WORDS = 110
WAS_SENT, NOT_SENT = "letter_was_sent", "letter_not_sent"


class LetterSection(LineSection):
    def __init__(self) -> None:
        super().__init__(_("Letters"))

    def show_case(self, letters: CaseLetters, facts: CaseFacts, *, may_work: bool) -> None:
        self.show_lines([letter_line(row, facts, may_work=may_work) for row in letters.rows])


def letter_line(row: LetterRow, facts: CaseFacts, *, may_work: bool) -> Line:
    at = row.sent_at or row.printed_at or row.made_at
    how = in_sentence(word(row.way)) if row.way is not None and row.sent_at is not None else ""
    who = row.sent_by if row.sent_at is not None else row.made_by
    told = joined(
        word(row.state), how, instant(at, facts.at, facts.calendar.zone), who, LANGUAGE_NAMES.get(row.language, "")
    )
    words = " ".join(row.text.split())
    words = words[:FIRST_WORDS] + ("…" if len(words) > FIRST_WORDS else "")
    stands_above = row.kind is LetterKind.ANSWER and row.state is not LetterState.SENT
    return Line(
        id=row.id,
        head=word(row.kind) if stands_above else _("{letter}: {words}").format(letter=word(row.kind), words=words),
        second="\n".join(part for part in (told, row.trouble) if part),
        icon="warning" if row.trouble or row.state is LetterState.OUTGOING else "letter",
        deeds=_deeds(row, may_work=may_work),
        is_faint=row.state is LetterState.SENT,
    )


def _deeds(row: LetterRow, *, may_work: bool) -> tuple[LineDeed, ...]:
    show = LineDeed("show_letter", _("Show the letter"), ENTER)
    if not may_work or row.state is not LetterState.OUTGOING:
        return (show,)
    return show, LineDeed(WAS_SENT, _("It was sent"), "Shift+S"), LineDeed(NOT_SENT, _("It was not sent"), "Shift+N")
