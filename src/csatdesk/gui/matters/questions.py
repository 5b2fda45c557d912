"""What the page of known matters asks: the board, and what is to be answered of one matter."""

from dataclasses import dataclass

from csatdesk.domain.matters import MatterRow
from csatdesk.operations.cases.screens import CaseFacts, load_case_facts
from csatdesk.operations.matters import Unanswered, count_unanswered, list_matters, load_matter
from csatdesk.operations.work import Reading


@dataclass(frozen=True, slots=True)
class Board:
    """The matters that go on, or those that ended, and the words around them."""

    matters: tuple[MatterRow, ...]
    facts: CaseFacts


@dataclass(frozen=True, slots=True)
class MatterCard:
    """One matter, and how many of its cases wait for its answer."""

    matter: MatterRow
    unanswered: Unanswered


def load_board(reading: Reading, *, ended: bool) -> Board:
    return Board(list_matters(reading, ended=ended), load_case_facts(reading))


def load_matter_card(reading: Reading, *, matter_id: int) -> MatterCard:
    return MatterCard(load_matter(reading, matter_id=matter_id), count_unanswered(reading, matter_id=matter_id))
