"""Centre, offices with versioned calendars, desks with their number blocks, service targets."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Integer, LargeBinary, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.clocks import Silence, StartsAt
from csatdesk.domain.deadlines import Clock, Unit
from csatdesk.domain.effects import DAYS, LEAST_COMPLAINTS, LEAST_CONTACTS
from csatdesk.domain.evaluations import DISPUTE_DAYS
from csatdesk.domain.links import REPEAT_DAYS
from csatdesk.domain.suppression import FLOOR
from csatdesk.domain.surveys import Competence
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, JsonText, UtcDateTime


class Centre(Audited, Base):
    __tablename__ = "centres"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    name: Mapped[str] = mapped_column(String(200))
    country: Mapped[str] = mapped_column(String(2))
    region: Mapped[str] = mapped_column(String(8), default="")
    language: Mapped[str] = mapped_column(String(5))
    zone: Mapped[str] = mapped_column(String(64))
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    topics_version: Mapped[int] = mapped_column(Integer, default=0)  # counts every change of the tree
    audit_key: Mapped[bytes] = mapped_column(LargeBinary)
    settled: Mapped[Any] = mapped_column(JsonText, default=list)  # LaterItem values that are done
    approve_kinds: Mapped[Any] = mapped_column(JsonText, default=list)  # kinds whose answers a second person reads
    mail: Mapped[Any] = mapped_column(JsonText, default=dict)  # the server that takes our e-mails; no password
    repeat_days: Mapped[int] = mapped_column(Integer, default=REPEAT_DAYS)
    keep_years: Mapped[int] = mapped_column(Integer, default=0)  # complaints, after they were closed
    effect_days: Mapped[int] = mapped_column(Integer, default=DAYS)  # of measures: see `EffectRule`
    effect_complaints: Mapped[int] = mapped_column(Integer, default=LEAST_COMPLAINTS)
    effect_contacts: Mapped[int] = mapped_column(Integer, default=LEAST_CONTACTS)
    dispute_days: Mapped[int] = mapped_column(Integer, default=DISPUTE_DAYS)  # working days after an evaluation
    survey_floor: Mapped[int] = mapped_column(Integer, default=FLOOR)  # answers that a group must have to be shown
    unaudited = frozenset({"topics_version", "audit_key"})


class Calendar(Audited, Base):
    """One version of an office's hours. Never changed: a new version is a new row."""

    __tablename__ = "calendars"
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    spec: Mapped[Any] = mapped_column(JsonText)  # as WorkCalendar.from_dict takes it
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("calendars.id"))  # the version before this one


class Office(Audited, Base):
    __tablename__ = "offices"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(300), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    region: Mapped[str] = mapped_column(String(100), default="")  # or the country
    country: Mapped[str] = mapped_column(String(2), default="")  # "": that of the centre
    competence: Mapped[Competence] = mapped_column(EnumText(Competence), default=Competence.NONE)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("calendars.id"))
    rush_topic_ids: Mapped[Any] = mapped_column(JsonText, default=list)  # on its function keys; empty: the commonest
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)


class Desk(Audited, Base):
    """One working place; its block makes case numbers unique without asking anybody."""

    __tablename__ = "desks"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    name: Mapped[str] = mapped_column(String(100))
    block: Mapped[int] = mapped_column(Integer, unique=True)


class NumberBlock(Base):
    """The last running number given out in one year by one desk."""

    __tablename__ = "number_blocks"
    __table_args__ = (UniqueConstraint("block", "year"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    block: Mapped[int] = mapped_column(Integer)
    year: Mapped[int] = mapped_column(Integer)
    last: Mapped[int] = mapped_column(Integer)


class Target(Audited, Base):
    """A rule that gives cases a clock: a service target (house) or a legal period. The first that fits is taken.

    The condition lists are empty where everything fits. `amount` 0: no fixed term, so no clock.
    """

    __tablename__ = "targets"
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    clock: Mapped[Clock] = mapped_column(EnumText(Clock), default=Clock.HOUSE)
    profile: Mapped[str] = mapped_column(String(60), default="")  # key of the starting profile it was made from
    position: Mapped[int] = mapped_column(Integer, default=0)
    names: Mapped[Any] = mapped_column(JsonText)
    # to which cases it applies
    kinds: Mapped[Any] = mapped_column(JsonText, default=list)
    topic_ids: Mapped[Any] = mapped_column(JsonText, default=list)  # with all topics below them
    segments: Mapped[Any] = mapped_column(JsonText, default=list)
    channels: Mapped[Any] = mapped_column(JsonText, default=list)
    office_ids: Mapped[Any] = mapped_column(JsonText, default=list)
    priorities: Mapped[Any] = mapped_column(JsonText, default=list)
    # what it gives
    amount: Mapped[int] = mapped_column(Integer)
    unit: Mapped[Unit] = mapped_column(EnumText(Unit))
    roll_to_working_day: Mapped[bool] = mapped_column(Boolean, default=False)
    acknowledge_amount: Mapped[int | None] = mapped_column(Integer)
    acknowledge_unit: Mapped[Unit] = mapped_column(EnumText(Unit), default=Unit.WORKING_HOURS)
    pauses_for: Mapped[Any] = mapped_column(JsonText, default=list)
    alarms: Mapped[Any] = mapped_column(JsonText, default=dict)
    starts_at: Mapped[StartsAt] = mapped_column(EnumText(StartsAt), default=StartsAt.RECEIVED)
    event_names: Mapped[Any] = mapped_column(JsonText, default=dict)
    extension: Mapped[Any] = mapped_column(JsonText, default=dict)
    silence: Mapped[Silence] = mapped_column(EnumText(Silence), default=Silence.NOTHING)
    source: Mapped[str] = mapped_column(String(300), default="")  # where the rule is written
    since_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_retired: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
