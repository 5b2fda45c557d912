"""What happened to a case, in words: every event, what was before, what was taken back."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from csatdesk.domain.case_rows import Event, HistoryLine
from csatdesk.domain.topics import TopicTree
from csatdesk.operations.cases.history_words import EVENT_ICONS, history_details, history_words
from csatdesk.system.paths import resource

TREE = TopicTree(())
AT = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)
WARSAW = ZoneInfo("Europe/Warsaw")


def line(event: Event, **about: str) -> HistoryLine:
    return HistoryLine(1, AT, event, 3, "Marta Lis", "", about)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (line(Event.WAITING, reason="customer"), "Waiting: customer"),
        (line(Event.RESUMED), "Goes on"),
        (line(Event.ACKNOWLEDGED, reply_by="email"), "Acknowledgement sent: by e-mail"),
        (line(Event.NOTICE_SENT, reply_by="letter"), "Interim notice sent: by letter"),
        (line(Event.PROMISED, kind="refund"), "Promised: refund"),
        (line(Event.PROMISE_DONE, what="Pay back"), "Promise kept: Pay back"),
        (line(Event.RECOMPUTED, clock="house"), "Deadline recomputed: house target"),
        (line(Event.ESCALATED, alarm="supervisor", clock="legal"), "Escalated: supervisor told, legal last day"),
        (line(Event.WARNED, alarm="time_left"), "Warning: little time is left"),
        (line(Event.LINKED, kind="repeat", other="26-01-00001-8"), "Linked: repeat of 26-01-00001-8"),
        (line(Event.UNLINKED, kind="caused_by", other="26-01-00001-8"), "Link removed: caused by 26-01-00001-8"),
        (line(Event.MERGED, into="26-01-00001-8"), "Made part of case 26-01-00001-8"),
        (line(Event.MERGED, other="26-01-00001-8"), "Case 26-01-00001-8 is part of this one now"),
        (line(Event.UNMERGED, other="26-01-00001-8"), "Case 26-01-00001-8 was taken out again"),
        (line(Event.UNMERGED, into="26-01-00001-8"), "Taken out of case 26-01-00001-8 again"),
        (line(Event.PRIORITY, priority="urgent"), "Priority: urgent"),
        (line(Event.PASSED_ON, organisation="Energa"), "Handed to an organisation: Energa"),
        (line(Event.MATTER, title="Power cut"), "Known matter: Power cut"),
        (line(Event.MATTER, title=""), "No longer tied to a known matter"),
        (line(Event.UNDONE, undone="waiting"), "Taken back: waiting"),
        (line(Event.UNDONE, undone="closed"), "Closing taken back"),
    ],
)
def test_each_event_has_its_sentence(shown: HistoryLine, words: str) -> None:
    assert history_words(shown, TREE) == words


@pytest.mark.parametrize(
    ("shown", "details"),
    [
        (
            line(Event.PROMISE_MOVED, before="2026-11-24", due="2026-11-26"),
            "Due Thu 26 November, before: Tue 24 November",
        ),
        (
            line(Event.LEGAL_STARTED, event_at="2026-11-24T09:00:00+00:00", due="2026-12-08T23:00:00+00:00"),
            "Due Tue 8 December, since 24 Nov 2026 10:00",
        ),
        (
            line(Event.RECOMPUTED, before="2026-11-24T15:00:00+00:00", due="2026-11-26T15:00:00+00:00"),
            "Due 26 Nov 2026 16:00, before: 24 Nov 2026 16:00",
        ),
        (line(Event.ANSWERED, posting="RR1", solved="now"), "posting number RR1, Solved now"),
        (line(Event.CLASSIFIED, topic="", before="7"), "before: Unclassified"),
        (line(Event.CLASSIFIED, topic="7", before=""), ""),
    ],
)
def test_what_was_before_and_what_proves_it_is_told(shown: HistoryLine, details: str) -> None:
    assert ", ".join(history_details(shown, TREE, WARSAW)) == details


def test_every_event_has_words_and_an_icon_that_is_there() -> None:
    for event in Event:
        assert history_words(line(event), TREE)
    drawn = set(EVENT_ICONS.values())
    assert {name for name in drawn if not resource("icons", f"{name}.svg").exists()} == set()
    assert set(Event) - set(EVENT_ICONS) == {Event.RECEIVED, Event.CONTACT}  # those of their channel
