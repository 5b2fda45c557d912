"""What narrows the results, as chips in a row: the name, and in bold what is chosen."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.survey_views import SurveyView
from csatdesk.gui.fields import Choice
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS, S8
from csatdesk.operations.surveys.findings.facts import ResultFacts
from csatdesk.wording.texts import _

PAD, GAP, VALUE_MOST = 11, 4, 190
NARROWING = ("office_id", "segment", "channel", "topic_id", "competence", "country", "region")
PLAIN = frozenset({"segment", "office_id"})  # those that all views have
ALIASES = {"office": "office_id", "topic": "topic_id"}


class ChoiceChip(Choice):
    """A choice that looks like a chip; the first option, None, means all."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.label = name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.currentIndexChanged.connect(self._tell)

    def offer(self, options: Iterable[tuple[object, str]]) -> None:
        """Other options; what was chosen stays so where it is still there."""
        kept, given = self.value(), list(options)
        if list(self.options()) != given:
            self.clear()
            for value, words in given:
                self.add(value, words)
            if kept in [value for value, _words in given]:
                self.set_value(kept)
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(f"{self.label}: {self.currentText()}")
        self.updateGeometry()

    def _shown(self) -> str:
        metrics = theme().metrics("small", bold=True)
        return metrics.elidedText(self.currentText(), Qt.TextElideMode.ElideRight, theme().px(VALUE_MOST))

    def sizeHint(self) -> QSize:
        plain, bold = theme().metrics("small"), theme().metrics("small", bold=True)
        wide = plain.horizontalAdvance(self.label) + GAP + bold.horizontalAdvance(self._shown())
        return QSize(2 * PAD + wide, plain.height() + 11)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme().color("line") if theme().scheme.is_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent_tint"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        plain = theme().metrics("small")
        base = round((self.height() - plain.height()) / 2) + plain.ascent()
        painter.setFont(theme().font("small"))
        painter.setPen(theme().color("ink2"))
        painter.drawText(QPointF(PAD, base), self.label)
        painter.setFont(theme().font("small", bold=True))
        painter.setPen(theme().color("ink"))
        painter.drawText(QPointF(PAD + plain.horizontalAdvance(self.label) + GAP, base), self._shown())


class ResultChips(QWidget):
    """`changed` after anything else is to be shown."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.facts: ResultFacts | None = None
        self.figure = ChoiceChip(_("Figure"))
        self.period = ChoiceChip(_("Period"))
        names = (_("Office"), _("Segment"), _("Channel"), _("Topic"), _("Level"), _("Country"), _("Region"))
        self.fields: Mapping[str, ChoiceChip] = {
            key: ChoiceChip(name) for key, name in zip(NARROWING, names, strict=True)
        }
        always = [self.figure, self.period, self.fields["segment"], self.fields["office_id"]]
        others = [chip for key, chip in self.fields.items() if key not in PLAIN]
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(FlowBox(*always, gap=S8))
        self.more = FlowBox(*others, gap=S8)
        for chip in (*always, *others):
            chip.chosen.connect(lambda _value: self.changed.emit())

    def show_facts(self, facts: ResultFacts) -> None:
        is_other = self.facts is None or self.facts.survey.id != facts.survey.id
        self.facts = facts
        self.figure.offer(facts.metrics)
        self.period.offer(facts.periods)
        if is_other and facts.begins_with in [span for span, _words in facts.periods]:
            self.period.set_value(facts.begins_with)
        for key, chip in self.fields.items():
            chip.offer([(None, _("all")), *facts.narrowing.get(key, ())])
        self.fit(is_wide=False)

    def fit(self, *, is_wide: bool) -> None:
        """Where units are compared all chips stand there; elsewhere those of every view, and what is set."""
        self.figure.setVisible(self.figure.count() > 1)
        further = False
        for key, chip in self.fields.items():
            is_shown = chip.count() > 2 and (is_wide or key in PLAIN)
            chip.setVisible(is_shown or chip.value() is not None)
            further = further or (key not in PLAIN and not chip.isHidden())
        self.more.setVisible(further)

    @property
    def item_key(self) -> str:
        return str(self.figure.value() or "")

    @property
    def view(self) -> SurveyView | None:
        """What is asked for; only what the view in front has chips for narrows it."""
        span = self.period.value()
        if self.facts is None or not isinstance(span, tuple):
            return None
        chosen = {key: chip.value() for key, chip in self.fields.items() if not chip.isHidden()}
        return self.facts.view(span, chosen)

    def narrow(self, key: str) -> bool:
        """Choose what a mark stands for, such as "channel=phone"; False where no chip has it."""
        name, _sign, value = key.partition("=")
        chip = self.period if name == "month" else self.fields.get(ALIASES.get(name, name))
        if chip is None:
            return False
        for option, _words in chip.options():
            if str(_plain(option)) == value:
                chip.set_value(option)
                chip.show()
                return True
        return False

    def words(self) -> str:
        """ "October 2026, all offices" """
        office = self.fields["office_id"]
        offices = _("all offices") if office.value() is None else office.currentText()
        others = [chip.currentText() for key, chip in self.fields.items() if key != "office_id" and self._narrows(chip)]
        return ", ".join([self.period.currentText(), offices, *others])

    @staticmethod
    def _narrows(chip: ChoiceChip) -> bool:
        return not chip.isHidden() and chip.value() is not None


def _plain(option: object) -> object:
    """A member's value; of a span of one month that month."""
    if isinstance(option, tuple):
        return option[0] if option[0] == option[1] else ""
    return getattr(option, "value", option)
