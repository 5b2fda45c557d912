"""Everything the page of cases can do: words, keys, and whether it acts on the case shown."""

from dataclasses import dataclass

from csatdesk.domain.marks import N_


@dataclass(frozen=True, slots=True)
class CaseDeed:
    """`words` are marked with N_. `on_case`: it stands in the card's menu; `is_button`: it may stand beside it.

    `group` (marked with N_): the part of the menu in which it stands.
    """

    key: str
    words: str
    keys: str
    on_case: bool = True
    is_button: bool = False
    group: str = ""


DEEDS = (
    CaseDeed("take", N_("&Take"), "T"),
    CaseDeed("reopen", N_("Re&open"), "O", is_button=True),
    CaseDeed("approve", N_("App&rove the answer"), "Shift+A", is_button=True),
    CaseDeed("go_on", N_("Go &on"), "Shift+W", is_button=True),
    CaseDeed("answer", N_("&Answer"), "R", is_button=True),
    CaseDeed("note", N_("&Note"), "N", is_button=True),
    CaseDeed("hand_over", N_("&Hand over"), "H", is_button=True),
    CaseDeed("close", N_("&Close"), "C", is_button=True),
    CaseDeed("wait", N_("&Wait …"), "W", is_button=True),
    CaseDeed("acknowledge", N_("Ac&knowledgement …"), "K"),
    CaseDeed("notice", N_("&Interim notice …"), "I"),
    CaseDeed("tell", N_("What do I tell the customer?"), "Shift+T"),
    CaseDeed("why", N_("Why this da&y?"), "Y"),
    CaseDeed("topic", N_("To&pic"), "P"),
    CaseDeed("customer", N_("C&ustomer"), "U"),
    CaseDeed("number", N_("Copy nu&mber"), "Ctrl+Shift+C"),
    CaseDeed("pin", N_("Pin, or take the pin off"), "Z"),
    CaseDeed("file", N_("Case &file"), "Ctrl+P"),
    CaseDeed("receipt", N_("Print the receipt a&gain"), "Ctrl+Shift+P"),
    CaseDeed("filter", N_("Add a f&ilter"), "F", on_case=False),
    CaseDeed("search", N_("&Search in these cases"), "Ctrl+F", on_case=False),
    CaseDeed("sort", N_("Sort other&wise"), "S", on_case=False),
    CaseDeed("saved", N_("Saved filters …"), "Q", on_case=False),
    CaseDeed("columns", N_("Columns …"), "J", on_case=False),
    CaseDeed("export", N_("&Export what the list shows"), "Ctrl+E", on_case=False),
    CaseDeed("export_all", N_("Export all columns, to import elsewhere"), "Ctrl+Shift+E", on_case=False),
    CaseDeed("folder", N_("Inspection fol&der"), "Ctrl+Shift+F", on_case=False),
    CaseDeed("folder_unnamed", N_("Inspection folder without names of staff"), "", on_case=False),
    CaseDeed("news", N_("What changed since I was here"), "", on_case=False),
    CaseDeed("to_post", N_("To post today"), "Shift+P", on_case=False),
    CaseDeed("open", N_("Show all open cases"), "Ctrl+Backspace", on_case=False),
)
