"""The results of quality in words: findings, what they rest on, what is not counted in; on screen and on paper."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from csatdesk.domain.marks import N_
from csatdesk.domain.quality import Apart
from csatdesk.domain.quality_views import (
    Card,
    Compared,
    Depth,
    Group,
    Loss,
    Losses,
    Others,
    Profile,
    QualityAsked,
    Span,
    Split,
    Step,
)
from csatdesk.domain.score_roll_ups import RANKED_FROM
from csatdesk.operations.cuts import cut_words
from csatdesk.operations.quality.facts import QualityFacts
from csatdesk.operations.quality.step_aparts import StepApart
from csatdesk.wording.evaluations import score_words, whole_percent
from csatdesk.wording.formats import number, percent, short_date
from csatdesk.wording.standards import channel_words
from csatdesk.wording.texts import _, language, ngettext

NONE = "–"
SPLITS: Mapping[Split, str] = {
    Split.OFFICE: N_("By office"),
    Split.UNIT: N_("By unit"),
    Split.CHANNEL: N_("By channel"),
    Split.EMPLOYEE: N_("By person"),
    Split.TOPIC: N_("By topic"),
    Split.SEGMENT: N_("By segment"),
    Split.HOURS: N_("By time of day"),
}
DEPTHS: Mapping[Depth, str] = {
    Depth.KEY: N_("Key figures"),
    Depth.ITEMS: N_("Every item"),
    Depth.SINGLE: N_("Every evaluation"),
}


def split_words(split: Split) -> str:
    return _(SPLITS[split])


def depth_words(depth: Depth) -> str:
    return _(DEPTHS[depth])


def card_words(card: Card) -> str:
    """A scorecard; with its version where others weigh differently."""
    title = card.titles.in_language(language())
    return _("{title}, version {number}").format(title=title, number=card.number) if card.number else title


def evaluations_words(count: int) -> str:
    return ngettext("{count} evaluation", "{count} evaluations", count).format(count=number(count))


# groups


def compared_finding(found: Compared) -> str:
    """The best and the last, and whether that means anything."""
    ranked = found.ranked
    if not ranked:
        return _("Too few evaluations to compare")
    best, last = ranked[0], ranked[-1]
    if best is last:
        return _("{name}: {score}").format(name=best.name, score=mean_words(best))
    words = _("{name} has the highest score, {score}; {last} the lowest, {least}")
    told = words.format(name=best.name, score=mean_words(best), last=last.name, least=mean_words(last))
    return ". ".join((told, _("The ranges overlap, so the order may be chance."))) if found.may_be_chance else told


def compared_base(found: Compared) -> str:
    """ "57 evaluations; mean of 3 offices 84.2, of all evaluations 83.1; 90 % seen"."""
    whole = found.whole
    if whole is None:
        return _("No evaluation counts in these days.")
    if not whole.standing.score.is_rankable or found.network is None:
        return evaluations_words(whole.standing.n)
    words = ngettext(
        "{evaluations}: mean of {offices} office {network}, of all evaluations {mean}; {share} seen",
        "{evaluations}: mean of {offices} offices {network}, of all evaluations {mean}; {share} seen",
        found.offices,
    )
    return words.format(
        evaluations=evaluations_words(whole.standing.n),
        offices=number(found.offices),
        network=score_words(found.network),
        mean=mean_words(whole),
        share=percent(whole_percent(whole.standing.coverage) / 100),
    )


def mean_words(group: Group) -> str:
    """One with too few is not told: it would be about a person."""
    return score_words(group.standing.score.mean) if group.standing.score.is_rankable else NONE


def range_words(group: Group) -> str:
    """ "likely 69.1 to 98.9"; or why there is none."""
    score = group.standing.score
    if score.low is None or score.high is None:
        return unranked_words(score.n)
    return _("likely {low} to {high}").format(low=score_words(score.low), high=score_words(score.high))


def unranked_words(n: int) -> str:
    return _("unranked, n = {count}").format(count=number(n))


def place_words(group: Group) -> str:
    """ "1"; "1 to 3" where the ranges overlap, so that no order is claimed; a dash with too few."""
    place = group.place
    if place is None:
        return NONE
    if place.first == place.last:
        return number(place.first)
    return _("{low} to {high}").format(low=number(place.first), high=number(place.last))


def seen_words(group: Group) -> str:
    return percent(whole_percent(group.standing.coverage) / 100) if group.standing.score.is_rankable else NONE


def change_words(change: Decimal | None) -> str:
    """In points, with its sign; a dash where nothing can be compared."""
    if change is None:
        return NONE
    rounded = change.quantize(Decimal("0.1"), ROUND_HALF_UP)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return f"{sign}{number(abs(rounded), 1)}"


def critical_words(group: Group) -> str:
    return number(group.standing.critical) if group.standing.score.is_rankable else NONE


def apart_words(one: Apart) -> str:
    """ "Says the name: 92 %, elsewhere 71 % (n 12 and 40)"."""
    title = (one.here.item.short or one.here.item.text).in_language(language())
    words = _("{item}: {here}, elsewhere {there} (n {n} and {others})")
    return words.format(
        item=title,
        here=met_words(one.here.met),
        there=met_words(one.there.met),
        n=number(one.here.n),
        others=number(one.there.n),
    )


def told_apart_words(one: StepApart | Apart) -> str:
    return step_apart_words(one) if isinstance(one, StepApart) else apart_words(one)


def step_apart_words(one: StepApart) -> str:
    """ "Greeting: 92.0, elsewhere 71.4 (n 12 and 40)"."""
    words = _("{item}: {here}, elsewhere {there} (n {n} and {others})")
    return words.format(
        item=one.here.section.title.in_language(language()),
        here=score_words(one.here.mean or Decimal(0)),
        there=score_words(one.there.mean or Decimal(0)),
        n=number(one.here.n),
        others=number(one.there.n),
    )


def met_words(met: Decimal | None) -> str:
    return NONE if met is None else percent(whole_percent(met) / 100)


# losses


def losses_finding(found: Losses) -> str:
    """The fewest items that make up half of what is lost."""
    if not found.rows:
        return _("Too few evaluations to compare") if found.lost else _("Nothing was lost")
    first = found.rows[0]
    title = loss_words(first)
    if first.group_name:
        words = _("“{item}” costs most: {points} points, {group}")
        return words.format(item=title, points=score_words(first.points), group=first.group_name)
    words = _("“{item}” costs most: {points} of {lost} points lost")
    return words.format(item=title, points=score_words(first.points), lost=score_words(found.lost))


def losses_base(found: Losses) -> str:
    if found.n < RANKED_FROM:
        return evaluations_words(found.n)
    words = _("{evaluations}; on average {lost} of 100 points are lost, before any critical failure lowers a score")
    return words.format(evaluations=evaluations_words(found.n), lost=score_words(found.lost))


def loss_words(loss: Loss) -> str:
    return loss.title.in_language(language())


def loss_place(loss: Loss) -> str:
    """Its step and group; "" for a step alone."""
    step = "" if not loss.item_key else loss.step.in_language(language())
    return " · ".join(filter(None, (loss.group_name, step)))


def failed_words(loss: Loss) -> str:
    """ "9 of 40"."""
    return _("{part} of {count}").format(part=number(loss.failed), count=number(loss.n))


# steps


def profile_finding(found: Profile) -> str:
    widest = found.widest
    if all(step.gap is None for step in found.steps):
        return _("Too few evaluations to compare")
    if widest is None:
        return _("No step lies below the benchmark")
    words = _("“{step}” lies farthest below the benchmark: {gap} points")
    return words.format(step=step_words(widest), gap=score_words(-(widest.gap or Decimal(0))))


def profile_base(found: Profile, benchmark: str) -> str:
    words = _("{evaluations} here; benchmark: {benchmark}, {others}. Only scorecards, no survey answers.")
    return words.format(
        evaluations=evaluations_words(found.own), benchmark=benchmark, others=evaluations_words(found.benchmark)
    )


def step_words(step: Step) -> str:
    return step.here.section.title.in_language(language())


# what everything rests on


def others_words(others: Others) -> str:
    """What is not counted in, since another version means something else by its total (rule 17)."""
    told = []
    if others.now:
        words = ngettext(
            "{count} evaluation by another version of this scorecard is not counted in: items or weights differ.",
            "{count} evaluations by other versions of this scorecard are not counted in: items or weights differ.",
            others.now,
        )
        told.append(words.format(count=number(others.now)))
    if others.before:
        words = ngettext(
            "Before, {count} was by another version: only what is the same in both is compared.",
            "Before, {count} were by other versions: only what is the same in both is compared.",
            others.before,
        )
        told.append(words.format(count=number(others.before)))
    return " ".join(told)


def span_words(facts: QualityFacts, span: Span) -> str:
    """The days, or the name of the wave."""
    wave = next((one for one in facts.waves if one.id == span.wave_id), None)
    if wave is not None:
        return wave.name
    return f"{short_date(span.days.first)} – {short_date(span.days.last)}"


def filter_words(facts: QualityFacts, asked: QualityAsked) -> str:
    """What narrows the figures; "" for nothing."""
    parts = [cut_words(asked.cut, facts.offices), facts.teams.get(asked.team_id or 0, "")]
    parts += [channel_words(asked.channel) if asked.channel else "", facts.topics.get(asked.topic_id or 0, "")]
    return " · ".join(filter(None, parts))
