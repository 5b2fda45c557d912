"""Single matters of the demo centre: which story, told by whom, where and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from csatdesk.domain.cases import (
    CaseKind,
    DueBand,
    NewCase,
    ReplyBy,
)
from csatdesk.domain.contacts import Channel, Known, Remote
from csatdesk.domain.deadlines import ServiceTarget, due_at
from csatdesk.domain.identity import new_identity
from csatdesk.domain.staff import Actor
from csatdesk.operations.cases.bands import Bounds
from csatdesk.operations.demo_centre import Cast
from csatdesk.operations.demo_counter import invented_attendance
from csatdesk.operations.demo_stories import Country, Filler, Story, filler

CHANNELS = {
    "office": (Channel.HALL,) * 9 + (Channel.LETTER,) * 2 + (Channel.EMAIL,) * 3 + (Channel.RECEPTION, Channel.BOOK),
    "call_centre": (Channel.PHONE,) * 9
    + (Channel.EMAIL,) * 3
    + (Channel.WEB_FORM,) * 3
    + (Channel.CHAT, Channel.ACCOUNT, Channel.SOCIAL, Channel.CALL_BACK),
}
REPLIES = {
    Channel.EMAIL: ReplyBy.EMAIL,
    Channel.WEB_FORM: ReplyBy.EMAIL,
    Channel.ACCOUNT: ReplyBy.EMAIL,
    Channel.LETTER: ReplyBy.LETTER,
    Channel.BOOK: ReplyBy.LETTER,
}
SIGNED = frozenset({Channel.EMAIL, Channel.LETTER, Channel.ACCOUNT})
WRITTEN = frozenset(REPLIES)  # these take longer to be registered
# by the minute of the hour in which somebody came in person: every third talk is marked
HOME_MARKS = {0: Remote.SHOWN_HOW, 3: Remote.SHOWN_HOW, 6: Remote.NOT_OFFERED, 9: Remote.PREFERS_DESK}
OPEN_DAYS = 33  # how long ago an open case may have come in
DECK_LEAST = 12  # stories to choose from
LONGEST_OVERDUE = timedelta(days=6)
TALK_MINUTES = (4, 26)
POST_MINUTES = (40, 170)
CLOSING_MINUTES = 30  # nothing begins so shortly before the doors close


@dataclass(frozen=True, slots=True)
class Matter:
    """One case to come."""

    story: Story
    filled: Filler
    office: str
    clerk: Actor
    received_at: datetime
    registered_at: datetime
    channel: Channel
    known: Known
    customer_id: int | None
    topic_id: int | None

    @property
    def reply_by(self) -> ReplyBy:
        if self.known is Known.ANONYMOUS:
            return ReplyBy.NONE
        return REPLIES.get(self.channel, ReplyBy.PHONE)

    def intake(self, *, solved_now: bool) -> NewCase:
        return NewCase(
            uid=new_identity(self.registered_at),
            kind=self.story.kind,
            channel=self.channel,
            received_at=self.received_at,
            text=self.filled.fill(self.story.text),
            known=self.known,
            customer_id=self.customer_id,
            topic_id=self.topic_id,
            remedy=self.filled.fill(self.story.remedy),
            reply_by=self.reply_by,
            language=self.story.language,
            started_at=None if self.channel in WRITTEN else self.received_at,
            solved_now=solved_now,
            suggested_topic_ids=(self.topic_id,) if self.topic_id is not None else (),
            remote=HOME_MARKS.get(self.received_at.minute % 12) if self.channel.is_in_person else None,
            attendance=invented_attendance(
                received_at=self.received_at,
                registered_at=self.registered_at,
                channel=self.channel,
                kind=self.story.kind,
                known=self.known,
                language=self.story.language,
            ),
        )


@dataclass(slots=True)
class MatterMaker:
    """Invents matters by chance, the same for the same seed and instant."""

    cast: Cast
    countries: Mapping[str, Country]
    targets: Mapping[CaseKind, ServiceTarget | None]
    limits: Bounds
    at: datetime
    chance: Random
    _decks: dict[str, list[Story]] = field(default_factory=dict)

    def story(self, language: str) -> Story:
        """The next story of a shuffled deck, so that each is told as often as the others."""
        return self._deck(language).pop()

    def story_that_stands(self, language: str, band: DueBand, office: str) -> tuple[Story, datetime] | None:
        """The next story, and when it came in, whose deadline stands so today; None when there is no such day."""
        deck = self._deck(language)
        for place in reversed(range(len(deck))):
            days = list(range(OPEN_DAYS))
            self.chance.shuffle(days)
            for received in (self.instant(office, back) for back in days):
                if self.stands(deck[place].kind, received, office) is band:
                    return deck.pop(place), received
        return None

    def _deck(self, language: str) -> list[Story]:
        deck = self._decks.setdefault(language, [])
        if len(deck) < DECK_LEAST:
            again = list(self.countries[language].stories)
            self.chance.shuffle(again)
            deck[:0] = again  # told after those still waiting
        return deck

    def matter(self, story: Story, office: str, received: datetime, *, channel: Channel | None = None) -> Matter:
        channel = channel or self.chance.choice(CHANNELS["call_centre" if office == "call_centre" else "office"])
        known = self._known(channel, story.kind)
        minutes = self.chance.randint(*(POST_MINUTES if channel in WRITTEN else TALK_MINUTES))
        return Matter(
            story=story,
            filled=filler(self.countries[story.language], received, self.chance),
            office=office,
            clerk=self.chance.choice(self.cast.clerks_of(office)),
            received_at=received,
            registered_at=min(received + timedelta(minutes=minutes), self.at),
            channel=channel,
            known=known,
            customer_id=self.chance.choice(self.cast.customer_ids[story.language][1:])
            if known is Known.CUSTOMER
            else None,
            topic_id=self.cast.topic_ids[story.topic],
        )

    def _known(self, channel: Channel, kind: CaseKind) -> Known:
        """Who wants money or a change says who they are, and so does who writes."""
        if channel in SIGNED or kind in {CaseKind.CLAIM, CaseKind.REQUEST}:
            return Known.CUSTOMER
        return self.chance.choices((Known.CUSTOMER, Known.UNKNOWN, Known.ANONYMOUS), (84, 9, 7))[0]

    def instant(self, office: str, days: int) -> datetime:
        """An instant in the office's hours so many days back, or on the open day before; never in the future."""
        calendar = self.cast.calendars[office]
        day = calendar.local_day(self.at) - timedelta(days=days)
        while not calendar.hours_on(day) or self._opening(office, day) >= self.at:
            day -= timedelta(days=1)
        begin = self._opening(office, day)
        end = begin + timedelta(minutes=calendar.hours_on(day)[-1][1] - calendar.hours_on(day)[0][0] - CLOSING_MINUTES)
        part = min(end, self.at) - begin
        return (begin + part * self.chance.random()).replace(microsecond=0)

    def _opening(self, office: str, day: date) -> datetime:
        calendar = self.cast.calendars[office]
        hour, minute = divmod(calendar.hours_on(day)[0][0], 60)
        return datetime.combine(day, time(hour, minute), calendar.zone).astimezone(UTC)

    def due(self, kind: CaseKind, received: datetime, office: str) -> datetime | None:
        target = self.targets[kind]
        return None if target is None else due_at(received, target, self.cast.calendars[office])

    def stands(self, kind: CaseKind, received: datetime, office: str) -> DueBand | None:
        """How such a case would stand today; None when the demo should not show it open any more."""
        due = self.due(kind, received, office)
        if due is None or self.at - due > LONGEST_OVERDUE:
            return None
        return self.limits.band(due)
