"""What is done with what belongs to a case: promises, organisations, links, files, trash, priority, remote mark."""

from csatdesk.domain.contacts import Remote
from csatdesk.domain.marks import N_
from csatdesk.gui.cases.deeds import DEEDS, CaseDeed

REMOTE = {
    "remote_shown": Remote.SHOWN_HOW,
    "remote_not_offered": Remote.NOT_OFFERED,
    "remote_prefers_desk": Remote.PREFERS_DESK,
}

PROMISES, OTHERS, MARKS = N_("Promises and organisations"), N_("Other cases"), N_("Files and marks")
MORE_DEEDS = (
    CaseDeed("promise", N_("Pro&mise …"), "V", group=PROMISES),
    CaseDeed("done", N_("Promise &done"), "D", group=PROMISES),
    CaseDeed("done_note", N_("Promise done, with &note …"), "Shift+D", group=PROMISES),
    CaseDeed("move", N_("Mo&ve the promise …"), "M", group=PROMISES),
    CaseDeed("give", N_("&Give the promise to …"), "G", group=PROMISES),
    CaseDeed("drop", N_("Drop the promise …"), "X", group=PROMISES),
    CaseDeed("refer", N_("Hand to or&ganisation …"), "Shift+H", group=PROMISES),
    CaseDeed("answered", N_("Organisation ans&wered …"), "Shift+R", group=PROMISES),
    CaseDeed("link", N_("&Link …"), "L", group=OTHERS),
    CaseDeed("merge", N_("Ma&ke part of …"), "Shift+L", group=OTHERS),
    CaseDeed("measure", N_("Set a measure …"), "Shift+M", group=OTHERS),
    CaseDeed("attach", N_("&Attach a file …"), "A", group=MARKS),
    CaseDeed("paste", N_("Attach what was copied"), "Ctrl+V", group=MARKS),
    CaseDeed("legal_start", N_("Legal period &begins …"), "B"),
    CaseDeed("matter", N_("Known matter …"), "Shift+K"),
    CaseDeed("urgent", N_("Urgent or normal"), "E", group=MARKS),
    CaseDeed("remote_shown", N_("In person: shown how to do it from home"), "1", group=MARKS),
    CaseDeed("remote_not_offered", N_("In person: doing it from home not offered"), "2", group=MARKS),
    CaseDeed("remote_prefers_desk", N_("In person: prefers the desk"), "3", group=MARKS),
    CaseDeed("letter_was_sent", N_("The interrupted e-mail was sent"), "Shift+S"),
    CaseDeed("letter_not_sent", N_("The interrupted e-mail was not sent"), "Shift+N"),
    CaseDeed("throw_away", N_("Throw awa&y …"), "Ctrl+Delete"),
    CaseDeed("trash", N_("What is in the trash"), "", on_case=False),
)

ALL_DEEDS = (*DEEDS, *MORE_DEEDS)
