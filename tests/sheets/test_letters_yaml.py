"""The letters that come with the program."""

import re
from pathlib import Path

import pytest

from csatdesk.domain.letters import LetterKind, Place
from csatdesk.sheets.letters_yaml import NoLetters, StartingLetter, read_letters
from csatdesk.system.paths import resource
from csatdesk.wording.texts import LANGUAGES

LETTERS = read_letters(resource("templates", "letters.yaml"))


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.key)
def test_each_letter_is_there_in_all_languages_and_fills_the_same_places(letter: StartingLetter) -> None:
    assert set(letter.template.texts) == set(letter.template.names) == set(LANGUAGES)
    used = {code: set(re.findall(r"\{(.+?)\}", text)) for code, text in letter.template.texts.items()}
    named = {Place.CUSTOMER.value}  # Polish and Russian greet without a name, since it cannot be inflected
    assert {code: found - named for code, found in used.items()} == dict.fromkeys(used, used["en"] - named)


def test_every_kind_has_a_letter_to_begin_with() -> None:
    assert {letter.template.kind for letter in LETTERS} == set(LetterKind)
    assert len({letter.key for letter in LETTERS}) == len(LETTERS)


def test_a_file_of_another_kind_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text("schema: csatdesk-topics/1\n")
    with pytest.raises(NoLetters, match=re.escape("other.yaml")):
        read_letters(path)
