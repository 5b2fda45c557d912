"""What can be done with a measure: its words, its keys, and by whom and when."""

from csatdesk.domain.corrective_actions import MeasureCard, MeasureStatus, Stage
from csatdesk.domain.marks import N_

DEEDS = (
    ("change", N_("Chan&ge"), "E"),
    ("begin", N_("&Begin"), "B"),
    ("done", N_("Report it &done …"), "D"),
    ("judge", N_("Did it hel&p?"), "J"),
    ("note", N_("N&ote"), "N"),
    ("drop", N_("Drop …"), "X"),
    ("training", N_("&Training …"), "T"),
    ("paper", N_("On pape&r"), "Ctrl+P"),
    ("cases", N_("Sho&w the complaints"), "S"),
)
BY_LEADER = frozenset({"change", "judge", "drop", "training"})
READ_ONLY = frozenset({"paper", "cases"})


def possible_deeds(card: MeasureCard | None, own_id: int, *, leads: bool) -> frozenset[str]:
    """With the one that is chosen, now, by this person. Nobody leads a measure about their own work."""
    if card is None:
        return frozenset()
    row = card.row
    is_open = row.status.stage is Stage.OPEN
    can = {
        "change": row.status.stage is not Stage.ENDED,
        "begin": row.status is MeasureStatus.PLANNED,
        "done": is_open,
        "judge": row.status in {MeasureStatus.DONE, MeasureStatus.EFFECTIVE},
        "note": True,
        "drop": is_open,
        "training": card.person_id is not None and row.status.stage is not Stage.ENDED,
        "paper": True,
        "cases": row.topic_id is not None,
    }
    found = frozenset(key for key, is_possible in can.items() if is_possible)
    if leads and card.person_id != own_id:
        return found
    return found - BY_LEADER if row.owner_id == own_id else found & READ_ONLY
