"""The section of call lists: imported, told what is wrong, and whose an extension is."""

from datetime import timedelta
from pathlib import Path

from csatdesk.operations.reviews.call_lists import list_call_lists
from csatdesk.system.clock import now
from tests.gui.administration.hands import SPACE, Hands

GO = "Call lists of the telephone exchange"


def write_calls(folder: Path, *rows: str) -> Path:
    path = folder / "calls.csv"
    path.write_text("\n".join(("Start time,Extension,Duration", *rows)), "utf-8")
    return path


def call(hours: int, extension: str = "Anna Nowak") -> str:
    return f"{now() - timedelta(days=3, hours=hours):%Y-%m-%dT%H:%M:%SZ},{extension},3:00"


def test_a_list_is_imported_and_what_was_not_logged_stands_there(hands: Hands, tmp_path: Path) -> None:
    section = hands.go(GO)
    section.look_at(write_calls(tmp_path, call(1), call(2), call(3, "214")))
    hands.settle()
    assert hands.said[-1] == "3 new calls."
    texts = [label.text() for label in section.lists.labels]
    assert texts[7:] == ["3", "2 (100%)", "1"]
    section.look_at(tmp_path / "calls.csv")
    assert "imported before" in section.banner.words


def test_an_extension_gets_its_person_by_keyboard(hands: Hands, tmp_path: Path) -> None:
    section = hands.go(GO)
    section.look_at(write_calls(tmp_path, call(1, "214"), call(2, "214")))
    hands.settle()
    assert section.extension.options() == [("214", "214 (2 calls)")]
    section.person.set_value(hands.stage.anna.id)
    section.assign.setFocus()
    hands.press(SPACE)
    assert hands.said[-1] == "2 calls have their person now."
    with hands.stage.read(hands.stage.ewa, at=now()) as reading:
        assert list_call_lists(reading)[0].of_nobody == 0


def test_a_bad_cell_is_named_and_nothing_imported(hands: Hands, tmp_path: Path) -> None:
    section = hands.go(GO)
    section.look_at(write_calls(tmp_path, call(1), "soon,214,3:00"))
    assert "Row 3, column A (Start time): “soon” is not a date." in section.problems.text()
    with hands.stage.read(hands.stage.ewa, at=now()) as reading:
        assert list_call_lists(reading) == ()
