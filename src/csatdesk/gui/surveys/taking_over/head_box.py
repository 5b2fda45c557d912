"""What holds for a whole file of answers: into which survey, of which month, from which office, by which way."""

import re
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.contacts import Channel
from csatdesk.domain.surveys import MONTHS, Route, is_month
from csatdesk.gui.fields import CheckBox, Choice, Label, TextField
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S16
from csatdesk.operations.surveys.answer_facts import AnswerFacts
from csatdesk.wording.surveys import words as survey_words
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

NEW, NONE = 0, 0  # no survey, no mapping has this id
_MONTH = re.compile(r"(\d{1,2})\s*[./ -]\s*(\d{4})|(\d{4})\s*[./ -]\s*(\d{1,2})")


def read_month(typed: str) -> int | None:
    """5.2017, 05/2017, 2017-05 as 201705; None for what is no month."""
    found = _MONTH.fullmatch(typed.strip())
    if found is None:
        return None
    month = int(found[2] or found[3]) * MONTHS + int(found[1] or found[4])
    return month if is_month(month) else None


class HeadBox(QWidget):
    """`survey_changed`, `mapping_changed`: the columns are to be taken for something else; `changed`: the rest."""

    survey_changed = Signal()
    mapping_changed = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.survey, self.mapping, self.office = Choice(), Choice(), Choice()
        self.name, self.month = TextField(), TextField()
        self.channel = Choice([(None, _("not told")), *((one, word(one)) for one in Channel)])
        self.route = Choice([(None, _("not told")), *((one, survey_words(one)) for one in Route)])
        self.is_anonymous = CheckBox(_("K&eep nothing but office, channel and month"))
        self.leaves_out = CheckBox(_("Lea&ve out rows whose code does not count"))
        self.leaves_out.hide()
        self._parts = [
            self._labelled(_("In&to"), self.survey),
            self._labelled(_("N&ame"), self.name),
            self._labelled(_("Read &like"), self.mapping),
            self._labelled(_("M&onth"), self.month),
            self._labelled(_("O&ffice"), self.office),
            self._labelled(_("C&hannel"), self.channel),
            self._labelled(_("Asked &by"), self.route),
        ]
        column = FlowBox(*self._parts, self.is_anonymous, self.leaves_out, gap=S16)
        layout = column.layout()
        assert layout is not None
        layout.setContentsMargins(theme().margin, S8, theme().margin, S8)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(column)
        self.name.setFixedWidth(theme().px(220))
        self.month.setFixedWidth(theme().px(96))
        self._connect()

    def _labelled(self, words: str, field: QWidget) -> QWidget:
        label = Label(words, "body", "ink2")
        label.setBuddy(field)
        field.setAccessibleName(words.replace("&", ""))
        return FlowBox(label, field, gap=S8)

    def _connect(self) -> None:
        self.survey.chosen.connect(lambda _id: self.survey_changed.emit())
        self.mapping.chosen.connect(lambda _id: self.mapping_changed.emit())
        for choice in (self.office, self.channel, self.route):
            choice.chosen.connect(lambda _value: self.changed.emit())
        self.name.editingFinished.connect(self.changed)
        self.month.editingFinished.connect(self.changed)
        for box in (self.is_anonymous, self.leaves_out):
            box.toggled.connect(lambda _on: self.changed.emit())

    def show_facts(self, facts: AnswerFacts, office_id: int, today: date) -> None:
        """A file just opened: what can be chosen."""
        self.survey.clear()
        self.survey.add(NEW, _("a new survey"))
        for survey_id, name in facts.surveys.items():
            self.survey.add(survey_id, name)
        self.office.clear()
        for one, name in facts.offices:
            self.office.add(one, name)
        self.office.set_value(office_id)
        self.mapping.clear()
        self.mapping.add(NONE, _("no earlier file"))
        for mapping in facts.mappings:
            self.mapping.add(mapping.id, mapping.name)
        self.leaves_out.setChecked(False)
        last = date(today.year, today.month, 1)
        self.month.setText(f"{last:%m.%Y}")

    @property
    def survey_id(self) -> int | None:
        found = self.survey.value()
        return found if isinstance(found, int) and found != NEW else None

    @property
    def mapping_id(self) -> int | None:
        found = self.mapping.value()
        return found if isinstance(found, int) and found != NONE else None

    @property
    def month_chosen(self) -> int | None:
        return read_month(self.month.text())
