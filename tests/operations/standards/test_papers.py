"""The four papers of a standard: what stands on them, in every language, and on how many pages."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from csatdesk.domain.questionnaires import questionnaire_from
from csatdesk.operations.standards.commands import add_draft, publish
from csatdesk.operations.standards.paper import PaperKind, export_paper
from csatdesk.operations.standards.starting import STARTING, starting_template, take_over_standards
from csatdesk.wording.texts import LANGUAGES, speaking
from tests.cast import NOW, Stage
from tests.domain.test_questionnaires import SMALL


def printed(stage: Stage, tmp_path: Path, key: str, kind: PaperKind, language: str = "en") -> tuple[str, int]:
    with stage.work(stage.marek) as work:
        (version_id,) = take_over_standards(work, keys=(key,)).result
        publish(work, version_id=version_id, version=1)
    path = tmp_path / "paper.pdf"
    with speaking(language):
        export_paper(stage.store, stage.anna, version_id=version_id, kind=kind, path=path, at=NOW)
    pages = PdfReader(path).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split()), len(pages)


def test_the_standard_to_read_says_what_how_and_check(local_centre: Stage, tmp_path: Path) -> None:
    words, _pages = printed(local_centre, tmp_path, "phone_call", PaperKind.STANDARD)
    for item in starting_template("phone_call").form.items():
        for text in (item.text, item.how, item.check):
            assert text["en"] in words
    assert "Critical by law or rule" in words


def test_the_pocket_card_says_only_what(local_centre: Stage, tmp_path: Path) -> None:
    words, _pages = printed(local_centre, tmp_path, "phone_call", PaperKind.POCKET)
    for item in starting_template("phone_call").form.items():
        assert item.text["en"] in words
        assert item.how["en"] not in words


@pytest.mark.parametrize("key", STARTING)
def test_the_scorecard_to_fill_in_has_one_page(key: str, local_centre: Stage, tmp_path: Path) -> None:
    words, pages = printed(local_centre, tmp_path, key, PaperKind.SCORECARD)
    assert pages == 1
    for item in starting_template(key).form.items():
        assert item.key in words


def test_the_sheet_to_remember_gives_nobody_away(local_centre: Stage, tmp_path: Path) -> None:
    words, pages = printed(local_centre, tmp_path, "office_visit", PaperKind.MEMORY)
    assert pages == 1
    assert "Number and date given" in words
    for secret in ("mystery", "visit at", "of 100", "Energia", "V27"):
        assert secret not in words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PaperKind)
def test_every_paper_is_printed_in_every_language(
    kind: PaperKind, language: str, local_centre: Stage, tmp_path: Path
) -> None:
    words, pages = printed(local_centre, tmp_path, "daily_hall", kind, language)
    assert pages >= 1
    assert words


def test_a_questionnaire_goes_out_as_a_blank_page_without_any_score(local_centre: Stage, tmp_path: Path) -> None:
    template = questionnaire_from(SMALL)
    with local_centre.work(local_centre.marek) as work:
        version_id = add_draft(work, template=template).result
    path = tmp_path / "blank.pdf"
    export_paper(local_centre.store, local_centre.marek, version_id=version_id, kind=PaperKind.QUESTIONNAIRE, path=path)
    pages = PdfReader(path).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert len(pages) == 1
    for told in (
        "1. How much effort?",
        "Little 1 2 3 4 5 Much",
        "does not apply, or I do not know",
        "Once More often",
        "Asked only when “How often did you come?” is “More often”",
        "Think back.",
        "Tick all that apply.",
        "4. In your words",
        "Thank you for your answers.",
    ):
        assert told in words
    for hidden in ("of 100", "Weight", "ces_1", "Passed"):
        assert hidden not in words
