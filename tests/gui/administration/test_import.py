"""The import page, on the real files of other programs."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.scoring import Verdict
from csatdesk.operations.cases.queries import list_cases
from csatdesk.operations.contacts.queries import count_customers
from csatdesk.operations.evaluations.past_queries import (
    list_past_evaluations,
    list_past_places,
    list_past_programmes,
)
from csatdesk.operations.import_runs import SOURCE_MOST
from csatdesk.operations.topics import load_topic_tree
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.administration.hands import CTRL, NONE, SHIFT, SPACE, Hands, written
from tests.gui.pasting import paste, too_long
from tests.operations.test_import_turns import under_way

POLISH = (
    "Numer zgłoszenia;Data wpływu;Rodzaj;Temat;Opis;Status;Klient\n"
    "1001;12.05.2025;Reklamacja;Rachunek za wysoki;Rachunek dwa razy wyższy;oczekuje na części;Jan Kowalski\n"
    "1002;31.02.2025;Skarga;Odczyt;Zły odczyt;zamknięte;Anna Nowak\n"
    "1003;13.05.2025;Zapytanie;Odczyt;Kiedy odczyt?;zamknięte;Ewa Lis\n"
    "1004;14.05.2025;Pochwała;;;zamknięte;Ewa Lis\n"
    "1005;15.05.2025;Skarga;Odczyt;Znowu zły odczyt;zamknięte;Ola Bąk\n"
    "1006;16.05.2025;Skarga;Odczyt;Znowu;zamknięte;Jan Bąk\n"
)


def count_cases(stage: Stage) -> int:
    with stage.read(stage.ewa, at=now()) as reading:
        return len(list_cases(reading, filter=CaseFilter(), limit=1000).rows)


def drop(hands: Hands, section: Any, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    area = section.start_view.area
    place, action = QPointF(area.rect().center()), Qt.DropAction.CopyAction
    over = QDragEnterEvent(place.toPoint(), action, data, Qt.MouseButton.LeftButton, NONE)
    area.dragEnterEvent(over)
    assert over.isAccepted()
    area.dropEvent(QDropEvent(place, action, data, Qt.MouseButton.LeftButton, NONE))
    hands.settle()


@pytest.mark.parametrize("name", ["hoboken_311.csv", "hoboken_311.xlsx"])
def test_a_dropped_list_comes_in_by_ctrl_enter_and_only_once(hands: Hands, shared_data: Path, name: str) -> None:
    section = hands.go("Import cases or customers from a file")
    drop(hands, section, shared_data / "complaints_311" / name)
    assert section.file_view.footer.counts.text() == "46 good rows, 45 repeated"
    assert section.file_view.columns.rows["received_at"].choice.currentText() == "Date Created"
    hands.save()
    assert section.start_view.result.text() == f"46 cases imported from {name}. 45 rows only repeat others."
    assert count_cases(hands.stage) == 46
    drop(hands, section, shared_data / "complaints_311" / name)
    hands.save()
    assert section.start_view.result.text().startswith("0 cases imported")
    assert "46 were there already." in section.start_view.result.text()
    assert count_cases(hands.stage) == 46


def test_the_imported_cases_are_shown_and_taken_back(hands: Hands, shared_data: Path) -> None:
    section = hands.go("Import cases or customers from a file")
    with hands.stage.read() as reading:
        topics = len(load_topic_tree(reading).topics)
    section.open_file(shared_data / "complaints_311" / "hoboken_311.csv")
    hands.save()
    hands.press(SPACE)
    shown = hands.shown[0]
    assert isinstance(shown, CaseFilter)
    with hands.stage.read(at=now()) as reading:
        assert len(list_cases(reading, filter=shown, limit=100).rows) == 46
    hands.tab_to(section.start_view.back_link)
    hands.press(SPACE)
    assert count_cases(hands.stage) == 0
    assert section.start_view.result.isHidden() or not section.start_view.result.isVisible()
    with hands.stage.read(at=now()) as reading:
        assert len(load_topic_tree(reading).topics) == topics, "its topics went with it"
    assert hands.said[-1] == "Taken back: 46 entries are gone."
    assert not section.start_view.earlier.take_backs, "what was taken back is not offered again"


def test_customers_of_another_program_come_in(hands: Hands, shared_data: Path) -> None:
    section = hands.go("Import cases or customers from a file")
    hands.tab_to(section.start_view.what)
    hands.press(Qt.Key.Key_2)
    section.open_file(shared_data / "contacts" / "chinook_customers_cp1250_semicolon.csv")
    bar = section.file_view.bar
    assert (bar.fields.encoding.value(), bar.fields.separator.value()) == ("cp1250", ";")
    section.file_view.footer.set_aside.setChecked(True)
    section.file_view.footer.set_place(hands.stage.profile.dir / "aside.xlsx")
    section.file_view.plan_changed.emit()
    hands.save()
    assert "customers imported" in section.start_view.result.text()
    with hands.stage.read() as reading:
        assert count_customers(reading).count > 45
    assert section.start_view.show_link.isHidden(), "customers are no cases"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.csv", b"", "“empty.csv” holds no rows."),
        ("picture.xlsx", b"PK\x03\x04" + bytes(200), "“picture.xlsx” "),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "“old.xls” "),
    ],
)
def test_a_broken_file_is_named_plainly(hands: Hands, tmp_path: Path, name: str, content: bytes, words: str) -> None:
    section = hands.go("Import cases or customers from a file")
    path = tmp_path / name
    path.write_bytes(content)
    section.open_file(path)
    assert section.start_view.banner.words.startswith(words)
    assert section.start_view.isVisible()


def test_a_file_that_went_away_is_told_and_what_was_chosen_stays(hands: Hands, tmp_path: Path) -> None:
    section = hands.go("Import cases or customers from a file")
    path = written(tmp_path, "lista.csv", POLISH)
    section.open_file(path)
    path.unlink()
    section.file_view.footer.set_aside.setChecked(True)
    hands.save()
    assert "lista.csv is not there." in section.file_view.banner.words
    assert section.file_view.isVisible()
    assert section.file_view.columns.rows["received_at"].choice.currentText() == "Data wpływu"


def test_columns_that_changed_places_meanwhile_are_told_and_nothing_is_imported(hands: Hands, tmp_path: Path) -> None:
    section = hands.go("Import cases or customers from a file")
    hands.tab_to(section.start_view.what)
    hands.press(Qt.Key.Key_2)
    section.open_file(written(tmp_path, "klienci.csv", "Name;Address\nAnna Nowak;ul. Długa 1\n"))
    written(tmp_path, "klienci.csv", "Address;Name\nul. Długa 1;Anna Nowak\n")
    with hands.stage.read() as reading:
        before = count_customers(reading).count
    hands.save()
    assert "“klienci.csv” was changed: its columns are not those you looked at." in section.file_view.banner.words
    with hands.stage.read() as reading:
        assert count_customers(reading).count == before


def test_who_imports_the_same_list_already_is_named_and_what_was_chosen_stays(hands: Hands, tmp_path: Path) -> None:
    section = hands.go("Import cases or customers from a file")
    section.open_file(written(tmp_path, "lista.csv", POLISH, "cp1250"))
    section.file_view.footer.set_aside.setChecked(True)
    with under_way(hands.stage, "cases", "lista"):
        hands.save()
    assert section.file_view.banner.words.startswith("Marek Lis is importing “lista” already")
    assert section.file_view.isVisible()
    assert count_cases(hands.stage) == 0


def test_a_folder_is_said_to_be_one(hands: Hands, tmp_path: Path) -> None:
    section = hands.go("Import cases or customers from a file")
    drop(hands, section, tmp_path)
    assert section.start_view.banner.words == f"{tmp_path} is a folder, not a file. Choose a file."


def test_bad_rows_refuse_the_file_and_are_walked_through_by_f8(hands: Hands, tmp_path: Path) -> None:
    section = hands.go("Import cases or customers from a file")
    section.open_file(written(tmp_path, "lista.csv", POLISH, "cp1250"))
    file = section.file_view
    assert file.footer.counts.text() == "4 good rows, 2 with problems"
    hands.save()
    assert count_cases(hands.stage) == 0
    assert "Rows that cannot be: 2." in file.banner.words
    first = file.problem.sentence
    assert first.startswith("“31.02.2025” is no date")
    assert file.table.currentIndex().data() == "31.02.2025"
    hands.press(Qt.Key.Key_F8)
    assert file.problem.sentence.startswith("Neither a text nor a topic")
    hands.press(Qt.Key.Key_F8, SHIFT)
    assert file.problem.sentence == first


def test_good_rows_come_in_and_bad_ones_go_to_a_sheet_with_reasons(hands: Hands, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    section = hands.go("Import cases or customers from a file")
    section.open_file(written(tmp_path, "lista.csv", POLISH, "cp1250"))
    hands.tab_to(section.file_view.footer.refuse)
    hands.press(Qt.Key.Key_Right)
    assert section.file_view.footer.set_aside.isChecked()
    hands.save()
    assert "4 cases imported from lista.csv." in section.start_view.result.text()
    assert "2 bad rows stand in lista - to correct.xlsx." in section.start_view.result.text()
    sheet = load_workbook(tmp_path / "lista - to correct.xlsx").active
    assert sheet is not None
    told = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert any("31.02.2025" in cell and "no date" in cell for cell in told)
    assert count_cases(hands.stage) == 4


def test_words_the_program_does_not_know_are_given_a_meaning(hands: Hands, tmp_path: Path) -> None:
    section = hands.go("Import cases or customers from a file")
    section.open_file(written(tmp_path, "lista.csv", POLISH, "cp1250"))
    words = section.file_view.words
    status = words.values[("status", "oczekuje na części")]
    hands.tab_to(status)
    hands.press(Qt.Key.Key_I)
    assert status.currentText() == "In work"
    topic = words.topic_box.choices["Odczyt"]
    hands.tab_to(topic)
    hands.press(Qt.Key.Key_U)
    assert topic.currentText() == "unclassified"
    section.file_view.footer.set_aside.setChecked(True)
    hands.save()
    with hands.stage.read(hands.stage.ewa, at=now()) as reading:
        rows = list_cases(reading, filter=CaseFilter(), limit=100).rows
    assert sorted(row.status.value for row in rows) == ["closed", "closed", "closed", "in_work"]
    assert [row.topic_id for row in rows].count(None) == 3


def test_a_column_that_is_needed_is_asked_for_at_its_field(hands: Hands, tmp_path: Path) -> None:
    section = hands.go("Import cases or customers from a file")
    section.open_file(written(tmp_path, "x.csv", "aa,bb\nfoo,bar\nbaz,qux\n"))
    rows = section.file_view.columns.rows
    assert "when each case was received" in rows["received_at"].choice.accessibleDescription()
    assert section.primary_words() == "", "nothing to press that would be refused"
    assert section.file_view.table.model().rowCount() == 2, "the rows are shown as they stand"


def test_another_encoding_is_chosen_and_the_file_read_anew(hands: Hands, tmp_path: Path) -> None:
    section = hands.go("Import cases or customers from a file")
    section.open_file(written(tmp_path, "lista.csv", POLISH, "cp1250"))
    bar = section.file_view.bar
    bar.fields.encoding.set_value("cp1251")
    bar.fields.encoding.chosen.emit("cp1251")
    hands.settle()
    assert bar.fields.encoding.value() == "cp1251"
    assert "Data wpływu" not in section.file_view.columns.names_by_column().values()
    assert not any("wpływu" in header for header in section.file_view.table.model().headers)


def test_ctrl_o_lets_the_file_go_and_the_start_comes_back(hands: Hands, tmp_path: Path) -> None:
    section = hands.go("Import cases or customers from a file")
    section.open_file(written(tmp_path, "lista.csv", POLISH))
    hands.press(Qt.Key.Key_O, CTRL)
    assert section.start_view.isVisible()
    assert section.summary() == "Cases, customers or past evaluations from another program's list"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_page_survives_large_text(hands: Hands, shared_data: Path, tmp_path: Path, scale: float) -> None:
    from csatdesk.gui.theme import theme

    theme().set_text_scale(scale)
    section = hands.go("Import cases or customers from a file")
    copy = Path(shutil.copy(shared_data / "complaints_311" / "hoboken_311.csv", tmp_path))
    section.open_file(copy)
    hands.settle()
    row = section.file_view.table.rowHeight(0)
    assert row >= theme().metrics("small").height(), "rows are as high as their words"
    assert QPoint(0, 0) == section.file_view.pos()


OLD_CHECKS = (
    "Place;Date;Score;Result;Comment\nNorth;12.05.2024;4;ok;Fine\nNorth;13.05.2025;5;meh;\nSouth;14.05.2025;2;;\n"
)


def test_past_evaluations_come_in_with_their_scale_and_words_and_are_shown(hands: Hands, tmp_path: Path) -> None:
    section = hands.go("Import cases or customers from a file")
    hands.tab_to(section.start_view.what)
    hands.press(Qt.Key.Key_3)
    section.open_file(written(tmp_path, "checks.csv", OLD_CHECKS))
    view = section.file_view
    assert view.columns.rows["total"].choice.currentText() == "Score"
    assert view.columns.scale.currentText() == "from 1 to 5"
    assert view.footer.counts.text() == "3 good rows"
    (word,) = view.words.values.values()
    assert word.currentText() == "none"
    word.set_value("fail")
    view.words.changed.emit()
    hands.save()
    assert section.start_view.result.text() == "3 past evaluations imported from checks.csv."
    assert section.start_view.show_link.text() == "Show the past evaluations"
    hands.press(SPACE)
    assert hands.shown == [None]
    with hands.stage.read(hands.stage.ewa) as reading:
        (programme,) = list_past_programmes(reading)
        north, south = list_past_places(reading, programme_id=programme.id).rows
        rows = list_past_evaluations(reading, place_id=north.id).rows
    assert (programme.name, north.name, south.name) == ("checks", "North", "South")
    assert [(str(one.total), one.verdict) for one in rows] == [("100", Verdict.FAIL), ("75", Verdict.PASS)]


def test_a_name_of_a_list_that_is_too_long_is_refused_at_its_field_and_the_file_stays(
    hands: Hands, tmp_path: Path
) -> None:
    section = hands.go("Import cases or customers from a file")
    name = f"{'ż' * (SOURCE_MOST + 20)}.csv"
    section.open_file(written(tmp_path, name, "Date;Text\n12.05.2025;Too high\n"))
    footer = section.file_view.footer
    assert footer.source.text() == "ż" * SOURCE_MOST, "of a long name of a file as much as fits is proposed"
    hands.tab_to(footer.source)
    hands.press(Qt.Key.Key_End)
    paste(hands, "a")
    hands.save()
    assert footer.source_error.sentence == too_long(SOURCE_MOST)
    assert footer.source.text() == "ż" * SOURCE_MOST + "a"
    assert footer.source.hasFocus()
    assert count_cases(hands.stage) == 0
    hands.press(Qt.Key.Key_Backspace)
    hands.save()
    assert count_cases(hands.stage) == 1
