"""The keys that answer a question at the kiosk, laid out for the screen."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.forms import NO, PARTIAL, YES, Answer, Item, ScaleKind
from csatdesk.domain.kiosk import face_points, has_faces, points_of
from csatdesk.gui.kiosk.faces import WHOLE
from csatdesk.gui.kiosk.keys import LETTERS, AnswerKey, ChoiceKey, FaceKey
from csatdesk.gui.kiosk.measure import Measure, fitting, font
from csatdesk.gui.kiosk.words import Words
from csatdesk.wording.formats import number
from csatdesk.wording.standards import told
from csatdesk.wording.texts import _, pgettext

FACE, FACE_UPRIGHT = 194, 128  # across
GAP = 16
WORD_LINES = 3  # under a face
ONE_COLUMN, TWO_COLUMNS = 4, 8  # choices at most
IN_A_LINE = 11  # points


class AnswerArea(QWidget):
    """All keys of one question; `chose` gets the answer of the pressed one."""

    def __init__(self, item: Item, measure: Measure, high: int, chose: Callable[[Answer], object]) -> None:
        super().__init__()
        self.item, self._measure, self._high = item, measure, high
        self.overhang = 0  # how far rings reach beyond the edges of the page
        self.keys: list[AnswerKey] = self._made()
        for key in self.keys:
            key.clicked.connect(lambda _checked=False, one=key: chose(one.answer))

    def mark(self, given: Answer | None) -> None:
        """Show what is answered."""
        for key in self.keys:
            key.setChecked(
                key.answer in given if isinstance(given, tuple) else given is not None and key.answer == given
            )

    def _made(self) -> list[AnswerKey]:
        if has_faces(self.item):
            return self._faces()
        if self.item.scale.kind is ScaleKind.POINTS:
            return self._points()
        return self._choices()

    # faces

    def _faces(self) -> list[AnswerKey]:
        return self._faces_below() if self._measure.is_upright else self._faces_beside()

    def _faces_beside(self) -> list[AnswerKey]:
        measure, words = self._measure, _moods()
        wide = min(measure.px(FACE * WHOLE / 2), measure.room // len(words) - measure.px(GAP))
        self.overhang = int(wide - 2 * wide / WHOLE) // 2
        letters = fitting(words, measure.px(LETTERS), (wide, measure.high), lines=WORD_LINES)
        size = QSize(wide, wide + measure.px(20) + WORD_LINES * _line(letters.pixelSize()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        keys: list[AnswerKey] = []
        for mood, (point, said) in enumerate(zip(face_points(self.item.scale), words, strict=True)):
            if mood:
                row.addStretch(1)
            key = FaceKey(point, said, measure, size, letters, mood=mood)
            row.addWidget(key)
            keys.append(key)
        return keys

    def _faces_below(self) -> list[AnswerKey]:
        measure, words = self._measure, _moods()
        gap = measure.px(GAP)
        high = min(measure.px(FACE_UPRIGHT), (self._high - gap * (len(words) - 1)) // len(words))
        wide = measure.room
        letters = fitting(words, measure.px(30), (wide - high - measure.px(20), high))
        column = _column(self, gap)
        keys: list[AnswerKey] = []
        for mood, (point, said) in enumerate(zip(face_points(self.item.scale), words, strict=True)):
            keys.append(FaceKey(point, said, measure, QSize(wide, high), letters, mood=mood))
            column.addWidget(keys[-1])
        return keys

    # points

    def _points(self) -> list[AnswerKey]:
        measure, points = self._measure, points_of(self.item.scale)
        gap = measure.px(GAP / 2 if len(points) > TWO_COLUMNS else GAP)
        lines = _lines_of(len(points), measure.room, gap, measure.target)
        in_line = -(-len(points) // lines)
        side = min(measure.touchable(112), (measure.room - gap * (in_line - 1)) // in_line)
        letters = font(min(measure.px(36), side * 0.55))
        column = _column(self, gap)
        grid = QGridLayout()
        grid.setSpacing(gap)
        keys: list[AnswerKey] = []
        for place, point in enumerate(points):
            size = QSize(side, max(measure.touchable(96), side * 4 // 5))
            keys.append(AnswerKey(point, number(point), measure, size, letters))
            grid.addWidget(keys[-1], *divmod(place, in_line))
        middle = QVBoxLayout()
        middle.setSpacing(measure.px(GAP))
        middle.addLayout(grid)
        middle.addLayout(self._ends(in_line * side + gap * (in_line - 1)))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(middle)
        row.addStretch(1)
        column.addLayout(row)
        return keys

    def _ends(self, wide: int) -> QHBoxLayout:
        """The words of both ends, under them."""
        measure, scale = self._measure, self.item.scale
        ends = [told(scale.lowest), told(scale.highest)]
        ends = ends[::-1] if scale.is_descending else ends
        letters = fitting(ends, measure.px(24), (wide / 2 - measure.px(GAP), measure.high))
        row = QHBoxLayout()
        row.setSpacing(measure.px(GAP))
        for words, side in zip(ends, (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight), strict=True):
            label = Words(words, letters.pixelSize())
            label.setAlignment(side | Qt.AlignmentFlag.AlignTop)
            row.addWidget(label, 1)
        return row

    # choices

    def _choices(self) -> list[AnswerKey]:
        measure, choices = self._measure, _choices(self.item)
        gap = measure.px(GAP if len(choices) <= TWO_COLUMNS else GAP / 2)
        columns = self._columns(len(choices), gap)
        rows = -(-len(choices) // columns)
        most = measure.px(720 if columns == 1 else 4000)
        wide = min(most, (measure.room - gap * (columns - 1)) // columns)
        high = max(measure.target, min(measure.px(72), (self._high - gap * (rows - 1)) // rows))
        is_many = self.item.scale.kind is ScaleKind.MANY
        place_of_words = (wide - measure.px(84 if is_many else 44), high - 2)
        letters = fitting(list(choices.values()), measure.px(LETTERS), place_of_words)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(gap)
        grid.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        keys: list[AnswerKey] = []
        for place, (answer, words) in enumerate(choices.items()):
            key = ChoiceKey(answer, words, measure, QSize(wide, high), letters)
            key.is_many = is_many
            keys.append(key)
            grid.addWidget(key, place % rows, place // rows)
        return keys

    def _columns(self, count: int, gap: int) -> int:
        """As the design has it; more where so many keys as a finger needs do not find room below one another."""
        target = self._measure.target
        if self._measure.is_upright:
            columns = 1 if count <= TWO_COLUMNS else 2
        else:
            columns = 1 if count <= ONE_COLUMN else 2 if count <= TWO_COLUMNS else 3
        while columns < count and -(-count // columns) * (target + gap) - gap > self._high:
            columns += 1
        return columns


def _moods() -> list[str]:
    """The words of the faces, the happiest first."""
    return [
        _("Very satisfied"),
        _("Satisfied"),
        pgettext("satisfaction", "Neither"),
        _("Dissatisfied"),
        _("Very dissatisfied"),
    ]


def _choices(item: Item) -> Mapping[str, str]:
    """The answers of a question that is answered by words."""
    scale = item.scale
    match scale.kind:
        case ScaleKind.YES_NO:
            return {YES: _("Yes"), NO: _("No")}
        case ScaleKind.YES_PARTIAL_NO:
            return {YES: _("Yes"), PARTIAL: _("Partly"), NO: _("No")}
    return {one.key: told(one.text) for one in scale.choices}


def _lines_of(count: int, room: int, gap: int, target: int) -> int:
    """As few lines as leave every point broad enough for a finger."""
    lines = -(-count // IN_A_LINE)
    while (room - gap * (-(-count // lines) - 1)) // -(-count // lines) < target and lines < count:
        lines += 1
    return lines


def _column(widget: QWidget, gap: int) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    return column


def _line(letters: int) -> int:
    return round(letters * 1.25)


def key_for(keys: Sequence[AnswerKey], typed: str) -> AnswerKey | None:
    """The key that a typed number means: the point itself, else the place from the left or from above."""
    if not typed.isdigit():
        return None
    if all(isinstance(key.answer, int) for key in keys) and not any(isinstance(key, FaceKey) for key in keys):
        return next((key for key in keys if key.answer == int(typed)), None)
    place = int(typed) - 1
    return keys[place] if 0 <= place < len(keys) else None
