"""What a case hangs together with: links, the cases that are part of it; and where a case that is gone went."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.links import ChainRow, LinkRow, MergeRow
from csatdesk.gui.cases.card_lines import DELETE, ENTER, Line, LineDeed, LineSection, joined
from csatdesk.gui.cases.link_words import link_words
from csatdesk.gui.cases.told import instant, topic_words
from csatdesk.gui.fields import LinkButton, WarningStrip
from csatdesk.gui.intake.moments import shown
from csatdesk.gui.intake.repeat_strip import repeat_words
from csatdesk.operations.cases.belongings import Belongings, PartOf, Thrown
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.formats import day_in_year, number
from csatdesk.wording.texts import _, ngettext, pgettext
from csatdesk.wording.words import in_sentence, word

LINK, PART, CASE = "link", "part", "case"


class LinkSection(LineSection):
    """Ids of its lines: ("link", link id) and ("part", merge id)."""

    def __init__(self) -> None:
        super().__init__(_("Hangs together with"))

    def show_case(self, belongings: Belongings, facts: CaseFacts, *, may_work: bool) -> None:
        in_chain = {one.link_id for one in belongings.chain}
        links = [link_line(one, facts, may_work=may_work) for one in belongings.links if one.id not in in_chain]
        parts = [part_line(one, facts, may_work=may_work) for one in belongings.parts]
        self.show_lines([*parts, *links])


class ChainSection(LineSection):
    """A matter that came again: all its cases in order. Ids of its lines: ("link", link id) where the link with the
    case shown can be removed, else ("case", case id).
    """

    def __init__(self) -> None:
        super().__init__(_("Came again"))

    def show_case(self, belongings: Belongings, facts: CaseFacts, *, may_work: bool) -> None:
        chain = belongings.chain
        self.note.setText(chain_words(chain, facts))
        likeliest = next((_chain_id(one) for one in chain if one.link_id is not None), None)
        self.show_lines([chain_line(one, facts, may_work=may_work) for one in chain], likeliest)


def chain_words(chain: Sequence[ChainRow], facts: CaseFacts) -> str:
    """ "3 times in 60 days", up to the last of them."""
    if not chain:
        return ""
    first, last = (facts.calendar.local_day(one.received_at) for one in (chain[0], chain[-1]))
    days = max((last - first).days, 1)
    told_days = ngettext("{count} day", "{count} days", days).format(count=number(days))
    times = ngettext("{count} time in {days}", "{count} times in {days}", len(chain))
    return times.format(count=number(len(chain)), days=told_days)


def _chain_id(one: ChainRow) -> tuple[str, int]:
    return (CASE, one.case_id) if one.link_id is None else (LINK, one.link_id)


def chain_line(one: ChainRow, facts: CaseFacts, *, may_work: bool) -> Line:
    received = _("received {when}").format(when=shown(one.received_at, facts.at, facts.calendar.zone))
    opened = _("open") if one.is_open else _("closed")
    cause = in_sentence(word(one.cause)) if one.cause is not None else ""
    line_id = _chain_id(one)
    remove = (LineDeed("unlink", _("Remove the link"), DELETE),) if may_work and line_id[0] == LINK else ()
    deeds = () if one.is_this else (LineDeed("open", pgettext("what a key does", "Open"), ENTER), *remove)
    here = _("this case") if one.is_this else ""
    return Line(line_id, one.number, joined(here, received, opened, cause), "repeat", deeds=deeds, is_faint=one.is_this)


class PossibleStrip(WarningStrip):
    """What the program takes for an earlier case of the same matter, with one key for each answer."""

    def __init__(self) -> None:
        super().__init__("repeat")
        self.link = self.add_action(_("Link as repeat"), "Alt+L")
        self.refuse = self.add_action(_("Not a repeat"), "Alt+X")
        self.go = self.add_action(_("Go there"), "Alt+G")
        self.hide()

    def show_case(self, belongings: Belongings, facts: CaseFacts, *, may_work: bool) -> None:
        possible = belongings.possible
        self.setVisible(possible is not None and not belongings.is_gone)
        if possible is None:
            return
        self.say(_("Looks like a repeat."), repeat_words(possible.earlier, facts.calendar.zone))
        self.link.setVisible(may_work)
        self.refuse.setVisible(may_work)


def link_line(link: LinkRow, facts: CaseFacts, *, may_work: bool) -> Line:
    received = _("received {when}").format(when=shown(link.received_at, facts.at, facts.calendar.zone))
    opened = _("open") if link.is_open else _("closed")
    cause = in_sentence(word(link.cause)) if link.cause is not None else ""
    remove = (LineDeed("unlink", _("Remove the link"), DELETE),) if may_work else ()
    return Line(
        id=(LINK, link.id),
        head=link_words(link),
        second=joined(topic_words(link.topic_id, facts.tree), received, opened, cause),
        icon="link",
        deeds=(LineDeed("open", pgettext("what a key does", "Open"), ENTER), *remove),
    )


def part_line(part: MergeRow, facts: CaseFacts, *, may_work: bool) -> Line:
    since = shown(part.at, facts.at, facts.calendar.zone)
    remove = (LineDeed("unmerge", _("Take out again"), DELETE),) if may_work else ()
    return Line(
        id=(PART, part.id),
        head=_("{number} is part of this case").format(number=part.number),
        second=joined(since, part.by_name),
        icon="folder",
        deeds=(LineDeed("open", pgettext("what a key does", "Open"), ENTER), *remove),
    )


class GoneStrip(QWidget):
    """Says plainly that a case is part of another or in the trash, and offers the way out."""

    whole_wanted = Signal()
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._part, self._trash = WarningStrip("folder"), WarningStrip("trash")
        self.go = self._part.add_action(_("Go there"), "Alt+G")
        self.apart = self._part.add_action(_("Take out again"), "Alt+T")
        self.take_out = self._trash.add_action(_("Take it out of the trash"), "Alt+T")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for strip in (self._part, self._trash):
            column.addWidget(strip)
            strip.hide()
        self.go.clicked.connect(self.whole_wanted)
        for button in (self.apart, self.take_out):
            button.clicked.connect(self.back_wanted)
        self.hide()

    @property
    def buttons(self) -> list[LinkButton]:
        return [one for one in (self.go, self.apart, self.take_out) if one.isVisible()]

    @property
    def words(self) -> str:
        """What is said; "" for a case that is there."""
        shown = [strip for strip in (self._part, self._trash) if not strip.isHidden()]
        return shown[0].accessibleName() if shown else ""

    def show_case(self, belongings: Belongings, facts: CaseFacts, *, may_work: bool, may_throw: bool) -> None:
        part, thrown = belongings.part_of, belongings.thrown
        self.setVisible(belongings.is_gone)
        self._part.setVisible(part is not None)
        self._trash.setVisible(thrown is not None and part is None)
        if part is not None:
            self._say_part(part, facts)
            self.apart.setVisible(may_work)
        elif thrown is not None:
            self._say_thrown(thrown, facts)
            self.take_out.setVisible(may_throw and thrown.erased_at > facts.at)

    def _say_part(self, part: PartOf, facts: CaseFacts) -> None:
        since = shown(part.at, facts.at, facts.calendar.zone)
        told = _("Since {when} ({name}). What is to be done is done there.").format(when=since, name=part.by_name)
        self._part.say(_("Part of case {number}.").format(number=part.number), told)

    def _say_thrown(self, thrown: Thrown, facts: CaseFacts) -> None:
        when = instant(thrown.at, facts.at, facts.calendar.zone)
        day = day_in_year(facts.calendar.local_day(thrown.erased_at))
        told = _("{when}, {name}: {reason}").format(when=when, name=thrown.by_name, reason=thrown.reason)
        if thrown.erased_at > facts.at:
            end = _("Its words are erased on {day}; the number stays in the register.").format(day=day)
        else:
            end = _("Its words have been erased; the number stays in the register.")
        self._trash.say(_("In the trash."), f"{told}. {end}")
