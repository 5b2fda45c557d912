"""The tree written to files and read again; the ranking on paper and in spreadsheets."""

from datetime import date
from pathlib import Path

import pytest

from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.topic_changes import TopicDraft
from csatdesk.domain.topic_ranking import Days, RankingAsked
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.topics.commands import add_topic, change_topic
from csatdesk.operations.topics.files import export_topics, read_topic_file
from csatdesk.operations.topics.ranking_paper import export_ranking
from csatdesk.sheets import tables
from csatdesk.sheets.topics_yaml import read_topics
from tests.cast import NOW, Stage
from tests.reports.reading import words

ASKED = RankingAsked(
    Days(date(2026, 11, 1), date(2026, 11, 30)),
    Days(date(2026, 10, 1), date(2026, 10, 31)),
)


def test_the_tree_written_as_yaml_and_read_again_changes_nothing(centre: Stage, tmp_path: Path) -> None:
    own = centre.topic_ids["bill_too_high"]
    with centre.read() as reading:
        names = load_topic_tree(reading).topics[own].names
    with centre.work(centre.marek) as work:
        change_topic(work, topic_id=own, draft=TopicDraft(names, remote_target=40))
    path = tmp_path / "tree.yaml"
    count = export_topics(centre.store, centre.marek, path=path)
    assert count == len(read_topics(path).topics) == len(centre.topic_ids)
    with centre.work(centre.marek) as work:
        done = read_topic_file(work, path=path).result
    assert (done.added, done.changed) == (0, 0)


def test_a_file_adds_and_changes_topics_and_all_of_it_can_be_undone(centre: Stage, tmp_path: Path) -> None:
    path = tmp_path / "tree.yaml"
    export_topics(centre.store, centre.marek, path=path)
    text = path.read_text(encoding="utf-8").replace("Bill too high or wrong", "Sum of the bill", 1)
    more = "- {key: fresh, parent: null, assignable: true, inquiry_type: fault, name: {en: Fresh}, remote_target: 7}\n"
    path.write_text(text + more, encoding="utf-8")
    before = _names(centre)
    with centre.work(centre.marek) as work:
        done = read_topic_file(work, path=path)
    assert (done.result.added, done.result.changed) == (1, 1)
    after = _names(centre)
    assert set(after.values()) - set(before.values()) == {"Sum of the bill", "Fresh"}
    with centre.work(centre.marek) as work:
        done.undo(work)
    assert _names(centre) == before


def _names(centre: Stage) -> dict[int, str]:
    with centre.read() as reading:
        return {topic.id: topic.names.in_language("en") for topic in load_topic_tree(reading).topics.values()}


def test_a_name_in_another_language_alone_stands_in_for_english(centre: Stage, tmp_path: Path) -> None:
    with centre.work(centre.marek) as work:
        add_topic(work, draft=TopicDraft(LocalText({"pl": "Kwiaty: „=1+1”"})), parent_id=None)
    path = tmp_path / "tree.yaml"
    export_topics(centre.store, centre.marek, path=path)
    (written,) = (row for row in read_topics(path).topics if row.key.startswith("kwiaty"))
    assert written.names == {"en": "Kwiaty: „=1+1”", "pl": "Kwiaty: „=1+1”"}


@pytest.mark.parametrize("name", ["tree.xlsx", "tree.csv"])
def test_the_tree_as_a_table_has_a_row_for_each_topic(local_centre: Stage, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    export_topics(local_centre.store, local_centre.marek, path=path)
    assert len(list(tables.read(path, tables.sniff(path)))) == len(local_centre.topic_ids)


def test_the_ranking_on_paper_says_the_finding_and_its_base(centre: Stage, tmp_path: Path) -> None:
    for _case in range(3):
        centre.register()
    path = tmp_path / "ranking.pdf"
    export_ranking(centre.store, centre.marek, asked=ASKED, path=path, at=NOW)
    said = words(path.read_bytes())
    for told in ("Bill too high or wrong: 100%", "3 cases received", "30 Nov 2026", "Unclassified"):
        assert (told in said) == (told != "Unclassified"), told
    assert said.count("Page 1 of 1") == 1


def test_the_ranking_goes_into_a_spreadsheet(local_centre: Stage, tmp_path: Path) -> None:
    local_centre.register()
    local_centre.register(topic_id=None)
    path = tmp_path / "ranking.xlsx"
    assert export_ranking(local_centre.store, local_centre.marek, asked=ASKED, path=path, at=NOW) == 2


def test_exports_need_the_right(local_centre: Stage, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        export_ranking(local_centre.store, local_centre.anna, asked=ASKED, path=tmp_path / "r.pdf", at=NOW)
