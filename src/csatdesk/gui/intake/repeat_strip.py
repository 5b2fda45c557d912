"""The plain warning that this looks like a repeat, with one key for each answer."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csatdesk.domain.case_rows import Repeat
from csatdesk.gui.fields import WarningStrip
from csatdesk.gui.runner import Runner
from csatdesk.operations.cases.repeats import likely_repeat
from csatdesk.wording.formats import listed_day
from csatdesk.wording.texts import _
from csatdesk.wording.words import in_sentence, word


def repeat_words(repeat: Repeat, zone: ZoneInfo) -> str:
    """The earlier case, and whose it is where it is of somebody else."""
    words = (
        _("Same topic on {day} ({channel}), case {number}.")
        if repeat.is_open
        else _("Same topic on {day} ({channel}), case {number}, closed.")
    )
    day = listed_day(repeat.at.astimezone(zone).date())
    told = words.format(day=day, channel=in_sentence(word(repeat.channel)), number=repeat.number)
    if not repeat.of_other:
        return told
    shared = _("It is of {name}, who has the same phone or account.").format(name=repeat.of_other)
    return f"{told} {shared}"


class RepeatStrip(WarningStrip):
    """Hidden unless the same customer, or one with the same phone or account, came about the same topic lately."""

    changed = Signal()
    add_to_case = Signal(object)  # the Repeat

    def __init__(self, runner: Runner, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__("repeat", parent)
        self._runner, self._zone = runner, zone
        self._asked: tuple[int, int] | None = None
        self._repeat: Repeat | None = None
        self._is_linked = False
        self._is_refused = False
        self.link = self.add_action(_("Link as repeat"), "Alt+L")
        self.add = self.add_action(_("Add to that case"), "Alt+A")
        self.refuse = self.add_action(_("Not a repeat"), "Alt+X")
        self.link.clicked.connect(self._link)
        self.add.clicked.connect(self._add)
        self.refuse.clicked.connect(self._refuse)
        self.hide()

    @property
    def linked_case_id(self) -> int | None:
        return self._repeat.case_id if self._repeat is not None and self._is_linked else None

    @property
    def refused_case_id(self) -> int | None:
        return self._repeat.case_id if self._repeat is not None and self._is_refused else None

    @property
    def is_refused(self) -> bool:
        return self._is_refused

    def show_answer(self, *, linked: bool, refused: bool) -> None:
        """What a draft held, before `ask`."""
        self._is_linked, self._is_refused = linked, refused

    def ask(self, customer_id: int | None, topic_id: int | None) -> None:
        """Look for an earlier matter; without customer or topic there is none."""
        if customer_id is None or topic_id is None:
            self._asked = None
            self._show(None)
        elif (customer_id, topic_id) != self._asked:
            known = self._asked is not None
            self._asked = customer_id, topic_id
            if known:
                self._is_linked = self._is_refused = False  # another matter than the one answered
            query = partial(likely_repeat, customer_id=customer_id, topic_id=topic_id)
            self._runner.ask(self, query, self._show)

    def _show(self, repeat: Repeat | None) -> None:
        was = self.linked_case_id
        self._repeat = repeat
        self._tell()
        if self.linked_case_id != was:
            self.changed.emit()

    def _tell(self) -> None:
        repeat = self._repeat
        self.setVisible(repeat is not None and not self._is_refused)
        if repeat is None:
            return
        if self._is_linked:
            day = listed_day(repeat.at.astimezone(self._zone).date())
            self.say(
                _("Linked as a repeat."),
                _("The earlier case is {number}, {day}.").format(number=repeat.number, day=day),
            )
        else:
            self.say(_("Looks like a repeat."), repeat_words(repeat, self._zone))
        self.link.setVisible(not self._is_linked)
        self.add.setVisible(not self._is_linked and repeat.is_open)

    def _link(self) -> None:
        self._is_linked = True
        self._tell()
        self.changed.emit()

    def _add(self) -> None:
        self.add_to_case.emit(self._repeat)

    def _refuse(self) -> None:
        self._is_linked = False
        self._is_refused = True
        self._tell()
        self.changed.emit()
