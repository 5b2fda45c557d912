"""What is known of one customer, on one page: figures, details, who speaks for them, cases, contacts, consents."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.contacts import ContactLine, CustomerCard
from csatdesk.domain.customers import ConsentRow, PairRow, PartRow, RepresentativeRow
from csatdesk.domain.deadlines import state
from csatdesk.gui.actions import keys_of, plain
from csatdesk.gui.cases.card_facts import FactLines, Line
from csatdesk.gui.cases.card_lines import DELETE, ENTER, LineDeed, LineSection, joined
from csatdesk.gui.cases.card_lines import Line as SectionLine
from csatdesk.gui.cases.told import day, matter
from csatdesk.gui.chosen_pane import has_keyboard
from csatdesk.gui.contacts.customer_cases import CustomerCases
from csatdesk.gui.contacts.figures import Figure, FigureRow
from csatdesk.gui.contacts.pair_form import SHARED
from csatdesk.gui.fields import Hairline, Label, LinkButton, PlainButton
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.intake.contact_lines import ContactLines
from csatdesk.gui.intake.contact_lines import Line as ContactWords
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.cases.screens import CaseFacts, CustomerPage
from csatdesk.operations.surveys.customer_answers import CustomerAnswer
from csatdesk.wording.formats import number, short_date
from csatdesk.wording.survey_entry import month_words
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import LANGUAGE_NAMES, deadline_words, in_sentence, word

BUTTONS = ("contact", "edit")
CHANGE, END, WITHDRAW, COMPARE, TAKE_OUT = "change", "end", "withdraw", "compare", "take_out"


class CustomerDetails(QWidget):
    """`opened`: a case; `asked`: a deed and the id of the representative or consent it is about; `left`: the line that
    had the keyboard is gone, and no other is there.
    """

    opened = Signal(int)
    left = Signal()
    all_wanted = Signal()
    asked = Signal(str, object)

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.name = Label("", "title", wrap=True)
        self.told = Label("", "small", "ink2", wrap=True)
        self.figures = FigureRow()
        self.alike = LineSection(_("Perhaps the same customer"))
        self.parts = LineSection(_("Two that became one"))
        self.lines = FactLines()
        self.note = Label("", "small", wrap=True)
        speaks, consent = actions["speaks"], actions["consent"]
        self.speaking = LineSection(_("Speaks for them"), link=_("Add"), keys=keys_of(speaks))
        self.consents = LineSection(_("Consents"), link=_("Add"), keys=keys_of(consent))
        for section, action in ((self.speaking, speaks), (self.consents, consent)):
            section.link.setAccessibleName(plain(action.text()))
            section.link.clicked.connect(action.trigger)
        for section in (self.alike, self.speaking, self.consents, self.parts):
            section.asked.connect(self.asked)
        self.answers = LineSection(_("Answers to surveys"))
        self.cases = CustomerCases()
        self.cases.opened.connect(self.opened)
        self.all_cases = LinkButton(_("Show them all"))
        self.all_cases.clicked.connect(self.all_wanted)
        self.no_cases = Label(_("No cases yet."), "small", "ink2")
        self.contacts = ContactLines()
        self.contacts.setAccessibleName(_("Last contacts"))
        self.contacts.opened.connect(self.opened)
        self.erase = LinkButton(plain(actions["erase"].text()), keys=keys_of(actions["erase"]))
        self.erase.clicked.connect(actions["erase"].trigger)
        self._lay_out(FlowBox(*(_button(actions[key]) for key in BUTTONS), gap=S8))
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self, keys: QWidget) -> None:
        self._column = QVBoxLayout(self)
        self._add(self.name, self.told, keys, Hairline(), self.alike, self.figures, Hairline(), self.lines, self.note)
        self._add(Hairline(), self.speaking, Hairline())
        self._column.addLayout(_titled(_("Cases"), self.all_cases))
        self._add(self.no_cases, self.cases, Hairline())
        self._column.addLayout(_titled(_("Last contacts"), None))
        self._add(self.contacts, Hairline(), self.consents, self.answers, self.parts, FlowBox(self.erase))
        self._column.addStretch(1)

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._column.addWidget(widget)

    def show_page(self, page: CustomerPage, facts: CaseFacts, *, may_change: bool) -> None:
        had_keyboard = has_keyboard(self)
        self._show(page, facts, may_change=may_change)
        if had_keyboard and not has_keyboard(self):
            self.left.emit()

    def _show(self, page: CustomerPage, facts: CaseFacts, *, may_change: bool) -> None:
        card = page.card
        self.name.setText(card.row.name)
        since = _("customer since {year}").format(year=facts.calendar.local_day(card.since).year)
        kind = in_sentence(word(card.row.kind))
        self.told.setText(", ".join(filter(None, (word(card.row.segment), kind, card.row.activity, since))))
        self.figures.show_figures(list(_figures(card, facts)))
        self.lines.show_lines(customer_lines(card))
        self.note.setText(card.note)
        self.note.setVisible(bool(card.note))
        self.speaking.show_lines([speaking_line(one, may_change) for one in page.representatives])
        self.consents.show_lines([consent_line(one, may_change) for one in page.consents])
        self._show_empty(self.speaking, _("nobody so far"), may_change=may_change)
        self._show_empty(self.consents, _("none so far"), may_change=may_change)
        self.answers.show_lines([])
        self.alike.show_lines([pair_line(one, card.row.name, may_change) for one in page.pairs])
        self.parts.show_lines([part_line(one, facts, may_change) for one in page.parts])
        self.cases.show_cases(page.cases, facts)
        self.no_cases.setVisible(not page.cases)
        self.all_cases.setVisible(bool(page.cases))
        due = {case.id: case for case in page.cases}
        self.contacts.show_lines([contact_words(one, due.get(one.case_id), facts) for one in page.contacts])

    def show_answers(self, answers: Sequence[CustomerAnswer]) -> None:
        self.answers.show_lines([answer_line(one) for one in answers])

    def _show_empty(self, section: LineSection, words: str, *, may_change: bool) -> None:
        """These two stand there without a line, too: from here one adds the first."""
        section.note.setText("" if section.lines else words)
        section.link.setVisible(may_change)
        section.show()

    def _refit(self) -> None:
        margin = theme().margin
        self._column.setContentsMargins(margin, S8 if theme().compact else 14, margin, S12)
        self._column.setSpacing(S8 - 2 if theme().compact else S8)


def _button(action: QAction) -> PlainButton:
    button = PlainButton(plain(action.text()), keys=keys_of(action), size="medium")
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button


def _titled(words: str, link: LinkButton | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(Label(words, "small", bold=True))
    row.addStretch(1)
    if link is not None:
        row.addWidget(link)
    return row


def _figures(card: CustomerCard, facts: CaseFacts) -> Iterator[Figure]:
    opened, cases, repeats = card.row.open_cases, card.cases_in_year, card.repeats_in_year
    yield Figure(number(opened), ngettext("open case", "open cases", opened))
    yield Figure(number(cases), ngettext("case in 12 months", "cases in 12 months", cases))
    yield Figure(number(repeats), ngettext("repeat", "repeats", repeats))
    last = card.last_contact_at
    yield Figure(short_date(facts.calendar.local_day(last)) if last else "–", _("last contact"))


def customer_lines(card: CustomerCard) -> Sequence[Line]:
    return [line for line in _lines(card) if line.value]


def _lines(card: CustomerCard) -> Iterator[Line]:
    row = card.row
    yield Line(_("Phone"), ", ".join(card.phones))
    yield Line(_("E-mail"), row.email)
    yield Line(_("Account"), row.account)
    yield Line(_("Meter"), row.meter_point)
    yield Line(_("Address"), row.address)
    yield Line(_("Language"), LANGUAGE_NAMES.get(row.language, row.language))


def speaking_line(one: RepresentativeRow, may_change: bool) -> SectionLine:
    seen = ""
    if one.seen_on is not None:
        seen = _("seen on {day} by {name}").format(day=short_date(one.seen_on), name=one.seen_by)
    authority = ", ".join(filter(None, (one.authority, seen or _("nobody has seen it"))))
    told = authority if one.authority else _("no authority written down")
    if one.ended_on is not None:
        told = _("no longer since {day}").format(day=short_date(one.ended_on))
    deeds = (LineDeed(CHANGE, _("Change"), ENTER), LineDeed(END, _("No longer"), DELETE))
    return SectionLine(
        ("speaks", one.id),
        f"{one.name}, {in_sentence(word(one.relation))}",
        joined(one.phone, told),
        icon="user",
        deeds=deeds if may_change and one.ended_on is None else (),
        is_faint=one.ended_on is not None,
    )


def consent_line(one: ConsentRow, may_change: bool) -> SectionLine:
    told = _("{day}, {how}, taken down by {name}").format(
        day=short_date(one.given_on), how=in_sentence(word(one.how)), name=one.by
    )
    if one.withdrawn_on is not None:
        how = in_sentence(word(one.withdrawn_how)) if one.withdrawn_how else ""
        told = _("withdrawn on {day}, {how}, taken down by {name}").format(
            day=short_date(one.withdrawn_on), how=how, name=one.withdrawn_by
        )
    is_over = one.withdrawn_on is not None
    return SectionLine(
        ("agrees", one.id),
        one.wording,
        told,
        icon="close" if is_over else "check",
        deeds=(LineDeed(WITHDRAW, _("Withdraw"), DELETE),) if may_change and not is_over else (),
        is_faint=is_over,
    )


def answer_line(one: CustomerAnswer) -> SectionLine:
    score = "" if one.score is None else " ".join((_("Score"), number(one.score)))
    return SectionLine(("answer", one.response_id), one.survey_name, joined(month_words(one.month), score, one.comment))


def pair_line(one: PairRow, name: str, may_change: bool) -> SectionLine:
    other = one.second_name if one.first_name == name else one.first_name
    deeds = (LineDeed(COMPARE, _("Compare"), ENTER),) if may_change else ()
    return SectionLine(("pair", one.id), other, _(SHARED[one.kind]), icon="warning", deeds=deeds)


def part_line(one: PartRow, facts: CaseFacts, may_change: bool) -> SectionLine:
    told = _("on {day} by {name}").format(day=short_date(facts.calendar.local_day(one.at)), name=one.by)
    deeds = (LineDeed(TAKE_OUT, _("Take apart"), DELETE),) if may_change else ()
    return SectionLine(("part", one.merge_id), one.name, told, icon="link", deeds=deeds)


def contact_words(one: ContactLine, case: CaseRow | None, facts: CaseFacts) -> ContactWords:
    due = case.due if case is not None else None
    return ContactWords(
        one.case_id,
        one.channel,
        day(facts.calendar.local_day(one.at), facts),
        matter(one.topic_id, facts.tree)[1],
        one.is_open,
        state(due, facts.at, facts.calendar).value,
        deadline_words(due, facts.at, facts.calendar),
    )
