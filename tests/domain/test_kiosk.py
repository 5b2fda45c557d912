"""What a kiosk asks, and how one person goes through it."""

from decimal import Decimal

import pytest

from csatdesk.domain.expressions import AnswerOf, Call, Literal
from csatdesk.domain.forms import Choice, Form, Good, Item, Scale, ScaleKind, Section
from csatdesk.domain.kiosk import Walk, face_points, has_faces, is_asked, kiosk_languages, left_out, points_of
from csatdesk.domain.local_text import LocalText

SAID = LocalText({"en": "How was it?", "pl": "Jak było?"})
WHY = Call("<=", (AnswerOf("mood"), Literal(Decimal(2))))
CHOICES = tuple(Choice(key, LocalText({"en": key, "pl": key})) for key in ("slow", "rude", "closed"))
MOOD = Item("mood", SAID, Scale(ScaleKind.POINTS, 1, 5), metric="csat")
CAUSES = Item("why", SAID, Scale(ScaleKind.MANY, choices=CHOICES), show_when=WHY)
NPS = Item("nps", SAID, Scale(ScaleKind.POINTS, 0, 10), metric="nps")
COMMENT = Item("comment", LocalText({"en": "Anything else?"}), Scale(ScaleKind.TEXT))
CALL = Item("call", SAID, Scale(ScaleKind.YES_NO), metric="call_back")
ANONYMOUS = Item("anonymous", SAID, Scale(ScaleKind.YES_NO), metric="anonymity")


def form(*items: Item) -> Form:
    return Form("q", 1, SAID, (Section("s", SAID, items),))


WHOLE = form(MOOD, CAUSES, NPS, COMMENT, CALL, ANONYMOUS)


def test_what_wants_a_keyboard_or_a_name_is_not_asked() -> None:
    assert left_out(WHOLE) == (COMMENT, CALL, ANONYMOUS)
    assert [item.key for item in Walk(WHOLE).questions] == ["mood", "nps"]


@pytest.mark.parametrize("kind", [ScaleKind.TEXT, ScaleKind.NUMBER, ScaleKind.MEASURE, ScaleKind.DATE, ScaleKind.TIME])
def test_what_is_typed_is_not_asked(kind: ScaleKind) -> None:
    assert not is_asked(Item("x", SAID, Scale(kind)))


def test_only_languages_in_which_every_question_is_said_are_offered() -> None:
    assert kiosk_languages(WHOLE) == {"en", "pl"}  # the comment, which has no Polish words, is not asked
    assert kiosk_languages(form(MOOD, Item("x", LocalText({"en": "?"}), NPS.scale))) == {"en"}
    assert kiosk_languages(form(COMMENT)) == frozenset()


def test_satisfaction_of_five_points_has_faces_and_nothing_else_has() -> None:
    assert has_faces(MOOD)
    assert not has_faces(NPS)
    assert not has_faces(Item("x", SAID, Scale(ScaleKind.POINTS, 1, 5), metric="ces_ease"))
    assert not has_faces(Item("x", SAID, Scale(ScaleKind.POINTS, 1, 7), metric="csat"))


def test_the_happiest_face_is_the_good_end_of_the_scale() -> None:
    assert face_points(MOOD.scale) == (5, 4, 3, 2, 1)
    assert face_points(Scale(ScaleKind.POINTS, 1, 5, good=Good.LOW)) == (1, 2, 3, 4, 5)


def test_a_scale_from_nine_to_one_is_shown_from_nine() -> None:
    assert points_of(Scale(ScaleKind.POINTS, 1, 9, is_descending=True)) == (9, 8, 7, 6, 5, 4, 3, 2, 1)


def test_a_question_is_asked_only_after_the_answer_that_leads_to_it() -> None:
    walk = Walk(WHOLE).pressed(2).gone_on()
    assert walk.question == CAUSES
    assert Walk(WHOLE).pressed(4).gone_on().question == NPS


def test_an_answer_that_is_no_longer_asked_for_is_not_kept() -> None:
    walk = Walk(WHOLE).pressed(1).gone_on().pressed("slow").gone_back().pressed(5)
    assert walk.kept() == {"mood": 5}


def test_a_choice_of_several_goes_in_and_out_in_the_order_of_the_form() -> None:
    walk = Walk(WHOLE).pressed(1).gone_on().pressed("closed").pressed("slow")
    assert walk.given == ("slow", "closed")
    assert walk.pressed("closed").given == ("slow",)
    assert walk.pressed("closed").pressed("slow").given is None


def test_another_answer_takes_the_place_of_the_first() -> None:
    assert Walk(WHOLE).pressed(1).pressed(3).kept() == {"mood": 3}


def test_leaving_a_question_out_takes_its_answer_away_and_goes_on() -> None:
    walk = Walk(WHOLE).pressed(3).skipped()
    assert walk.question == NPS
    assert walk.kept() == {}


def test_it_is_over_behind_the_last_question_and_stays_so() -> None:
    walk = Walk(form(MOOD)).gone_on()
    assert walk.is_over
    assert walk.gone_on() == walk
    assert walk.skipped() == walk
    assert walk.pressed(3) == walk


def test_nobody_goes_back_beyond_the_first_question() -> None:
    assert Walk(WHOLE).gone_back().place == 0


def test_it_is_fresh_until_something_is_pressed() -> None:
    assert Walk(WHOLE).is_fresh
    assert not Walk(WHOLE).pressed(1).is_fresh
    assert not Walk(WHOLE).gone_on().is_fresh
