"""What all views of quality share: by which scorecard, in which days or wave, against what, and what narrows it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.contacts import Segment
from csatdesk.domain.cuts import Cut
from csatdesk.domain.evaluations import ABOUT_PEOPLE, EvaluationKind
from csatdesk.domain.quality_views import Card, QualityAsked, Span, WaveChoice, year_before
from csatdesk.gui.activity_choice import ActivityChoice
from csatdesk.gui.fields import Choice, LinkButton
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.gui.topics.period_bar import PeriodBar
from csatdesk.operations.quality.facts import QualityFacts
from csatdesk.operations.quality.words import card_words
from csatdesk.wording.formats import number
from csatdesk.wording.standards import CHANNELS, channel_words
from csatdesk.wording.surveys import words as level_words
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

REVIEWS, VISITS, CHECKS = "reviews", "visits", "checks"
KINDS: Mapping[str, frozenset[EvaluationKind]] = {
    REVIEWS: ABOUT_PEOPLE,
    VISITS: frozenset({EvaluationKind.VISIT}),
    CHECKS: frozenset({EvaluationKind.CHECKLIST}),
}
BEFORE, YEAR = "before", "year"
NO_OFFICE = (0,)  # none fits: nothing is to be found, rather than everything
TOPIC_MOST = 250  # pixels; paths of topics are long
SETTLED = timedelta(days=7)  # a month that has just begun holds nothing to look at yet


class QualityFilters(QWidget):
    """`changed` after anything else is to be shown."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.facts: QualityFacts | None = None
        self.card, self.period, self.wave = Choice(), PeriodBar(), Choice()
        self.against = Choice([(BEFORE, _("against the period before")), (YEAR, _("against a year before"))])
        self.kind = Choice(
            [("", _("All kinds")), (REVIEWS, _("Reviews")), (VISITS, _("Visits")), (CHECKS, _("Checklists"))]
        )
        self.office, self.team = Choice([(None, _("All offices"))]), Choice([(None, _("All units"))])
        self.level, self.country = Choice([(None, _("All levels"))]), Choice([(None, _("All countries"))])
        channels = [(one, channel_words(one)) for one in CHANNELS]
        self.channel = Choice([("", _("All channels")), *channels])
        self.topic = Choice([(None, _("All topics"))])
        self.segment = Choice([(None, _("All segments")), *((one, word(one)) for one in Segment)])
        self.activity = ActivityChoice()
        self.more = LinkButton(_("More filters"), keys="Alt+Shift+F", role="body")
        self._name()
        self._narrowing = (
            self.kind,
            self.office,
            self.level,
            self.country,
            self.team,
            self.channel,
            self.topic,
            self.segment,
            self.activity,
        )
        self._rest = FlowBox(*self._narrowing, gap=S12)
        self._lay_out()
        self._connect()

    def _name(self) -> None:
        for field, name in (
            (self.card, _("Scorecard")),
            (self.wave, _("Wave")),
            (self.against, _("Compared with")),
            (self.kind, _("Kind of evaluation")),
            (self.office, _("Office")),
            (self.level, _("Level")),
            (self.country, _("Country")),
            (self.team, _("Unit")),
            (self.channel, _("Channel")),
            (self.topic, _("Topic")),
            (self.segment, _("Segment")),
        ):
            field.setAccessibleName(name)

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setSpacing(S8)
        column.addWidget(FlowBox(self.card, self.wave, self.period, self.against, self.more, gap=S12))
        column.addWidget(self._rest)
        self._rest.hide()
        theme().changed.connect(self._refit)
        self._refit()

    def _connect(self) -> None:
        self.period.changed.connect(self.changed)
        self.wave.chosen.connect(lambda _wave: self._told())
        self.card.chosen.connect(lambda _card: self._told())
        self.against.chosen.connect(lambda _way: self._told())
        self.kind.chosen.connect(lambda _kind: self._kind_chosen())
        for field in self._narrowing[1:]:
            field.chosen.connect(lambda _value: self._told())
        self.more.clicked.connect(self.turn_more)

    def turn_more(self) -> None:
        """What narrows further comes and goes; what is set stays set."""
        self._rest.setVisible(self._rest.isHidden())
        if not self._rest.isHidden():
            self.kind.setFocus()

    def show_facts(self, facts: QualityFacts) -> None:
        self.facts = facts
        self.period.begin(facts.today, facts.today - SETTLED)
        _offer(self.office, (*facts.offices.items(), *_regions(facts)))
        _offer(self.level, ((office_ids, level_words(one)) for one, office_ids in facts.levels.items()))
        _offer(self.country, ((office_ids, one) for one, office_ids in facts.countries.items()))
        _offer(self.team, facts.teams.items())
        _offer(self.topic, facts.topics.items())
        self.activity.offer(facts.activities)
        self.office.setVisible(len(facts.offices) > 1)
        self.level.setVisible(len(facts.levels) > 1)
        self.country.setVisible(len(facts.countries) > 1)
        self.team.setVisible(bool(facts.teams))
        self._offer_cards()
        self._fit()

    @property
    def cards(self) -> Sequence[Card]:
        if self.facts is None:
            return ()
        wanted = KINDS.get(str(self.kind.value()), frozenset(EvaluationKind))
        return [card for card in self.facts.cards if card.kind in wanted]

    @property
    def chosen_card(self) -> Card | None:
        found = self.card.value()
        return found if isinstance(found, Card) else None

    @property
    def chosen_wave(self) -> WaveChoice | None:
        found = self.wave.value()
        is_visit = self.chosen_card is not None and self.chosen_card.kind is EvaluationKind.VISIT
        return found if isinstance(found, WaveChoice) and is_visit else None

    @property
    def asked(self) -> QualityAsked | None:
        """None: nobody was evaluated by any such scorecard yet."""
        card = self.chosen_card
        if card is None:
            return None
        now, before = self._spans()
        team, topic, segment = (one.value() for one in (self.team, self.topic, self.segment))
        cut = Cut(
            self._office_ids(),
            (segment,) if isinstance(segment, Segment) else (),
            self.activity.activities,
        )
        return QualityAsked(
            versions=card.versions,
            now=now,
            before=before,
            cut=cut,
            team_id=team if isinstance(team, int) else None,
            channel=str(self.channel.value()),
            topic_id=topic if isinstance(topic, int) else None,
        )

    def _office_ids(self) -> tuple[int, ...]:
        """Those that fit all that is chosen; () for all."""
        chosen = [one.value() for one in (self.office, self.level, self.country)]
        sets = [frozenset(one) if isinstance(one, tuple) else frozenset({one}) for one in chosen if one is not None]
        if not sets:
            return ()
        return tuple(sorted(frozenset.intersection(*sets))) or NO_OFFICE

    def _spans(self) -> tuple[Span, Span | None]:
        wave = self.chosen_wave
        if wave is not None:
            before = None if wave.before is None else Span(wave.before.days, wave.before.id)
            return Span(wave.days, wave.id), before
        days, before_days = self.period.days
        return Span(days), Span(before_days if self.against.value() == BEFORE else year_before(days))

    def _offer_cards(self) -> None:
        kept = self.card.value()
        self.card.clear()
        for card in self.cards:
            self.card.add(card, card_words(card))
        same = [one for one in self.cards if isinstance(kept, Card) and one.versions[-1] == kept.versions[-1]]
        if same:
            self.card.set_value(same[0])
        self.card.updateGeometry()

    def _kind_chosen(self) -> None:
        self._offer_cards()
        self._told()

    def _told(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """Waves are of visits; a wave has its own days."""
        card, waves = self.chosen_card, self.facts.waves if self.facts is not None else ()
        has_waves = card is not None and card.kind is EvaluationKind.VISIT and bool(waves)
        if [one for one, _words in self.wave.options()][1:] != list(waves):
            self.wave.clear()
            self.wave.add(None, _("All days"))
            for wave in waves:
                self.wave.add(wave, wave.name)
        self.wave.setVisible(has_waves)
        self.period.setVisible(self.chosen_wave is None)
        self.against.setVisible(self.chosen_wave is None)
        count = sum(bool(field.value()) for field in self._narrowing)
        words = _("More filters")
        self.more.setText(f"{words} ({number(count)})" if count else words)

    def _refit(self) -> None:
        self.topic.setMaximumWidth(theme().px(TOPIC_MOST))
        self._column.setContentsMargins(theme().margin, S8, theme().margin, S8)


def _regions(facts: QualityFacts) -> Iterator[tuple[object, str]]:
    """Behind the offices those that lie together."""
    for region, office_ids in facts.regions.items():
        yield office_ids, _("Region: {name}").format(name=region)


def _offer(field: Choice, options: Iterable[tuple[object, str]]) -> None:
    """Other choices after the first, which means all; what was chosen stays so."""
    kept, given = field.value(), list(options)
    if [one for one, _words in field.options()][1:] == [one for one, _words in given]:
        return
    while field.count() > 1:
        field.removeItem(1)
    for value, words in given:
        field.add(value, words)
    field.set_value(kept if kept in [one for one, _words in given] else None)
