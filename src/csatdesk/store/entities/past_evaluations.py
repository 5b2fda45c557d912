"""Past evaluations out of files: programmes, their places with what the totals come to, and each evaluation.

They have tables of their own: thousands of places outside the centre are no offices, and no figure of items can meet an
evaluation without items.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, Date, Float, ForeignKey, Index, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.past_evaluations import UNRANKED
from csatdesk.store.base import Base, binary_order, index_of_filled


class PastProgramme(Base):
    """Within one of them past evaluations may be compared. `folded`: its name for finding it again."""

    __tablename__ = "past_programmes"
    __table_args__ = (Index("ix_past_programmes_name", "centre_id", "folded", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(binary_order(200))


class PastPlace(Base):
    """`office_id`: the centre's own office of this name. The sums are those of its totals in units, and of their
    squares; `standing` orders the list."""

    __tablename__ = "past_places"
    __table_args__ = (
        Index("ix_past_places_key", "programme_id", "key", unique=True),
        Index("ix_past_places_standing", "programme_id", "standing", "sort_key", "id"),
        index_of_filled("ix_past_places_office", "office_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("past_programmes.id"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"))
    key: Mapped[str] = mapped_column(binary_order(420))
    name: Mapped[str] = mapped_column(String(200))
    town: Mapped[str] = mapped_column(String(200), default="")
    folded: Mapped[str] = mapped_column(binary_order(420))  # name and town, for finding
    sort_key: Mapped[str] = mapped_column(binary_order(800))
    count: Mapped[int] = mapped_column(Integer, default=0)
    units: Mapped[int] = mapped_column(BigInteger, default=0)
    squares: Mapped[int] = mapped_column(BigInteger, default=0)
    last_on: Mapped[date] = mapped_column(Date)
    standing: Mapped[float] = mapped_column(Float, default=UNRANKED)


class PastEvaluation(Base):
    """Written many at once by an import, and never changed; the import's own row stands in the audit."""

    __tablename__ = "past_evaluations"
    __table_args__ = (
        Index("ix_past_evaluations_place", "place_id", "happened_on", "id"),
        Index("ix_past_evaluations_import", "import_id"),
        Index("ix_past_evaluations_source", "centre_id", "source_number", unique=True),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("past_places.id"))
    source_number: Mapped[str] = mapped_column(binary_order(160))
    happened_on: Mapped[date] = mapped_column(Date)
    units: Mapped[int] = mapped_column(Integer)
    verdict: Mapped[str] = mapped_column(String(16), default="")
    kind: Mapped[str] = mapped_column(String(200), default="")
    reviewer: Mapped[str] = mapped_column(String(200), default="")
    comment: Mapped[str] = mapped_column(Text, default="")
