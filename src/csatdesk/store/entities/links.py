"""Links between cases, and merges by pointer and log."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.customers import TraceKind
from csatdesk.domain.links import LinkKind, ProposalState, RepeatCause
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, JsonText, UtcDateTime


class CaseLink(Audited, Base):
    """`case_id` is a duplicate, a repeat or an effect of `other_id`, or related to it."""

    __tablename__ = "case_links"
    __table_args__ = (
        Index("ix_case_links_case", "case_id", "other_id", "kind", unique=True),
        Index("ix_case_links_other", "other_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[LinkKind] = mapped_column(EnumText(LinkKind))
    cause: Mapped[RepeatCause | None] = mapped_column(EnumText(RepeatCause))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class RepeatProposal(Audited, Base):
    """`case_id` looks like a repeat of `other_id`; `by_trace` None: of the same customer. `at`: proposed, then settled.

    A pair that a person has settled keeps its row, so that it is never proposed again.
    """

    __tablename__ = "repeat_proposals"
    __table_args__ = (
        Index("ix_repeat_proposals_pair", "case_id", "other_id", unique=True),
        Index("ix_repeat_proposals_other", "other_id"),
        Index("ix_repeat_proposals_state", "centre_id", "state", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    by_trace: Mapped[TraceKind | None] = mapped_column(EnumText(TraceKind))
    state: Mapped[ProposalState] = mapped_column(EnumText(ProposalState), default=ProposalState.OPEN)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # who settled it


class Merge(Audited, Base):
    """One row that became part of another (`what`: "cases", "topics" or "customers").

    Of cases and topics nothing is rewritten; `moved` tells what of a customer went over, so that it can come back.
    """

    __tablename__ = "merges"
    __table_args__ = (Index("ix_merges_winner", "what", "winner_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    what: Mapped[str] = mapped_column(String(20))
    loser_id: Mapped[int] = mapped_column(Integer)
    winner_id: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    moved: Mapped[Any] = mapped_column(JsonText, default=dict)
    personal = frozenset({"moved"})
