"""Bad answers of the last days in the demo centre: one was called, two wait, one of them too long; somebody without a
name wishes to be called; and a stack of paper forms that two people keyed.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from csatdesk.domain.contacts import Channel
from csatdesk.domain.follow_ups import FollowUpOutcome
from csatdesk.domain.forms import Answer, Form, Item, ScaleKind
from csatdesk.domain.keying import CallWish
from csatdesk.domain.marks import N_
from csatdesk.domain.survey_batches import KeyedPaper
from csatdesk.domain.surveys import EntryMode, NewResponse, Route, Situation
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import CLERK, SUPERVISOR, Cast
from csatdesk.operations.surveys.batches import compare_batch, hand_to_second, key_form, open_batch
from csatdesk.operations.surveys.entering import stack_today
from csatdesk.operations.surveys.loop import list_call_backs, settle_call_back
from csatdesk.operations.surveys.queries import load_survey, questionnaire_of
from csatdesk.operations.surveys.responses import keep_response
from csatdesk.operations.work import Work
from csatdesk.store.entities.cases import Case
from csatdesk.wording.texts import _, speaking

BAD = (  # how long ago, how likely to recommend, comment
    (timedelta(days=6), 4, N_("I was promised a call on Thursday. It is the third time now.")),
    (timedelta(days=4), 2, N_("The bill is still wrong after two letters.")),
    (timedelta(hours=2), 3, N_("Forty minutes of waiting, and then the wrong desk.")),
)
CALLED = 1  # the first so many
SCORES = (9, 8, 10, 7, 9, 6)  # of a stack of forms
SLIPS = {2: 7, 5: 8}  # form → what the second person keyed


def close_loops(work: Work, cast: Cast, survey_id: int, language: str, at: datetime) -> None:
    """After the year of answers was written."""
    form = questionnaire_of(work, load_survey(work, survey_id=survey_id).version_id).form
    cases = select(Case.id, Case.customer_id, Case.office_id, Case.owner_id, Case.channel, Case.topic_id)
    cases = cases.where(Case.customer_id.is_not(None), Case.owner_id.is_not(None)).order_by(Case.id.desc())
    found = work.db.execute(cases.limit(len(BAD))).tuples().all()
    for (ago, score, words), (case_id, customer, office, owner, channel, topic) in zip(BAD, found, strict=False):
        about = Situation(office, channel, None, topic, case_id, customer, owner)
        with speaking(language):
            answers = answers_of(form, score, comment=_(words))
        then = acting(work, cast.actors[CLERK], at - ago)
        new = NewResponse(survey_id, about, answers, EntryMode.PAPER, Route.PAPER, language=language)
        keep_response(then, new=new)
    _wish(acting(work, cast.actors[CLERK], at - timedelta(hours=1)), form, survey_id, language)
    _settle(work, cast, at, language)
    _key_a_stack(work, cast, at, form, survey_id)


def _wish(work: Work, form: Form, survey_id: int, language: str) -> None:
    """Without a name: their answers lead to nobody, the number to no answers."""
    about = Situation(work.actor.office_id, Channel.HALL)
    answers = answers_of(form, 5, is_named=False)
    new = NewResponse(survey_id, about, answers, EntryMode.PAPER, Route.PAPER, language=language, is_anonymous=True)
    keep_response(work, new=new, wish=CallWish("Jan Wiśniewski", "+48 601 550 118"))


def _settle(work: Work, cast: Cast, at: datetime, language: str) -> None:
    work.db.flush()
    leading = acting(work, cast.actors[SUPERVISOR], at - timedelta(days=5))
    with speaking(language):
        note = _("Apologised, and the call is made now. She stays with us.")
    for row in list_call_backs(leading)[:CALLED]:
        settle_call_back(leading, call_back_id=row.id, outcome=FollowUpOutcome.SETTLED, note=note)


def _key_a_stack(work: Work, cast: Cast, at: datetime, form: Form, survey_id: int) -> None:
    """What differs is still to be looked up on the paper."""
    first = acting(work, cast.actors[CLERK], at - timedelta(hours=4))
    second = acting(work, cast.actors[SUPERVISOR], at - timedelta(hours=3))
    stack = stack_today(first, first.actor.office_id)
    batch_id = open_batch(first, survey_id=survey_id, stack=stack, first_number=1)
    for number, score in enumerate(SCORES, start=1):
        key_form(first, batch_id=batch_id, paper=KeyedPaper(number, answers_of(form, score, is_named=False)))
    work.db.flush()
    hand_to_second(first, batch_id=batch_id)
    for number, score in enumerate(SCORES, start=1):
        again = answers_of(form, SLIPS.get(number, score), is_named=False)
        key_form(second, batch_id=batch_id, paper=KeyedPaper(number, again))
    work.db.flush()
    compare_batch(second, batch_id=batch_id)


def answers_of(form: Form, score: int, *, comment: str = "", is_named: bool = True) -> Mapping[str, Answer]:
    """One after the other, so that only what is asked is answered; the worse the score, the worse all of it."""
    answers: dict[str, Answer] = {}
    for item in form.items():
        asked = {one.key for _section, items in form.asked(answers) for one in items}
        answer = _answer(item, score, comment, is_named=is_named)
        if item.key in asked and answer != "":
            answers[item.key] = answer
    return answers


def _answer(item: Item, score: int, comment: str, *, is_named: bool) -> Answer:
    given: dict[str, Answer] = {
        "nps": score,
        "solved": "no" if score < 5 else "yes",
        "call_back": "no",
        "anonymity": "named" if is_named else "anonymous",
        "comment": comment,
        "screening": "yes",
    }
    if item.metric in given:
        return given[item.metric]
    scale = item.scale
    if scale.kind is ScaleKind.POINTS:
        return scale.first + round((scale.last - scale.first) * score / 10)
    if scale.kind is ScaleKind.MANY:
        return (scale.choices[0].key,)
    return scale.choices[0].key if scale.choices else ""
