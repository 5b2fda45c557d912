"""Scores, verdicts and answers in words, on screen and on paper."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from csatdesk.domain.evaluations import EvaluationKind, EvaluationState, Ruling
from csatdesk.domain.forms import NA, NO, NOT_OBSERVED, PARTIAL, YES, Answer, Item
from csatdesk.domain.marks import N_
from csatdesk.domain.scoring import Verdict
from csatdesk.wording.formats import number
from csatdesk.wording.speaking import _, language

KINDS: Mapping[EvaluationKind, str] = {
    EvaluationKind.VISIT: N_("Visit"),
    EvaluationKind.CALL_REVIEW: N_("Review of a call"),
    EvaluationKind.WRITTEN_REVIEW: N_("Review of a reply"),
    EvaluationKind.CHECKLIST: N_("Checklist"),
}
STATES: Mapping[EvaluationState, str] = {
    EvaluationState.DRAFT: N_("begun"),
    EvaluationState.SUBMITTED: N_("sent, waits to be accepted"),
    EvaluationState.ACCEPTED: N_("sent"),
    EvaluationState.RETURNED: N_("came back to be completed"),
    EvaluationState.COMPARED: N_("sent to be compared"),
    EvaluationState.VOID: N_("thrown away"),
}
VERDICTS: Mapping[Verdict, str] = {
    Verdict.PASS: N_("passed"),
    Verdict.FAIL: N_("not passed"),
    Verdict.INSUFFICIENT: N_("too little was seen"),
}
RULINGS: Mapping[Ruling, str] = {
    Ruling.OPEN: N_("waits for a decision"),
    Ruling.UPHELD: N_("changed"),
    Ruling.REFUSED: N_("stays as it is"),
}
WORDS: Mapping[str, str] = {
    YES: N_("Yes"),
    PARTIAL: N_("Partly"),
    NO: N_("No"),
    NA: N_("Not applicable"),
    NOT_OBSERVED: N_("Not observed"),
}


def kind_words(kind: EvaluationKind) -> str:
    return _(KINDS[kind])


def state_words(state: EvaluationState) -> str:
    return _(STATES[state])


def verdict_words(verdict: Verdict) -> str:
    return _(VERDICTS[verdict])


def ruling_words(ruling: Ruling) -> str:
    return _(RULINGS[ruling])


def score_words(score: Decimal, mark: Decimal | None = None) -> str:
    """Half up, with one decimal; with two where one would hide that the score lies below `mark` (SC-1, rule 11)."""
    hides = mark is not None and score < mark <= _rounded(score, 1)
    decimals = 2 if hides else 1
    return number(_rounded(score, decimals), decimals)


def lost_words(points: Decimal) -> str:
    """Points that an item costs: half up, with two decimals, for most cost little."""
    return number(_rounded(points, 2), 2)


def whole_percent(share: Decimal) -> Decimal:
    """How much was seen or met, of 100, as it is told: in whole per cent, half up."""
    return _rounded(share, 0)


def _rounded(score: Decimal, decimals: int) -> Decimal:
    return score.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def answer_words(item: Item, answer: Answer) -> str:
    """An answer as a person reads it: "Yes", "7 min", the words of a choice."""
    if isinstance(answer, bool):
        answer = YES if answer else NO
    if isinstance(answer, str) and answer in WORDS:
        return _(WORDS[answer])
    speech = language()
    if isinstance(answer, tuple):
        return ", ".join(_choice_words(item, one, speech) for one in answer)
    if isinstance(answer, str):
        return _choice_words(item, answer, speech)
    unit = item.scale.unit.in_language(speech)
    return f"{number(answer)} {unit}".strip()


def _choice_words(item: Item, key: str, speech: str) -> str:
    return next((one.text.in_language(speech) for one in item.scale.choices if one.key == key), key)
