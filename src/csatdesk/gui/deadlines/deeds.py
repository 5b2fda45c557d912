"""Everything the page of deadlines can do: words, keys, and whether it acts on the row on which the keyboard stands."""

from dataclasses import dataclass

from csatdesk.domain.marks import N_


@dataclass(frozen=True, slots=True)
class DeadlineDeed:
    """`words` and `short` are marked with N_; `short` stands under the list, "" for what has no place there."""

    key: str
    words: str
    keys: str
    short: str = ""


ON_ROW = (
    DeadlineDeed("move", N_("&Move the promise …"), "M", N_("Move")),
    DeadlineDeed("extend", N_("Extend the &legal deadline …"), "L", N_("Extend")),
    DeadlineDeed("escalate", N_("Escalate &up now"), "U", N_("Escalate")),
    DeadlineDeed("remind", N_("&Remind who has it"), "R", N_("Remind")),
    DeadlineDeed("hand_over", N_("&Hand over …"), "H", N_("Hand over")),
    DeadlineDeed("close", N_("Close …"), "C", N_("Close")),
    DeadlineDeed("why", N_("Wh&y this day?"), "Y", N_("Why?")),
    DeadlineDeed("open", N_("Op&en the case"), "O", N_("Open the case")),
)

ON_PAGE = (
    DeadlineDeed("recompute", N_("Rec&ompute the selected cases …"), "Shift+R"),
    DeadlineDeed("list", N_("Show the l&ist"), "Ctrl+1"),
    DeadlineDeed("week", N_("Show the &week"), "Ctrl+2"),
    DeadlineDeed("times", N_("Show where time &goes"), "Ctrl+3"),
    DeadlineDeed("views", N_("Choose what is &shown"), "V"),
    DeadlineDeed("owner", N_("Filter &by owner"), "F"),
    DeadlineDeed("office", N_("Filter by o&ffice"), "Shift+F"),
    DeadlineDeed("topic", N_("Filter by &topic"), "T"),
    DeadlineDeed("segment", N_("Filter by segment"), "S"),
    DeadlineDeed("activity", N_("Filter by line of business"), "Shift+S"),
    DeadlineDeed("workload", N_("Go to the wor&kload"), "W"),
    DeadlineDeed("forecast", N_("How the fore&cast was computed"), "Q"),
    DeadlineDeed("saved", N_("Saved filters …"), "Shift+Q"),
    DeadlineDeed("columns", N_("Columns …"), "J"),
    DeadlineDeed("export", N_("E&xport what the list shows"), "Ctrl+E"),
    DeadlineDeed("print", N_("&Print the list"), "Ctrl+P"),
    DeadlineDeed("calendar", N_("A person’s deadlines as calen&dar file …"), "Ctrl+Shift+E"),
    DeadlineDeed("all", N_("Show everything ope&n"), "Ctrl+Backspace"),
)
