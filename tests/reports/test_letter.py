"""The letter: everything in its window, its language, several in one document."""

from dataclasses import replace

import pytest

from csatdesk.reports import letter
from csatdesk.reports.letter import LetterPaper
from csatdesk.reports.typeface import missing_glyphs
from tests.reports.reading import language_of, outline, pages, reader, words

POLISH = LetterPaper(
    language="pl",
    title="Odpowiedź, sprawa 26-01-00412-7",
    centre="Energia Północ",
    office="Sala główna",
    office_address="ul. Prosta 1, 80-001 Gdańsk",
    phone="Telefon 58 300 10 10",
    hours="pon.–pt. 8:00–16:00",
    address=("Agnieszka Zielińska", "ul. Długa 4", "80-831 Gdańsk"),
    number="26-01-00412-7",
    day="czwartek, 19 listopada 2026",
    subject="Odpowiedź, sprawa 26-01-00412-7",
    text="Dzień dobry,\n\nskorygowaliśmy rachunek.\n\nZ poważaniem",
    clerk="Anna Nowak",
)
RUSSIAN = replace(POLISH, language="ru", text="Здравствуйте!\n\nСчёт исправлен, приносим извинения.")


@pytest.mark.parametrize("paper", [POLISH, RUSSIAN], ids=["pl", "ru"])
def test_everything_stands_on_one_page(paper: LetterPaper) -> None:
    [page] = pages(letter.as_bytes([paper]))
    for told in (*paper.address, paper.centre, paper.office, paper.number, paper.day, paper.subject, paper.clerk):
        assert told in page
    assert " ".join(paper.text.split()) in page
    assert not missing_glyphs(page)


def test_an_address_of_more_lines_than_the_window_shows_is_printed_whole() -> None:
    parts = ("ul. Długa 4", "bud. B", "m. 12", "c/o Kos", "80-831 Gdańsk", "Pomorskie", "Polska")
    shown = words(letter.as_bytes([replace(POLISH, address=("Agnieszka Zielińska", *parts))]))
    assert "ul. Długa 4, bud. B, m. 12" in shown
    for part in parts:
        assert part in shown


def test_the_address_stands_where_the_window_of_the_envelope_is() -> None:
    found: list[tuple[str, float, float]] = []

    def note(text: str, _cm: object, tm: list[float], _font: object, _size: object) -> None:
        if text.strip():
            found.append((text.strip(), tm[4] / 72 * 25.4, 297 - tm[5] / 72 * 25.4))

    reader(letter.as_bytes([POLISH])).pages[0].extract_text(visitor_text=note)
    places = [(x, y) for text, x, y in found if any(line in text for line in POLISH.address)]
    assert len(places) >= 3
    assert all(20 <= x <= 105 and 45 <= y <= 90 for x, y in places)


def test_the_document_says_its_title_and_language() -> None:
    content = letter.as_bytes([RUSSIAN])
    assert language_of(content) == "ru"
    metadata = reader(content).metadata
    assert metadata is not None
    assert metadata.title == RUSSIAN.title
    assert outline(content) == [RUSSIAN.subject]


def test_several_letters_begin_a_page_each() -> None:
    long = replace(POLISH, text="\n".join(f"zdanie{number}" for number in range(60)))
    found = pages(letter.as_bytes([long, RUSSIAN]))
    assert len(found) == 3
    assert "zdanie59" in found[1]
    assert "Strona 2 z 2" in found[1]
    assert RUSSIAN.text.split()[0] in found[2]


def test_markup_in_names_is_only_text() -> None:
    odd = "<b>Ola</b> & {number} </para>"
    shown = words(letter.as_bytes([replace(POLISH, address=(odd,), text=odd, clerk=odd, centre=odd)]))
    assert shown.count(odd) >= 4


def test_a_letter_that_cannot_be_printed_in_full_says_so() -> None:
    assert "◊" in words(letter.as_bytes([replace(POLISH, address=("山田",))]))
