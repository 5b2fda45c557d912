"""What stands in the windows in the evening, beside what the plain books say."""

import re
from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any

from pypdf import PdfReader

from csatdesk.domain.links import RepeatCause
from csatdesk.domain.month_figures import Share
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.desk.page import DeskPage
from csatdesk.gui.rush.strip import LATER_MS
from csatdesk.operations.today.rows import RepeatsToSettle, ToApprove, Unowned
from tests.end_to_end.colleagues import Colleague
from tests.end_to_end.hands import ALT, CTRL, SHIFT, Key
from tests.end_to_end.office_days import CHANNELS, KINDS, NAMES, Office
from tests.end_to_end.plain_books import DAY, Matter
from tests.wall_clock import WARSAW

NUMBER = re.compile(r"\d\d-\d\d-\d{5}-\d")
CAUSES = (None, *RepeatCause)
MORNING_PARTS = (
    *("Overdue and due today", "Promises and call-backs", "What waits, and for whom", "Handed over to you"),
    "Away today",
)


class Checks:
    def __init__(self, office: Office) -> None:
        self.office, self.books = office, office.books

    def evening(self, who: Colleague, *, opens_lists: bool, prints_sheet: bool) -> None:
        """What everybody looks at before going home."""
        wanted = self.desk(who)
        if opens_lists:
            for key, count in wanted.items():
                self.list_behind(who, key, count)
            self.filters(who)
        if prints_sheet:
            self.evening_sheet(who)

    def counter(self, who: Colleague) -> None:
        """What was noted at the counter today."""
        today = self.office.now.date()
        for matter in self.books.there():
            if matter.ticket and matter.received.date() == today:
                who.opens(matter.number)
                lines = {line.key: line.value for line in who.page.pane.lines.lines}
                self.agree(lines.get("Queue ticket"), matter.ticket, f"ticket of {matter.number}")

    def in_charge(self, who: Colleague) -> None:
        now = self.office.now
        self.month(who, now.date().replace(day=1), now.date())
        last = now.date().replace(day=1) - DAY
        if now.day <= 5 and last >= self.office.began:
            who.press(Key.Key_Left, ALT)
            self.month(who, last.replace(day=1), last)
        self.today(who)
        self.board(who)
        self.customers(who)

    def month(self, who: Colleague, first: date, last: date) -> None:
        """A month, the one that goes on up to today, as the sheet has it."""
        now, days = self.office.now, (first, last)
        if last == now.date():
            page = who.goes_to("reports")
            while page.bar.later.isEnabled():  # another month is still shown
                who.press(Key.Key_Right, ALT)
        page = who.page
        shown = page.view.report.now.figures
        self.agree((shown.days.first, shown.days.last), days, "days")
        balance, books = shown.balance, self.books.balance(*days)
        told = {
            "before": balance.before,
            "after": balance.after,
            "in": balance.came_in,
            "reopened": balance.reopened,
            "out": balance.closed,
            "gone": balance.gone,
        }
        self.agree(told, books, "balance")
        came = self.books.came(*days)
        self.agree(shown.received, len(came), "received")
        channels = {one.channel: one.received for one in shown.channels}
        self.agree(channels, dict(Counter(CHANNELS[one.channel] for one in came)), "channels")
        self.agree({one.key: one.count for one in shown.kinds}, dict(Counter(KINDS[one.kind] for one in came)), "kinds")
        self.agree(pair(shown.house), self.books.on_time(*days, now), "on time")
        self.agree(pair(shown.justified), self.books.justified(*days), "justified")
        self.agree(pair(shown.at_once), (sum(one.solved == "now" for one in came), len(came)), "solved at once")
        again = [one for one in came if one.repeats is not None]
        self.agree(pair(shown.again), (len(again), len(came)), "came again")
        self.agree(dict(shown.causes), dict(Counter(CAUSES[one.cause] for one in again)), "why again")

    def today(self, who: Colleague) -> None:
        """The numbers of Today, and what waits for a decision."""
        now, page = self.office.now, who.goes_to("today")
        all_open = self.books.open()
        bands = self.books.bands(all_open, now)
        to_approve = [one for one in all_open if one.status == "to approve"]
        sunday = datetime.combine(now.date() + timedelta(days=7 - now.weekday()), time())
        dues = [one.due(now) for one in all_open]
        wanted = {
            "overdue": bands["overdue"],
            "due_today": bands["due_today"],
            "week": sum(isinstance(due, datetime) and now <= due <= sunday for due in dues),
            "to_approve": len(to_approve),
            "today": len(self.books.came(now.date(), now.date())),
        }
        tiles = page.strip.tiles.items()
        shown = {key: tile.figure.count for key, tile in tiles if tile.figure is not None and key in wanted}
        self.agree(shown, wanted, "today")
        decisions = page.today.decisions
        self.agree(sum(isinstance(one, ToApprove) for one in decisions), len(to_approve), "to approve")
        for kind, count in (
            (RepeatsToSettle, len(self.books.possible_repeats())),
            (Unowned, len(self.books.of(""))),
        ):
            self.agree(sum(one.count for one in decisions if isinstance(one, kind)), count, kind.__name__)

    def board(self, who: Colleague) -> None:
        page = who.goes_to("matters")
        shown = {entry.words: entry.note for entry in page.list.entries} if not page.split.is_empty else {}
        tied = Counter(one.known for one in self.books.open())
        goes_on = [title for title, is_on in self.books.known.items() if is_on]
        wanted = {title: f"{tied[title]} open" if tied[title] else "" for title in goes_on}
        self.agree(shown, wanted, "known matters")

    def customers(self, who: Colleague) -> None:
        """Everybody with how many open cases they have, and who may be one."""
        page = who.goes_to("customers")
        rows = [page.list.customers.row_at(place) for place in range(page.list.customers.row_count)]
        open_cases = Counter(one.customer for one in self.books.open())
        shown = {row.name: row.open_cases for row in rows if row.name in self.books.people}
        self.agree(shown, {one.name: open_cases[one.name] for one in self.books.standing()}, "customers")
        told = page.row.pairs.text().split()[0] if page.row.pairs.isVisible() else "0"
        self.agree(int(told), len(self.books.pairs()), "pairs")

    def filters(self, who: Colleague) -> None:
        """Each saved filter by its key."""
        page, mine = who.goes_to("cases"), self.office.filters[self.office.name(who)]
        names = [one.name for one in page.own.filters]
        self.agree(sorted(names), sorted(mine), "saved filters")
        for place, name in enumerate(names[:9]):
            who.press(Key(Key.Key_1 + place), CTRL)
            count = sum(one.kind == mine[name] for one in self.books.open())
            self.agree(page._counts.shown.total, count, f"filter {name}")

    def sheet(self, who: Colleague, key: Key) -> str:
        """The paper of the day that this key lays out, as it is saved."""
        page = who.goes_to("desk")
        who.press(key, CTRL | SHIFT)
        path = self.office.stage.profile.dir / "sheet.pdf"
        who.tab_to(page.sheets.preview.save_button)
        who.press_and_choose(path)
        who.press(Key.Key_Escape)
        first, *others = (sheet.extract_text() for sheet in PdfReader(path).pages)
        path.unlink()
        running = f", {self.office.name(who)}"  # in the head from the second page on; in no part of the sheet
        return "\n".join((first, *(other.replace(running, "", 1) for other in others)))

    def morning_sheet(self, who: Colleague) -> None:
        """On paper: what is due today, what is promised, what waits, what was handed over, who is away."""
        me, now = self.office.name(who), self.office.now
        text = self.sheet(who, Key.Key_M)
        lines, *parts = re.split("|".join(MORNING_PARTS), text)
        self.agree(len(parts), len(MORNING_PARTS), "parts of the morning sheet")
        due, promised, waiting, handed, away = parts
        tonight = datetime.combine(now.date() + DAY, time())
        today = [one for one in self.books.of(me) if isinstance(at := one.due(now), datetime) and at <= tonight]
        self.agree(sorted(NUMBER.findall(due)), sorted(one.number for one in today), f"due today of {me}")
        self.promised(promised, me)
        waits = [one.number for one in self.books.of(me) if one.status == "waiting"]
        self.agree(sorted(NUMBER.findall(waiting)), sorted(waits), f"what waits of {me}")
        givers = [giver for taker, giver, _note in self.office.notes if taker == me]
        self.agree(sum(handed.count(name) for name in NAMES.values()), len(givers), f"handed over to {me}")
        stand_ins = {
            name: self.office.works_for(name) for name in NAMES.values() if self.office.works_for(name) != name
        }
        named = {name for name in NAMES.values() if name in away}
        self.agree(named, {*stand_ins, *stand_ins.values()}, "who is away, and who stands in")
        self.agree("You stand in for" in lines, me in stand_ins.values(), f"{me} stands in")

    def promised(self, told: str, me: str) -> None:
        kept = [one.number for one in self.books.there() for promise in one.kept if promise.by == me]
        self.agree(sorted(NUMBER.findall(told)), sorted(kept), f"promises of {me}")

    def evening_sheet(self, who: Colleague) -> None:
        """On paper: what was done today, what is due soon, what is promised."""
        me, now = self.office.name(who), self.office.now
        text = self.sheet(who, Key.Key_E)
        told = re.search(r"You took (\d+) .*?You sent (\d+) .*?You closed (\d+) .*?You kept (\d+)", text, re.DOTALL)
        assert told is not None, text
        did = Counter(what for day, name, what in self.books.deeds if (day, name) == (now.date(), me))
        wanted = tuple(did[what] for what in ("contact", "answered", "closed", "kept"))
        self.agree(tuple(int(one) for one in told.groups()), wanted, f"evening sheet of {me}")
        soon = self.books.soon(now)
        mine = [one for one in self.books.of(me) if isinstance(due := one.due(now), datetime) and due <= soon]
        still, promised = text.partition("Open for tomorrow")[2].split("Promises and call-backs")
        self.agree(sorted(NUMBER.findall(still)), sorted(one.number for one in mine), f"due soon of {me}")
        self.promised(promised, me)

    def desk(self, who: Colleague) -> dict[str, int]:
        """My desk: its numbers, the lists behind them, the cases by what is due, and those that nobody has."""
        me, now = self.office.name(who), self.office.now
        page = who.goes_to("desk")
        assert isinstance(page, DeskPage)
        wanted = self.books.bands(self.books.of(me), now)
        came = self.books.came(now.date(), now.date())
        wanted |= {"nobodys": len(self.books.of("")), "today": len(came)}
        self.rows(page.own, self.books.of(me))
        self.rows(page.unowned, self.books.of(""))
        tiles = page.strip.tiles.items()
        self.agree({key: tile.figure.count for key, tile in tiles if tile.figure is not None}, wanted, me)
        self.agree(
            page.shift.strip.isVisible(), any(taker == me for taker, _giver, _note in self.office.notes), "shift"
        )
        self.rush(who)
        return wanted

    def rush(self, who: Colleague) -> None:
        """Each key with how often it was asked for today."""
        now = self.office.now
        asked = [one for one in self.books.there() if one.kind == "inquiry" and one.channel == "hall" and one.topic]
        at_once = [one for one in asked if one.received.date() == now.date() and not one.is_open and not one.customer]
        today = Counter(one.topic for one in at_once if one.solved == "now")
        known = {one.topic for one in asked if one.received.date() < now.date()}
        strip = who.main.rush
        who.wait(2 * LATER_MS)  # they come after all that the page itself shows
        who.settle()
        pairs = zip(strip.topics, strip.buttons, strict=False)
        shown = {topic.names.in_language("en"): button.count for topic, button in pairs}
        self.agree(shown, {topic: today[topic] for topic in shown}, "rush keys")
        assert known <= set(shown) or len(shown) == len(strip.buttons), (known, shown)

    def agree(self, shown: object, wanted: object, what: str) -> None:
        """With everything that was done up to now, for whoever reads a failure."""
        so_far = "\n".join(self.office.diary)
        assert shown == wanted, f"{so_far}\n{self.office.now} {what}: shown {shown}, believed {wanted}"

    def list_behind(self, who: Colleague, key: str, count: int) -> None:
        """The list that a number opens holds as many."""
        page = who.goes_to("desk")
        mnemonic = page.strip.tiles[key].keys[0]
        who.press(mnemonic.key(), mnemonic.keyboardModifiers())
        assert isinstance(who.page, CasesPage)
        assert who.page._counts is not None
        self.agree(who.page._counts.shown.total, count, key)

    def rows(self, table: Any, wanted: list[Matter]) -> None:
        """Each case with its customer, the day on which it is due and who has it; of many the first."""
        rows = [table.rows.row_at(place) for place in range(table.rows.rowCount())]
        shown = {row.number: (row.customer_name, row.owner_name, self.due(row)) for row in rows if row is not None}
        now = self.office.now
        believed = {one.number: (one.customer, one.owner, one.due(now)) for one in wanted}
        if len(rows) >= table.wanted_rows:
            last = max(due for *_who, due in shown.values() if isinstance(due, datetime))
            hidden = [due for number, (*_who, due) in believed.items() if number not in shown]
            assert all(not isinstance(due, datetime) or due >= last for due in hidden), (last, hidden)
            believed = {number: told for number, told in believed.items() if number in shown}
        self.agree(shown, believed, "rows")

    def due(self, row: Any) -> datetime | str:
        if row.due is None or row.due.met_at is not None:
            return ""
        if row.due.is_paused:
            return "paused"
        local: datetime = row.due.due_at.astimezone(WARSAW).replace(tzinfo=None)
        return local


def pair(share: Share) -> tuple[int, int]:
    return share.count, share.of
