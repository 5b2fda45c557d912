"""The columns that the list of deadlines can show, and how wide each is."""

from collections.abc import Callable, Mapping, Sequence

from csatdesk.domain.marks import N_
from csatdesk.domain.saved_filters import ListLook
from csatdesk.gui.cases.case_cells import due_width
from csatdesk.gui.cases.laid_out import Room, shared_widths
from csatdesk.gui.cases.list_columns import COLUMNS, share
from csatdesk.gui.theme import theme

USUAL = ("due", "matter", "customer", "keeper")
AS_IN_CASES = ("received", "kind", "number")
TITLES: Mapping[str, str] = {
    "due": N_("Due"),
    "matter": N_("Matter"),
    "customer": N_("Customer"),
    "keeper": N_("Who acts"),
    **{key: COLUMNS[key].title for key in AS_IN_CASES},
}
TAKES_REST, MATTER_LEAST = "matter", 170
ROOMS: Sequence[Room] = (
    ("due", lambda _room: due_width()),
    ("matter", COLUMNS["matter"].room),
    ("customer", share(110, 170, 0.17)),
    ("keeper", share(140, 190, 0.21)),
    *((key, COLUMNS[key].room) for key in AS_IN_CASES),
)


def chosen(look: ListLook) -> tuple[str, ...]:
    """The columns of a look as far as this version has them; the usual ones when it names none."""
    return tuple(key for key in look.columns if key in TITLES) or USUAL


def widths(look: ListLook, room: int) -> Sequence[int]:
    rooms = dict(ROOMS)
    if look == ListLook():
        return _usual_widths(rooms, room)
    return shared_widths(look, [(key, rooms[key]) for key in chosen(look)], TAKES_REST, room)


def _usual_widths(rooms: Mapping[str, Callable[[int], int]], room: int) -> Sequence[int]:
    """In a narrow list the customer gives way first, then the name of who acts."""
    due = theme().margin + rooms["due"](room)
    customer, keeper = rooms["customer"](room), rooms["keeper"](room)
    if room - due - customer - keeper < theme().px(MATTER_LEAST):
        customer = 0
    if room - due - customer - keeper < theme().px(MATTER_LEAST):
        keeper = theme().px(34)
    return due, max(room - due - customer - keeper, theme().px(80)), customer, keeper
