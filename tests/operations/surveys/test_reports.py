"""The report of a survey, every line against one small survey worked out by hand (S3.16-S3.21, S1.2-S1.7, S2.9).

October 2026, the hall of Anna's office, all with a name unless said otherwise:

    paper   12 answers: 8 of nps 10 and csat 5, 4 of nps 3 and csat 2
    phone    6 answers: nps 9, csat 4

NPS: 14 of 18 promote, 4 criticise: 100 · (14 − 4) / 18 = 55.56. CSAT: 14 of 18 gave 4 or 5: 77.78 %.
By route: paper 100 · (8 − 4) / 12 = 33.33, phone 100; shares 12 / 18 = 66.67 % and 33.33 %.
September 2026: 10 answers of nps 7, so NPS 0. October 2025: 5 of nps 10, so NPS 100.
Sent in October: 10 by e-mail, of which 1 came back and 4 answered: 40 % of 10 sent, 44.44 % of 9 delivered. One more
was sent in the last minute of September by the clocks of Warsaw, and one in the first of November: neither counts.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.suppression import Shown
from csatdesk.domain.survey_reports import Every, Line, Period, ReportAsked, period_with
from csatdesk.domain.survey_views import By
from csatdesk.domain.surveys import Route, Situation, new_code, unordered_identity
from csatdesk.operations.surveys.reports.counting import Grouped, Question, Report, load_report, whole_campaign
from csatdesk.operations.surveys.reports.export import export_report, export_slides
from csatdesk.operations.surveys.reports.facts import load_report_facts
from csatdesk.operations.surveys.reports.paper import paper_of
from csatdesk.operations.surveys.responses import keep_response
from csatdesk.reports.table import Group
from csatdesk.store.entities.surveys import Invitation
from tests.cast import NOW, Stage
from tests.operations.surveys.hands import FULL, QUESTIONS, new_response, published, running
from tests.operations.surveys.test_figures import give

OCTOBER = period_with(Every.MONTH, date(2026, 10, 5))
SENT = datetime(2026, 10, 7, 9, tzinfo=UTC)
ANSWERS_BY_HAND = (12, 6)


def given(stage: Stage, survey_id: int, count: int, route: Route = Route.PAPER, **other: Any) -> None:
    """`count` answers; `at` or `month` tells when."""
    time = {key: other.pop(key) for key in ("at", "month") if key in other} or {"month": 202610}
    hidden = other.pop("is_anonymous", False)
    about = Situation(other.pop("office", stage.anna.office_id), other.pop("channel", Channel.HALL), Segment.HOUSEHOLD)
    with stage.work() as work:
        for _each in range(count):
            new = new_response(stage, survey_id, {**FULL, **other}, situation=about, route=route, **time)
            keep_response(work, new=type(new)(**{**_fields(new), "is_anonymous": hidden}))


def _fields(new: Any) -> dict[str, Any]:
    return {name: getattr(new, name) for name in type(new).__slots__}


def invite(stage: Stage, survey_id: int, at: datetime, *, is_delivered: bool = True, answered: bool = False) -> None:
    with stage.work() as work:
        work.db.add(
            Invitation(
                uid=unordered_identity(),
                centre_id=stage.anna.centre_id,
                survey_id=survey_id,
                office_id=stage.anna.office_id,
                code=new_code(),
                route=Route.EMAIL,
                channel=Channel.HALL,
                language="pl",
                sent_at=at,
                is_delivered=is_delivered,
                disposition=Disposition.COMPLETE if answered else Disposition.UNKNOWN,
            )
        )


@pytest.fixture
def survey_id(local_centre: Stage) -> int:
    found = running(local_centre)
    given(local_centre, found, 8, nps=10, csat=5)
    given(local_centre, found, 4, nps=3, csat=2)
    given(local_centre, found, 6, Route.PHONE, nps=9, csat=4)
    given(local_centre, found, 10, nps=7, csat=4, month=202609)
    given(local_centre, found, 5, nps=10, csat=5, month=202510)
    for place in range(10):
        invite(local_centre, found, SENT, is_delivered=place != 9, answered=place < 4)
    invite(local_centre, found, datetime(2026, 9, 30, 21, 59, tzinfo=UTC), answered=True)
    invite(local_centre, found, datetime(2026, 10, 31, 23, 0, tzinfo=UTC), answered=True)
    return found


def report(stage: Stage, survey_id: int, every: Every = Every.MONTH, period: Period = OCTOBER) -> Report:
    with stage.read(stage.marek) as reading:
        return load_report(reading, asked=ReportAsked(survey_id, every, period))


def question(found: Report, key: str) -> Question:
    return next(one for one in found.questions if one.item.key == key)


def by_group(rows: tuple[Grouped, ...]) -> dict[Any, Grouped]:
    return {row.group: row for row in rows}


def test_sent_delivered_answered_and_both_rates_are_of_the_month_of_sending(
    local_centre: Stage, survey_id: int
) -> None:
    now = report(local_centre, survey_id).now
    assert (now.sending.sent, now.sending.delivered, now.sending.answered) == (10, 9, 4)
    assert now.sending.of_sent == 40
    assert round(now.sending.of_delivered or 0, 2) == 44.44
    assert now.answers == 18


def test_a_month_without_invitations_has_no_rate_rather_than_zero(local_centre: Stage, survey_id: int) -> None:
    ago = report(local_centre, survey_id).year_ago
    assert (ago.sending.of_sent, ago.sending.of_delivered, ago.answers) == (None, None, 5)


def test_answers_stand_by_value_and_the_grade_has_its_base_and_range(local_centre: Stage, survey_id: int) -> None:
    found = report(local_centre, survey_id)
    nps, csat = question(found, "nps").now, question(found, "csat").now
    assert nps.graded is not None
    assert csat.graded is not None
    assert nps.graded.counts == {10: 8, 9: 6, 3: 4}
    assert (nps.n, round(nps.value or 0, 2)) == (18, 55.56)
    assert csat.graded.counts == {5: 8, 4: 6, 2: 4}
    assert (csat.n, round(csat.value or 0, 2)) == (18, 77.78)
    assert csat.graded.score.likely is not None
    # Wilson, 14 of 18: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n) with z = 1.96
    assert (round(csat.graded.score.likely.low, 1), round(csat.graded.score.likely.high, 1)) == (54.8, 91.0)
    assert found.headline is not None
    assert found.headline.item.key == "nps"


def test_wishes_to_be_named_or_called_are_no_results(local_centre: Stage) -> None:
    wish = {"key": "wish", "metric": "call_back", "type": "choice", "choices": "yes_no", "text": {"en": "Call you?"}}
    asked = {**QUESTIONS, "questions": [*QUESTIONS["questions"], wish]}
    found = running(local_centre, published(local_centre, asked))
    given(local_centre, found, 6, nps=10, csat=5, wish="yes")
    assert [one.item.key for one in report(local_centre, found).questions] == ["nps", "csat", "solved"]


def test_it_stands_beside_the_month_before_and_the_same_month_a_year_ago(local_centre: Stage, survey_id: int) -> None:
    nps = question(report(local_centre, survey_id), "nps")
    assert (nps.before.n, nps.before.value) == (10, 0)
    assert (nps.year_ago.n, nps.year_ago.value) == (5, 100)
    assert nps.change is not None
    assert nps.year_change is not None
    assert round(nps.change.difference, 2) == 55.56
    assert round(nps.year_change.difference, 2) == -44.44


def test_each_route_keeps_what_was_sent_its_answers_and_its_grade(local_centre: Stage, survey_id: int) -> None:
    routes = by_group(report(local_centre, survey_id).routes)
    paper, phone, email = routes[Route.PAPER], routes[Route.PHONE], routes[Route.EMAIL]
    assert (paper.answers, phone.answers) == ANSWERS_BY_HAND
    assert (round(paper.share or 0, 4), round(phone.share or 0, 4)) == (0.6667, 0.3333)
    assert (round(paper.figure.value or 0, 2), phone.figure.value) == (33.33, 100)
    assert (email.sending.of_sent, email.answers, email.figure.value) == (40, None, None)


def test_shares_of_channels_stand_beside_those_a_year_ago(local_centre: Stage, survey_id: int) -> None:
    given(local_centre, survey_id, 6, channel=Channel.PHONE)
    given(local_centre, survey_id, 15, channel=Channel.PHONE, month=202510)
    channels = by_group(report(local_centre, survey_id).channels)
    assert (channels[Channel.HALL].share, channels[Channel.HALL].share_then) == (0.75, 0.25)
    assert (channels[Channel.PHONE].share, channels[Channel.PHONE].share_then) == (0.25, 0.75)


def test_too_few_in_a_channel_are_hidden_in_every_line(local_centre: Stage, survey_id: int) -> None:
    given(local_centre, survey_id, 7, channel=Channel.PHONE)
    given(local_centre, survey_id, 4, channel=Channel.LETTER)
    channels = by_group(report(local_centre, survey_id).channels)
    for channel in (Channel.LETTER, Channel.PHONE):  # the second one, or subtraction would tell
        row = channels[channel]
        assert (row.answers, row.share, row.figure.graded, row.figure.shown) == (None, None, None, Shown.HIDDEN)


def test_days_and_weeks_count_named_answers_by_the_clocks_of_the_centre(local_centre: Stage) -> None:
    survey_id = running(local_centre)
    given(local_centre, survey_id, 5, nps=10, at=datetime(2026, 10, 4, 22, 30, tzinfo=UTC))  # Monday 0:30 in Warsaw
    given(local_centre, survey_id, 2, nps=1, at=datetime(2026, 10, 4, 21, 30, tzinfo=UTC))  # Sunday
    given(local_centre, survey_id, 5, nps=1, at=datetime(2026, 10, 11, 21, 30, tzinfo=UTC))  # Sunday of the week
    given(local_centre, survey_id, 9, nps=1, at=datetime(2026, 10, 6, 9, tzinfo=UTC), is_anonymous=True)
    monday = report(local_centre, survey_id, Every.DAY, period_with(Every.DAY, date(2026, 10, 5)))
    week = report(local_centre, survey_id, Every.WEEK, period_with(Every.WEEK, date(2026, 10, 7)))
    month = report(local_centre, survey_id)
    assert (monday.now.answers, question(monday, "nps").now.value) == (5, 100)
    assert monday.before.answers == 2
    assert question(monday, "nps").before.shown is Shown.HIDDEN
    assert (week.now.answers, question(week, "nps").now.value) == (10, 0)
    assert month.now.answers == 21
    assert week.comments == ()
    assert month.comments


def test_a_year_stands_beside_the_year_before(local_centre: Stage, survey_id: int) -> None:
    year = report(local_centre, survey_id, Every.YEAR, period_with(Every.YEAR, date(2026, 1, 1)))
    assert (year.now.answers, year.before.answers, year.year_ago.period) == (28, 5, None)


def test_a_campaign_has_all_its_months_and_nothing_before(local_centre: Stage, survey_id: int) -> None:
    with local_centre.read(local_centre.marek) as reading:
        period = whole_campaign(reading, survey_id)
    found = report(local_centre, survey_id, Every.CAMPAIGN, period)
    assert period == Period(date(2025, 10, 1), date(2026, 11, 30))
    assert (found.now.answers, found.now.sending.sent, found.before.period) == (33, 12, None)


def test_the_newest_month_that_is_over_is_offered_first_and_back_to_the_first_answer(
    local_centre: Stage, survey_id: int
) -> None:
    """It is 19 November: that month is not over, and the first answer is of October 2025."""
    with local_centre.read(local_centre.marek) as reading:
        facts = load_report_facts(reading, survey_id=survey_id)
    assert facts.usual(Every.MONTH) == OCTOBER
    assert facts.periods[Every.MONTH][0][1] == "November 2026"
    assert facts.periods[Every.MONTH][-1][1] == "October 2025"
    assert facts.usual(Every.WEEK) == Period(date(2026, 11, 9), date(2026, 11, 15))
    assert facts.usual(Every.DAY).first == date(2026, 11, 18)


def test_a_winner_is_named_over_all_and_in_each_category_with_enough_answers(local_centre: Stage) -> None:
    """Own: 50 of nps 10, NPS 100. Other: 50 of nps 1, NPS −100: apart. By phone the own office has 49."""
    survey_id, other = running(local_centre), local_centre.other_office_id
    topic = next(iter(local_centre.topic_ids.values()))
    give(local_centre, survey_id, 50, nps=10, topic=topic)
    give(local_centre, survey_id, 50, nps=1, office=other)
    give(local_centre, survey_id, 49, nps=10, channel=Channel.PHONE, segment=Segment.LARGE_BUSINESS)
    give(local_centre, survey_id, 50, nps=1, office=other, channel=Channel.PHONE, segment=Segment.LARGE_BUSINESS)
    awards = {(one.by, one.category): one for one in report(local_centre, survey_id, Every.CAMPAIGN).awards}
    names = {key: [row.unit.id for row in one.winners] for key, one in awards.items()}
    own = local_centre.anna.office_id
    assert names[By.ALL, None] == [own]
    assert names[By.CHANNEL, Channel.HALL] == [own]
    assert names[By.SEGMENT, Segment.HOUSEHOLD] == [own]
    phone = awards[By.CHANNEL, Channel.PHONE]
    assert (len(phone.rows), phone.too_few, phone.winners) == (1, 1, ())
    of_topic = [one for (by, _category), one in awards.items() if by is By.TOPIC]
    assert [(len(one.rows), one.winners) for one in of_topic] == [(1, ())]
    assert report(local_centre, survey_id).awards == ()


def test_offices_that_the_answers_do_not_tell_apart_share_the_first_place(local_centre: Stage) -> None:
    survey_id, other = running(local_centre), local_centre.other_office_id
    for office, promoters in ((local_centre.anna.office_id, 30), (other, 29)):
        give(local_centre, survey_id, promoters, nps=10, office=office)
        give(local_centre, survey_id, 60 - promoters, nps=7, office=office)
    overall = report(local_centre, survey_id, Every.CAMPAIGN).awards[0]
    assert {(row.place.first, row.place.last) for row in overall.winners} == {(1, 2)}


def test_only_the_lines_that_were_chosen_stand_in_it(local_centre: Stage, survey_id: int, tmp_path: Path) -> None:
    asked = ReportAsked(survey_id, Every.MONTH, OCTOBER, frozenset({Line.RATE}))
    export_report(local_centre.store, local_centre.marek, asked=asked, path=tmp_path / "x.pdf", at=NOW)
    told = words_of(tmp_path / "x.pdf")
    assert "Sent and answered" in told
    assert "By channel" not in told
    assert "Dobrze." not in told


def test_on_paper_stand_the_sentence_every_line_and_the_method(
    local_centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    asked = ReportAsked(survey_id, Every.MONTH, OCTOBER)
    export_report(local_centre.store, local_centre.marek, asked=asked, path=tmp_path / "x.pdf", at=NOW)
    told = words_of(tmp_path / "x.pdf")
    for words in (
        "Po kontakcie: October 2026",
        "NPS 56. Recommendation (NPS) from 18 answers, likely",
        "18 answers counted. Of 10 invitations sent, 4 were answered: 40.0%.",
        "Response, of delivered 44.4%",
        "Satisfaction (CSAT) two best marks 78% 55% to 91% 18",
        "10 Surely 8 44.4%",
        "Paper – – 12 66.7%",
        "NPS is the share of answers 9 and 10",
    ):
        assert words in told, told


def test_the_week_says_plainly_that_anonymous_answers_are_not_in_it(
    local_centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    asked = ReportAsked(survey_id, Every.WEEK, period_with(Every.WEEK, date(2026, 10, 7)))
    export_report(local_centre.store, local_centre.marek, asked=asked, path=tmp_path / "x.pdf", at=NOW)
    assert "Anonymous answers are counted by month only" in words_of(tmp_path / "x.pdf")


def test_the_workbook_has_the_same_sheets_and_columns_whatever_stands_in_them(
    local_centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    full, empty = tmp_path / "full.xlsx", tmp_path / "empty.xlsx"
    for path, period in ((full, OCTOBER), (empty, period_with(Every.MONTH, date(2024, 1, 1)))):
        asked = ReportAsked(survey_id, Every.MONTH, period)
        export_report(local_centre.store, local_centre.marek, asked=asked, path=path, at=NOW)
    made, other = load_workbook(full), load_workbook(empty)
    assert made.sheetnames == other.sheetnames
    assert [[cell.value for cell in sheet[1]] for sheet in made] == [
        [cell.value for cell in sheet[1]] for sheet in other
    ]
    rate = {row[0]: row[2:] for row in made["Sent and answered"].iter_rows(min_row=2, values_only=True)}
    assert rate["sent"][0] == 10
    assert rate["response_of_sent"] == (40, 100, None)
    values = {row[:3:2]: row[3:] for row in made["Answers by value"].iter_rows(min_row=2, values_only=True)}
    assert values["nps", "10"] == ("10 Surely", 8, 44.44, 18)
    comment = next(made["Comments"].iter_rows(min_row=2, values_only=True))
    assert comment[0] == 202610
    assert comment[5:] == ("Anything else?", "Dobrze.")
    assert values["solved", "yes"] == ("Yes", 18, 100, 18)
    assert not any(cell.data_type == "f" for sheet in made for row in sheet.iter_rows() for cell in row)


def test_each_finding_has_a_landscape_page_of_its_own(local_centre: Stage, survey_id: int, tmp_path: Path) -> None:
    asked = ReportAsked(survey_id, Every.MONTH, OCTOBER)
    export_slides(local_centre.store, local_centre.marek, asked=asked, path=tmp_path / "x.pdf", at=NOW)
    pages = PdfReader(tmp_path / "x.pdf").pages
    titles = [page.extract_text().splitlines()[0] for page in pages]
    assert titles[:2] == ["78 of 100 would surely recommend us", "Up last month"]
    assert len(titles) == len(set(titles))
    assert all(page.mediabox.width > page.mediabox.height for page in pages)


def test_who_may_take_nothing_out_saves_no_report(local_centre: Stage, survey_id: int, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        export_report(
            local_centre.store,
            local_centre.anna,
            asked=ReportAsked(survey_id, Every.MONTH, OCTOBER),
            path=tmp_path / "x.pdf",
        )
    assert not (tmp_path / "x.pdf").exists()


def words_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_the_values_of_a_question_stand_abreast_so_that_a_month_needs_few_pages(
    local_centre: Stage, survey_id: int
) -> None:
    asked = ReportAsked(survey_id, Every.MONTH, OCTOBER, lines=frozenset({Line.QUESTIONS}))
    with local_centre.read(local_centre.marek) as reading:
        (part,) = paper_of(reading, load_report(reading, asked=asked)).parts
    first = [[cell.text for cell in row] for row in part.rows[1:5] if not isinstance(row, Group)]
    assert [row[::3] for row in first] == [
        ["0 Not at all", "4", "8"],
        ["1", "5", "9"],
        ["2", "6", "10 Surely"],
        ["3", "7", ""],
    ]


def test_questions_on_one_scale_are_lines_of_one_table_so_that_fourteen_need_few_pages(
    local_centre: Stage, tmp_path: Path
) -> None:
    aspects: list[dict[str, Any]] = [
        {"key": f"a{at}", "metric": "index_1_10", "type": "scale", "scale": "ten", "text": {"en": f"Aspect {at}"}}
        for at in range(14 - len(QUESTIONS["questions"]))
    ]
    scales = {**QUESTIONS["scales"], "ten": {"from": 1, "to": 10}}
    asked = {**QUESTIONS, "scales": scales, "questions": [*aspects, *QUESTIONS["questions"]]}
    survey_id = running(local_centre, published(local_centre, asked))
    given(local_centre, survey_id, 9, Route.PAPER, **{one["key"]: 7 for one in aspects})
    given(local_centre, survey_id, 3, Route.PAPER, **{one["key"]: 10 for one in aspects})
    path = tmp_path / "month.pdf"
    export_report(local_centre.store, local_centre.marek, asked=ReportAsked(survey_id, Every.MONTH, OCTOBER), path=path)
    assert "Aspect 8 0 0% 0 0% 0 0% 0 0% 0 0% 0 0% 9 75% 0 0% 0 0% 3 25% 12" in words_of(path)
    assert len(PdfReader(path).pages) <= 4
