"""Topics ranked by how often they are asked for, as then and as now."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.contacts import Channel, NewCustomer, Remote, Segment
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.topic_changes import draft_of
from csatdesk.domain.topic_ranking import (
    AsOf,
    Days,
    Level,
    Marks,
    PeriodKind,
    Ranking,
    RankingAsked,
    period_before,
    period_of,
    so_far,
)
from csatdesk.operations.cases.commands import add_contact, mark_remote
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.topics.commands import change_topic, move_topic, rename_topic
from csatdesk.operations.topics.merging import merge_topics, unmerge_topics
from csatdesk.operations.topics.queries import count_topic_cases
from csatdesk.operations.topics.ranking import rank_topics, remote_trend
from csatdesk.operations.topics.ranking_paper import export_ranking, marks_words
from csatdesk.wording.texts import speaking
from tests.cast import NOW, Stage

NOVEMBER, OCTOBER = Days(date(2026, 11, 1), date(2026, 11, 30)), Days(date(2026, 10, 1), date(2026, 10, 31))
ASKED = RankingAsked(NOVEMBER, OCTOBER)
LATER = NOW + timedelta(hours=1)
LONG_BEFORE = NOW - timedelta(days=30)


def ranked(centre: Stage, **other: object) -> Ranking:
    asked = RankingAsked(**({"days": NOVEMBER, "before": OCTOBER} | other))  # type: ignore[arg-type]  # fields by name
    with centre.read(at=LATER) as reading:
        return rank_topics(reading, asked=asked)


def told(ranking: Ranking) -> list[tuple[tuple[str, ...], int]]:
    return [(row.path, row.tally.count) for row in ranking.rows]


@pytest.fixture
def busy(centre: Stage) -> Stage:
    """Two cases on high bills, one on estimates, one without topic; a month before two estimates, one high bill."""
    for key, count, at in (
        ("bill_too_high", 2, NOW),
        ("bill_estimated", 1, NOW),
        ("bill_estimated", 2, LONG_BEFORE),
        ("bill_too_high", 1, LONG_BEFORE),
    ):
        for _case in range(count):
            centre.register(at=at, topic_id=centre.topic_ids[key])
    centre.register(topic_id=None, channel=Channel.EMAIL)
    return centre


def test_topics_stand_by_size_with_shares_and_change_of_rank(busy: Stage) -> None:
    ranking = ranked(busy)
    high, estimated, none = ranking.rows
    assert (high.topic_id, high.tally.count, high.share, high.rank, high.rank_before, high.climbed) == (
        busy.topic_ids["bill_too_high"],
        2,
        0.5,
        1,
        2,
        1,
    )
    assert (estimated.climbed, estimated.cumulative) == (-1, 0.75)
    assert (none.topic_id, none.rank, none.cumulative) == (None, None, 1.0)
    assert [row.topic_id for row in ranking.leaders] == [high.topic_id]


def test_nothing_ranks_nothing(centre: Stage) -> None:
    ranking = ranked(centre)
    assert (ranking.rows, ranking.total.count, ranking.leaders) == ((), 0, ())


def test_headings_add_up_their_topics(busy: Stage) -> None:
    ranking = ranked(busy, level=Level.HEADINGS)
    with busy.read() as reading:
        heading = load_topic_tree(reading).topics[busy.topic_ids["bill_too_high"]].parent_id
    assert [(row.topic_id, row.tally.count) for row in ranking.rows] == [(heading, 3), (None, 1)]
    assert set(ranking.rows[0].filed_ids) == {busy.topic_ids["bill_too_high"], busy.topic_ids["bill_estimated"]}


def test_figures_as_then_stay_through_rename_move_merge_and_unmerge(busy: Stage) -> None:
    high, estimated = busy.topic_ids["bill_too_high"], busy.topic_ids["bill_estimated"]
    before = {level: told(ranked(busy, level=level)) for level in Level}
    for change in (
        lambda work: rename_topic(work, topic_id=high, names=LocalText({"en": "Sum of the bill"})),
        lambda work: move_topic(work, topic_id=high, parent_id=None),
        lambda work: merge_topics(work, loser_id=estimated, winner_id=high),
        lambda work: unmerge_topics(work, merge_id=1),
    ):
        with busy.work(busy.marek, LATER) as work:
            change(work)
        assert {level: told(ranked(busy, level=level)) for level in Level} == before


def test_figures_as_now_follow_rename_and_merge(busy: Stage) -> None:
    high, estimated = busy.topic_ids["bill_too_high"], busy.topic_ids["bill_estimated"]
    with busy.work(busy.marek, LATER) as work:
        rename_topic(work, topic_id=high, names=LocalText({"en": "Sum of the bill"}))
        work.db.flush()
    with busy.work(busy.marek, LATER) as work:
        merge_topics(work, loser_id=estimated, winner_id=high)
    row, none = ranked(busy, as_of=AsOf.NOW).rows
    assert (row.path[-1], row.tally.count, row.before.count, set(row.filed_ids)) == (
        "Sum of the bill",
        3,
        3,
        {high, estimated},
    )
    assert none.topic_id is None


def test_a_topic_renamed_within_the_period_is_told_under_both_names_as_then(busy: Stage) -> None:
    high = busy.topic_ids["bill_too_high"]
    with busy.work(busy.marek, LATER) as work:
        rename_topic(work, topic_id=high, names=LocalText({"en": "Sum of the bill"}))
    busy.register(at=LATER + timedelta(minutes=1), topic_id=high)
    names = {row.path[-1]: row.tally.count for row in ranked(busy).rows if row.topic_id == high}
    assert sorted(names.values()) == [1, 2]
    assert names["Sum of the bill"] == 1


def test_offices_and_kinds_narrow_the_ranking(busy: Stage) -> None:
    busy.register(kind=CaseKind.INQUIRY)
    assert ranked(busy, kinds=(CaseKind.INQUIRY,)).total.count == 1
    assert ranked(busy, office_ids=(busy.other_office_id,)).total.count == 0
    assert ranked(busy, segments=(Segment.HOUSEHOLD,)).total.count == ranked(busy).total.count
    assert ranked(busy, segments=(Segment.VIP,)).total.count == 0
    with busy.work(busy.marek) as work:
        hotel_id = register_customer(work, new=NewCustomer("Hotel", activity="Hotel"))
    busy.register(customer_id=hotel_id)
    assert ranked(busy, activities=("hotel",)).total.count == 1


def test_the_remote_share_stands_against_its_target_and_its_months(busy: Stage) -> None:
    high = busy.topic_ids["bill_too_high"]
    busy.register(channel=Channel.PHONE)
    with busy.work(busy.marek) as work:
        topic = load_topic_tree(work).topics[high]
        change_topic(work, topic_id=high, draft=draft_of(topic).__class__(topic.names, remote_target=50))
    row = ranked(busy).rows[0]
    assert (row.tally.remote, row.tally.remote_share, row.remote_target, row.misses_target) == (1, 1 / 3, 50, True)
    with busy.read(at=LATER) as reading:
        months = remote_trend(reading, asked=ASKED, topic_id=high)
    assert [(month, tally.count) for month, tally in months[-2:]] == [(date(2026, 10, 1), 1), (date(2026, 11, 1), 3)]
    assert len(months) == 12


def mark(busy: Stage, case_id: int, remote: Remote | None) -> None:
    with busy.work(at=LATER) as work:
        mark_remote(work, case_id=case_id, remote=remote)


@pytest.fixture
def marked(busy: Stage) -> Stage:
    """Three high bills more, of which two could have been done from home; one estimate that could; one by phone."""
    high, estimated = busy.topic_ids["bill_too_high"], busy.topic_ids["bill_estimated"]
    for remote in (Remote.SHOWN_HOW, Remote.PREFERS_DESK, None):
        mark(busy, busy.register(topic_id=high).case_id, remote)
    mark(busy, busy.register(topic_id=estimated, at=LATER - timedelta(minutes=1)).case_id, Remote.NOT_OFFERED)
    busy.register(topic_id=high, channel=Channel.PHONE)
    return busy


def test_of_the_contacts_in_person_it_is_counted_which_could_have_been_done_from_home(marked: Stage) -> None:
    ranking = ranked(marked)
    high, estimated, none = ranking.rows
    assert high.marks == Marks(in_person=5, shown_how=1, prefers_desk=1)  # the sixth came by phone
    assert estimated.marks == Marks(in_person=2, not_offered=1)
    assert none.marks == Marks()  # by e-mail
    assert ranking.marks == Marks(7, 1, 1, 1)
    assert ranking.marks.marked == 3


def test_every_contact_in_person_of_a_case_counts_and_headings_add_the_marks_up(marked: Stage) -> None:
    case_id = marked.register(channel=Channel.PHONE, topic_id=marked.topic_ids["bill_too_high"]).case_id
    with marked.work(at=LATER) as work:
        add_contact(work, case_id=case_id, channel=Channel.HALL, text="Była tu.", remote=Remote.SHOWN_HOW)
    heading, _none = ranked(marked, level=Level.HEADINGS).rows
    assert heading.marks == Marks(8, 2, 1, 1)


def test_marks_follow_the_topic_of_their_time_when_it_was_merged_since(marked: Stage) -> None:
    high, estimated = marked.topic_ids["bill_too_high"], marked.topic_ids["bill_estimated"]
    with marked.work(marked.marek, LATER) as work:
        merge_topics(work, loser_id=estimated, winner_id=high)
    assert [row.marks.marked for row in ranked(marked).rows] == [2, 1, 0]
    assert [row.marks.marked for row in ranked(marked, as_of=AsOf.NOW).rows] == [3, 0]


def test_marks_are_narrowed_like_the_cases(marked: Stage) -> None:
    assert ranked(marked, office_ids=(marked.other_office_id,)).marks == Marks()
    assert ranked(marked, kinds=(CaseKind.INQUIRY,)).marks == Marks()
    assert ranked(marked, days=OCTOBER, before=NOVEMBER).marks == Marks(in_person=3)


def test_the_topics_page_tells_the_marks_of_the_last_days(marked: Stage) -> None:
    with marked.read(at=LATER) as reading:
        cases = count_topic_cases(reading, topic_id=marked.topic_ids["bill_too_high"])
    assert cases.marks == Marks(in_person=5, shown_how=1, prefers_desk=1)  # one came earlier


def test_marks_are_told_with_their_base(marked: Stage) -> None:
    words = marks_words(ranked(marked).marks)
    assert words == (
        "3 of 7 contacts in person could have been done from home: 1 shown how, 1 not offered, 1 prefers the desk"
    )
    assert marks_words(Marks(in_person=4)) == "4 contacts in person, none marked"
    assert marks_words(Marks()) == ""


def test_the_marks_stand_on_paper_and_in_the_spreadsheet(marked: Stage, tmp_path: Path) -> None:
    with speaking("en"):
        for name in ("ranking.pdf", "ranking.csv"):
            export_ranking(marked.store, marked.marek, asked=ASKED, path=tmp_path / name, at=LATER)
    page = " ".join(" ".join(one.extract_text() for one in PdfReader(tmp_path / "ranking.pdf").pages).split())
    assert "3 of 7 contacts in person could have been done from home: 1 shown how" in page
    assert "Estimated bill 2 1 0 1 0" in page
    head, first, *_rest = (tmp_path / "ranking.csv").read_text("utf-8-sig").splitlines()
    assert head.endswith(',"Contacts in person","From home","Shown how","Not offered","Prefers the desk"')
    assert first.endswith(',"5","2","1","0","1"')


def test_periods_of_the_calendar_and_of_ones_own() -> None:
    assert period_of(PeriodKind.MONTH, date(2026, 11, 19)) == NOVEMBER
    assert period_of(PeriodKind.QUARTER, date(2026, 11, 19)) == Days(date(2026, 10, 1), date(2026, 12, 31))
    assert period_of(PeriodKind.YEAR, date(2026, 11, 19)) == Days(date(2026, 1, 1), date(2026, 12, 31))
    assert period_before(PeriodKind.MONTH, NOVEMBER) == OCTOBER
    week = Days(date(2026, 11, 9), date(2026, 11, 15))
    assert period_before(PeriodKind.OWN, week) == Days(date(2026, 11, 2), date(2026, 11, 8))


def test_a_running_period_is_compared_with_as_many_days() -> None:
    assert so_far(NOVEMBER, OCTOBER, date(2026, 11, 19)) == (
        Days(date(2026, 11, 1), date(2026, 11, 19)),
        Days(date(2026, 10, 1), date(2026, 10, 19)),
    )
    assert so_far(OCTOBER, NOVEMBER, date(2026, 11, 19)) == (OCTOBER, NOVEMBER)
