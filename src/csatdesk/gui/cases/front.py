"""What stands in front on the page of cases: the list, or in its place a paper, the trash, news, what was left out of
many deeds, letters to post.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from csatdesk.gui.cases.letter_papers import LetterPapers
from csatdesk.gui.cases.many_bar import LeftOutView
from csatdesk.gui.cases.news_view import NewsView
from csatdesk.gui.cases.papers import Papers
from csatdesk.gui.cases.preview import PaperPreview
from csatdesk.gui.cases.to_post import ToPostView
from csatdesk.gui.cases.trash import TrashView
from csatdesk.gui.context import Context
from csatdesk.gui.list_export import AskPath


class ListFront(QStackedWidget):
    """`back`: the list is in front again. `opened`: a case of what stood there."""

    back = Signal()
    opened = Signal(int)

    def __init__(
        self,
        context: Context,
        desk: QWidget,
        left_out: LeftOutView,
        papers: Papers,
        ask: AskPath,
    ) -> None:
        super().__init__()
        self.preview = PaperPreview()
        self.trash, self.news, self.to_post = TrashView(context), NewsView(context), ToPostView(context, ask)
        self._desk, self._left_out = desk, left_out
        self._papers, self.letters = papers, LetterPapers(context, self, ask)
        for view in (desk, self.preview, self.trash, left_out, self.news, self.to_post):
            self.addWidget(view)
        self._connect()

    def _connect(self) -> None:
        for view in (self.preview, self.trash, self._left_out, self.news, self.to_post):
            view.left.connect(self.leave)
        for listed in (self._left_out, self.news):
            listed.opened.connect(self.opened)
        self._papers.drawn.connect(self._show_pages)
        self.letters.drawn.connect(lambda title, pages: self._show_pages(title, pages, is_letter=True))
        self.letters.can_mail.connect(self.preview.allow_sending)
        self.letters.refused.connect(self.preview.banner.say)
        self.letters.sent.connect(self.leave)
        self.preview.print_pressed.connect(self._print_shown)
        self.preview.save_pressed.connect(self._save_shown)
        self.preview.file_pressed.connect(self.letters.save_email)
        self.preview.send_pressed.connect(self.letters.send_email)

    @property
    def is_list(self) -> bool:
        return self.currentWidget() is self._desk

    def leave(self) -> None:
        """Back to the list, unless it is in front."""
        if not self.is_list:
            self.setCurrentWidget(self._desk)
            self.back.emit()

    def reload(self) -> None:
        self.trash.reload()
        self.to_post.reload()

    def show_left_out(self) -> None:
        """Cases with which something was not done."""
        self.setCurrentWidget(self._left_out)

    def show_trash(self) -> None:
        """Cases thrown away in the last 30 days."""
        self.setCurrentWidget(self.trash)
        self.trash.begin()

    def show_news(self) -> None:
        """What others did to this person's cases since they were last here."""
        self.setCurrentWidget(self.news)
        self.news.begin()

    def show_to_post(self) -> None:
        """Printed letters that wait for the post."""
        self.setCurrentWidget(self.to_post)
        self.to_post.begin()

    def print_it(self) -> bool:
        """Print what is shown in the place of the list; whether it was something to print."""
        if self.currentWidget() is self.preview:
            self._print_shown()
        elif self.currentWidget() is self.to_post:
            self.to_post.print_letters()
        else:
            return False
        return True

    def _show_pages(self, title: str, pages: object, *, is_letter: bool = False) -> None:
        assert isinstance(pages, tuple)
        self.setCurrentWidget(self.preview)
        self.preview.show_pages(title, pages, is_letter=is_letter)

    def _print_shown(self) -> None:
        (self.letters.print_letter if self.preview.is_letter else self._papers.print_file)()

    def _save_shown(self) -> None:
        (self.letters.save_letter if self.preview.is_letter else self._papers.save_file)()
