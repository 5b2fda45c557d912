"""Before a file of answers is chosen: where to drop it, what came of the last one, and what was taken over before."""

from csatdesk.gui.administration.imports.drop_area import DropArea
from csatdesk.gui.administration.imports.earlier import EarlierImports
from csatdesk.gui.administration.section import Sheet
from csatdesk.gui.context import Context
from csatdesk.gui.fields import ErrorBanner, Label
from csatdesk.wording.texts import _


class StartView(Sheet):
    """`tell` says what an import brought; `say` what went wrong."""

    def __init__(self, context: Context) -> None:
        super().__init__(width=900)
        self.banner = ErrorBanner()
        self.result = Label("", "body", bold=True, wrap=True)
        self.area = DropArea()
        self.earlier = EarlierImports(context)
        for widget in (self.banner, self.result, self.area):
            self.add(widget)
        self.add_heading(_("Taken over before"))
        self.add(self.earlier)
        self.result.hide()

    def say(self, words: str) -> None:
        self.banner.say(words)

    def tell(self, words: str) -> None:
        self.banner.say("")
        self.result.setText(words)
        self.result.setVisible(bool(words))
