"""Mystery shopping: programmes with their scenarios, waves, and the visits of a wave.

Who may see a visit, and when, stands in `store.visible` and nowhere else.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.mystery import GAP_DAYS, VisitState
from csatdesk.store.audit import Audited
from csatdesk.store.base import FAR, Base, EnumText, JsonText, UtcDateTime, binary_order, index_of_filled


class Programme(Audited, Base):
    """Visits by trained people who act as customers. Without `informed_on` no employee is named."""

    __tablename__ = "programmes"
    __table_args__ = (Index("ix_programmes_centre", "centre_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    standard_id: Mapped[int | None] = mapped_column(ForeignKey("standards.id"))
    name: Mapped[str] = mapped_column(String(200))
    goal: Mapped[str] = mapped_column(Text)
    informed_on: Mapped[date | None] = mapped_column(Date)
    use_of_results: Mapped[str] = mapped_column(Text, default="")
    names_staff: Mapped[bool] = mapped_column(Boolean, default=False)
    gap_days: Mapped[int] = mapped_column(Integer, default=GAP_DAYS)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)


class VisitScenario(Audited, Base):
    """What a visitor asks for: taken over from the programme's standard, or its own. `answer_key`: a right answer."""

    __tablename__ = "visit_scenarios"
    __table_args__ = (Index("ix_visit_scenarios_programme", "programme_id", "position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    position: Mapped[int] = mapped_column(Integer, default=0)
    key: Mapped[str] = mapped_column(String(100))
    segment: Mapped[str] = mapped_column(String(32), default="")
    briefs: Mapped[Any] = mapped_column(JsonText, default=dict)
    answer_key: Mapped[str] = mapped_column(Text, default="")


class Wave(Audited, Base):
    """One round of visits. `asked`: its visits by office and scenario; `left_out`: what could not be planned, and why.

    `released_at` FAR: not yet, so nobody but its owner sees anything of it, and each visitor the visits of their own.
    """

    __tablename__ = "waves"
    __table_args__ = (Index("ix_waves_centre", "centre_id", "released_at", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    name: Mapped[str] = mapped_column(String(200))
    first_on: Mapped[date] = mapped_column(Date)
    last_on: Mapped[date] = mapped_column(Date)
    seed: Mapped[int] = mapped_column(BigInteger)
    asked: Mapped[Any] = mapped_column(JsonText, default=list)
    visitor_ids: Mapped[Any] = mapped_column(JsonText, default=list)
    left_out: Mapped[Any] = mapped_column(JsonText, default=list)
    released_at: Mapped[datetime] = mapped_column(UtcDateTime, default=FAR)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"visitor_ids"})


class Visit(Audited, Base):
    """One visit, planned and as it was. `flags`: what is odd about its report; `agreed`: what its owner said yes to.

    `receipt`: the number the visitor was given there; `test_case_id`: the case of that number, known at the release.
    """

    __tablename__ = "visits"
    __table_args__ = (
        Index("ix_visits_wave", "wave_id", "from_at", "id"),
        Index("ix_visits_visitor", "visitor_id", "from_at", "id"),
        Index("ix_visits_office", "centre_id", "office_id", "from_at"),
        index_of_filled("ix_visits_test_case", "test_case_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    wave_id: Mapped[int] = mapped_column(ForeignKey("waves.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    scenario_id: Mapped[int] = mapped_column(ForeignKey("visit_scenarios.id"))
    visitor_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[VisitState] = mapped_column(EnumText(VisitState), default=VisitState.PLANNED)
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    called_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    receipt: Mapped[str] = mapped_column(binary_order(20), default="")
    employee: Mapped[str] = mapped_column(String(200), default="")
    reported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text, default="")  # why it was sent back, or does not count
    flags: Mapped[Any] = mapped_column(JsonText, default=list)
    agreed: Mapped[Any] = mapped_column(JsonText, default=list)
    has_critical_fail: Mapped[bool] = mapped_column(Boolean, default=False)
    evaluation_id: Mapped[int | None] = mapped_column(Integer)
    test_case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"visitor_id", "receipt", "employee", "note"})
