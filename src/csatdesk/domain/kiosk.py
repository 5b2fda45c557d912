"""The kiosk: one question a screen, by touch or keys, and never a name. What is asked there, and how one goes through.

A walk through the questions is unchangeable: each step makes the next one. Nothing of it says when, where or who.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from csatdesk.domain.forms import Answer, Form, Good, Item, Scale, ScaleKind

BACK_AFTER_S, COUNTED_S = 15, 5  # without a touch; the last of them are counted
THANKS_S = 6  # the thanks stay so long
TARGET_MM = 12.0
FACES = 5
TOUCHED = frozenset(
    {ScaleKind.YES_NO, ScaleKind.YES_PARTIAL_NO, ScaleKind.POINTS, ScaleKind.ONE, ScaleKind.MANY}
)  # what is answered by pressing; the others want a keyboard
NAMING = frozenset({"anonymity", "call_back"})  # metrics of questions that only make sense with a name
FACE_METRIC, COMMENT = "csat", "comment"
COMMENT_MOST = 600  # signs


def is_asked(item: Item) -> bool:
    """Whether a question can be answered by pressing, and without a name."""
    return item.scale.kind in TOUCHED and item.metric not in NAMING


def is_written(item: Item) -> bool:
    """An open comment, which is asked where the kiosk shows keys for writing."""
    return item.scale.kind is ScaleKind.TEXT and item.metric == COMMENT


def left_out(form: Form) -> tuple[Item, ...]:
    """The questions that the kiosk does not ask."""
    return tuple(item for item in form.items() if not is_asked(item))


def languages_of(items: Iterable[Item]) -> frozenset[str]:
    """The languages in which everything is said of these questions."""
    said = [text for item in items for text in _texts(item) if text]
    return frozenset.intersection(*map(frozenset, said)) if said else frozenset()


def kiosk_languages(form: Form, *, has_comment: bool = False) -> frozenset[str]:
    return languages_of(item for item in form.items() if is_asked(item) or (has_comment and is_written(item)))


def _texts(item: Item) -> Iterator[Mapping[str, str]]:
    yield item.text
    yield item.lead
    yield item.scale.lowest
    yield item.scale.highest
    for choice in item.scale.choices:
        yield choice.text


def has_faces(item: Item) -> bool:
    """Satisfaction from 1 to 5 is shown by faces, the happiest first."""
    scale = item.scale
    is_five = scale.kind is ScaleKind.POINTS and scale.last - scale.first + 1 == FACES
    return is_five and item.metric == FACE_METRIC and scale.good is not Good.NONE


def points_of(scale: Scale) -> tuple[int, ...]:
    """The points as they are shown."""
    points = range(scale.first, scale.last + 1)
    return tuple(reversed(points)) if scale.is_descending else tuple(points)


def face_points(scale: Scale) -> tuple[int, ...]:
    """The points from the happiest face to the saddest."""
    points = tuple(range(scale.first, scale.last + 1))
    return points if scale.good is Good.LOW else points[::-1]


@dataclass(frozen=True, slots=True)
class Walk:
    """One person at the kiosk. `place`: which of the questions that are asked after these answers; behind the last
    one it is over. `has_comment`: open comments are asked, too."""

    form: Form
    answers: Mapping[str, Answer] = field(default_factory=dict)
    place: int = 0
    has_comment: bool = False

    @property
    def questions(self) -> tuple[Item, ...]:
        asked = (item for _, items in self.form.asked(self.answers) for item in items)
        return tuple(item for item in asked if is_asked(item) or (self.has_comment and is_written(item)))

    @property
    def question(self) -> Item | None:
        """What is asked now; None when it is over."""
        questions = self.questions
        return questions[self.place] if self.place < len(questions) else None

    @property
    def given(self) -> Answer | None:
        return None if self.question is None else self.answers.get(self.question.key)

    @property
    def is_over(self) -> bool:
        return self.question is None

    @property
    def is_fresh(self) -> bool:
        """Nobody has touched it yet."""
        return not self.answers and not self.place

    def pressed(self, answer: Answer) -> "Walk":
        """A choice of several goes in or out; anything else is the answer, whatever stood there before."""
        item = self.question
        if item is None:
            return self
        if item.scale.kind is ScaleKind.MANY:
            chosen = self.given if isinstance(self.given, tuple) else ()
            key = str(answer)
            kept = {*chosen, key} if key not in chosen else {*chosen} - {key}
            return self._with(item, tuple(one.key for one in item.scale.choices if one.key in kept) or None)
        if is_written(item):
            return self._with(item, str(answer).strip() or None)
        return self._with(item, answer)

    def skipped(self) -> "Walk":
        """No answer to this one, and on."""
        return self if self.question is None else self._with(self.question, None).gone_on()

    def gone_on(self) -> "Walk":
        return self if self.is_over else replace(self, place=self.place + 1)

    def gone_back(self) -> "Walk":
        return replace(self, place=max(0, self.place - 1))

    def kept(self) -> dict[str, Answer]:
        """The answers that count: what is no longer asked after the others is dropped."""
        return {item.key: self.answers[item.key] for item in self.questions if item.key in self.answers}

    def _with(self, item: Item, answer: Answer | None) -> "Walk":
        answers = {key: one for key, one in self.answers.items() if key != item.key}
        return replace(self, answers=answers if answer is None else answers | {item.key: answer})
