"""What comes back in a form is read as it was meant."""

from decimal import Decimal

import pytest

from csatdesk.domain.forms import Form, Item, Scale, ScaleKind, Section
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.replies import About, AnswerUnreadable, Reply, check_reply

ABOUT = About("survey", 1)


def form_of(kind: ScaleKind) -> Form:
    words = LocalText({"en": "How many?"})
    return Form("form", 1, words, (Section("one", words, (Item("many", words, Scale(kind)),)),))


@pytest.mark.parametrize("typed", ["-3,5", "-3.5", "\u22123,5"])
def test_a_number_under_nought_is_read_with_either_sign(typed: str) -> None:
    reply = Reply(ABOUT, {"a1": typed}, is_pdf=True)
    assert check_reply(reply, "form.pdf", ABOUT, form_of(ScaleKind.NUMBER)) == {"many": Decimal("-3.5")}


@pytest.mark.parametrize(
    ("kind", "typed"), [(ScaleKind.NUMBER, "--3"), (ScaleKind.NUMBER, "3-"), (ScaleKind.MEASURE, "-3")]
)
def test_what_is_no_number_of_its_kind_is_told(kind: ScaleKind, typed: str) -> None:
    with pytest.raises(AnswerUnreadable):
        check_reply(Reply(ABOUT, {"a1": typed}, is_pdf=True), "form.pdf", ABOUT, form_of(kind))
