"""What the week says: how many clocks of how many cases, and which clocks they are."""

from collections.abc import Mapping

from csatdesk.domain.deadlines import Clock
from csatdesk.gui.cases.told import SHORT_CLOCKS
from csatdesk.operations.deadlines.week import PersonWeek, Week
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import in_sentence, word

PRESSING = (Clock.LEGAL, Clock.PROMISE, Clock.ACKNOWLEDGEMENT, Clock.HOUSE)


def person_name(person: PersonWeek) -> str:
    name = person.name or _("Nobody yet")
    return _("{name}, away").format(name=name) if person.is_away else name


def clocks_words(clocks: Mapping[Clock, int]) -> str:
    """ "legal last day 2, promise 1", the most pressing kind first."""
    return ", ".join(f"{in_sentence(word(one))} {number(clocks[one])}" for one in PRESSING if clocks.get(one))


def other_clocks(clocks: Mapping[Clock, int]) -> str:
    """Beside a count, what of it is no house target: "legal 1"; the word alone when that is all."""
    others = [one for one in PRESSING if one is not Clock.HOUSE and clocks.get(one)]
    if len(others) == len(clocks) == 1:
        return _(SHORT_CLOCKS[others[0]])
    named = ((_(SHORT_CLOCKS[one]), clocks[one]) for one in others)
    return ", ".join(f"{name} {number(count)}" for name, count in named)


def week_words(week: Week) -> str:
    """ "14 clocks of 11 cases, overdue or due in the next seven working days: legal last day 2, house target 12"."""
    count = sum(week.clocks.values())
    if not count:
        return _("Nothing is overdue or due in the next seven working days")
    clocks = ngettext("{count} clock", "{count} clocks", count).format(count=number(count))
    cases = ngettext("{count} case", "{count} cases", week.cases).format(count=number(week.cases))
    words = _("{clocks} of {cases}, overdue or due in the next seven working days: {which}")
    return words.format(clocks=clocks, cases=cases, which=clocks_words(week.clocks))
