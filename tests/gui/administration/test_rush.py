"""The section of the rush hour: topics on the keys, and the counts of the machines."""

from pathlib import Path

from csatdesk.domain.day_counts import CountSource
from csatdesk.operations.day_counts import list_counted_days
from csatdesk.operations.rush import load_rush_topics
from csatdesk.store.entities.centres import Office
from csatdesk.system.clock import now
from tests.gui.administration.hands import Hands


def write_counts(hands: Hands, folder: Path, *lines: str) -> Path:
    with hands.stage.read() as reading:
        office = reading.db.get_one(Office, hands.stage.anna.office_id).name
    path = folder / "kolejka.csv"
    path.write_text("Data;Placówka;Liczba\n" + "".join(f"{line}\n" for line in lines).replace("@", office), "utf-8")
    return path


def test_topics_are_put_on_the_keys(hands: Hands) -> None:
    section = hands.go("Rush hour: topics on keys, daily counts")
    wanted = [hands.stage.topic_ids[key] for key in ("debt_reminder", "bill_too_high")]
    for choice, topic_id in zip(section.topics, wanted, strict=False):
        choice.set_value(topic_id)
    hands.save()
    with hands.stage.read(hands.stage.ewa, at=now()) as reading:
        assert [topic.topic_id for topic in load_rush_topics(reading)] == wanted
    assert [choice.value() for choice in section.topics[:3]] == [*wanted, None]


def test_a_file_of_counts_is_imported_and_stands_in_the_table(hands: Hands, tmp_path: Path) -> None:
    section = hands.go("Rush hour: topics on keys, daily counts")
    section.look_at(write_counts(hands, tmp_path, "19.11.2026;@;214"))
    hands.settle()
    assert hands.said[-1] == "1 new number from kolejka.csv."
    assert any("214" in line for line in section.days.lines)
    section.look_at(tmp_path / "kolejka.csv")
    assert hands.said[-1] == "0 new numbers from kolejka.csv."


def test_a_file_with_a_fault_changes_nothing_and_says_where(hands: Hands, tmp_path: Path) -> None:
    section = hands.go("Rush hour: topics on keys, daily counts")
    section.source.set_value(CountSource.TELEPHONE)
    section.look_at(write_counts(hands, tmp_path, "19.11.2026;@;214", "20.11.2026;@;wiele"))
    assert not section.problems.isHidden()
    assert "Row 3, column C (Liczba): “wiele” is not a whole number" in section.problems.text()
    with hands.stage.read(at=now()) as reading:
        assert list_counted_days(reading) == ()
    section.look_at(write_counts(hands, tmp_path, "19.11.2026;@;214"))
    assert section.problems.isHidden()
