"""The known matter this talk is probably about: what to say, and one key that ties the talk to it."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from csatdesk.domain.matters import MatterRow
from csatdesk.domain.topics import TopicTree
from csatdesk.gui.fields import Label, LinkButton
from csatdesk.gui.runner import Runner
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S12
from csatdesk.operations.matters import list_matters
from csatdesk.system.clock import now
from csatdesk.wording.formats import by_instant
from csatdesk.wording.texts import _

KEY = "Ctrl+M"


class MatterStrip(QFrame):
    """Hidden while no known matter fits. A tie outlives a change of the topic, until it is taken back."""

    changed = Signal()

    def __init__(self, runner: Runner, zone: ZoneInfo, office_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._zone, self._office_id = runner, zone, office_id
        self._matters: tuple[MatterRow, ...] | None = None  # None: not known yet
        self._shown: MatterRow | None = None
        self._tied_id: int | None = None
        self._about: tuple[TopicTree, int | None, bool, str] = (TopicTree(()), None, False, "")
        self._words = Label("", "small", wrap=True)
        self.tie = LinkButton(_("Tie to it"), KEY, bold=True)
        self.loose = LinkButton(_("Take it back"), KEY)
        self.tie.clicked.connect(self._turn)
        self.loose.clicked.connect(self._turn)
        row = QHBoxLayout(self)
        row.setContentsMargins(S12, S4, 0, S4)
        row.setSpacing(S12)
        row.addWidget(self._words, 1)
        for link in (self.tie, self.loose):
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        self.ask_again()

    @property
    def matter_id(self) -> int | None:
        return self._tied_id

    @property
    def words(self) -> str:
        return self._words.text()

    def show_tie(self, matter_id: int | None) -> None:
        """What a draft held."""
        self._tied_id = matter_id
        self._tell()

    def ask_again(self) -> None:
        """The board has changed."""
        self._runner.ask(self, list_matters, self._loaded)

    def show_topic(self, tree: TopicTree, topic_id: int | None, *, is_taken: bool, language: str) -> None:
        """Look for the matter of this topic; `is_taken`: a person accepted it. `language`: the customer's."""
        about = tree, topic_id, is_taken, language
        if about != self._about:
            self._about = about
            self._tell()

    def _loaded(self, matters: tuple[MatterRow, ...]) -> None:
        was = self._tied_id
        self._matters = tuple(one for one in matters if one.office_id in {None, self._office_id})
        if self._find(was) is None:
            self._tied_id = None  # it has ended
        self._tell()
        if self._tied_id != was:
            self.changed.emit()

    def _find(self, matter_id: int | None) -> MatterRow | None:
        return next((one for one in self._matters or () if one.id == matter_id), None)

    def _fitting(self) -> MatterRow | None:
        """The one tied, else the one of the topic; the only one there is, unless the talk is about something else."""
        if self._tied_id is not None:
            return self._find(self._tied_id)
        tree, topic_id, is_taken, _language = self._about
        matters = self._matters or ()
        topics = tree.above(topic_id)
        of_topic = next((one for one in matters if one.topic_id in topics), None)
        only = matters[0] if len(matters) == 1 and not (is_taken and matters[0].topic_id is not None) else None
        return of_topic or only

    def _tell(self) -> None:
        self._shown = matter = self._fitting()
        if matter is not None:
            is_tied = matter.id == self._tied_id
            said = _("Tied to: {title} – say: {text}") if is_tied else _("Known: {title} – say: {text}")
            text = " ".join(matter.text_to_say.in_language(self._about[3]).split())
            words = said.format(title=matter.title, text=text)
            self._words.setText(words)
            self._words.set_bold(is_tied)
            self.setAccessibleName(words)
            self.setToolTip(self._expected(matter))
            self.tie.setVisible(not is_tied)
            self.loose.setVisible(is_tied)
        self.setVisible(matter is not None)

    def _expected(self, matter: MatterRow) -> str:
        if matter.ends_at is None:
            return _("Nobody knows yet when it ends.")
        today = now().astimezone(self._zone).date()
        return _("Expected to end {by_date}.").format(by_date=by_instant(matter.ends_at, self._zone, today))

    def _turn(self) -> None:
        if self._shown is not None:
            self._tied_id = None if self._tied_id is not None else self._shown.id
            self._tell()
            self.changed.emit()

    def sizeHint(self) -> QSize:
        """As high as its words are in its width: else the form would keep room for a narrower one."""
        width = max(super().sizeHint().width(), self.width())
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(QRectF(0, 0, 3, self.height()), theme().color("accent"))
