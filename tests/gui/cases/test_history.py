"""A case's history: who or what in bold, a customer's words in quotes, the time short."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from csatdesk.domain.case_rows import (
    Event,
    HistoryLine,
)
from csatdesk.domain.topics import TopicTree
from csatdesk.gui.cases.history import _broken
from csatdesk.gui.cases.history_words import news_words, tell
from csatdesk.gui.cases.told import instant

TREE = TopicTree(())
WARSAW = ZoneInfo("Europe/Warsaw")
AT = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)


def line(event: Event, text: str = "", name: str = "Marta Lis", **about: str) -> HistoryLine:
    return HistoryLine(1, AT, event, 3, name, text, about)


@pytest.mark.parametrize(
    ("shown", "icon", "head", "text"),
    [
        (line(Event.RECEIVED, "Too high.", channel="phone"), "phone", "Received: phone", "“Too high.”"),
        (line(Event.CONTACT, "Again.", channel="email"), "mail", "Contact: e-mail", "“Again.”"),
        (line(Event.NOTE, "Waiting."), "note", "Marta Lis", "Waiting."),
        (
            line(Event.HANDED_OVER, "two meters", to="Olga"),
            "hand-over",
            "Handed over to Olga",
            "Marta Lis: two meters",
        ),
        (line(Event.TAKEN), "user", "Taken", "Marta Lis"),
        (
            line(Event.ANSWERED, "Sorry.", reply_by="letter"),
            "letter",
            "Answer sent: by letter",
            "Marta Lis: Sorry.",
        ),
        (line(Event.CLOSED, outcome="justified"), "check-circle", "Closed: justified", "Marta Lis"),
        (line(Event.CHANGED, undone="closed"), "undo", "Closing taken back", "Marta Lis"),
        (line(Event.IMPORTED, name=""), "import", "Imported", ""),
    ],
)
def test_each_line_is_told(shown: HistoryLine, icon: str, head: str, text: str) -> None:
    told = tell(shown, TREE)
    assert (told.icon, told.head, told.text) == (icon, head, text)


def test_what_others_did_meanwhile_is_told_in_sentences() -> None:
    lines = [line(Event.HANDED_OVER, "away", to="Olga"), line(Event.NOTE, "called")]
    assert news_words(lines, TREE) == "Handed over to Olga (Marta Lis): away. Note (Marta Lis): called"


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(hours=1), "Today 10:42"),
        (timedelta(days=1), "Yesterday 11:42"),
        (timedelta(days=6), "Fri 13 Nov 11:42"),
        (timedelta(days=400), "15 Oct 2025 12:42"),
    ],
)
def test_times_are_as_short_as_they_can_be(ago: timedelta, words: str) -> None:
    assert instant(AT - ago, AT, WARSAW) == words


def test_a_long_text_stands_in_two_lines_until_it_is_opened(qapp: object) -> None:
    text = "Podwójna kwota za październik po wymianie licznika 🙂. " * 12
    shut, opened = _broken(text, 300, is_open=False), _broken(text, 300, is_open=True)
    assert len(shut.lines) == 2
    assert shut.has_more
    assert len(opened.lines) > 5
    assert not opened.has_more
    assert "".join("".join(opened.lines).split()) == "".join(text.split())
