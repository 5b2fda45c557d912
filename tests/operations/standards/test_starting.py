"""What the standards that come with the program hold: what a centre promises, and one question on each channel."""

import pytest

from csatdesk.domain.standard_drafting import missing_texts
from csatdesk.operations.standards.starting import STARTING, starting_template
from csatdesk.wording.texts import LANGUAGES

PROMISES = (
    ("M14, on foot", "office_visit", "V41", "short walk"),
    ("M14, transport", "office_visit", "V42", "public transport"),
    ("M14, one window", "office_visit", "V43", "one window"),
    ("M14, payment", "office_visit", "V44", "pay on the spot"),
    ("M15, comfort", "office_visit", "V06", "comfortable"),
    ("M15, surroundings", "office_visit", "V04", "clean, lit"),
    ("M15, amenities", "office_visit", "V10", "Drinking water"),
    ("M15, information", "office_visit", "V07", "up to date"),
    ("M15, advertising", "office_visit", "V45", "Advertising is current"),
    ("M16, individual", "office_visit", "V21", "need is understood"),
    ("M16, turnkey", "office_visit", "V25", "one desk"),
    ("M16, additional", "office_visit", "V30", "additional service"),
    ("M16, no repeat visit", "office_visit", "V24", "one visit"),
    ("M16, time", "office_visit", "V31", "time at the desk"),
    ("M17", "office_visit", "V38", "personal manager"),
    ("M18, recognised", "phone_call", "P29", "retail company, network company or emergency"),
    ("M18, connected", "phone_call", "P30", "connected"),
    ("M19, in person", "office_visit", "V29", "remote way"),
    ("M19, by phone", "phone_call", "P22", "simpler channel"),
    ("M20, state", "online_self_service", "O05", "account state"),
    ("M20, reading", "online_self_service", "O08", "meter reading"),
    ("M20, payment", "online_self_service", "O11", "paid"),
    ("M20, question", "online_self_service", "O14", "questions"),
    ("M20, complaint", "online_self_service", "O16", "complaint"),
    ("M34", "office_visit", "V46", "openly invited to criticise"),
    ("M34, every morning", "opening", "A04", "openly invited to criticise"),
    ("M37, answered", "written_reply", "W06", "Every question"),
    ("M37, asked once", "written_reply", "W07", "requested once"),
)
SOLVED = {
    "office_visit": "V32",
    "phone_call": "P25",
    "written_reply": "W26",
    "chat_reply": "T08",
    "online_self_service": "O19",
}


@pytest.mark.parametrize(("row", "standard", "key", "words"), PROMISES, ids=[one[0] for one in PROMISES])
def test_what_a_centre_promises_stands_in_a_standard(row: str, standard: str, key: str, words: str) -> None:
    item = starting_template(standard).form.item(key)
    assert item is not None, row
    assert words in item.text["en"]
    assert all((item.how, item.check, item.weight)), "it is told how, decided, and weighed"


def test_items_of_the_priority_hall_do_not_count_elsewhere() -> None:
    section = next(one for one in starting_template("office_visit").form.sections if one.key == "vip")
    assert all(item.may_be_na for item in section.items)


@pytest.mark.parametrize(("standard", "key"), SOLVED.items())
def test_every_channel_asks_whether_the_matter_is_solved(standard: str, key: str) -> None:
    item = starting_template(standard).form.item(key)
    assert item is not None
    assert "settled" in item.text["en"]
    assert item.weight > 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", STARTING)
def test_an_office_takes_over_every_standard_in_its_own_language(key: str, language: str) -> None:
    template = starting_template(key)
    assert missing_texts(template, language) == 0
    names = [item.short[language] for item in template.form.items()]
    assert all(len(name) <= 45 for name in names), "a short name fits beside its boxes on paper"
    assert len(set(names)) == len(names), "and tells its item from the others"
