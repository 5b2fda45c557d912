"""Background jobs: once over all desks, at the next start when missed."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.store.base import Base, UtcDateTime


class Job(Base):
    """`leased_until`: who works on it has until then; `last_at`: the instant up to which it has been done."""

    __tablename__ = "jobs"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    leased_by: Mapped[int | None] = mapped_column(Integer)  # desk
    last_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
