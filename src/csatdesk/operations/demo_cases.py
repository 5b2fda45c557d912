"""The last months of the demo centre: what came in, and what was done about it, through the ordinary commands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from csatdesk.domain.cases import (
    CaseKind,
    Closing,
    DueBand,
    NewCase,
    NoAnswerReason,
    Outcome,
    Registered,
    Solved,
)
from csatdesk.domain.changes import Progress
from csatdesk.domain.contacts import Channel, Known, NewCustomer
from csatdesk.domain.links import LinkKind, RepeatCause
from csatdesk.domain.staff import Actor
from csatdesk.operations.cases.answers import answer_case
from csatdesk.operations.cases.commands import (
    add_contact,
    add_note,
    hand_over_cases,
    take_case,
)
from csatdesk.operations.cases.endings import (
    close_case,
    reopen_case,
)
from csatdesk.operations.cases.links import link_cases
from csatdesk.operations.cases.registering import register_case
from csatdesk.operations.demo_centre import CLERK
from csatdesk.operations.demo_life import Life, OpenCase
from csatdesk.operations.demo_matters import Matter, MatterMaker
from csatdesk.operations.demo_repeats import planted_matters
from csatdesk.operations.demo_stories import LANGUAGES, Story
from csatdesk.operations.work import Work
from csatdesk.store.entities.cases import Case

CASES = 300
DAYS_BACK = 150
TRIES = 12  # offices drawn: each is then tried once
SOME_DAYS = timedelta(days=4)  # what a matter without a target takes
PLACES = ("hall",) * 5 + ("old_town",) * 2 + ("harbour",) * 2 + ("call_centre",) * 4
PROGRESS_STEPS = 25
OUTAGE_CASES = 7  # told by `Life`
ANSWERED_SHARE = 0.12
REOPENED_WITHIN = timedelta(days=16)
AGAIN_EVERY, AGAIN_AFTER = 11, 8  # past cases, days; eleven goes round the languages
AGAIN_FOR = (
    RepeatCause.NOT_FULLY_ANSWERED,
    RepeatCause.NOT_DONE_AS_PROMISED,
    RepeatCause.NOT_FULLY_ANSWERED,
    RepeatCause.CUSTOMER_LEFT_OUT,
    None,
    RepeatCause.NOT_AVOIDABLE,
)

# Open cases: how many, how their deadline stands, who has them ("": nobody yet, "any": a clerk of the office)
OPEN: Sequence[tuple[int, DueBand, str]] = (
    (2, DueBand.OVERDUE, CLERK),
    (2, DueBand.TODAY, CLERK),
    (3, DueBand.SOON, CLERK),
    (5, DueBand.LATER, CLERK),
    (7, DueBand.OVERDUE, "any"),
    (4, DueBand.TODAY, "any"),
    (7, DueBand.SOON, "any"),
    (34, DueBand.LATER, "any"),
    (12, DueBand.LATER, ""),
)
NOT_OURS_SHARE = 0.05
ENDED_OTHERWISE = (
    Closing(Outcome.WITHDRAWN, no_answer_reason=NoAnswerReason.WITHDRAWN),
    Closing(Outcome.PASSED_ON, no_answer_reason=NoAnswerReason.NOT_WANTED),
)
ONE_YEAR_OF_AGNIESZKA = (  # days back, topic, whether it is still open
    (316, "bill_estimated", False),
    (154, "instalments", False),
    (78, "name_transfer", False),
    (36, "meter_check", False),
    (7, "bill_too_high", True),
)
NOTES: Mapping[str, Sequence[str]] = {
    "pl": ("Czekamy na protokół od operatora sieci.", "Klient prosi o telefon po godzinie 16."),
    "en": ("Waiting for the protocol of the network company.", "Asks to be called after 4 p.m."),
    "et": ("Ootame võrguettevõtte vastust.", "Palub helistada pärast kella nelja."),
    "nb": ("Venter på svar fra nettselskapet.", "Ønsker å bli ringt etter klokken fire."),
    "ru": ("Ждём акт от сетевой компании.", "Просит позвонить после 16 часов."),
    "fi": ("Odotetaan verkkoyhtiön vastausta.", "Pyytää soittamaan kello 16 jälkeen."),
}
AGAIN: Mapping[str, str] = {
    "pl": "Klient pyta, kiedy będzie odpowiedź.",
    "en": "Asks when the answer will come.",
    "et": "Klient küsib, millal vastus tuleb.",
    "nb": "Kunden spør når svaret kommer.",
    "ru": "Клиент спрашивает, когда будет ответ.",
    "fi": "Asiakas kysyy, milloin vastaus tulee.",
}
NOT_HAPPY: Mapping[str, str] = {
    "pl": "Klient nie zgadza się z odpowiedzią i podaje nowe dowody.",
    "en": "Does not accept the answer and brings new proof.",
    "et": "Klient ei ole vastusega nõus ja lisas uued tõendid.",
    "nb": "Kunden godtar ikke svaret og legger fram ny dokumentasjon.",
    "ru": "Клиент не согласен с ответом и приложил новые документы.",
    "fi": "Asiakas ei hyväksy vastausta ja toimitti lisäselvityksen.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """Something somebody did at an instant; `place` is that of its case among all. `do` gets the case's id."""

    at: datetime
    place: int
    actor: Actor
    do: Callable[[Work, int], object]


@dataclass(slots=True)
class Chronicle:
    """Everything that happened, gathered first and then played in the order of time."""

    make: MatterMaker
    planted: Mapping[NewCustomer, int]  # who came again, or only seems to
    steps: list[Step] = field(default_factory=list)
    count: int = 0
    at_work: list[OpenCase] = field(default_factory=list)  # cases with time to spare
    ids: dict[int, int] = field(default_factory=dict)  # the cases of the places, once played

    def write(self) -> None:
        self._agnieszka()
        for count, band, owner in OPEN:
            for _one in range(count):
                self._open_case(band, owner)
        for matter in planted_matters(self.make, self.planted):
            self._settle(self._register(matter), matter, self.make.chance.choice(self.make.cast.clerks_of("hall")))
        while self.count < CASES - OUTAGE_CASES:
            self._past_case()
        Life(self.make, self._then, self.ids, self.at_work).write()

    def _agnieszka(self) -> None:
        """The customer of the intake's picture: five contacts in a year, one still open."""
        told = {story.topic: story for story in reversed(self.make.countries["pl"].stories)}
        owner = self.make.cast.actors["kaarel"]
        for days, topic, is_open in ONE_YEAR_OF_AGNIESZKA:
            received = self.make.instant("hall", days)
            matter = self.make.matter(told[topic], "hall", received, channel=Channel.PHONE)
            first = self.make.cast.customer_ids["pl"][0]
            matter = replace(matter, known=Known.CUSTOMER, customer_id=first)
            place = self._register(matter)
            if is_open:
                self._work_on(place, matter, owner)
            else:
                self._settle(place, matter, owner)

    def _open_case(self, band: DueBand, owner: str) -> None:
        chance, make = self.make.chance, self.make
        story, office, received = self._that_stands(band, ("hall",) if owner == CLERK else PLACES)
        matter = make.matter(story, office, received)
        if not owner:
            self._register(replace(matter, topic_id=matter.topic_id if chance.random() < 0.7 else None))
            return
        place = self._register(matter)
        actor = make.cast.actors[CLERK] if owner == CLERK else chance.choice(make.cast.clerks_of(office))
        taken_at = self._work_on(place, matter, actor)
        if owner == "any" and band is DueBand.LATER:
            if chance.random() < ANSWERED_SHARE:
                self._answer(place, matter, actor, self._later(matter, matter.registered_at, 200, 900))
            elif taken_at < make.at - timedelta(hours=1):
                self.at_work.append(OpenCase(place, matter, actor, taken_at))

    def _that_stands(self, band: DueBand, places: Sequence[str]) -> tuple[Story, str, datetime]:
        """A matter whose deadline stands so. Where today is closed nothing can be due today: then it is due later."""
        language = LANGUAGES[self.count % len(LANGUAGES)]
        for wanted in (band, DueBand.SOON, DueBand.LATER):
            for office in dict.fromkeys(self.make.chance.choices(places, k=TRIES)):
                found = self.make.story_that_stands(language, wanted, office)
                if found is not None:
                    return found[0], office, found[1]
        raise AssertionError("no story can be open later")

    def _past_case(self) -> None:
        make = self.make
        office = make.chance.choice(PLACES)
        story = make.story(LANGUAGES[self.count % len(LANGUAGES)])
        days = round(make.chance.triangular(0, DAYS_BACK, 20))
        is_quick = story.kind in {CaseKind.INQUIRY, CaseKind.PRAISE} and make.chance.random() < 0.6
        matter = make.matter(story, office, make.instant(office, days if is_quick else max(days, 5)))
        place = self._register(matter, solved_now=is_quick)
        if not is_quick:
            self._settle(place, matter, make.chance.choice(make.cast.clerks_of(office)))
        is_again = self.count % AGAIN_EVERY == 0 and self.count < CASES - OUTAGE_CASES
        if is_again and matter.customer_id is not None and days > AGAIN_AFTER:
            self._comes_again(place, matter, make.instant(office, days - AGAIN_AFTER))

    def _comes_again(self, first: int, matter: Matter, received: datetime) -> None:
        """The same customer turns to us about the same once more; who takes it down says why."""
        again = self.make.matter(matter.story, matter.office, received)
        again = replace(again, known=matter.known, customer_id=matter.customer_id)
        cause = AGAIN_FOR[self.count % len(AGAIN_FOR)]
        place = self._register(again)
        linked_at = self._later(again, again.registered_at, 2, 4)
        leader = self.make.cast.actors["ingrid"]
        self._then(linked_at, place, leader, lambda work, case_id: _repeat(work, case_id, self.ids[first], cause))
        self._settle(place, again, self.make.chance.choice(self.make.cast.clerks_of(again.office)))

    # what is done

    def _register(self, matter: Matter, *, solved_now: bool = False) -> int:
        place = self.count
        self.count += 1
        new = matter.intake(solved_now=solved_now)
        self.steps.append(
            Step(matter.registered_at, place, matter.clerk, lambda work, _id: register_case(work, new=new))
        )
        return place

    def _then(self, at: datetime, place: int, actor: Actor, do: Callable[[Work, int], object]) -> bool:
        """Add a step unless it lies in the future; whether it was added."""
        if at >= self.make.at:
            return False
        self.steps.append(Step(at, place, actor, do))
        return True

    def _later(self, matter: Matter, start: datetime, least: int, most: int) -> datetime:
        """So many working minutes of the matter's office after `start`."""
        minutes = self.make.chance.randint(least, most)
        return self.make.cast.calendars[matter.office].add(start, timedelta(minutes=minutes))

    def _work_on(self, place: int, matter: Matter, owner: Actor) -> datetime:
        """Take it, perhaps note something, perhaps hear from the customer again; when it was taken."""
        taken_at = self._later(matter, matter.registered_at, 5, 160)
        if self.make.chance.random() < 0.12:
            leader = self.make.cast.actors["ingrid"]
            self._then(taken_at, place, leader, partial(_hand_over, to_id=owner.id))
            taken_at = self._later(matter, taken_at, 5, 90)
        self._then(taken_at, place, owner, _take)
        if self.make.chance.random() < 0.4:
            note = self.make.chance.choice(NOTES[matter.story.language])
            self._then(self._later(matter, taken_at, 30, 700), place, owner, partial(_note, text=note))
        if self.make.chance.random() < 0.12:
            again = partial(_contact, text=AGAIN[matter.story.language])
            self._then(self._later(matter, taken_at, 300, 1200), place, owner, again)
        return taken_at

    def _settle(self, place: int, matter: Matter, owner: Actor) -> None:
        """Take, answer and close; one in ten too late, and some of the last are opened again."""
        chance = self.make.chance
        self._then(self._later(matter, matter.registered_at, 5, 120), place, owner, _take)
        answered_at = max(self._answer_time(matter), self._later(matter, matter.registered_at, 121, 240))
        closed_at = self._later(matter, answered_at, 5, 300)
        if matter.known is Known.ANONYMOUS:
            self._then(closed_at, place, owner, partial(_close, closing=self._closing(matter, None)))
            return
        if not self._answer(place, matter, owner, answered_at):
            return
        is_closed = self._then(closed_at, place, owner, partial(_close, closing=self._closing(matter, answered_at)))
        is_fresh = self.make.at - closed_at < REOPENED_WITHIN  # what was reopened earlier would be long overdue
        if is_closed and is_fresh and matter.story.kind is CaseKind.COMPLAINT and chance.random() < 0.3:
            reopen = partial(_reopen, reason=NOT_HAPPY[matter.story.language])
            self._then(self._later(matter, closed_at, 600, 2400), place, owner, reopen)

    def _answer_time(self, matter: Matter) -> datetime:
        chance, calendar = self.make.chance, self.make.cast.calendars[matter.office]
        due = self.make.due(matter.story.kind, matter.received_at, matter.office) or matter.received_at + SOME_DAYS
        allowed = calendar.between(matter.received_at, due)
        part = chance.uniform(1.04, 1.4) if chance.random() < 0.1 else chance.triangular(0.05, 0.97, 0.4)
        return calendar.add(matter.received_at, allowed * part)

    def _answer(self, place: int, matter: Matter, owner: Actor, at: datetime) -> bool:
        text = matter.filled.fill(matter.story.answer)
        return self._then(at, place, owner, partial(_answer, text=text, matter=matter))

    def _closing(self, matter: Matter, answered_at: datetime | None) -> Closing:
        story = matter.story
        if self.make.chance.random() < NOT_OURS_SHARE:
            return self.make.chance.choice(ENDED_OTHERWISE)
        outcome = story.outcome or Outcome.ANSWERED
        is_paid = (
            story.kind is CaseKind.CLAIM and outcome is Outcome.JUSTIFIED and "{amount}" in story.text + story.answer
        )
        return Closing(
            outcome=outcome,
            root_cause=story.cause,
            answer_sent_at=answered_at,
            no_answer_reason=None if answered_at else NoAnswerReason.ANONYMOUS,
            solved=Solved.CONFIRMED if answered_at and self.count % 3 else None,
            redress=matter.filled.amount if is_paid else Decimal(0),
            currency=self.make.countries[story.language].currency if is_paid else "",
        )

    def play(self, work: Work, progress: Progress) -> None:
        """Do everything in the order of time, each as the person who did it then."""
        for done, step in enumerate(sorted(self.steps, key=lambda step: step.at)):
            result = step.do(acting(work, step.actor, step.at), self.ids.get(step.place, 0))
            if isinstance(result, Registered):
                self.ids[step.place] = result.case_id
            if done % PROGRESS_STEPS == 0:
                progress(done, len(self.steps))


def acting(work: Work, actor: Actor, at: datetime) -> Work:
    """The same transaction on behalf of somebody else at another instant; the audit names them."""
    work.db.flush()  # what was done before belongs to the one before
    auditor = work.db.info["auditor"]
    work.db.info["auditor"] = replace(auditor, by_id=actor.id, desk_id=actor.desk_id, at=at)
    return replace(work, actor=actor, at=at)


def _repeat(work: Work, case_id: int, first_id: int, cause: RepeatCause | None) -> object:
    return link_cases(work, case_id=case_id, other_id=first_id, kind=LinkKind.REPEAT, cause=cause)


def _register(work: Work, _none_yet: int, *, new: NewCase) -> object:
    return register_case(work, new=new)


def _take(work: Work, case_id: int) -> object:
    return take_case(work, case_id=case_id)


def _hand_over(work: Work, case_id: int, *, to_id: int) -> object:
    return hand_over_cases(work, case_ids=(case_id,), to_staff_id=to_id)


def _note(work: Work, case_id: int, *, text: str) -> None:
    add_note(work, case_id=case_id, text=text)


def _contact(work: Work, case_id: int, *, text: str) -> None:
    add_contact(work, case_id=case_id, channel=Channel.PHONE, text=text)


def _answer(work: Work, case_id: int, *, text: str, matter: Matter) -> None:
    answer_case(work, case_id=case_id, text=text, sent_at=work.at, reply_by=matter.reply_by)


def _close(work: Work, case_id: int, *, closing: Closing) -> object:
    version = work.db.get_one(Case, case_id).version
    return close_case(work, case_id=case_id, closing=closing, version=version)


def _reopen(work: Work, case_id: int, *, reason: str) -> object:
    return reopen_case(work, case_id=case_id, reason=reason)
