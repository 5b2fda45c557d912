"""The report of a survey by itself: how often, into which folder or to whom; what goes out already, how to end it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.marks import N_
from csatdesk.domain.survey_reports import Every
from csatdesk.domain.survey_sending import MessageState
from csatdesk.domain.survey_subscriptions import Awaited, GivenUp, Hitch, SubscriptionRow, Undelivered
from csatdesk.gui.fields import FormRow, Label, PlainButton, SegmentedChoice, TextField
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.surveys.forms_page import AskFolder
from csatdesk.gui.today.forms import at_left
from csatdesk.gui.tokens import S4, S8
from csatdesk.operations.surveys.reports.words import every_words, period_words
from csatdesk.wording.formats import listing, number, short_date
from csatdesk.wording.texts import _, ngettext

HITCHES: Mapping[Hitch, str] = {
    Hitch.FOLDER_AWAY: N_("The folder is not there. It is tried again every ten minutes."),
    Hitch.NOT_ALLOWED: N_("{name} may no longer save reports. Remove it, and choose it anew."),
    Hitch.NOT_WRITTEN: N_("The folder took no file. It is tried again every ten minutes."),
    Hitch.MAIL_OFF: N_("Sending by e-mail is off. It is switched on in Administration."),
    Hitch.NO_PASSWORD: N_("This desk knows no password of the mail server. It waits for one that does."),
    Hitch.MAIL_AWAY: N_("The mail server was not reached, or did not let us in. It is tried again every ten minutes."),
    Hitch.REFUSED: N_("It is tried again in an hour, three times at most."),
}

AWAITED: Mapping[Awaited | None, str] = {
    Awaited.BEGIN: N_("The first leaves once the survey has begun"),
    Awaited.END: N_("It leaves when the survey has ended"),
    None: N_("The survey has ended, and no further one comes"),
}


class SubscriptionForm(InlineForm):
    """`saved`: how often, the folder, the addresses; `unwanted`: the id of one that is to end, `again` of one of which
    what was given up is to be sent again; `changing`: one of which an address is to be another.
    """

    saved = Signal(object, str, str)
    unwanted = Signal(int)
    again = Signal(int)
    changing = Signal(object)

    def __init__(self, rows: Sequence[SubscriptionRow], ask: AskFolder, parent: QWidget | None = None) -> None:
        super().__init__(_("Report by itself"), _("Save by itself"), parent)
        self._ask = ask
        self.every = SegmentedChoice([(one, every_words(one)) for one in Every])
        self.folder = TextField()
        self.choose = PlainButton(_("Choose a &folder"))
        self.choose.clicked.connect(self.choose_folder)
        self.addresses = TextField()
        told = _(
            "When the time is over, PDF and workbook are put into the folder, and the PDF leaves by e-mail, while a "
            "desk is open that reaches them, with your rights. Several addresses are parted by commas."
        )
        row, to = FormRow(_("Fol&der"), self.folder), FormRow(_("&E-mail"), self.addresses)
        self.standing = QVBoxLayout()
        self.standing.setSpacing(S8)
        self.named = {"folder": row, "addresses": to}
        self.rows.addWidget(Label(told, "body", "ink2", wrap=True))
        self.rows.addLayout(self.standing)
        self.rows.addWidget(FormRow(_("How often"), at_left(self.every), above=True))
        self.rows.addWidget(row)
        self.rows.addWidget(FlowBox(self.choose, gap=S8))
        self.rows.addWidget(to)
        self.removers: list[PlainButton] = []
        self.senders: list[PlainButton] = []
        self.changers: list[PlainButton] = []
        self.lines: list[Label] = []
        self.lay_out()
        self.show_rows(rows)

    def show_rows(self, rows: Sequence[SubscriptionRow]) -> None:
        """What goes out already; what is being typed stays."""
        while (item := self.standing.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.removers, self.senders, self.changers, self.lines = [], [], [], []
        for row in rows:
            self.standing.addWidget(self._line(row))

    def _line(self, row: SubscriptionRow) -> QWidget:
        label, line = Label(row_words(row), "body", wrap=True), QWidget()
        remove = self._deed(_("Remove"), row, self.removers, partial(self.unwanted.emit, row.id))
        below = QVBoxLayout(line)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(S4)
        beside = QHBoxLayout()
        beside.addWidget(label, 1)
        beside.addWidget(remove)
        below.addLayout(beside)
        deeds: list[QWidget] = []
        if row.can_go_again:
            deeds.append(self._deed(_("Send again"), row, self.senders, partial(self.again.emit, row.id)))
        if row.addresses:
            change = _("Change an address …")
            deeds.append(self._deed(change, row, self.changers, partial(self.changing.emit, row)))
        if deeds:
            below.addWidget(FlowBox(*deeds, gap=S8))
        self.lines.append(label)
        return line

    def _deed(self, words: str, row: SubscriptionRow, among: list[PlainButton], do: Callable[[], None]) -> PlainButton:
        """A button of one line, which says aloud what it is about."""
        button = PlainButton(words, size="small")
        button.setAccessibleName(" ".join((words, row_words(row))))
        button.clicked.connect(do)
        among.append(button)
        return button

    def choose_folder(self) -> None:
        chosen = self._ask(self, _("Choose a folder"))
        if chosen:
            self.folder.setText(chosen)
            self.folder.setFocus(Qt.FocusReason.OtherFocusReason)

    def try_to_save(self) -> None:
        self.clear_errors()
        self.saved.emit(self.every.value(), self.folder.text(), self.addresses.text())

    def focus_first(self) -> None:
        self.every.focus_chosen()


def row_words(row: SubscriptionRow) -> str:
    """What goes where; how the last went; what stands in its way."""
    places = listing(row.addresses) if row.by_mail else row.folder
    return _with_course(row, [f"{every_words(row.every)}: {places}", row.made_by])


def brief_words(row: SubscriptionRow) -> str:
    """The same without who gets it."""
    place = _("E-mail") if row.by_mail else row.folder
    return _with_course(row, [f"{every_words(row.every)}: {place}"])


def _with_course(row: SubscriptionRow, told: list[str]) -> str:
    if row.last is not None:
        told.append(_("made up to {date}").format(date=short_date(row.last)))
    sentences = [", ".join(told), *_course(row)]
    sentences += [_undelivered(one) for one in row.undelivered if not one.is_given_up]
    sentences += [_given_up(row.every, one) for one in row.given_up]
    if row.again:
        leaving = ngettext("{count} e-mail waits to be sent again", "{count} e-mails wait to be sent again", row.again)
        sentences.append(leaving.format(count=number(row.again)))
    if row.hitch is not None:
        sentences.append(_(HITCHES[row.hitch]).format(name=row.made_by))
    return ". ".join(one.rstrip(".") for one in sentences) + ("." if len(sentences) > 1 else "")


def _course(row: SubscriptionRow) -> Iterator[str]:
    """When the last left and to how many, and when the next is due."""
    if row.sent_on is not None:
        told = ngettext("Sent on {date} to {count} address", "Sent on {date} to {count} addresses", row.sent_to)
        yield told.format(date=short_date(row.sent_on), count=number(row.sent_to))
    if row.by_mail and row.hitch is not Hitch.NOT_ALLOWED:
        yield _coming(row)


def _coming(row: SubscriptionRow) -> str:
    if row.next_on is not None:
        return _("Next on {date}").format(date=short_date(row.next_on))
    return _(AWAITED[row.awaited])


def _given_up(every: Every, one: GivenUp) -> str:
    period = every_words(every) if one.period is None else period_words(every, one.period)
    told = _("Given up after three tries: {period} for {address}").format(period=period, address=one.address)
    moved = ""
    if one.goes_to != one.address:
        moved = _("Sent again, it goes to {address}").format(address=one.goes_to)
    return ". ".join(words.rstrip(".") for words in (told, one.reason, moved) if words)


def _undelivered(one: Undelivered) -> str:
    if one.state is MessageState.FAILED:
        return f"{one.address}: {one.reason}"
    told = _(
        "Nobody knows whether it reached {address}: the connection or the program broke off. It is not sent again."
    )
    return told.format(address=one.address)
