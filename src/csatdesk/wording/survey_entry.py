"""What is said of forms that are keyed, and of calls after an answer."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum

from csatdesk.domain.forms import NA, NOT_OBSERVED, Answer, Item
from csatdesk.domain.keying import CALL_NAME, CALL_PHONE
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.survey_batches import BatchRow, BatchState
from csatdesk.domain.survey_loop import Reason
from csatdesk.wording.formats import month_and_year, number
from csatdesk.wording.surveys import month_parts
from csatdesk.wording.texts import _, language, ngettext

WORDS: Mapping[Enum, str] = {
    BatchState.FIRST: N_("being keyed"),
    BatchState.SECOND: N_("to be keyed again"),
    BatchState.SETTLING: N_("to be settled"),
    BatchState.RELEASED: N_("counts"),
    Reason.NPS: N_("would not recommend us"),
    Reason.CSAT: N_("not satisfied"),
    Reason.EASE: N_("it was hard"),
    Reason.UNSOLVED: N_("not solved"),
    Reason.ASKED: N_("wishes to be called"),
}


def words(member: Enum) -> str:
    return _(WORDS[member])


def bad_words(reasons: Sequence[Reason]) -> str:
    """ "would not recommend us, not solved"."""
    return ", ".join(words(reason) for reason in reasons)


def call_texts() -> tuple[LocalText, LocalText]:
    """What is asked of somebody who wishes to be called."""
    speech = language()
    return LocalText({speech: _("Name of whoever wishes to be called")}), LocalText({speech: _("Their phone number")})


def question_words(item: Item | None, key: str) -> str:
    if item is not None:
        return item.text.in_language(language())
    return {CALL_NAME: _("Name of whoever wishes to be called"), CALL_PHONE: _("Their phone number")}.get(
        key, _("Code of the invitation")
    )


def answer_words(item: Item | None, answer: Answer | None) -> str:
    """An answer as it is told beside its question."""
    if answer is None:
        return _("no answer")
    if isinstance(answer, str) and answer in {NA, NOT_OBSERVED} and item is not None:
        return _("Not applicable") if answer == NA else _("Not observed")
    if isinstance(answer, tuple):
        return ", ".join(_one(item, one) for one in answer)
    return _one(item, answer)


def _one(item: Item | None, answer: Answer) -> str:
    if isinstance(answer, bool):
        return _("Yes") if answer else _("No")
    choice = next((one for one in item.scale.choices if one.key == answer), None) if item is not None else None
    if choice is not None:
        return choice.text.in_language(language())
    return {"yes": _("Yes"), "no": _("No"), "partial": _("Partly")}.get(str(answer), str(answer))


def month_words(month: int) -> str:
    """202611 → "November 2026"."""
    year, number = month_parts(month)
    return month_and_year(date(year, number, 1))


def batch_title(row: BatchRow) -> str:
    """ "Sala główna, November 2026"."""
    return f"{row.office_name}, {month_words(row.month)}"


def batch_words(row: BatchRow) -> str:
    """How many forms, and by whom."""
    told = ngettext("{count} form", "{count} forms", row.forms).format(count=number(row.forms))
    return ", ".join(filter(None, (told, row.by_name, row.second_name)))
