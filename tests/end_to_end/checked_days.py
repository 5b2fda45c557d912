"""What stands in the windows in the evening, beside what the plain books say."""

from collections import Counter
from datetime import datetime
from typing import Any

from csatdesk.domain.month_figures import Share
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.desk.page import DeskPage
from tests.end_to_end.hands import ALT, Key
from tests.end_to_end.office_days import CHANNELS, KINDS, Colleague, Office
from tests.end_to_end.plain_books import Matter
from tests.wall_clock import WARSAW


class Checks:
    def __init__(self, office: Office) -> None:
        self.office, self.books = office, office.books

    def evening(self, who: Colleague, *, opens_lists: bool) -> None:
        wanted = self.desk(who)
        if opens_lists:
            for key, count in wanted.items():
                self.list_behind(who, key, count)

    def month(self, who: Colleague) -> None:
        """The month up to today, as the sheet has it."""
        now = self.office.now
        days = now.date().replace(day=1), now.date()
        page = who.goes_to("reports")
        if page.bar.later.isEnabled():  # last month is still shown
            who.press(Key.Key_Right, ALT)
        shown = page.view.report.now.figures
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
        return wanted

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
        """Each case with the day on which it is due and who has it."""
        rows = [table.rows.row_at(place) for place in range(table.rows.rowCount())]
        shown = {row.number: (row.owner_name, self.due(row)) for row in rows if row is not None}
        now = self.office.now
        self.agree(shown, {one.number: (one.owner, one.due(now)) for one in wanted}, "rows")

    def due(self, row: Any) -> datetime | str:
        if row.due is None or row.due.met_at is not None:
            return ""
        if row.due.is_paused:
            return "paused"
        local: datetime = row.due.due_at.astimezone(WARSAW).replace(tzinfo=None)
        return local


def pair(share: Share) -> tuple[int, int]:
    return share.count, share.of
