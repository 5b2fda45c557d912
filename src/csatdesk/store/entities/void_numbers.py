"""Case numbers that were given out and have no case any more, so that the register stays without gaps."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.store.base import Base, UtcDateTime, binary_order


class VoidNumber(Base):
    """The number of a case that went with its import, which was taken back."""

    __tablename__ = "void_numbers"
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    number: Mapped[str] = mapped_column(binary_order(20), unique=True)
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    voided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
