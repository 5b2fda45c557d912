"""A morning at the centre in which something of every kind waits for the supervisor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.clocks import Alarm
from csatdesk.domain.contacts import Channel, NewCustomer
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.domain.staff import NewPerson, Role
from csatdesk.domain.statuses import WaitingFor
from csatdesk.operations.absences import save_absence, today
from csatdesk.operations.cases.answers import prepare_answer
from csatdesk.operations.cases.bands import bounds
from csatdesk.operations.cases.commands import hand_over_cases
from csatdesk.operations.cases.promises import make_promise
from csatdesk.operations.cases.waiting import wait
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.notices import notify
from csatdesk.operations.shifts import hand_over_shift
from csatdesk.operations.staff import add_person
from csatdesk.store.base import FAR
from csatdesk.store.entities.deadlines import Notice
from tests.cast import PASSWORD, Stage

PEOPLE = {
    "kaarel": "Kaarel Mägi",
    "juri": "Jüri Kask",
    "oksana": "Оксана Левченко",
    "marta": "Marta Wiśniewska",
    "sanna": "Sanna Virtanen",
}
CUSTOMERS = ("Liis Kuusk", "Aino Lehtonen", "Bjørn Haugland", "Елена Морозова", "Bartłomiej Sikora", "Sanna Koskela")


@dataclass(frozen=True)
class Scene:
    """Who works there beside the cast, and who turns to them."""

    stage: Stage
    at: datetime
    people: Mapping[str, int]
    customers: tuple[int, ...]

    def case(self, text: str, owner: str | None = None, *, days: float = 1, **other: object) -> int:
        """A case that came `days` ago and that a person has."""
        at = self.at - timedelta(days=days)
        registered = self.stage.register(text, at=at, **other)
        with self.stage.work(self.stage.marek, at) as work:
            to = self.people[owner] if owner else None
            hand_over_cases(work, case_ids=[registered.case_id], to_staff_id=to)
        return registered.case_id

    def promise(
        self, case_id: int, owner: str, text: str, *, due_at: datetime, days: float = 2, is_day: bool = False
    ) -> int:
        """A promised call, made `days` ago."""
        new = NewPromise(PromiseKind.CALL_BACK, text, due_at, is_day=is_day, owner_id=self.people[owner])
        with self.stage.work(self.stage.marek, min(self.at, due_at) - timedelta(days=days)) as work:
            return make_promise(work, case_id=case_id, new=new).result

    def away(self, who: str, substitute: str | None) -> None:
        with self.stage.work(self.stage.marek, self.at) as work:
            day = today(work)
            stands_in = self.people[substitute] if substitute else None
            save_absence(
                work,
                absence_id=None,
                staff_id=self.people[who],
                first_on=day,
                last_on=day + timedelta(days=2),
                substitute_id=stands_in,
            )

    def end_of_today(self) -> datetime:
        with self.stage.read(self.stage.marek, self.at) as reading:
            return bounds(reading).today_to

    def to_approve(self, case_id: int, text: str) -> None:
        with self.stage.work(self.stage.anna, self.at - timedelta(hours=2)) as work:
            prepare_answer(work, case_id=case_id, text=text, to_approve=True)

    def waits(self, case_id: int, days: float, note: str) -> None:
        with self.stage.work(self.stage.anna, self.at - timedelta(days=days)) as work:
            wait(work, case_id=case_id, reason=WaitingFor.CUSTOMER, note=note)

    def escalated(self, case_id: int) -> None:
        with self.stage.work(self.stage.anna, self.at - timedelta(hours=1)) as work:
            notice = Notice(staff_id=self.stage.marek.id, case_id=case_id, what=Alarm.SUPERVISOR.value, at=work.at)
            notice.read_at = FAR
            work.db.add(notice)

    def asked_to_look(self, case_id: int) -> None:
        with self.stage.work(self.stage.anna, self.at - timedelta(hours=1)) as work:
            notify(work, staff_ids=[self.stage.marek.id], what="escalated", case_id=case_id)

    def shift(self, note: str) -> None:
        with self.stage.work(self.stage.anna, self.at - timedelta(hours=16)) as work:
            hand_over_shift(work, to_staff_id=self.stage.marek.id, promise_ids=(), note=note)

    def surge(self, count: int = 7) -> list[int]:
        """So many calls about the same thing within an hour."""
        return [
            self.stage.register(
                f"Nie ma prądu, ul. Jasna {place}",
                at=self.at - timedelta(minutes=60 - 5 * place),
                topic_id=self.stage.topic_ids["outage_unplanned"],
                kind=CaseKind.INQUIRY,
                channel=Channel.PHONE,
            ).case_id
            for place in range(count)
        ]


def set_scene(stage: Stage, at: datetime) -> Scene:
    """The centre with more people and customers, and nothing to do yet."""
    with stage.work(stage.ewa, at - timedelta(days=200)) as work:
        people = {
            key: add_person(work, new=NewPerson(name, key, PASSWORD, Role.CLERK, stage.marek.office_id, None, "pl"))
            for key, name in PEOPLE.items()
        }
    with stage.work(stage.anna, at - timedelta(days=200)) as work:
        customers = tuple(register_customer(work, new=NewCustomer(name=name)) for name in CUSTOMERS)
    return Scene(stage, at, people | {"anna": stage.anna.id, "marek": stage.marek.id}, customers)
