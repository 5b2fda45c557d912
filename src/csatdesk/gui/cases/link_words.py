"""How two cases hang together, said from either of them."""

from collections.abc import Mapping

from csatdesk.domain.links import LinkKind, LinkRow
from csatdesk.domain.marks import N_
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

FROM_THERE: Mapping[LinkKind, str] = {
    LinkKind.DUPLICATE: N_("Has a duplicate:"),
    LinkKind.REPEAT: N_("Repeated by"),
    LinkKind.RELATED: N_("Related to"),
    LinkKind.CAUSED_BY: N_("Caused"),
}


def link_words(link: LinkRow) -> str:
    """ "Repeat of 26-01-00012-3", and from the other one: "Repeated by 26-01-00014-1"."""
    told = word(link.kind) if link.is_from_here else _(FROM_THERE[link.kind])
    return f"{told} {link.number}"
