"""A filter and the layout of a list come back as they were kept; what cannot be read costs nobody their lists."""

from datetime import date
from enum import Enum
from typing import Any, get_args, get_type_hints

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.saved_filters import ListLook, filter_from_plain, filter_to_plain, look_from_plain


def value_of(hint: Any) -> Any:
    """Something else than what a list of everything has."""
    members = get_args(hint)
    if members and members[-1] is Ellipsis:
        return tuple(members[0]) if issubclass(members[0], Enum) else (3, 7) if members[0] is int else ("Hotel", "1")
    one = members[0] if members else hint
    return date(2026, 11, 12) if one is date else "rachunek" if one is str else one(1)


def test_every_field_of_a_filter_comes_back_as_it_was() -> None:
    kept = CaseFilter(**{name: value_of(hint) for name, hint in get_type_hints(CaseFilter).items()})
    assert filter_from_plain(filter_to_plain(kept)) == kept


def test_what_cannot_be_read_is_left_out_and_the_rest_of_the_filter_stays() -> None:
    broken = {
        "received_from": "2026-02-31",
        "received_to": 7,
        "statuses": "closed",
        "channels": ["hall", "telepathy", None],
        "owner_ids": [4, "four", None],
        "activities": ["Hotel", 5, None],
        "text": ["a"],
        "customer_id": "anna",
        "unheard_of": 1,
        "without_topic": True,
    }
    found = filter_to_plain(filter_from_plain(broken))
    assert found == {"channels": ["hall"], "owner_ids": [4], "activities": ["Hotel"], "without_topic": True}


def test_a_broken_layout_is_read_as_far_as_it_goes() -> None:
    assert look_from_plain(["due", 4, "due", "owner"], {"due": 90, "owner": "wide", "matter": None}) == ListLook(
        ("due", "owner"), {"due": 90}
    )
    assert look_from_plain(None, "wide") == ListLook()
