"""A text in several languages."""

import pickle

import pytest

from csatdesk.domain.local_text import LocalText

ANSWER = LocalText({"pl": "Odpowiedź", "en": "Answer", "nb": "Svar"})


@pytest.mark.parametrize(
    ("language", "text"),
    [("pl", "Odpowiedź"), ("nb", "Svar"), ("nb_NO", "Svar"), ("nb-NO", "Svar"), ("fi", "Answer"), ("", "Answer")],
)
def test_a_language_that_is_missing_falls_back_to_english(language: str, text: str) -> None:
    assert ANSWER.in_language(language) == text


def test_without_english_any_language_is_better_than_none() -> None:
    assert LocalText({"et": "Vastus", "fi": "Vastaus"}).in_language("pl") == "Vastus"
    assert LocalText().in_language("pl") == ""


def test_an_empty_text_counts_as_missing() -> None:
    assert LocalText({"pl": " ", "en": "Answer"}).in_language("pl") == "Answer"
    assert len(LocalText({"pl": ""})) == 0


def test_it_goes_to_a_plain_dict_and_back() -> None:
    assert ANSWER.to_dict() == {"pl": "Odpowiedź", "en": "Answer", "nb": "Svar"}
    assert LocalText.from_dict(ANSWER.to_dict()) == ANSWER
    assert list(ANSWER) == ["pl", "en", "nb"]
    assert pickle.loads(pickle.dumps(ANSWER)) == ANSWER


def test_changing_the_dict_it_came_from_changes_nothing() -> None:
    texts = {"en": "Answer"}
    kept = LocalText(texts)
    texts["en"] = "Other"
    kept.to_dict()["en"] = "Other"
    assert kept["en"] == "Answer"


def test_the_order_of_languages_does_not_matter_for_equality() -> None:
    turned = LocalText(dict(reversed(ANSWER.to_dict().items())))
    assert turned == ANSWER
    assert hash(turned) == hash(ANSWER)
    assert ANSWER != {"pl": "Odpowiedź", "en": "Answer", "nb": "Svar"}
    assert "Svar" in repr(ANSWER)


def test_only_texts_are_taken() -> None:
    with pytest.raises(TypeError, match="3"):
        LocalText({"en": 3})  # type: ignore[dict-item]  # that is the point
