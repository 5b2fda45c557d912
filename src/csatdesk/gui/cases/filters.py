"""What a list can be narrowed by: each filter's name, its values, and how they stand in a `CaseFilter`."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from csatdesk.domain.cases import (
    CaseFilter,
    CaseKind,
    DueBand,
    Priority,
    ReplyBy,
    Solved,
)
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.errors import Refusal
from csatdesk.domain.folding import fold
from csatdesk.domain.marks import N_
from csatdesk.domain.statuses import Status
from csatdesk.gui.cases.told import STEP, day, topic_words
from csatdesk.gui.intake.moments import read as read_moment
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.formats import listing
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import in_sentence, word

WORDS_MOST = 3  # values a chip names before it only counts them
OPEN, NOBODY, NO_TOPIC, ME, POSSIBLE = "open", "nobody", "no topic", "me", "possible"


@dataclass(frozen=True, slots=True)
class Option:
    value: Hashable
    words: str


@dataclass(frozen=True, slots=True)
class Span:
    """Days of receipt, both inclusive; None: open at that end."""

    first: date | None = None
    last: date | None = None


Values = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class FilterField:
    """One thing a list is narrowed by. `name` is marked with N_. `options` takes the facts, who asks, what is typed."""

    key: str
    name: str
    options: Callable[[CaseFacts, int, str], Sequence[Option]]
    chosen: Callable[[CaseFilter], Values]
    put: Callable[[CaseFilter, Values], CaseFilter]
    words: Callable[[Values, CaseFacts], str]
    is_single: bool = False

    def is_set(self, shown: CaseFilter) -> bool:
        return bool(self.chosen(shown))

    def without(self, shown: CaseFilter) -> CaseFilter:
        return self.put(shown, frozenset())

    def toggled(self, shown: CaseFilter, value: Hashable) -> CaseFilter:
        """The filter with one value more or less; of a single field the value takes the place of the other."""
        chosen = self.chosen(shown)
        if value in chosen:
            return self.put(shown, chosen - {value})
        return self.put(shown, frozenset({value}) if self.is_single else chosen | {value})


def matching(options: Iterable[Option], typed: str) -> list[Option]:
    """Options that hold every typed word as the beginning of one of theirs."""
    wanted = fold(typed).split()
    return [one for one in options if all(any(w.startswith(x) for w in fold(one.words).split()) for x in wanted)]


def _listed(words: Iterable[str]) -> str:
    told = list(words)
    if len(told) > WORDS_MOST:
        return _("{count} chosen").format(count=len(told))
    return ", ".join(told)


def _enum_field(key: str, name: str, column: str, members: type[Enum]) -> FilterField:
    """A filter whose values are the members of an enum, kept as a tuple in the order of the enum."""

    def put(shown: CaseFilter, values: Values) -> CaseFilter:
        kept = {column: tuple(one for one in members if one in values)}
        return replace(shown, **kept)  # type: ignore[arg-type]  # the column is that of these members

    return FilterField(
        key,
        name,
        lambda _facts, _me, typed: matching((Option(one, word(one)) for one in members), typed),
        lambda shown: frozenset(getattr(shown, column)),
        put,
        lambda values, _facts: _listed(in_sentence(word(one)) for one in members if one in values),
    )


def _standing_options(_facts: CaseFacts, _me: int, typed: str) -> Sequence[Option]:
    statuses = (Option(one, word(one)) for one in Status)
    return matching((Option(OPEN, _("All open")), *statuses), typed)


def _standing(shown: CaseFilter) -> Values:
    return frozenset({OPEN}) if shown.is_open and not shown.statuses else frozenset(shown.statuses)


def _put_standing(shown: CaseFilter, values: Values) -> CaseFilter:
    """ "Open" and single statuses shut each other out; the one that is new wins."""
    fresh = values - _standing(shown)
    if OPEN in fresh or values == {OPEN}:
        return replace(shown, is_open=True, statuses=())
    return replace(shown, is_open=None, statuses=tuple(one for one in Status if one in values))


def _standing_words(values: Values, _facts: CaseFacts) -> str:
    if OPEN in values:
        return _("open")
    return _listed(in_sentence(word(one)) for one in Status if one in values)


def _topic_options(facts: CaseFacts, _me: int, typed: str) -> Sequence[Option]:
    paths = [(facts.tree.path(topic.id, language()), topic) for topic in facts.tree.topics.values()]
    options = [Option(topic.id, STEP.join(path)) for path, topic in paths if not topic.is_retired]
    return matching((Option(NO_TOPIC, _("Unclassified")), *options), typed)


def _put_topics(shown: CaseFilter, values: Values) -> CaseFilter:
    ids = tuple(sorted(one for one in values if isinstance(one, int)))
    return replace(shown, topic_ids=ids, without_topic=NO_TOPIC in values)


def _topics(shown: CaseFilter) -> Values:
    return frozenset(shown.topic_ids) | ({NO_TOPIC} if shown.without_topic else frozenset())


def _topics_told(values: Values, facts: CaseFacts) -> str:
    told = [topic_words(one, facts.tree) for one in facts.tree.topics if one in values]
    return _listed([*told, *([_("unclassified")] if NO_TOPIC in values else [])])


def _owner_options(facts: CaseFacts, me: int, typed: str) -> Sequence[Option]:
    mine = [Option(one.id, _("{name} (me)").format(name=one.name)) for one in facts.staff if one.id == me]
    others = [Option(one.id, one.name) for one in facts.staff if one.id != me]
    return matching((*mine, Option(NOBODY, _("Nobody yet")), *others), typed)


def _put_owners(shown: CaseFilter, values: Values) -> CaseFilter:
    ids = tuple(sorted(one for one in values if isinstance(one, int)))
    return replace(shown, owner_ids=ids, without_owner=NOBODY in values)


def _owners(shown: CaseFilter) -> Values:
    return frozenset(shown.owner_ids) | ({NOBODY} if shown.without_owner else frozenset())


def _owners_told(values: Values, facts: CaseFacts) -> str:
    told = [one.name for one in facts.staff if one.id in values]
    return _listed([*told, *([_("nobody yet")] if NOBODY in values else [])])


def _office_options(facts: CaseFacts, _me: int, typed: str) -> Sequence[Option]:
    return matching((Option(office_id, name) for office_id, name in facts.offices), typed)


def _put_offices(shown: CaseFilter, values: Values) -> CaseFilter:
    return replace(shown, office_ids=tuple(sorted(one for one in values if isinstance(one, int))))


def _put_teams(shown: CaseFilter, values: Values) -> CaseFilter:
    return replace(shown, team_ids=tuple(sorted(one for one in values if isinstance(one, int))))


def _put_activities(shown: CaseFilter, values: Values) -> CaseFilter:
    return replace(shown, activities=tuple(sorted(one for one in values if isinstance(one, str))))


def _put_matter(shown: CaseFilter, values: Values) -> CaseFilter:
    return replace(shown, matter_id=next((one for one in values if isinstance(one, int)), None))


def _received_options(facts: CaseFacts, _me: int, typed: str) -> Sequence[Option]:
    """Usual spans; a typed day offers to begin there, end there, or show that day alone."""
    if typed.strip():
        return _typed_spans(facts, typed)
    today = facts.calendar.local_day(facts.at)
    return (
        Option(Span(today, today), _("Today")),
        Option(Span(today - timedelta(days=1), today - timedelta(days=1)), _("Yesterday")),
        Option(Span(today - timedelta(days=today.weekday())), _("This week")),
        Option(Span(today - timedelta(days=6)), _("Last 7 days")),
        Option(Span(today.replace(day=1)), _("This month")),
        Option(Span(today - timedelta(days=29)), _("Last 30 days")),
        Option(Span(today.replace(month=1, day=1)), _("This year")),
    )


def _typed_spans(facts: CaseFacts, typed: str) -> Sequence[Option]:
    try:
        found = facts.calendar.local_day(read_moment(typed, facts.at, facts.calendar.zone))
    except Refusal:
        return ()
    spans = (Span(found, None), Span(None, found), Span(found, found))
    return tuple(Option(one, _span_words(one, facts, is_label=True)) for one in spans)


def _span_words(span: Span, facts: CaseFacts, *, is_label: bool = False) -> str:
    first, last = (None if one is None else day(one, facts) for one in (span.first, span.last))
    if first is None:
        return (_("Until {day}") if is_label else _("until {day}")).format(day=last)
    if last is None:
        return (_("Since {day}") if is_label else _("since {day}")).format(day=first)
    if first == last:
        return (_("On {day}") if is_label else _("on {day}")).format(day=first)
    return _("{first} to {last}").format(first=first, last=last)


def _received(shown: CaseFilter) -> Values:
    is_set = shown.received_from is not None or shown.received_to is not None
    return frozenset({Span(shown.received_from, shown.received_to)} if is_set else ())


def _put_received(shown: CaseFilter, values: Values) -> CaseFilter:
    span = next((one for one in values if isinstance(one, Span)), Span())
    return replace(shown, received_from=span.first, received_to=span.last)


def _received_told(values: Values, facts: CaseFacts) -> str:
    return listing([_span_words(one, facts) for one in values if isinstance(one, Span)])


FIELDS: tuple[FilterField, ...] = (
    FilterField("status", N_("Status"), _standing_options, _standing, _put_standing, _standing_words),
    _enum_field("kind", N_("Kind"), "kinds", CaseKind),
    _enum_field("channel", N_("Channel"), "channels", Channel),
    FilterField("topic", N_("Topic"), _topic_options, _topics, _put_topics, _topics_told),
    FilterField(
        "office",
        N_("Office"),
        _office_options,
        lambda shown: frozenset(shown.office_ids),
        _put_offices,
        lambda values, facts: _listed(name for office_id, name in facts.offices if office_id in values),
    ),
    FilterField("owner", N_("Owner"), _owner_options, _owners, _put_owners, _owners_told),
    FilterField(
        "team",
        N_("Team"),
        lambda facts, _me, typed: matching((Option(team_id, name) for team_id, name in facts.teams), typed),
        lambda shown: frozenset(shown.team_ids),
        _put_teams,
        lambda values, facts: _listed(name for team_id, name in facts.teams if team_id in values),
    ),
    _enum_field("priority", N_("Priority"), "priorities", Priority),
    _enum_field("segment", N_("Segment"), "segments", Segment),
    FilterField(
        "activity",
        N_("Line of business"),
        lambda facts, _me, typed: matching((Option(one, one) for one in facts.activities), typed),
        lambda shown: frozenset(shown.activities),
        _put_activities,
        lambda values, _facts: _listed(sorted(str(one) for one in values)),
    ),
    _enum_field("solved", N_("Solved"), "solved", Solved),
    FilterField(
        "repeat",
        N_("Repeat"),
        lambda _facts, _me, typed: matching((Option(POSSIBLE, _("possible")),), typed),
        lambda shown: frozenset({POSSIBLE} if shown.possible_repeat else ()),
        lambda shown, values: replace(shown, possible_repeat=POSSIBLE in values),
        lambda values, _facts: _("possible") if values else "",
    ),
    _enum_field("due", N_("Due"), "due", DueBand),
    _enum_field("reply_by", N_("Answer"), "reply_by", ReplyBy),
    FilterField(
        "matter",
        N_("Known matter"),
        lambda facts, _me, typed: matching((Option(matter_id, title) for matter_id, title in facts.matters), typed),
        lambda shown: frozenset(() if shown.matter_id is None else (shown.matter_id,)),
        _put_matter,
        lambda values, facts: _listed(title for matter_id, title in facts.matters if matter_id in values),
        is_single=True,
    ),
    FilterField(
        "received", N_("Received"), _received_options, _received, _put_received, _received_told, is_single=True
    ),
)
BY_KEY = {one.key: one for one in FIELDS}


def in_words(shown: CaseFilter, facts: CaseFacts) -> str:
    """The filters in words, for papers: "Status open, kind complaint, claim"."""
    told = [
        _("{filter}: {values}").format(filter=_(one.name), values=one.words(one.chosen(shown), facts))
        for one in FIELDS
        if one.is_set(shown)
    ]
    if shown.text.strip():
        told.append(_("Search: {text}").format(text=shown.text.strip()))
    return "; ".join(told)
