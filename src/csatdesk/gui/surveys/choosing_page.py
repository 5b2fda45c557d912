"""A page about one survey, which is chosen on the page itself."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.surveys import SurveyRow, SurveyWanted
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, EmptyState, ErrorBanner
from csatdesk.gui.page import Page
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.surveys.way_back import way_back
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12
from csatdesk.operations.surveys.queries import list_surveys


class SurveyChoosingPage(Page):
    """What stands in `column` scrolls; `empty` stands there while no survey can be chosen. A kind of page says what it
    asks for the chosen one, by `ask_offer`.
    """

    wide, above = 760, S12  # of the column, and over it

    def __init__(self, context: Context, parent: QWidget | None, empty: EmptyState) -> None:
        super().__init__(context, parent)
        self._wanted: int | None = None
        self.survey, self.banner, self.empty = Choice(), ErrorBanner(), empty
        self._form = QWidget()
        self.column = QVBoxLayout(self._form)
        self.column.setSpacing(S12)
        self.column.addWidget(self.banner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll = upright_scroll(self._form)
        whole.addWidget(self._scroll)
        whole.addWidget(self.empty)
        theme().changed.connect(self._refit)
        self._refit()
        self.survey.chosen.connect(lambda _id: self.ask_offer())
        way_back(self, lambda: self.survey_id if self.survey.count() else None)

    def _refit(self) -> None:
        self._form.setMaximumWidth(theme().px(self.wide))
        self.column.setContentsMargins(theme().margin, self.above, theme().margin, S12)

    def ask_offer(self) -> None:
        """Ask for what the page shows of `survey_id`."""
        raise NotImplementedError

    def can_choose(self, _row: SurveyRow) -> bool:
        return True

    def show_wanted(self, wanted: SurveyWanted) -> None:
        self._wanted = wanted.id
        self.ask()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self.ask()

    def ask(self) -> None:
        self.context.runner.ask(self, list_surveys, self.came)

    def came(self, rows: tuple[SurveyRow, ...]) -> None:
        """Keep the choice, where it is still there."""
        offered = [row for row in rows if self.can_choose(row)]
        before = self._wanted if self._wanted is not None else self.survey.value()
        self._wanted = None
        self.survey.clear()
        for row in offered:
            self.survey.add(row.id, row.name)
        if before in {row.id for row in offered}:
            self.survey.set_value(before)
        self._scroll.setVisible(bool(offered))
        self.empty.setVisible(not offered)
        if offered:
            self.ask_offer()

    @property
    def survey_id(self) -> int:
        found = self.survey.value()
        assert isinstance(found, int)
        return found
