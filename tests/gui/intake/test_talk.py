"""What a tab holds, and the draft it becomes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csatdesk.domain.cases import (
    CaseKind,
    ReplyBy,
)
from csatdesk.domain.contacts import Channel, Known
from csatdesk.domain.identity import new_identity
from csatdesk.gui.intake.talk import Talk, from_values, to_values, usual_reply
from tests.cast import NOW

EMPTY = Talk(new_identity(NOW), NOW, by_id=1)
FULL = replace(
    EMPTY,
    kind=CaseKind.CLAIM,
    channel=Channel.LETTER,
    customer_id=7,
    customer_name="Agnieszka Zielińska",
    text="Rachunek za wysoki.\nProszę o korektę.",
    remedy="korekta",
    topic_id=12,
    received_at=NOW - timedelta(days=3),
    reply_by=ReplyBy.LETTER,
    language="pl",
    suggested_topic_ids=(12, 14),
    repeats_case_id=3,
)


@pytest.mark.parametrize("talk", [EMPTY, FULL], ids=["empty", "full"])
def test_a_draft_comes_back_as_it_was(talk: Talk) -> None:
    assert from_values(to_values(talk), NOW) == replace(talk, kept_at=NOW)


def test_a_draft_of_a_newer_program_loses_only_what_this_one_does_not_know() -> None:
    assert from_values(to_values(FULL) | {"mood": "angry"}, NOW).text == FULL.text


@pytest.mark.parametrize("values", [{}, {"uid": "x", "began_at": "y", "by_id": 1}, to_values(FULL) | {"text": 5}])
def test_what_is_no_draft_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"draft|UUID|badly|hexadecimal"):
        from_values(values, NOW)


def test_only_what_somebody_wrote_or_picked_makes_a_talk_worth_keeping() -> None:
    assert EMPTY.is_empty
    assert replace(EMPTY, kind=CaseKind.COMPLAINT, channel=Channel.PHONE, text=" \n").is_empty
    assert not replace(EMPTY, known=Known.ANONYMOUS).is_empty
    assert not replace(EMPTY, typed="Ziel").is_empty


@pytest.mark.parametrize(
    ("changes", "has_email", "has_phone", "expected"),
    [
        ({"channel": Channel.LETTER}, True, True, ReplyBy.LETTER),
        ({"channel": Channel.EMAIL}, False, True, ReplyBy.EMAIL),
        ({}, True, True, ReplyBy.EMAIL),
        ({}, False, True, ReplyBy.PHONE),
        ({"phone": "601 224 318"}, False, False, ReplyBy.PHONE),
        ({}, False, False, ReplyBy.AT_DESK),
        ({"known": Known.ANONYMOUS}, False, False, ReplyBy.NONE),
    ],
)
def test_the_answer_goes_the_way_the_customer_can_be_reached(
    changes: dict[str, object], has_email: bool, has_phone: bool, expected: ReplyBy
) -> None:
    talk = replace(EMPTY, **changes)  # type: ignore[arg-type]  # fields given by name
    assert usual_reply(talk, has_email=has_email, has_phone=has_phone) is expected


def test_an_anonymous_talk_names_nobody_even_when_a_name_was_typed_before() -> None:
    new = replace(FULL, known=Known.ANONYMOUS).new_case(language="pl", reply_by=ReplyBy.NONE)
    assert (new.customer_id, new.new_customer) == (None, None)


def test_a_typed_name_becomes_a_new_customer_who_speaks_the_language_shown() -> None:
    talk = replace(EMPTY, typed=" Jan Nowy ", phone="601 111 222")
    new = talk.new_case(language="fi", reply_by=ReplyBy.PHONE).new_customer
    assert new is not None
    assert (new.name, new.phone, new.language) == ("Jan Nowy", "601 111 222", "fi")
