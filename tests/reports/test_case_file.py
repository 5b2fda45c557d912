"""The case file: all that is known, on as many pages as it needs."""

from dataclasses import replace

import pytest

from csatdesk.reports import case_file
from csatdesk.reports.case_file import CaseFile, Event, Writing
from csatdesk.wording.texts import speaking
from tests.reports.reading import language_of, outline, pages, reader, words
from tests.reports.samples import POLISH_CASE, RUSSIAN_CASE

SAMPLES = pytest.mark.parametrize("paper", [POLISH_CASE, RUSSIAN_CASE], ids=["pl", "ru"])
LONG = " ".join(f"słowo{number}" for number in range(1200))


@SAMPLES
def test_all_facts_clocks_and_events_stand_in_it(paper: CaseFile) -> None:
    found = words(case_file.as_bytes(paper))
    for fact in (*paper.customer, *paper.facts, *paper.outcome):
        assert fact.value in found
    for clock in paper.clocks:
        assert clock.words in found
        assert clock.about in found
    for event in paper.history:
        assert event.who in found
        assert event.when in found
    for answer in paper.answers:
        assert all(word in found for word in answer.text.split())


def test_pages_are_numbered_and_carry_number_office_and_time() -> None:
    found = pages(case_file.as_bytes(replace(POLISH_CASE, story=LONG * 2)))
    for number, page in enumerate(found, start=1):
        assert f"Page {number} of {len(found)}" in page
        assert POLISH_CASE.number in page
        assert POLISH_CASE.office in page
        assert POLISH_CASE.as_of in page


def test_the_outline_leads_to_the_sections() -> None:
    assert outline(case_file.as_bytes(POLISH_CASE)) == [
        "Za wysoki rachunek",
        "Customer",
        "Case",
        "What happened",
        "Answers",
        "Notes",
        "History",
    ]


def test_the_outline_leads_to_the_page_where_the_section_stands() -> None:
    paper = case_file.as_bytes(replace(POLISH_CASE, story=LONG))
    found = reader(paper)
    sections = found.outline[1]
    assert isinstance(sections, list)
    history = next(entry for entry in sections if not isinstance(entry, list) and entry.title == "History")
    number = found.get_destination_page_number(history)
    assert number is not None
    assert POLISH_CASE.history[0].who in pages(paper)[number]


def test_a_story_of_ten_thousand_letters_is_printed_in_full() -> None:
    assert len(LONG) > 10_000
    found = words(case_file.as_bytes(replace(POLISH_CASE, story=LONG)))
    assert all(f"słowo{number}" in found for number in range(1200))


def test_a_long_entry_of_the_history_goes_on_overleaf() -> None:
    events = [Event("note", f"Notatka {number}", "17.11.2026", LONG[:3000]) for number in range(8)]
    found = words(case_file.as_bytes(replace(POLISH_CASE, history=events)))
    assert found.count("słowo300 ") == 8


def test_no_section_heading_is_the_last_thing_on_a_page() -> None:
    """The story grows line by line, so that every heading after it meets the end of the page once."""
    for lines in range(20, 70, 2):
        for page in pages(case_file.as_bytes(replace(POLISH_CASE, story="wiersz\n" * lines)))[:-1]:
            body = page.split(POLISH_CASE.centre)[0].rstrip()
            assert not body.endswith(("What happened", "Answers", "Notes", "History")), lines


def test_no_line_of_a_paragraph_stands_alone_on_its_page() -> None:
    """Paragraphs of three lines: a page's end may fall between them, never inside."""
    paragraph = "początek " + "środek " * 32 + "koniec"
    for lines in range(3):
        story = "wstęp\n" * lines + "\n".join([paragraph] * 40)
        for page in pages(case_file.as_bytes(replace(POLISH_CASE, story=story)))[1:3]:
            assert page.startswith("początek"), lines


def test_markup_anywhere_is_only_text() -> None:
    bad = '<font color="red">x</font> <br/> & </i>'
    paper = replace(
        POLISH_CASE, story=bad, topic=(bad,), notes=[Writing(bad, bad, bad)], history=[Event("note", bad, bad, bad)]
    )
    assert words(case_file.as_bytes(paper)).count(bad) >= 8


def test_a_letter_that_cannot_be_printed_is_explained_on_its_page_only() -> None:
    [first, *others] = pages(case_file.as_bytes(replace(POLISH_CASE, summary="Skarga: 王", story=LONG)))
    assert "◊ stands for a letter" in first
    assert POLISH_CASE.as_of in first
    assert not any("◊" in page for page in others)


def test_a_case_without_topic_says_so() -> None:
    assert "Unclassified" in words(case_file.as_bytes(replace(POLISH_CASE, topic=())))


@SAMPLES
def test_the_language_is_that_spoken_by_the_reader(paper: CaseFile) -> None:
    with speaking("et"):
        assert language_of(case_file.as_bytes(paper)) == "et"
