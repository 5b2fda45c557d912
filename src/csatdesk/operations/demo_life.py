"""What is going on in the demo centre today: waiting, prepared answers, promises, an absence, an outage, the trash."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import partial

from csatdesk.domain.cases import CaseKind, Closing, NewCase, Outcome, Priority, ReplyBy
from csatdesk.domain.contacts import Channel, Known, Remote
from csatdesk.domain.identity import new_identity
from csatdesk.domain.letters import LetterKind, Place, Written, fill, left_open
from csatdesk.domain.links import EarlierLegalDay, LinkKind
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.domain.staff import Actor
from csatdesk.domain.statuses import WaitingFor
from csatdesk.operations.absences import save_absence
from csatdesk.operations.cases.answers import prepare_answer
from csatdesk.operations.cases.commands import mark_remote, set_priority
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.letter_values import letter_values
from csatdesk.operations.cases.links import link_cases, merge_cases
from csatdesk.operations.cases.promises import make_promise, refer_case
from csatdesk.operations.cases.registering import register_case
from csatdesk.operations.cases.screens import load_case_facts, load_case_page
from csatdesk.operations.cases.trash import throw_away
from csatdesk.operations.cases.waiting import wait
from csatdesk.operations.demo_matters import Matter, MatterMaker
from csatdesk.operations.letter_templates import list_templates
from csatdesk.operations.letters.commands import mark_printed
from csatdesk.operations.matters import NewMatter, save_matter, tie_cases
from csatdesk.operations.organisations import list_organisations, save_organisation
from csatdesk.operations.work import Work
from csatdesk.store.entities.cases import Case
from csatdesk.wording.texts import LANGUAGES, _, speaking

ADMINISTRATOR, SUPERVISOR, AWAY, SUBSTITUTE = "anna", "ingrid", "kaarel", "juri"
ORGANISATIONS = (
    (N_("Network company"), "22 555 02 00", "sprawy@siec.example", 7),
    (N_("Emergency service"), "991", "pogotowie@siec.example", 1),
)
PHOTO = N_("Photo of the meter asked")
RECORDING = N_("Recording of the call asked from the call centre")
PROTOCOL = N_("Please send us the protocol of the meter check.")
OUTAGE = N_("No power in ul. Wierzbowa")
OUTAGE_SAID = N_("A cable was damaged by road works. Power is expected back at 18:00. No report by phone is needed.")
REFUND = N_("Refund of the overpaid amount")
CALL = N_("Call back with the result")
VISIT = N_("Visit of the technician")
OUTAGE_CALLS: Mapping[str, str] = {
    "pl": "Na ulicy Wierzbowej od rana nie ma prądu, pyta, kiedy będzie.",
    "en": "No power in ul. Wierzbowa since this morning; asks when it will be back.",
    "et": "Wierzbowa tänaval pole hommikust saadik voolu, küsib, millal see taastub.",
    "nb": "Strømmen er borte i ul. Wierzbowa siden i morges; spør når den kommer tilbake.",
    "ru": "На улице Вежбовой с утра нет света, спрашивает, когда дадут.",
    "fi": "Wierzbowa-kadulla ei ole ollut sähköä aamusta alkaen; kysyy, milloin se palaa.",
}
BY_MISTAKE = N_("Logged twice by mistake")


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case somebody works on: its place among all, and since when."""

    place: int
    matter: Matter
    owner: Actor
    taken_at: datetime


Then = Callable[[datetime, int, Actor, Callable[[Work, int], object]], bool]


@dataclass(slots=True)
class Life:
    """Adds to the chronicle by `then`; `ids` gives the case of a place once it is played."""

    make: MatterMaker
    then: Then
    ids: Mapping[int, int]
    cases: list[OpenCase]  # with time to spare, the oldest first
    printed: list[OpenCase] = field(default_factory=list)  # their answers are on paper, to be posted today

    def write(self) -> None:
        self._plan()
        ordered = sorted(self.cases, key=lambda one: one.taken_at)
        self._letters([one for one in ordered if one.matter.office == "hall"][-2:])
        at_work = iter([one for one in ordered if one not in self.printed])
        self._waits(at_work)
        self._answers(at_work)
        self._promises(at_work)
        self._marks(at_work)
        self._links(at_work)

    def _plan(self) -> None:
        """Organisations, who is away, and the outage of this morning."""
        actors = self.make.cast.actors
        self.then(self._ago(days=140), 0, actors[ADMINISTRATOR], _add_organisations)
        away = partial(_enter_absence, staff_id=actors[AWAY].id, substitute_id=actors[SUBSTITUTE].id)
        self.then(self._ago(hours=20), 0, actors[SUPERVISOR], away)
        self._outage()

    def _outage(self) -> None:
        callers = self.make.cast.actors["katarzyna"], self.make.cast.actors["nikita"]
        made: list[int] = []
        for number in range(7):
            language = ("pl", "pl", "ru", "pl", "en", "pl", "pl")[number]
            call = partial(self._call, language=language, made=made, keep=number < 4)
            self.then(self._ago(minutes=170 - 20 * number), 0, callers[number % 2], call)
        board = partial(self._board, made=made)
        self.then(self._ago(minutes=40), 0, self.make.cast.actors[SUPERVISOR], board)

    def _call(self, work: Work, _none: int, *, language: str, made: list[int], keep: bool) -> None:
        """`keep`: still open, to be answered when the outage ends."""
        new = NewCase(
            uid=new_identity(work.at),
            kind=CaseKind.INQUIRY,
            channel=Channel.PHONE,
            received_at=work.at,
            text=OUTAGE_CALLS[language],
            known=Known.CUSTOMER,
            customer_id=self.make.chance.choice(self.make.cast.customer_ids[language][1:]),
            topic_id=self.make.cast.topic_ids["outage_unplanned"],
            reply_by=ReplyBy.PHONE,
            language=language,
            solved_now=not keep,
        )
        made.append(register_case(work, new=new).case_id)

    def _board(self, work: Work, _none: int, *, made: list[int]) -> None:
        ends_at = datetime.combine(work.at.date(), time(18), self.make.cast.calendars["hall"].zone).astimezone(UTC)
        new = NewMatter(
            title=_told(OUTAGE)[work.centre.language],
            text_to_say=LocalText(_told(OUTAGE_SAID)),
            begins_at=work.at - timedelta(hours=2),
            ends_at=max(ends_at, work.at + timedelta(hours=3)),
            topic_id=self.make.cast.topic_ids["outage_unplanned"],
        )
        matter_id = save_matter(work, matter_id=None, new=new).result
        tie_cases(work, case_ids=made, matter_id=matter_id)

    def _waits(self, cases: Iterator[OpenCase]) -> None:
        for reason, note in (
            (WaitingFor.CUSTOMER, PHOTO),
            (WaitingFor.CUSTOMER, PHOTO),
            (WaitingFor.COLLEAGUE, RECORDING),
            (WaitingFor.CUSTOMER, PHOTO),
        ):
            self._do(cases, partial(_wait, reason=reason, note=note))
        for _number in range(2):
            self._do(cases, _refer)

    def _answers(self, cases: Iterator[OpenCase]) -> None:
        for to_approve in (True, False, True, False):
            one = next(cases, None)
            if one is not None:
                text = one.matter.filled.fill(one.matter.story.answer)
                self._later(one, partial(_prepare, text=text, to_approve=to_approve))

    def _letters(self, cases: list[OpenCase]) -> None:
        """Answers that are printed and not yet in the post."""
        for one in cases:
            words = one.matter.filled.fill(one.matter.story.answer)
            self.then(self._ago(minutes=4), one.place, one.owner, partial(_print_answer, words=words))
            self.printed.append(one)

    def _promises(self, cases: Iterator[OpenCase]) -> None:
        """Two overdue of who is away, two for today, others to come; one case open for its promise alone."""
        kaarel, at = self.make.cast.actors[AWAY], self.make.at
        late = self._ago(days=1), self._ago(days=2)
        today = self._end_of_day(0), at + timedelta(hours=3)
        later = self._end_of_day(2), self._end_of_day(5), self._end_of_day(9)
        told = ((PromiseKind.CALL_BACK, CALL), (PromiseKind.REFUND, REFUND), (PromiseKind.VISIT, VISIT))
        for number, due_at in enumerate((*late, *today, *later)):
            kind, words = told[number % 3]
            is_day = due_at == self._end_of_day(0) or due_at in later
            owner_id = kaarel.id if due_at in late else None
            promise = partial(_promise, kind=kind, words=words, due_at=due_at, is_day=is_day, owner_id=owner_id)
            self._do(cases, promise)
        self._do(cases, partial(_settle_but, due_at=self._end_of_day(6)))

    def _marks(self, cases: Iterator[OpenCase]) -> None:
        for _number in range(3):
            self._do(cases, _make_urgent)
        self._do(cases, _mark_remote)

    def _links(self, cases: Iterator[OpenCase]) -> None:
        """Shortly before now, since nothing more is done with what is gone."""
        at, leader = self._ago(minutes=6), self.make.cast.actors[SUPERVISOR]  # the cases may be of two offices
        for do in (self._link, self._merge):
            one, other = next(cases, None), next(cases, None)
            if one is not None and other is not None:
                self.then(at, one.place, leader, partial(do, other=other))
        one = next(cases, None)
        if one is not None:
            self.then(at, one.place, leader, _throw_away)

    def _link(self, work: Work, case_id: int, *, other: OpenCase) -> object:
        return link_cases(work, case_id=case_id, other_id=self.ids[other.place], kind=LinkKind.RELATED)

    def _merge(self, work: Work, case_id: int, *, other: OpenCase) -> object:
        """Into the one with the earlier legal day."""
        try:
            return merge_cases(work, case_id=case_id, into_id=self.ids[other.place])
        except EarlierLegalDay:
            return merge_cases(work, case_id=self.ids[other.place], into_id=case_id)

    # when

    def _do(self, cases: Iterator[OpenCase], do: Callable[[Work, int], object]) -> None:
        one = next(cases, None)
        if one is not None:
            self._later(one, do)

    def _later(self, one: OpenCase, do: Callable[[Work, int], object]) -> None:
        """Some time after the case was taken, and before now."""
        after = self.make.cast.calendars[one.matter.office].add(one.taken_at, timedelta(minutes=45))
        self.then(min(after, self._ago(minutes=5)), one.place, one.owner, do)

    def _ago(self, **span: int) -> datetime:
        return self.make.at - timedelta(**span)

    def _end_of_day(self, days: int) -> datetime:
        calendar = self.make.cast.calendars["hall"]
        return calendar.midnight(calendar.local_day(self.make.at) + timedelta(days=days + 1))


def _told(words: str) -> dict[str, str]:
    """A marked text in every language."""
    found = {}
    for language in LANGUAGES:
        with speaking(language):
            found[language] = _(words)
    return found


def _in(language: str, words: str) -> str:
    with speaking(language):
        return _(words)


def _add_organisations(work: Work, _none: int) -> None:
    for name, phone, email, days in ORGANISATIONS:
        words = _in(work.centre.language, name)
        save_organisation(work, organisation_id=None, name=words, phone=phone, email=email, days=days)


def _enter_absence(work: Work, _none: int, *, staff_id: int, substitute_id: int) -> None:
    first = work.at.date()
    last = first + timedelta(days=4)
    save_absence(work, absence_id=None, staff_id=staff_id, first_on=first, last_on=last, substitute_id=substitute_id)


def _wait(work: Work, case_id: int, *, reason: WaitingFor, note: str) -> object:
    return wait(work, case_id=case_id, reason=reason, note=_in(work.centre.language, note))


def _refer(work: Work, case_id: int) -> object:
    organisation = list_organisations(work)[-1]
    note = _in(work.centre.language, PROTOCOL)
    return refer_case(work, case_id=case_id, organisation_id=organisation.id, note=note)


def _prepare(work: Work, case_id: int, *, text: str, to_approve: bool) -> object:
    return prepare_answer(work, case_id=case_id, text=text, to_approve=to_approve)


def _print_answer(work: Work, case_id: int, *, words: str) -> None:
    """From the template for it, in the customer's language."""
    templates = [one for one in list_templates(work) if one.kind is LetterKind.ANSWER]
    template = next(one for one in templates if not {Place.REDRESS.value} & set(left_open(one.texts["en"])))
    page, facts = load_case_page(work, case_id=case_id), load_case_facts(work)
    letters, language = page.belongings.letters, page.card.language
    values = dict(letter_values(page.card, letters, facts, clerk=work.actor.name, language=language))
    values[Place.OWN_WORDS] = words
    text = fill(template.texts.in_language(language), values)
    if not left_open(text):
        written = Written(language, template.id, template.version)
        letter_id = prepare_answer(work, case_id=case_id, text=text, written=written).result
        mark_printed(work, letter_ids=(letter_id,))


def _promise(
    work: Work, case_id: int, *, kind: PromiseKind, words: str, due_at: datetime, is_day: bool, owner_id: int | None
) -> object:
    if due_at <= work.at:
        due_at = work.at + timedelta(hours=20)
    text = _in(work.centre.language, words)
    return make_promise(work, case_id=case_id, new=NewPromise(kind, text, due_at, is_day, owner_id))


def _settle_but(work: Work, case_id: int, *, due_at: datetime) -> object:
    """Everything is settled but what was promised."""
    _promise(work, case_id, kind=PromiseKind.REFUND, words=REFUND, due_at=due_at, is_day=True, owner_id=None)
    work.db.flush()
    case = work.db.get_one(Case, case_id)
    outcome = Outcome.PARTLY if case.kind.needs_outcome else Outcome.ANSWERED
    closing = Closing(outcome, _in(work.centre.language, N_("Reading taken wrongly")), answer_sent_at=work.at)
    return close_case(work, case_id=case_id, closing=closing, version=case.version)


def _make_urgent(work: Work, case_id: int) -> object:
    return set_priority(work, case_id=case_id, priority=Priority.URGENT)


def _mark_remote(work: Work, case_id: int) -> object:
    if work.db.get_one(Case, case_id).channel.is_in_person:
        return mark_remote(work, case_id=case_id, remote=Remote.SHOWN_HOW)
    return None


def _throw_away(work: Work, case_id: int) -> object:
    return throw_away(work, case_id=case_id, reason=_in(work.centre.language, BY_MISTAKE))
