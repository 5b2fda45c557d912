"""The ranking: bars by size, as then and as now, the cases behind a bar; the journey of a merge that is undone."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from csatdesk.domain.contacts import Channel, Remote
from csatdesk.domain.staff import Actor
from csatdesk.domain.topic_ranking import AsOf, Level, PeriodKind
from csatdesk.gui.topics.ranking_list import HOME
from csatdesk.system.clock import now
from tests.gui.cases.desk import ALT, CTRL, Key
from tests.gui.topics.desk import TopicsDesk

Sit = Callable[[Actor | None], TopicsDesk]


def at_ranking(sit: Sit) -> TopicsDesk:
    """Three high bills, two estimates, one case without topic, all of the last minutes; the year is shown."""
    desk = sit(None)
    for key, count in (("bill_too_high", 3), ("bill_estimated", 2)):
        for place in range(count):
            at = now() - timedelta(minutes=5 + place)
            desk.stage.register(at=at, topic_id=desk.stage.topic_ids[key], channel=Channel.PHONE)
    desk.stage.register(at=now() - timedelta(minutes=5), topic_id=None)
    desk.press(Key.Key_3, CTRL)
    desk.page.ranking.reload(frozenset(desk.page.shows))
    desk.tab_to(desk.page.ranking.list)
    return desk


def shown(desk: TopicsDesk) -> list[tuple[str, str]]:
    model = desk.page.ranking.list.ranking
    return [(str(model.index(row, 1).data()), str(model.index(row, 2).data())) for row in range(model.rowCount())]


def set_to(desk: TopicsDesk, as_of: AsOf, level: Level = Level.TOPICS) -> None:
    """By Tab and the arrows."""
    ranking = desk.page.ranking
    for field, value in ((ranking.as_of, as_of), (ranking.level, level)):
        desk.tab_to(field)
        desk.press(Key.Key_Right if value in {AsOf.NOW, Level.HEADINGS} else Key.Key_Left)
        assert field.value() is value


def test_bars_stand_by_size_under_their_finding(sit: Sit) -> None:
    desk = at_ranking(sit)
    assert shown(desk) == [
        ("Bills and payments › Bill too high or wrong", "3"),
        ("Bills and payments › Estimated bill", "2"),
        ("Unclassified", "1"),
    ]
    assert desk.page.ranking.finding.text() == "Bill too high or wrong: 50% of all cases"
    assert desk.page.ranking.base.text().startswith("6 cases received ")
    assert "100%" in desk.page.ranking.trend_words.text()
    set_to(desk, AsOf.THEN, Level.HEADINGS)
    assert shown(desk) == [("Bills and payments", "5"), ("Unclassified", "1")]


def test_enter_opens_the_cases_behind_a_bar(sit: Sit) -> None:
    desk = at_ranking(sit)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    (key, wanted), *none = desk.shown
    assert (key, none) == ("cases", [])
    assert wanted is not None
    assert (wanted.topic_ids, wanted.topics_as_filed) == ((desk.stage.topic_ids["bill_estimated"],), True)
    assert wanted.received_from is not None
    assert wanted.received_to is not None
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    other = desk.shown[-1][1]
    assert other is not None
    assert other.without_topic


def test_periods_are_chosen_by_keys(sit: Sit) -> None:
    desk = at_ranking(sit)
    bar = desk.page.ranking.period
    month = bar.words.text()
    desk.press(Key.Key_Left, ALT)
    assert bar.words.text() != month
    assert shown(desk) == []
    assert desk.page.ranking.empty.isVisible()
    desk.press(Key.Key_Right, ALT)
    assert bar.words.text() == month
    desk.tab_to(bar.kind)
    desk.press(Key.Key_End)
    assert bar.period_kind is PeriodKind.OWN
    today = now().astimezone(desk.context.zone).date()
    desk.tab_to(bar.first)
    desk.write(f"{today:%d.%m.%Y}")
    desk.tab_to(bar.last)
    assert desk.page.ranking.asked.days.count >= 1


def test_figures_as_then_stay_through_rename_merge_and_unmerge_while_as_now_follows(sit: Sit) -> None:
    """The sixth journey: by keyboard, through the window."""
    desk = at_ranking(sit)
    before = shown(desk)

    desk.press(Key.Key_1, CTRL)
    desk.find("too high")
    desk.press(Key.Key_F2)
    desk.write("Sum of the bill")
    desk.press(Key.Key_Return, CTRL)
    desk.press(Key.Key_3, CTRL)
    set_to(desk, AsOf.THEN)
    assert shown(desk) == before
    set_to(desk, AsOf.NOW)
    assert shown(desk)[0] == ("Bills and payments › Sum of the bill", "3")

    desk.press(Key.Key_1, CTRL)
    desk.find("estimated")
    desk.press(Key.Key_F7)
    desk.write("sum of")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_3, CTRL)
    assert shown(desk)[0] == ("Bills and payments › Sum of the bill", "5")
    set_to(desk, AsOf.THEN)
    assert shown(desk) == before

    desk.context.undo()
    assert shown(desk) == before
    set_to(desk, AsOf.NOW)
    assert [count for _name, count in shown(desk)] == ["3", "2", "1"]


def test_what_could_have_been_done_from_home_stands_with_the_topic_and_with_all(sit: Sit) -> None:
    desk = at_ranking(sit)
    at, topic_id = now() - timedelta(minutes=9), desk.stage.topic_ids["bill_too_high"]
    for remote in (Remote.SHOWN_HOW, Remote.NOT_OFFERED, None):
        desk.stage.register(at=at, topic_id=topic_id, remote=remote)
    desk.page.ranking.reload(frozenset(desk.page.shows))
    ranking = desk.page.ranking
    model = ranking.list.ranking
    assert [str(model.index(row, HOME).data()) for row in range(3)] == ["2 of 3", "", "0 of 1"]
    told = "could have been done from home: 1 shown how, 1 not offered"
    assert ranking.home.text() == f"2 of 4 contacts in person {told}"
    assert ranking.topic_home.text() == f"2 of 3 contacts in person {told}"
    desk.press(Key.Key_Down)
    desk.rest()
    assert ranking.topic_home.isHidden()  # these came by phone alone

    desk.press(Key.Key_1, CTRL)
    desk.find("too high")
    home = desk.page.tree.details.home
    assert home is not None
    assert home.told.text() == f"2 of 3 contacts in person {told}"


def test_the_ranking_is_exported_as_a_page(sit: Sit, tmp_path: Path) -> None:
    desk = at_ranking(sit)
    desk.press(Key.Key_E, CTRL)
    assert desk.said[-1] == "Saved Ranking of topics.pdf."
    assert (tmp_path / "Ranking of topics.pdf").read_bytes().startswith(b"%PDF")
