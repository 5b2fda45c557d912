"""Before a file is chosen: what is imported, where to drop it, what came of the last import, and earlier ones."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from csatdesk.domain.marks import N_
from csatdesk.gui.administration.imports.drop_area import DropArea
from csatdesk.gui.administration.imports.earlier import EarlierImports
from csatdesk.gui.administration.imports.format_bar import what_choice
from csatdesk.gui.administration.imports.plan import CASES, PAST
from csatdesk.gui.administration.section import Sheet
from csatdesk.gui.context import Context
from csatdesk.gui.fields import ErrorBanner, Label, LinkButton
from csatdesk.gui.tokens import S12
from csatdesk.wording.texts import _

SHOWN = {CASES: N_("Show the imported cases"), PAST: N_("Show the past evaluations")}


class StartView(Sheet):
    """`tell` says what an import brought, with two links; `say` what went wrong."""

    def __init__(self, context: Context) -> None:
        super().__init__(width=900)
        self._told_id, self._told_of = 0, ""
        self.banner = ErrorBanner()
        self.what = what_choice()
        self.area = DropArea()
        self.earlier = EarlierImports(context)
        self.result = Label("", "body", bold=True, wrap=True)
        self.show_link, self.back_link = (
            LinkButton("", role="body"),
            LinkButton(_("Take the import back"), role="body"),
        )
        self.show_link.clicked.connect(lambda: self.earlier.show_wanted.emit(self._told_id, self._told_of))
        self.back_link.clicked.connect(lambda: self.earlier.take_back_wanted.emit(self._told_id))
        self._lay_out()

    def _lay_out(self) -> None:
        self.result_box = QFrame()
        lines = QVBoxLayout(self.result_box)
        lines.setContentsMargins(0, 0, 0, S12)
        lines.addWidget(self.result)
        links = QHBoxLayout()
        links.setSpacing(24)
        links.addWidget(self.show_link)
        links.addWidget(self.back_link)
        links.addStretch(1)
        lines.addLayout(links)
        self.result_box.hide()
        choice = QHBoxLayout()
        choice.setSpacing(S12)
        choice.addWidget(Label(_("The file holds"), "body", "ink2"))
        choice.addWidget(self.what)
        choice.addStretch(1)
        self.add(self.banner)
        self.add(self.result_box)
        self.rows.addLayout(choice)
        self.add(self.area)
        self.add_heading(_("Earlier imports"))
        self.add(self.earlier)

    @property
    def what_now(self) -> str:
        return str(self.what.value())

    def say(self, words: str) -> None:
        self.banner.say(words)

    def tell(self, words: str, import_id: int, what: str) -> None:
        """What the last import brought; "" takes it away."""
        self._told_id, self._told_of = import_id, what
        self.banner.say("")
        self.result.setText(words)
        self.result_box.setVisible(bool(words))
        can_show = what in SHOWN
        self.show_link.setVisible(can_show)
        self.show_link.setText(_(SHOWN.get(what, "")) if can_show else "")
        if words:
            (self.show_link if can_show else self.back_link).setFocus()
