"""Set the topic, reopen: each a few fields."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csatdesk.domain.marks import N_
from csatdesk.gui.cases.many import Many
from csatdesk.gui.cases.panel import Command, Kept, Panel
from csatdesk.gui.cases.pick_list import PickList
from csatdesk.gui.cases.told import STEP
from csatdesk.gui.fields import TextBox
from csatdesk.gui.suggestion_list import Suggestion
from csatdesk.operations.cases.commands import (
    classify_case,
)
from csatdesk.operations.cases.endings import reopen_case
from csatdesk.wording.texts import _, language

NO_TOPIC = "no topic"


class TopicPanel(Panel):
    """The main topic: suggestions from what happened, or any found by typing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Topic")
        self.save_words = _("Set this topic")
        super().__init__(parent)
        self.topic = PickList(self._topics, _("Type to search all topics"), _("No topic has this name."), lines=7)
        self.add_row(_("&Topic"), self.topic)
        self.topic.taken.connect(self.try_to_save)
        self.lay_out()

    def begin(self) -> None:
        self.topic.begin()

    def focus_first(self) -> None:
        self.topic.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def command(self) -> Command | Many | None:
        assert self.card is not None
        chosen = self.topic.choice()
        if chosen is None:
            return None
        topic_id = chosen.value if isinstance(chosen.value, int) else None
        if self.is_for_many:
            return Many(
                self.case_ids,
                lambda work, case_id: classify_case(work, case_id=case_id, topic_id=topic_id),
                N_("Changed the topic of {count} cases."),
            )
        if topic_id == self.card.row.topic_id:
            self.left.emit()
            return None
        return partial(classify_case, case_id=self.card.row.id, topic_id=topic_id, version=self.card.version)

    def _topics(self, typed: str) -> Sequence[Suggestion]:
        if self.facts is None or self.card is None:
            return ()
        if typed.strip():
            return [self._row(topic.id) for topic in self.facts.tree.search(typed, language())]
        own = self.card.row.topic_id
        suggested = [one for one in self.facts.tree.suggest(self.card.text, limit=6) if one.topic_id != own]
        rows = [self._row(one.topic_id, tuple(dict.fromkeys(f.text for f in one.because))) for one in suggested]
        if own is None:
            return rows
        return [*rows, self._row(own, note=_("as it is now")), Suggestion(NO_TOPIC, "", _("Unclassified"))]

    def _row(self, topic_id: int, because: tuple[str, ...] = (), *, note: str = "") -> Suggestion:
        assert self.facts is not None
        path = self.facts.tree.path(topic_id, language())
        return Suggestion(topic_id, STEP.join(path[:-1]), path[-1], because, note=note)


class ReopenPanel(Panel):
    """Why the case begins anew."""

    kept_as = "reopen"

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Reopen")
        self.save_words = _("Reopen the case")
        super().__init__(parent)
        self.reason = TextBox(placeholder=_("Why it is opened again"))
        self.reason.setMinimumHeight(self.reason.lines_high(3))
        self.add_row(_("&Reason"), self.reason, "reason", hint=_("A new clock starts now."))
        self.lay_out()

    def begin(self) -> None:
        self.reason.setPlainText("")

    def focus_first(self) -> None:
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        return {"reason": self.reason}

    def command(self) -> Command | None:
        assert self.card is not None
        reason = self.reason.toPlainText()
        return partial(reopen_case, case_id=self.card.row.id, reason=reason, version=self.card.version)
