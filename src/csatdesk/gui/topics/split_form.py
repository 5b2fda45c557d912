"""Making a new topic out of one: its name, the words that find its cases, and which of them go along."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from csatdesk.domain.local_text import LocalText
from csatdesk.domain.topic_changes import SplitPart
from csatdesk.domain.topics import Topic
from csatdesk.gui.context import Context
from csatdesk.gui.fields import FormRow, Label, TextField
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.labels import draw_words
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Pause
from csatdesk.gui.tokens import S8
from csatdesk.gui.topics.topic_form import split_words
from csatdesk.operations.classifying.splitting import SHOWN_MOST, SplitCase, list_cases_to_split
from csatdesk.wording.formats import number, short_date
from csatdesk.wording.texts import _, language, ngettext

Index = QModelIndex | QPersistentModelIndex
CASE_ROLE = Qt.ItemDataRole.UserRole
LINES = 9


class SplitForm(InlineForm):
    """`saved` comes with the part. Cases that the words find are ticked; Space ticks or unticks one."""

    saved = Signal(object)

    def __init__(self, context: Context, heading: str, topic: Topic) -> None:
        super().__init__(heading, _("Split"))
        self._context, self._topic = context, topic
        self._asker = QObject(self)
        self.name, self.words = TextField(), TextField()
        self.model = QStandardItemModel(self)
        self.cases = _case_list(self.model)
        self.told = Label("", "small", "ink2", wrap=True)
        self._wait = Pause(self._ask, self)
        name = FormRow(_("Name of the new topic"), self.name, above=True)
        self.named = {"names": name}
        self.rows.addWidget(name)
        hint = _("Words that find its cases, parted by commas; word* for every word that begins so")
        self.rows.addWidget(FormRow(hint, self.words, above=True))
        self.rows.addWidget(FormRow(_("Cases that get the new topic"), self.cases, above=True))
        self.rows.addWidget(self.told)
        self.lay_out()
        self.words.textChanged.connect(lambda _text: self._wait.poke())
        self.model.itemChanged.connect(lambda _item: self._tell())
        self._ask()

    def _ask(self) -> None:
        question = partial(list_cases_to_split, topic_id=self._topic.id, keywords=split_words(self.words.text()))
        self._context.runner.ask(self._asker, question, self._show)

    def _show(self, cases: Sequence[SplitCase]) -> None:
        self.model.blockSignals(True)
        self.model.clear()
        for case in cases:
            self.model.appendRow(self._item(case))
        self.model.blockSignals(False)
        self.model.layoutChanged.emit()
        self._tell()

    def _item(self, case: SplitCase) -> QStandardItem:
        day = short_date(case.received_at.astimezone(self._context.zone).date())
        item = QStandardItem(f"{day}  {case.number}  {' '.join(case.text.split())}")
        item.setData(case.id, CASE_ROLE)
        item.setCheckable(True)
        item.setEditable(False)
        item.setCheckState(Qt.CheckState.Checked if case.fits else Qt.CheckState.Unchecked)
        return item

    def _tell(self) -> None:
        count, shown = len(self.chosen), self.model.rowCount()
        words = ngettext("{count} of {shown} case ticked.", "{count} of {shown} cases ticked.", shown)
        more = " " + _("Only the newest are shown.") if shown == SHOWN_MOST else ""
        self.told.setText(words.format(count=number(count), shown=number(shown)) + more)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The cases ticked."""
        items = (self.model.item(place) for place in range(self.model.rowCount()))
        return tuple(item.data(CASE_ROLE) for item in items if item.checkState() == Qt.CheckState.Checked)

    def try_to_save(self) -> None:
        self.clear_errors()
        name = LocalText({language(): self.name.text().strip()})
        words = split_words(self.words.text())
        self.saved.emit(SplitPart(name, {language(): words} if words else {}, self.chosen))

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)


class _Delegate(QStyledItemDelegate):
    """A box to tick as everywhere else, and the case's words."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, theme().metrics("body").height() + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, theme().color("accent_tint"))
        is_on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        side = theme().px(14)
        box = QRectF(place.left() + S8, place.top() + (place.height() - side) // 2, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme().color("accent" if is_on else "edge"))
        painter.setBrush(theme().color("accent" if is_on else "bg"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if is_on:
            paint_icon(painter, "check", box.adjusted(1, 1, -1, -1), "accent_ink")
        painter.restore()
        metrics = theme().metrics("body")
        baseline = place.top() + (option.rect.height() - metrics.height()) // 2 + metrics.ascent()
        at = QPointF(box.right() + S8, baseline)
        draw_words(painter, at, str(index.data() or ""), room=place.right() - at.x() - S8)


def _case_list(model: QStandardItemModel) -> QListView:
    view = QListView()
    view.setModel(model)
    view.setItemDelegate(_Delegate(view))
    view.setProperty("frame", "field")
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setUniformItemSizes(True)
    view.setFixedHeight(LINES * (theme().metrics("body").height() + 6))
    return view
