"""From the evaluations to what belongs to them: two ways stand open, the rest in a menu."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.context import Context
from csatdesk.gui.fields import LinkButton
from csatdesk.gui.tokens import S16
from csatdesk.operations.mystery.results import may_read_results
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _


class Ways(QWidget):
    """`give_out`, `change_days`: what the page does itself."""

    def __init__(
        self, context: Context, page: QWidget, give_out: Callable[[], object], change_days: Callable[[], object]
    ) -> None:
        super().__init__(page)
        may_review = context.may(Right.REVIEW_WORK)
        reviews = make_action(page, _("My re&views"), partial(context.show, "reviews"), "Ctrl+R")
        reviews.setEnabled(may_review)
        self.checks = LinkButton(_("Checks of the day"), "Alt+Shift+K", self)
        self.checks.clicked.connect(lambda: context.show("checks"))
        self.reviews = LinkButton(_("My reviews"), parent=self, keys="Ctrl+R")
        self.reviews.clicked.connect(reviews.trigger)
        self.more = LinkButton(_("More"), "Alt+Down", self, icon="chevron-down")
        self.more.clicked.connect(self.open_menu)
        self.past = make_action(page, _("Past evaluat&ions"), partial(context.show, "past"), "Alt+Right")
        self.results = make_action(page, _("&Results of visits"), context.show_results)
        self.field = make_action(page, _("Give out for field wor&k"), give_out, "G")
        self.field.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.days = make_action(page, _("How long an answer can be &contested"), change_days)
        may = {self.results: may_read_results(context.actor), self.days: context.may(Right.CHANGE_CENTRE)}
        self.possible = [one for one in (self.past, self.results, self.field, self.days) if may.get(one, True)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S16)
        for link, is_shown in (
            (self.checks, context.may(Right.RUN_CHECKLISTS)),
            (self.reviews, may_review),
            (self.more, True),
        ):
            row.addWidget(link)
            if not is_shown:
                link.hide()

    def show_to_review(self, count: int) -> None:
        text = _("My reviews: {count}").format(count=number(count)) if count else _("My reviews")
        self.reviews.setText(text)

    def open_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.possible)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
        menu.setActiveAction(self.possible[0])
        return menu
