"""What others did to a person's cases since they were last here: told on My desk, read in the place of the list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from csatdesk.domain.own_cases import News, NewsRow
from csatdesk.domain.topics import TopicTree
from csatdesk.gui.cases.card_lines import ENTER, Line, LineDeed, LineSection
from csatdesk.gui.cases.history_words import news_words
from csatdesk.gui.cases.in_place import InPlaceOfList, lines_place
from csatdesk.gui.cases.told import topic_words
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState, WarningStrip
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.operations.cases.own_cases import load_news
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.wording.formats import number, short_instant
from csatdesk.wording.texts import _, ngettext, pgettext


def load(reading: Reading) -> tuple[News, TopicTree]:
    return load_news(reading), load_topic_tree(reading)


class NewsView(InPlaceOfList):
    """Enter opens a case."""

    opened = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("What changed since I was here"), parent)
        self._context = context
        self.section = LineSection(_("Changed by others, the latest first"))
        self.section.asked.connect(lambda _key, case_id: self.opened.emit(case_id))
        self.empty = EmptyState(
            _("What others do to your cases while you are away stands here."), _("Nothing was done.")
        )
        self.fill(upright_scroll(lines_place(self.section, self.empty)))

    def begin(self) -> None:
        self._context.runner.ask(self, load, self._show)

    def _show(self, found: tuple[News, TopicTree]) -> None:
        news, tree = found
        self.note.setText("" if news.since is None else _since(news, self._context))
        self.section.show_lines([_line(row, tree) for row in news.rows])
        self.empty.setVisible(not news.rows)
        if news.rows:
            self.section.focus_chosen()
        else:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)


def _line(row: NewsRow, tree: TopicTree) -> Line:
    head = f"{row.number} · {topic_words(row.topic_id, tree)}"
    return Line(
        row.case_id,
        head,
        news_words(list(row.lines), tree),
        "bell",
        deeds=(LineDeed("open", pgettext("what a key does", "Open"), ENTER),),
    )


def _since(news: News, context: Context) -> str:
    assert news.since is not None
    return _("Since {at}.").format(at=short_instant(news.since, context.zone))


class NewsStrip(WarningStrip):
    """On My desk: how many of one's cases others have changed. Shown or put away, it is silent until the next time."""

    wanted = Signal()
    gone = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("bell", parent)
        self._context = context
        self._is_over = False
        self.show_them = self.add_action(_("Show them"), "Alt+S")
        self.show_them.clicked.connect(self._wanted)
        self.add_action(_("Not now"), "Alt+X").clicked.connect(self._put_away)
        self.hide()

    def ask(self) -> None:
        if not self._is_over:
            self._context.runner.ask(self, load_news, self._came)

    def begin_anew(self) -> None:
        """The person goes; the next time there may be other news."""
        self._is_over = False

    def _came(self, news: News) -> None:
        count = len(news.rows)
        self.setVisible(count > 0 and not self._is_over)
        if count:
            lead = ngettext(
                "Others have changed {count} case of yours.", "Others have changed {count} cases of yours.", count
            )
            self.say(lead.format(count=number(count)), _since(news, self._context))

    def _wanted(self) -> None:
        self._put_away()
        self.wanted.emit()

    def _put_away(self) -> None:
        self._is_over = True
        self.hide()
        self.gone.emit()
