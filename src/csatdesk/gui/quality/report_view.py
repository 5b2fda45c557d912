"""The report in three depths: seen as it will be on paper, saved as PDF or as a workbook."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.checked_felt import FeltBy
from csatdesk.domain.quality_views import Depth
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Hairline, Label, QuietButton, SegmentedChoice
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.list_export import AskPath
from csatdesk.gui.paper_sheet import Sheet
from csatdesk.gui.quality.views import QualityView
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.quality.report import draw_quality, export_quality
from csatdesk.operations.quality.words import depth_words
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _

KINDS = ((".pdf", "PDF"), (".xlsx", "Excel"))
SCALE = 1.05  # of the page on screen


class ReportView(QualityView):
    """See the module's first words."""

    def __init__(self, context: Context, ask: AskPath) -> None:
        super().__init__(context)
        self._ask_path = ask
        self.felt_by: FeltBy | None = None  # what customers felt stands in it by this question
        self.past_id: int | None = None  # and past evaluations of this standard or list
        self.depths = SegmentedChoice([(one, depth_words(one)) for one in Depth])
        self.depths.setAccessibleName(_("How much stands in the report"))
        self.save = QuietButton(_("Save the report"), icon="export", keys="Ctrl+E")
        self.words = Label(_("As it will be on paper: the first pages"), "small", "ink2", wrap=True)
        self.sheets: list[Sheet] = []
        self._lay_out()
        self.depths.chosen.connect(lambda _depth: self.ask())
        self.save.clicked.connect(self.export)
        self.save.setVisible(context.may(Right.EXPORT))
        if context.may(Right.EXPORT):
            make_action(self, _("Save the &quality report"), self.export, "Ctrl+E")

    def _lay_out(self) -> None:
        head = self._head = QVBoxLayout()
        head.setSpacing(S8)
        head.addWidget(FlowBox(self.depths, self.save, gap=S12))
        head.addWidget(self.words)
        pages = QWidget()
        self._pages = QVBoxLayout(pages)
        self._pages.setSpacing(S12)
        self.area = upright_scroll(pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.area, 1)
        theme().changed.connect(self._refit)
        self._refit()

    def _refit(self) -> None:
        self._head.setContentsMargins(theme().margin, S8, theme().margin, S8)
        self._pages.setContentsMargins(theme().margin, S12, theme().margin, S12)

    @property
    def chosen_depth(self) -> Depth:
        found = self.depths.value()
        assert isinstance(found, Depth)
        return found

    def start(self) -> None:
        self.depths.focus_chosen()

    def ask(self) -> None:
        if self.asked is None:
            self._show(())
            return
        question = partial(
            draw_quality,
            asked=self.asked,
            depth=self.chosen_depth,
            felt_by=self.felt_by,
            past_id=self.past_id,
            scale=SCALE * theme().scale,
        )
        self.context.runner.ask(self._asker, question, self._show)

    def _show(self, pages: Sequence[bytes]) -> None:
        for sheet in self.sheets:
            sheet.hide()
            sheet.deleteLater()
        self.sheets = [Sheet(page) for page in pages]
        for place, sheet in enumerate(self.sheets):
            sheet.setAccessibleName(" ".join((_("Report"), number(place + 1))))
            self._pages.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self.words.setText(_("As it will be on paper: the first pages") if pages else _("Nobody was evaluated yet"))
        self.save.setEnabled(bool(pages))
        self.head_changed.emit()

    def export(self) -> None:
        if self.asked is None:
            return
        name = _("Quality report") + f" {self.asked.now.days.last:%Y-%m}{KINDS[0][0]}"
        kinds = ";;".join(f"{words} (*{suffix})" for suffix, words in KINDS)
        chosen = self._ask_path(self, _("Save the report"), name, kinds)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.casefold() not in {suffix for suffix, _words in KINDS}:
            path = path.with_name(path.name + KINDS[0][0])
        writing = partial(
            export_quality,
            asked=self.asked,
            depth=self.chosen_depth,
            felt_by=self.felt_by,
            past_id=self.past_id,
            path=path,
        )
        self.context.runner.job(
            self,
            _("Quality report"),
            lambda store, actor, progress: writing(store, actor, progress=progress),
            lambda _none: self.context.say(_("Saved {file}.").format(file=path.name)),
        )
