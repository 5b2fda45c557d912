"""The contact list of a survey: what it is held to, who agreed and who submitted it, and which addresses count."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, JsonText, UtcDateTime


class ContactList(Audited, Base):
    """Beside a survey whose customers stand on a list; the customers are its invitations without a case and channel."""

    __tablename__ = "survey_contact_lists"
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), unique=True)
    mandatory: Mapped[str] = mapped_column(String(9))  # letters of columns
    refused_count: Mapped[int] = mapped_column(Integer, default=0)  # files that were sent back
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    consent: Mapped[str] = mapped_column(Text, default="")  # what was confirmed, word for word
    consent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    consent_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)


class SubmittedAddress(Base):
    """That an address was submitted by a unit in a calendar year. It holds no address, but a keyed digest of one, and
    stays when the customer is deleted: what was submitted is not given back.
    """

    __tablename__ = "survey_submitted_addresses"
    __table_args__ = (Index("ix_survey_submitted_addresses_once", "centre_id", "unit", "year", "digest", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    unit: Mapped[int] = mapped_column(Integer)  # an office; 0 where a survey is of the whole centre
    year: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(32))


class ListDrawing(Audited, Base):
    """Customers put onto a list from those the centre knows: by what choice and seed, and what came of it."""

    __tablename__ = "survey_list_drawings"
    __table_args__ = (Index("ix_survey_list_drawings_survey", "survey_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    chosen: Mapped[Any] = mapped_column(JsonText)  # a `CustomerChoice` made plain
    gap_days: Mapped[int] = mapped_column(Integer)
    seed: Mapped[str] = mapped_column(String(20))
    matched: Mapped[int] = mapped_column(Integer)
    taken: Mapped[int] = mapped_column(Integer)
    left_out: Mapped[Any] = mapped_column(JsonText)  # reason → how many of those looked at
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
