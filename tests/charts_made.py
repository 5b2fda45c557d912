"""Charts as surveys bring them, one of each kind, for tests of layout, screen and paper."""

from csatdesk.domain.charts import (
    Aspect,
    Band,
    Bar,
    Cell,
    Distribution,
    Fields,
    ImportancePerformance,
    MatrixCells,
    MatrixPart,
    MatrixRow,
    Measure,
    Moment,
    RangeRow,
    RangeRows,
    Rank,
    Step,
    StepProfile,
    Tone,
    Trend,
    Value,
)
from csatdesk.domain.statistics import Interval
from csatdesk.domain.suppression import Shown

NPS = Measure("NPS")
INDEX = Measure("Index", 0)
FIELDS = Fields("Matters, goes badly", "Matters, goes well", "Matters less", "")
HIDDEN = Value(words="hidden, fewer than 5 answers", shown=Shown.HIDDEN)


def full(value: float, low: float, high: float, n: int = 400) -> Value:
    return Value(n, value, Interval(low, high), Shown.FULL)


def grey(value: float, low: float, high: float, n: int = 20) -> Value:
    return Value(n, value, Interval(low, high), Shown.GREY, "too few")


def _bars(first: int, *counts: int) -> tuple[Bar, ...]:
    return tuple(Bar(str(first + place), count, f"value:{first + place}") for place, count in enumerate(counts))


def distribution() -> Distribution:
    return Distribution(
        title="Half would surely recommend us",
        subtitle="Answers by value, 0 not at all to 10 surely",
        value_head="Value",
        bands=(
            Band("76 critics", Tone.LOW, _bars(0, 9, 4, 6, 8, 9, 21, 19)),
            Band("117 undecided", Tone.MIDDLE, _bars(7, 48, 69)),
            Band("219 promoters", Tone.HIGH, _bars(9, 88, 131)),
        ),
    )


def trend() -> Trend:
    told = (24, 21, 26, 19, 17, 20, 22, 27, 25, 31, 28, 35)
    names = "Nov Dec Jan Feb Mar Apr May Jun Jul Aug Sep Oct".split()
    moments = [
        Moment(name, name, full(value, value - 7.6, value + 7.4), {"Nov": "2025", "Jan": "2026"}.get(name, ""), name)
        for name, value in zip(names, told, strict=True)
    ]
    return Trend(
        title="Up since spring, no clear change last month",
        subtitle="NPS by month with its likely range, 340 to 430 answers each",
        measure=NPS,
        moments=tuple(moments),
        least=-100,
        most=100,
    )


def trend_with_gap() -> Trend:
    whole = trend()
    empty = Moment("Mar", "Mar", Value(0, words="nobody answered"))
    moments = tuple(empty if one.name == "Mar" else one for one in whole.moments)
    return Trend(title="", subtitle="", measure=NPS, moments=moments)


def ranges() -> RangeRows:
    return RangeRows(
        title="E-mail is the weak channel",
        subtitle="NPS by channel of the contact, with its likely range",
        row_head="Channel",
        measure=NPS,
        least=-100,
        most=100,
        rows=(
            RangeRow("Personal account", full(48, 27, 68, 42), key="channel:account"),
            RangeRow("In person", full(47, 35, 59, 148), key="channel:person"),
            RangeRow("Phone", full(31, 18, 45, 131), key="channel:phone"),
            RangeRow("Chat", grey(25, -5, 56), key="channel:chat"),
            RangeRow("E-mail", full(10, -10, 31, 58), is_loud=True, key="channel:email"),
            RangeRow("Letter", Value(words="hidden too, or the next row could be worked out", shown=Shown.HIDDEN)),
            RangeRow("Social media", HIDDEN),
        ),
    )


def aspects() -> ImportancePerformance:
    told = (
        ("Answered everything", 58.6, 23),
        ("Kept the promise", 54.5, 21),
        ("Time to solve", 60, 19.4),
        ("Plain words", 73.8, 18),
        ("Friendly", 88, 17.3),
        ("Easy to reach", 78.8, 14.8),
        ("Waiting", 65.8, 12),
        ("Surroundings", 84, 10.2),
    )
    return ImportancePerformance(
        title="Work on keeping promises and answering everything",
        subtitle="What matters to customers against how well it goes, 8 aspects, 398 to 412 answers",
        across="how well it goes, index 0 to 100",
        up="how much it matters",
        fields=FIELDS,
        performance_from=72,
        importance_from=16.5,
        aspects=tuple(Aspect(name, goes, matters, 400, f"item:{name}") for name, goes, matters in told),
    )


def matrix() -> MatrixCells:
    def row(name: str, *cells: Cell) -> MatrixRow:
        return MatrixRow(name, cells)

    business = MatrixPart(
        "Business",
        (
            row("Order", Cell(full(40, 30, 50), 75, key="order:phone"), Cell(grey(20, 0, 50), 15), Cell(HIDDEN)),
            row("Fault, support", Cell(full(10, 0, 20), 60, Rank.WORST), Cell(full(33, 20, 40), 30), Cell(HIDDEN)),
        ),
    )
    private = MatrixPart(
        "Private", (row("Order", Cell(full(52, 40, 60), 50, Rank.BEST), Cell(Value(0)), Cell(full(31, 20, 40), 20)),)
    )
    return MatrixCells(
        title="Faults by phone go worst",
        subtitle="NPS by channel and type of inquiry, and how many of the answers of each group",
        row_head="Type of inquiry",
        column_head="Channel",
        measure=NPS,
        columns=("Phone", "E-mail", "Chat"),
        parts=(business, private),
    )


def steps() -> StepProfile:
    told = (("Answered in time", 70, 81), ("Greeting", 88, 85), ("Listened", 74, 80), ("Plain words", 66, 79))
    made = [Step(name, full(own, own - 4, own + 4), full(other, other - 4, other + 4)) for name, own, other in told]
    made.insert(2, Step("Transfer", full(55, 50, 60), HIDDEN))
    return StepProfile(
        title="62 against 72: plain words and waiting make the difference",
        subtitle="Index 0 to 100 by step of the contact",
        measure=INDEX,
        first="Bergen",
        second="Oslo",
        step_head="Step",
        total_head="All in all",
        first_total=full(62, 58, 66),
        second_total=full(72, 69, 75),
        steps=tuple(made),
    )


ALL = (distribution, trend, trend_with_gap, ranges, aspects, matrix, steps)
