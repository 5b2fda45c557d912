"""The after-contact survey of the demo centre: a year of answers, e-mail being the weak channel.

Written in one go, as an import of a year would be, so that making the demo centre stays short.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.marks import N_
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.survey_views import month_before
from csatdesk.domain.surveys import MONTHS, EntryMode, NewSurvey, Route, SurveyKind, month_of, new_code
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import SUPERVISOR, Cast
from csatdesk.operations.surveys.commands import make_survey, start_survey
from csatdesk.operations.surveys.queries import load_survey
from csatdesk.operations.surveys.setup import confirm_all
from csatdesk.operations.work import Work
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.surveys import Invitation, Response, ResponseAnswer
from csatdesk.wording.texts import _

SEED = 1904
BEGUN = timedelta(days=398)
NAME, GOAL = N_("After-contact survey"), N_("Where do promises and answers fall short, and in which channel?")
# promoters and critics of 100, month by month up to the last full one
MONTHLY = ((45, 21), (44, 23), (46, 20), (42, 23), (41, 24), (43, 23), (44, 22), (47, 20), (46, 21), (50, 19), (48, 20))
LAST = (53, 18)
ANSWERS = (372, 391, 340, 366, 401, 385, 358, 379, 344, 402, 430)  # months before the last full one
INVITED = 1940  # in the last full month
LATE = 3  # full months in which aspects are asked for
LAST_VALUES = (9, 4, 6, 8, 9, 21, 19, 48, 69, 88, 131)  # answers 0 to 10 of the last full month
ASPECTS: Mapping[str, tuple[float, float, float]] = {  # usual, how much it goes with the score, chance
    "rating_answered_everything": (6.4, 0.52, 1.1),
    "rating_kept_promise": (6.0, 0.50, 1.2),
    "rating_time_to_solve": (6.5, 0.42, 1.3),
    "rating_plain_words": (7.8, 0.30, 1.4),
    "rating_friendly": (9.2, 0.24, 1.2),
    "rating_easy_to_reach": (8.3, 0.16, 1.5),
    "rating_waiting": (7.0, 0.10, 1.7),
    "rating_surroundings": (8.8, 0.06, 1.4),
}
CAUSES = (("not_all_answered", 6), ("promise_not_kept", 4), ("i_left_out", 2), ("answer_unclear", 2), ("other", 1))
AGAIN = {Channel.EMAIL: 0.45, Channel.CHAT: 0.12}  # share of those who had to ask more than once
COMMENTS = (
    N_("Friendly, but I had to come back because one question stayed open."),
    N_("Somebody was to call me on Monday. Nobody did."),
    N_("Quick and clear, thank you."),
    N_("The answer by e-mail did not say when the meter will be changed."),
    N_("The lady at desk 4 explained the bill line by line."),
    N_("Half an hour of waiting for two minutes at the counter."),
)
TOPICS = ("bill_too_high", "bill_explained", "outage_unplanned", "payment_missing", "refund_overpayment")


@dataclass(frozen=True, slots=True)
class _Way:
    """Contacts of one channel: their share, how much better or worse they go, where, how they are asked."""

    channel: Channel
    share: int
    shift: float
    office: str
    route: Route


WAYS = (
    _Way(Channel.HALL, 104, 0.9, "hall", Route.PAPER),
    _Way(Channel.HALL, 44, 0.4, "harbour", Route.PAPER),
    _Way(Channel.PHONE, 131, -0.3, "hall", Route.PHONE),
    _Way(Channel.EMAIL, 58, -1.6, "hall", Route.EMAIL),
    _Way(Channel.ACCOUNT, 42, 0.9, "hall", Route.EMAIL),
    _Way(Channel.CHAT, 20, -0.6, "hall", Route.CHAT),
    _Way(Channel.LETTER, 9, -0.5, "old_town", Route.PAPER),
    _Way(Channel.SOCIAL, 4, -0.5, "hall", Route.SOCIAL),
)


def answer_surveys(work: Work, cast: Cast, at: datetime, versions: Mapping[str, int]) -> int:
    """Set up by the supervisor a year ago; the id of the survey."""
    begun = acting(work, cast.actors[SUPERVISOR], at - BEGUN)
    routes = (Route.PAPER, Route.PHONE, Route.EMAIL, Route.CHAT, Route.SOCIAL, Route.QR)
    new = NewSurvey(
        _(NAME),
        SurveyKind.AFTER_CONTACT,
        _(GOAL),
        versions["after_contact"],
        routes=routes,
        begins_on=(at - BEGUN).date(),
    )
    survey_id = make_survey(begun, new=new).result
    confirm_all(begun, survey_id=survey_id)
    start_survey(begun, survey_id=survey_id, version=load_survey(begun, survey_id=survey_id).version)
    _Year(work, cast, at, survey_id, versions["after_contact"]).write()
    return survey_id


class _Year:
    """A year of answers and the invitations of its last months."""

    def __init__(self, work: Work, cast: Cast, at: datetime, survey_id: int, version_id: int) -> None:
        self.work, self.cast, self.at = work, cast, at
        self.survey_id, self.version_id = survey_id, version_id
        self.chance = Random(SEED)  # noqa: S311  (of a game, not of a secret)
        self.zone = ZoneInfo(work.centre.zone)
        named = select(Customer.id, Customer.name, Customer.phone, Customer.language, Customer.segment)
        named = named.where(Customer.centre_id == work.actor.centre_id, Customer.erased_at.is_(None))
        self.customers = work.db.execute(named.order_by(Customer.id)).tuples().all()
        clerks = select(Staff.id).where(Staff.office_id == cast.office_ids["hall"]).order_by(Staff.id)
        self.staff = list(work.db.execute(clerks).scalars())
        self.answered: Counter[int] = Counter()
        self.responses: list[dict[str, Any]] = []
        self.answers: list[dict[str, Any]] = []
        self.invitations: list[dict[str, Any]] = []

    def write(self) -> None:
        last = month_before(month_of(self.at, self.zone))
        wanted = [last]
        for _each in ANSWERS:
            wanted.insert(0, month_before(wanted[0]))
        for month, count, shape in zip(wanted, ANSWERS, MONTHLY, strict=False):
            self._month(month, self._values(count, *shape), is_late=month >= wanted[-LATE])
        self._month(last, [value for value, count in enumerate(LAST_VALUES) for _each in range(count)], is_late=True)
        for month in wanted:
            self._invite(month, INVITED - self.answered[month])
        for entity, rows in (
            (Invitation, self.invitations),
            (Response, self.responses),
            (ResponseAnswer, self.answers),
        ):
            self.work.db.execute(insert(entity), rows)

    def _values(self, count: int, promoters: int, critics: int) -> list[int]:
        groups = ((9, 10), (7, 8), tuple(range(7)))
        shares = (promoters, 100 - promoters - critics, critics)
        return [self.chance.choice(self.chance.choices(groups, shares)[0]) for _each in range(count)]

    def _month(self, month: int, values: list[int], *, is_late: bool) -> None:
        """Better answers go to the channels that go better."""
        ways = [way for way in WAYS for _each in range(way.share)]
        ways = (
            (ways * (1 + len(values) // len(ways)))[: len(values)] if len(values) > len(ways) else ways[: len(values)]
        )
        ways.sort(key=lambda way: way.shift + self.chance.gauss(0, 3.4))
        for way, value in zip(ways, sorted(values), strict=True):
            self._answer(month, way, value, is_late=is_late)

    def _answer(self, month: int, way: _Way, value: int, *, is_late: bool) -> None:
        response_id = self.chance.getrandbits(62) + 1
        is_named = self.chance.random() < 0.7
        self._invite(month, 1, way, answered=True)
        self.answered[month] += 1
        row = self._bare(response_id, month, way, is_named=is_named)
        if is_named:
            customer_id, _name, _phone, language, segment = self.chance.choice(self.customers)
            row |= {"at": self._moment(month), "language": language, "customer_id": customer_id}
            row |= {"segment": segment or Segment.HOUSEHOLD, "staff_id": self.chance.choice(self.staff)}
            row |= {"topic_id": self.cast.topic_ids.get(self.chance.choice(TOPICS))}
        self.responses.append(row)
        given = dict(self._given(way, value, is_late=is_late))
        for key, one in given.items():
            told = {"number": one if isinstance(one, int) else None, "choice": "", "text": ""}
            if isinstance(one, str):
                told["text" if key == "comment" else "choice"] = one
            self.answers.append({"response_id": response_id, "item_key": key, "survey_id": self.survey_id, **told})

    def _bare(self, response_id: int, month: int, way: _Way, *, is_named: bool) -> dict[str, Any]:
        return {
            "id": response_id,
            "uid": UUID(int=self.chance.getrandbits(128), version=4),
            "centre_id": self.work.actor.centre_id,
            "survey_id": self.survey_id,
            "version_id": self.version_id,
            "office_id": self.cast.office_ids[way.office],
            "month": month,
            "is_anonymous": not is_named,
            "is_complete": True,
            "channel": way.channel,
            "mode": EntryMode.INTERVIEW if way.route is Route.PHONE else EntryMode.PAPER,
            "route": way.route,
            "weight": 1.0,
            "at": None,
            "language": "",
            "customer_id": None,
            "segment": None,
            "staff_id": None,
            "topic_id": None,
            "source": "",
        }

    def _given(self, way: _Way, value: int, *, is_late: bool) -> Iterator[tuple[str, int | str]]:
        """Aspects are asked since the last months; somebody unhappy writes more often."""
        chance = self.chance
        yield "nps_after_contact", value
        yield "ces_ease", _between(1, 7, 2.2 + 0.42 * value + chance.gauss(0, 1.1))
        yield "csat_staff", _between(1, 5, 2.3 + 0.26 * value + chance.gauss(0, 0.7))
        is_solved = chance.random() < 0.35 + 0.06 * value
        yield "solved", "yes" if is_solved else chance.choice(("partly", "no"))
        if is_late:
            for key, (usual, weight, noise) in ASPECTS.items():
                yield key, _between(1, 10, usual + weight * (value - 7.2) + chance.gauss(0, noise))
            again = chance.random() < (
                0.45 if way.channel is Channel.EMAIL else 0.12 if way.channel is Channel.CHAT else 0.2
            )
            yield "repeat_contact", "twice" if again else "once"
            if again:
                yield "repeat_cause", chance.choices([key for key, _n in CAUSES], [n for _key, n in CAUSES])[0]
            yield "channel_used", way.channel.value
            yield "channel_wanted", chance.choices((way.channel.value, "email", "account"), (7, 2, 2))[0]
        if chance.random() < (0.12 if value <= 6 else 0.03):
            yield "comment", _(COMMENTS[chance.randrange(len(COMMENTS))])

    def _invite(self, month: int, count: int, way: _Way | None = None, *, answered: bool = False) -> None:
        for _each in range(count):
            chosen = way or self.chance.choices(WAYS, [one.share for one in WAYS])[0]
            customer_id, name, phone, language, segment = self.chance.choice(self.customers)
            sent_at = self._moment(month)
            self.invitations.append(
                {
                    "uid": UUID(int=self.chance.getrandbits(128), version=4),
                    "centre_id": self.work.actor.centre_id,
                    "survey_id": self.survey_id,
                    "office_id": self.cast.office_ids[chosen.office],
                    "code": new_code(),
                    "route": chosen.route,
                    "last_name": name,
                    "phone": phone,
                    "language": language,
                    "customer_id": customer_id,
                    "segment": segment,
                    "channel": chosen.channel,
                    "sent_at": sent_at,
                    "disposition": Disposition.COMPLETE if answered else Disposition.UNKNOWN,
                    "version": 1,
                }
            )

    def _moment(self, month: int) -> datetime:
        first = datetime(month // MONTHS, month % MONTHS, 1, 9, tzinfo=self.zone)
        return first + timedelta(days=self.chance.randrange(27), minutes=self.chance.randrange(480))


def _between(least: int, most: int, value: float) -> int:
    return max(least, min(most, round(value)))
