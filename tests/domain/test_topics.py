"""The topic tree: paths, search, suggestions with the words that made them."""

from dataclasses import replace

import pytest

from csatdesk.domain.local_text import LocalText
from csatdesk.domain.topic_keywords import holds, joined
from csatdesk.domain.topics import InquiryType, Topic, TopicTree


def topic(id_: int, name: str, parent: int | None = None, *keywords: str, retired: bool = False) -> Topic:
    return Topic(
        id=id_,
        key=f"key{id_}",
        parent_id=parent,
        names=LocalText({"en": name}),
        is_assignable=parent is not None,
        inquiry_type=InquiryType.INVOICE,
        keywords={"pl": keywords},
        is_retired=retired,
    )


@pytest.fixture
def tree() -> TopicTree:
    return TopicTree(
        [
            topic(1, "Bill"),
            topic(2, "Amount too high", 1, "za wysok*", "dwa razy więcej", "rachun*"),
            topic(3, "Copy", 1, "kopi*", "rachun*"),
            topic(4, "Meter"),
            topic(5, "Reading", 4, "odczyt*"),
            topic(6, "Old matters", 4, "odczyt*", retired=True),
        ]
    )


def test_a_path_leads_from_the_top_heading(tree: TopicTree) -> None:
    assert tree.path(5, "en") == ("Meter", "Reading")
    assert tree.path(None, "en") == ()


def test_below_a_heading_lie_all_its_topics(tree: TopicTree) -> None:
    assert tree.below(1) == {1, 2, 3}


def test_the_more_telling_words_come_first(tree: TopicTree) -> None:
    first, second = tree.suggest("Rachunek jest dwa razy więcej niż zwykle.")
    assert first.topic_id == 2
    assert [found.text for found in first.because] == ["dwa razy więcej", "Rachunek"]
    assert second.topic_id == 3


def test_words_are_found_without_accents_and_where_they_stand(tree: TopicTree) -> None:
    text = "Proszę: RACHUNKI za wysokie!"
    found = tree.suggest(text)[0].because[0]
    assert text[found.start : found.end] == found.text == "za wysokie"


def test_headings_and_retired_topics_are_never_suggested_or_found(tree: TopicTree) -> None:
    assert [one.topic_id for one in tree.suggest("odczyt licznika")] == [5]
    assert [one.id for one in tree.search("meter", "en")] == [5]
    assert tree.search("old", "en") == ()


def test_nothing_typed_finds_nothing(tree: TopicTree) -> None:
    assert tree.search("  ", "en") == ()
    assert tree.suggest("") == ()


def test_typing_finds_by_any_word_of_the_path_and_by_keywords_after_that(tree: TopicTree) -> None:
    assert [one.id for one in tree.search("bill am", "en")] == [2]
    assert [one.id for one in tree.search("kopie", "en")] == [3]
    assert [one.id for one in tree.search("rach", "en")] == [2, 3]


def test_a_number_is_not_taken_for_the_beginning_of_a_keyword(tree: TopicTree) -> None:
    assert tree.suggest("123 456") == ()


def test_what_became_part_of_a_topic_is_told_found_and_suggested_as_that_one() -> None:
    parts = [topic(1, "Bill"), topic(2, "Sum", 1, "kwot*"), topic(3, "Too high", 1, "wysok*"), topic(4, "Meter")]
    merged = TopicTree([*parts[:2], replace(parts[2], merged_into_id=2), replace(parts[3], merged_into_id=3)])
    assert merged.now(4) == merged.now(3) == 2
    assert merged.path(4, "en") == ("Bill", "Sum")
    assert merged.below(1) == {1, 2, 3, 4}
    assert merged.above(3) == {3, 2, 1}
    assert [one.topic_id for one in merged.suggest("za wysoka")] == [2]
    assert [one.id for one in merged.search("too high", "en")] == [2]
    assert [one.id for one in merged.children(1)] == [2]


def test_merges_and_parents_in_a_circle_end() -> None:
    circle = TopicTree([replace(topic(1, "A", 2), merged_into_id=2), replace(topic(2, "B", 1), merged_into_id=1)])
    assert circle.path(1, "en")
    assert circle.below(1) >= {1}


def test_several_texts_are_suggested_what_speaks_for_most_of_them(tree: TopicTree) -> None:
    texts = ["za wysoki rachunek", "za wysoki", "odczyt"]
    assert [one.topic_id for one in joined((tree.suggest(text) for text in texts), 2)] == [2, 5]


def test_keywords_of_several_words_stand_side_by_side() -> None:
    assert holds("Dwa razy wyższy", ["dwa razy"])
    assert not holds("Dwa, potem razy", ["dwa potem razy trzy"])
    assert not holds("razy dwa", ["dwa razy"])
