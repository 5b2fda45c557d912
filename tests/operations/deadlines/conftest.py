"""The cast at work on both databases, with cases that are due at different times."""

import pytest

from csatdesk.domain.cases import CaseKind
from tests.cast import Stage
from tests.operations.deadlines.hands import at
from tests.stages import built_store, centre

__all__ = ["built_store", "centre"]


@pytest.fixture
def dated(centre: Stage) -> dict[str, int]:
    """At NOW (Thu 19 Nov 11:42): two overdue, one due today, one soon, one later, one without any clock."""
    made = {}
    for text, received, kind in (
        ("late", at(26, month=10), CaseKind.COMPLAINT),  # 15 working days: Mon 16
        ("just late", at(16), CaseKind.INQUIRY),  # 2 working days: Wed 18
        ("today", at(17), CaseKind.INQUIRY),
        ("soon", at(18), CaseKind.INQUIRY),
        ("later", at(19, 8), CaseKind.COMPLAINT),
        ("thanks", at(19, 8), CaseKind.PRAISE),
    ):
        made[text] = centre.register(text, at=received, kind=kind).case_id
    return made
