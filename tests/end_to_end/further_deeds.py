"""What happens less often in the office: rush keys, cases and customers that become one, repeats, known matters, saved
filters, the end of a shift, somebody who falls ill. Each is typed into the window and written into the books.
"""

from datetime import date

from csatdesk.gui.rush.strip import KEYS
from tests.end_to_end.colleagues import Colleague
from tests.end_to_end.hands import ALT, CTRL, DOWN, ENTER, NONE, SHIFT, TAB, Key
from tests.end_to_end.office_days import Office
from tests.end_to_end.plain_books import Matter

BEFORE_ANSWER = ("registered", "in work", "waiting", "to approve", "prepared")


# rush hour


def logs_in_one_key(office: Office, who: Colleague, place: int, *, but_no: bool) -> None:
    """`but_no`: pressed by mistake, and taken back."""
    who.goes_to("desk")
    names = who.main.rush.topics[place].names
    who.press(getattr(Key, f"Key_{KEYS[place].removeprefix('Shift+')}"), SHIFT if "Shift" in KEYS[place] else NONE)
    assert who.offered[-1] == f"Logged: {names.in_language('pl')}.", who.offered[-1]
    matter = Matter(f"in one key {len(office.books.matters)}", "inquiry", "hall", "", office.now)
    matter.topic, matter.owner = names.in_language("en"), office.name(who)
    office.books.logged(matter, office.now)
    office.books.over(matter, office.now, "answered", solved="now")
    if but_no:
        who.press(Key.Key_Z, CTRL)
        matter.is_gone = True
        return
    for what in ("contact", "closed"):
        office.books.did(office.now, matter.owner, what)


# cases that hang together


def becomes_part(office: Office, who: Colleague, part: Matter, whole: Matter) -> None:
    office.opens(who, part)
    who.press(Key.Key_L, SHIFT)
    who.write(whole.number)
    who.press(ENTER)
    who.press(ENTER, CTRL)
    assert who.offered[-1] == f"Case {part.number} is part of {whole.number} now."
    office.books.made_part(part, whole, office.now)


def is_taken_out(office: Office, who: Colleague, part: Matter) -> None:
    """By its line on the card of the whole."""
    assert part.whole is not None
    office.opens(who, part.whole)
    who.comes_to_line(who.page.pane.sections.links, f"{part.number} is part of this case")
    who.press(Key.Key_Delete)
    assert who.offered[-1] == f"Took case {part.number} out again."
    office.books.taken_out(part, office.now)


def settles_repeat(office: Office, who: Colleague, matter: Matter, earlier: Matter, cause: int | None) -> None:
    """`cause`: why the customer came again; None: it is no repeat."""
    office.opens(who, matter)
    strip = who.page.pane.sections.possible
    assert strip.isVisible(), "nothing is proposed"
    assert earlier.number in strip.accessibleName(), (earlier.number, strip.accessibleName())
    if cause is None:
        who.press(Key.Key_X, ALT)
        matter.is_no_repeat = True
        if earlier.customer != matter.customer:
            office.books.other_matter.add(frozenset((earlier.customer, matter.customer)))
    else:
        who.press(Key.Key_L, ALT)
        for _step in range(cause):
            who.press(DOWN)
        who.press(ENTER, CTRL)
        matter.repeats, matter.cause = earlier, cause
    assert not strip.isVisible()


# customers


def decides_about_pair(office: Office, who: Colleague, *, is_one: bool) -> None:
    """The two that wait longest; the next two are left for later."""
    who.goes_to("customers")
    who.press(Key.Key_D)
    form = who.page.pane.form
    first, second = (side.values.name for side in (form.card.first, form.card.second))
    assert frozenset((first, second)) in office.books.pairs(), (first, second)
    who.press(Key.Key_Return if is_one else Key.Key_D, CTRL)
    if is_one:
        office.books.made_one(first, second)
        office.customers.remove(second)
    else:
        office.books.two.add(frozenset((first, second)))
    if who.page.pane.form is not None:
        who.press(Key.Key_Escape)
    assert who.page.pane.form is None


def takes_customers_apart(office: Office, who: Colleague, loser: str) -> None:
    winner = office.books.people[loser].into
    who.goes_to("customers")
    who.press(Key.Key_F, CTRL)
    who.write(winner)
    who.press(ENTER)
    assert who.page.pane.card.row.name == winner
    who.comes_to_line(who.page.pane.details.parts, loser)
    who.press(Key.Key_Delete)
    office.books.made_two(loser)
    office.customers.append(loser)
    who.press(Key.Key_F, CTRL)
    who.press(Key.Key_Escape)


# known matters


def makes_known(office: Office, who: Colleague, title: str) -> None:
    who.goes_to("matters")
    who.press(Key.Key_N, ALT | SHIFT)
    who.write(title)
    who.tab_to(who.page.pane.form.text.box)
    who.write("Nowe rachunki przyjdą do piątku.")
    who.press(ENTER, CTRL)
    assert who.page.pane.form is None, "the matter is not put up"
    office.books.known[title] = True


def ties_to_known(office: Office, who: Colleague, matter: Matter, title: str) -> None:
    office.opens(who, matter)
    who.press(Key.Key_K, SHIFT)
    who.write(title)
    who.press(ENTER)
    matter.known = title


def ends_known(office: Office, who: Colleague, title: str) -> None:
    """One answer to all who wait for one."""
    page = who.goes_to("matters")
    while page.matter is None or page.matter.title != title:
        who.press(DOWN)
    who.press(Key.Key_F)
    who.write("Rachunki są poprawione.")
    who.press(ENTER, CTRL)
    assert page.is_ended, "the matter goes on"
    books, me = office.books, office.name(who)
    books.known[title] = False
    for one in [one for one in books.open() if one.known == title and one.status in BEFORE_ANSWER]:
        if one.reply:
            office.sent(one, me)
        books.did(office.now, me, "closed")
        books.over(one, office.now, "settled" if one.kind in {"complaint", "claim"} else "answered")
    still = sum(one.known == title for one in books.open())
    assert {entry.words: entry.note for entry in page.list.entries}[title] == (f"{still} open" if still else "")
    who.tab_to(page.which)
    who.choose("g")  # those that go on
    assert not page.is_ended


# what a person keeps for the list


def saves_a_filter(office: Office, who: Colleague, kind: str) -> None:
    """The open cases of a kind."""
    who.goes_to("cases")
    who.press(Key.Key_Backspace, CTRL)
    who.press(Key.Key_F)
    for words in ("kind", kind):
        who.write(words)
        who.press(ENTER)
    name = f"{kind} {office.now:%d.%m.}"
    who.press(Key.Key_Q)
    who.write(name)
    who.press(ENTER)
    assert name in [one.name for one in who.page.own.filters]
    office.filters[office.name(who)][name] = kind


def throws_a_filter_away(office: Office, who: Colleague, *, but_no: bool) -> None:
    """The first of them. `but_no`: and brings it back."""
    who.goes_to("cases")
    name = who.page.own.filters[0].name
    who.press(Key.Key_Q)
    who.press(Key.Key_Delete)
    who.press(Key.Key_Escape)
    assert name not in [one.name for one in who.page.own.filters]
    if but_no:
        who.press(Key.Key_Z, CTRL)
    else:
        del office.filters[office.name(who)][name]


# shifts and absences


def hands_shift_over(office: Office, who: Colleague, to: str) -> None:
    """All promises of one's own, with one note."""
    page, me = who.goes_to("desk"), office.name(who)
    who.press(Key.Key_H, CTRL | SHIFT)
    mine = [one for matter in office.books.there() for one in matter.kept if one.by == me]
    assert len(page.shift.form.ticks) == len(mine), office.diary
    who.write(to)
    who.press(ENTER)
    who.tab_to(page.shift.form.note)
    note = f"Z dnia {office.now:%d.%m.}"
    who.write(note)
    who.press(ENTER, CTRL)
    assert page.shift.form is None, "the shift is not handed over"
    taker = office.works_for(to)
    for one in mine:
        one.by = taker
    office.notes.append((taker, me, note))


def takes_shift_over(office: Office, who: Colleague) -> None:
    """The newest note is read first."""
    page, me = who.goes_to("desk"), office.name(who)
    taker, giver, note = next(one for one in reversed(office.notes) if one[0] == me)
    told = page.shift.strip.accessibleName()
    assert told.startswith(giver), told
    assert told.endswith(note), told
    who.press(Key.Key_V, ALT)
    office.notes.remove((taker, giver, note))


def somebody_is_ill(office: Office, who: Colleague, name: str, until: date, stands_in: str) -> None:
    page = who.goes_to("today")
    who.press(Key.Key_I, CTRL)
    who.write(name)
    who.press(ENTER)
    who.write(f"{until:%d.%m.%Y}")
    who.press(TAB)
    who.tab_to(page.form.substitute)
    who.choose(stands_in[0])
    who.press(ENTER, CTRL)
    assert page.form is None, "the absence is not entered"
    office.away = name, until, stands_in
