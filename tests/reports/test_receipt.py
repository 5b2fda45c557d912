"""The receipt on three sizes of paper."""

from dataclasses import replace
from pathlib import Path

import pytest
import segno

from csatdesk.reports import receipt
from csatdesk.reports.layout import PaperNotWritten
from csatdesk.reports.receipt import ReceiptSize
from csatdesk.wording.texts import _, speaking
from tests.reports.reading import language_of, pages, reader, words
from tests.reports.samples import POLISH_RECEIPT, RUSSIAN_RECEIPT

SAMPLES = pytest.mark.parametrize("paper", [POLISH_RECEIPT, RUSSIAN_RECEIPT], ids=["pl", "ru"])
SIZES = pytest.mark.parametrize("size", ReceiptSize)


@SAMPLES
@SIZES
def test_everything_the_customer_must_know_stands_on_one_page(paper: receipt.ReceiptPaper, size: ReceiptSize) -> None:
    [page] = pages(receipt.as_bytes(replace(paper, read_back=False), size))
    for told in (paper.number, paper.centre, paper.phone, paper.received, paper.text, paper.clerk, paper.privacy):
        assert told in page
    assert paper.promise in page.replace("\u00a0", " ")


@SAMPLES
@SIZES
def test_what_was_read_back_stands_over_the_line_to_sign_on_a_part_of_its_own(
    paper: receipt.ReceiptPaper, size: ReceiptSize
) -> None:
    spoken_for = replace(paper, read_back=True, spoken_by="Krzysztof Brzęczyszczykiewicz")
    found = pages(receipt.as_bytes(spoken_for, size))
    assert len(found) == (1 if size is ReceiptSize.ROLL_80 else 2)
    slip = "".join(found)[len(found[0]) if len(found) > 1 else found[0].rindex(paper.number) :]
    with speaking(paper.language):
        signature = _("Signature of the representative")
    for told in (paper.number, paper.text, "Krzysztof", signature):
        assert told in slip


@SIZES
def test_a_survey_asks_in_one_line_with_a_code_of_its_own_on_the_same_page(size: ReceiptSize) -> None:
    plain = replace(POLISH_RECEIPT, read_back=False)
    asks = replace(
        plain, survey="Jak oceniają Państwo obsługę? Kod: K7PR2M", survey_code="https://a.example.pl/?code=K7PR2M"
    )
    [page] = pages(receipt.as_bytes(asks, size))
    assert "Kod: K7PR2M" in page.replace("\n", " ")
    assert "Kod:" not in pages(receipt.as_bytes(plain, size))[0]


@SIZES
def test_the_paper_has_the_size_that_was_asked_for(size: ReceiptSize) -> None:
    box = reader(receipt.as_bytes(POLISH_RECEIPT, size)).pages[0].mediabox
    width = round(float(box.width) / 72 * 25.4)
    assert width == {ReceiptSize.A4: 210, ReceiptSize.A5: 148, ReceiptSize.ROLL_80: 80}[size]


def test_a_roll_is_as_long_as_its_text() -> None:
    short = replace(POLISH_RECEIPT, text="Krótko.")
    long = replace(POLISH_RECEIPT, text=POLISH_RECEIPT.text * 9)
    heights = [reader(receipt.as_bytes(paper, ReceiptSize.ROLL_80)).pages[0].mediabox.height for paper in (short, long)]
    assert heights[1] > heights[0] + 300


@SIZES
def test_a_long_story_is_never_cut(size: ReceiptSize) -> None:
    story = " ".join(f"zdanie{number}" for number in range(900))
    found = words(receipt.as_bytes(replace(POLISH_RECEIPT, text=story), size))
    assert all(f"zdanie{number} " in found for number in range(900))


def test_a_foot_longer_than_a_page_is_printed_in_full() -> None:
    privacy = " ".join(f"punkt{number}" for number in range(1500))
    found = words(receipt.as_bytes(replace(POLISH_RECEIPT, privacy=privacy), ReceiptSize.A5))
    assert all(f"punkt{number}" in found for number in range(1500))


def test_markup_in_a_name_is_only_text() -> None:
    paper = replace(POLISH_RECEIPT, clerk='<b>Ola</b> & <img src="/etc/hostname"/> </para>')
    assert '<b>Ola</b> & <img src="/etc/hostname"/> </para>' in words(receipt.as_bytes(paper, ReceiptSize.A4))


def test_the_document_says_its_title_language_and_author() -> None:
    paper = receipt.as_bytes(RUSSIAN_RECEIPT, ReceiptSize.A4)
    found = reader(paper)
    assert language_of(paper) == "ru"
    assert found.metadata is not None
    assert RUSSIAN_RECEIPT.number in str(found.metadata.title)
    assert found.metadata.author == RUSSIAN_RECEIPT.centre


def test_both_fonts_are_embedded() -> None:
    page = reader(receipt.as_bytes(POLISH_RECEIPT, ReceiptSize.A4)).pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    drawn = [font for font in fonts if "PTSans" in str(font["/BaseFont"])]
    assert {"Bold" in str(font["/BaseFont"]) for font in drawn} == {True, False}
    assert all("/FontFile2" in font["/FontDescriptor"] for font in drawn)


def test_the_code_holds_the_number_and_nothing_else() -> None:
    """The same modules as the code of the number alone, counted as drawn."""
    matrix = segno.make_qr(POLISH_RECEIPT.number, error="m").matrix
    drawn = sum(length for row in matrix for _, length in receipt.dark_runs(row))
    assert drawn == sum(sum(row) for row in matrix)
    assert all(
        row[start : start + length] == b"\x01" * length for row in matrix for start, length in receipt.dark_runs(row)
    )


def test_a_letter_that_cannot_be_printed_is_explained_at_the_foot() -> None:
    plain = words(receipt.as_bytes(POLISH_RECEIPT, ReceiptSize.A5))
    odd = words(receipt.as_bytes(replace(POLISH_RECEIPT, clerk="王伟"), ReceiptSize.A5))
    assert "◊" not in plain
    assert odd.count("◊") == 3  # two letters, and the sentence about the sign


def test_a_failing_write_leaves_what_was_there_and_no_half_file(tmp_path: Path) -> None:
    target = tmp_path / "receipt.pdf"
    target.mkdir()
    with pytest.raises(PaperNotWritten) as caught:
        receipt.write(POLISH_RECEIPT, target, ReceiptSize.A4)
    assert "receipt.pdf" in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["receipt.pdf"]


def test_a_missing_folder_is_a_trouble_in_words(tmp_path: Path) -> None:
    with pytest.raises(PaperNotWritten):
        receipt.write(POLISH_RECEIPT, tmp_path / "gone" / "receipt.pdf", ReceiptSize.A4)


def test_a_second_write_replaces_the_first(tmp_path: Path) -> None:
    target = tmp_path / "receipt.pdf"
    receipt.write(POLISH_RECEIPT, target, ReceiptSize.A4)
    receipt.write(RUSSIAN_RECEIPT, target, ReceiptSize.A4)
    assert RUSSIAN_RECEIPT.number in words(target.read_bytes())
    assert [path.name for path in tmp_path.iterdir()] == ["receipt.pdf"]
