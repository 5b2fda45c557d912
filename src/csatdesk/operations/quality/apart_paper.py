"""What each office does better and worse than all others together (M42), on paper: in the words that stand on screen,
each figure with its range.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from csatdesk.domain.forms import Form
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.quality import Apart, item_scores, section_scores
from csatdesk.domain.quality_views import Group, QualityAsked, Split
from csatdesk.domain.survey_views import sample_of
from csatdesk.operations.quality.step_aparts import MOST_TOLD, Side, StepApart, differences, parts_of, read_sides
from csatdesk.operations.quality.words import change_words, evaluations_words, met_words
from csatdesk.operations.work import Reading
from csatdesk.reports.quality import ApartPaper
from csatdesk.reports.table import Cell, Column, Row
from csatdesk.reports.table import Group as Heading
from csatdesk.wording.evaluations import score_words
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, language

COMPARED_LEAST = 2  # offices
Scores = tuple[dict[str, Counter[float]], dict[str, Counter[float]]]  # of items and of steps, by key


@dataclass(frozen=True, slots=True)
class Measured:
    """A step or item on one side. `likely`: its range, within 0 to 100; None where nothing can be said of it."""

    mean: Decimal
    n: int
    likely: tuple[Decimal, Decimal] | None


@dataclass(frozen=True, slots=True)
class Told:
    """`told`: in which words it stands on screen, as "Better, not by chance". `is_share`: of an item, in percent."""

    told: str
    title: LocalText
    here: Measured
    there: Measured
    by: Decimal
    is_share: bool


@dataclass(frozen=True, slots=True)
class OfficeApart:
    """Nothing is told under the minimum, on either side."""

    name: str
    n: int
    lines: tuple[Told, ...]


def load_aparts(reading: Reading, asked: QualityAsked, offices: Sequence[Group]) -> tuple[OfficeApart, ...]:
    """Of all offices compared, in their order. Without another one there is nothing to compare with."""
    if len(offices) < COMPARED_LEAST:
        return ()
    form, whole, sides = read_sides(reading, asked, Split.OFFICE)
    return tuple(
        OfficeApart(one.name, one.standing.n, tuple(_told(form, sides[one.key], whole - sides[one.key])))
        for one in offices
    )


def _told(form: Form, here: Side, there: Side) -> Iterator[Told]:
    mine, others = _scores(form, here), _scores(form, there)
    for words, some in parts_of(differences(form, here, there), MOST_TOLD):
        for one in some:
            yield _line(words.rstrip(":"), one, mine, others)


def _scores(form: Form, side: Side) -> Scores:
    return item_scores(form, side.items), section_scores(form, side.sections)


def _line(words: str, one: StepApart | Apart, mine: Scores, others: Scores) -> Told:
    if isinstance(one, StepApart):
        key, title = one.here.section.key, one.here.section.title
        here, there = (
            _measured(side.mean, side.n, scores[1][key]) for side, scores in ((one.here, mine), (one.there, others))
        )
        return Told(words, title, here, there, Decimal(one.by), is_share=False)
    key, title = one.here.item.key, one.here.item.short or one.here.item.text
    here, there = (
        _measured(side.met, side.n, scores[0][key]) for side, scores in ((one.here, mine), (one.there, others))
    )
    return Told(words, title, here, there, one.by, is_share=True)


def _measured(mean: Decimal | None, n: int, scores: Counter[float]) -> Measured:
    """The range is mean ± t · s / √n, cut to 0 to 100, as that of offices. A few that are all alike have none: how much
    others would differ from them they do not tell.
    """
    assert mean is not None  # of three at least
    sample = sample_of(scores)
    likely = sample.likely() if sample is not None else None
    if likely is None or likely.low == likely.high:
        return Measured(mean, n, None)
    return Measured(mean, n, (Decimal(max(likely.low, 0.0)), Decimal(min(likely.high, 100.0))))


# on paper


def apart_paper(offices: Sequence[OfficeApart]) -> ApartPaper | None:
    if not offices:
        return None
    rows = [row for office in offices if office.lines for row in _office(office)]
    return ApartPaper(
        title=_("Strengths and weaknesses"),
        base=_(
            "Each office against all others together, from three evaluations on either side. Steps: only those whose "
            "difference is not chance. Items: as they were met."
        ),
        note="" if rows else _("No office is told apart from the others by anything."),
        columns=[
            Column(_("What"), 7),
            Column(_("Here"), 4.7, is_right=True),
            Column(_("n"), 1.3, is_right=True),
            Column(_("All others"), 4.7, is_right=True),
            Column(_("n"), 1.3, is_right=True),
            Column(_("Difference"), 2.6, is_right=True),
        ],
        rows=rows,
    )


def _office(office: OfficeApart) -> Iterator[Row]:
    yield Heading(office.name, evaluations_words(office.n))
    for one in office.lines:
        yield (
            Cell(one.title.in_language(language()), second=one.told),
            *_cells(one, one.here),
            *_cells(one, one.there),
            Cell(change_words(one.by)),
        )


def _cells(one: Told, side: Measured) -> tuple[Cell, Cell]:
    words = ""
    if side.likely is not None:
        low, high = (_figure(one, end) for end in side.likely)
        words = _("likely {low} to {high}").format(low=low, high=high)
    return Cell(_figure(one, side.mean), second=words), Cell(number(side.n))


def _figure(one: Told, value: Decimal) -> str:
    return met_words(value) if one.is_share else score_words(value)
