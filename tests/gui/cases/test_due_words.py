"""What stands beneath a deadline in lists is never cut, in any language, where the font is wide."""

from datetime import timedelta

import pytest

from csatdesk.domain.deadlines import Clock, DeadlineState
from csatdesk.gui.cases.case_cells import due_width, second_line
from csatdesk.gui.cases.told import SHORT_CLOCKS, Due
from csatdesk.gui.marks import WORD_AFTER
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12
from csatdesk.wording.catalogue import LANGUAGES
from csatdesk.wording.formats import span
from csatdesk.wording.texts import _, speaking
from csatdesk.wording.words import in_sentence, word

LONG = timedelta(hours=12, minutes=59)


def due(clock: Clock, second: str, brief: str = "") -> Due:
    return Due(DeadlineState.DUE_TODAY.value, "", second, in_sentence(word(clock)), _(SHORT_CLOCKS[clock]), brief)


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_neither_the_time_left_nor_the_day_beneath_a_deadline_is_cut(
    qapp: object, language: str, *, compact: bool
) -> None:
    theme().set_compact(compact)
    with speaking(language):
        room = due_width() - S12 - WORD_AFTER * theme().scale
        left, brief = (_("{time} left").format(time=span(LONG, is_brief=one)) for one in (False, True))
        for clock in SHORT_CLOCKS:
            for told in (due(clock, left, brief), due(clock, "śr. 30 wrz")):
                words = second_line(told, room)
                assert theme().metrics("small").horizontalAdvance(words) <= room, words
            assert second_line(due(clock, left, brief), room) in {
                *(f"{time}, {_(SHORT_CLOCKS[clock])}" for time in (left, brief)),
                f"{left}, {in_sentence(word(clock))}",
                left if clock is Clock.HOUSE else _(SHORT_CLOCKS[clock]),
            }
    theme().set_compact(False)
