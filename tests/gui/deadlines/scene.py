"""A centre with enough to do that every list of deadlines holds something, as seen at the present moment."""

from dataclasses import dataclass
from datetime import timedelta

from csatdesk.domain.cases import CaseKind, Closing, Outcome, ReplyBy
from csatdesk.domain.statuses import WaitingFor
from csatdesk.operations.cases.answers import answer_case
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.waiting import wait
from csatdesk.store.entities.cases import Case
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.today.scene import Scene, set_scene

LATE, PROMISED, WAITING, AWAY_TEXT, THANKS = "Za późno", "Obiecany telefon", "Czeka na zdjęcie", "Nieobecna", "Dziękuję"


@dataclass(frozen=True)
class Busy:
    """The scene, and the cases by what they are there for."""

    scene: Scene
    late_id: int
    promised_id: int
    waiting_id: int
    away_id: int
    thanks_id: int


def busy_centre(stage: Stage) -> Busy:
    """Kaarel has most and is away, Jüri stands in; twelve cases were answered of late.

    Three are overdue whatever weekday it is; the others have days to go.
    """
    scene = set_scene(stage, now())
    scene.away("kaarel", "juri")
    late = scene.case(LATE, "oksana", days=30, kind=CaseKind.INQUIRY, topic_id=stage.topic_ids["outage_unplanned"])
    promised = scene.case(PROMISED, "marta", days=9)
    scene.promise(promised, "marta", "Oddzwonić w sprawie rachunku", due_at=scene.at - timedelta(days=3), days=4)
    waiting = scene.case(WAITING, "juri", days=24)
    _wait(stage, waiting, scene.at - timedelta(days=20))
    away = scene.case(AWAY_TEXT, "kaarel", days=12, kind=CaseKind.INQUIRY)
    for place in range(11):
        scene.case(f"Rachunek za wysoki {place}", "kaarel", days=1 + place)
    for place, who in enumerate(("juri", "juri", "oksana", "marta", "sanna", None, None)):
        scene.case(f"Odczyt licznika {place}", who, days=2 + 2 * place)
    thanks = scene.case(THANKS, "sanna", days=2, kind=CaseKind.PRAISE)
    for place in range(12):
        _answered(stage, scene, place)
    return Busy(scene, late, promised, waiting, away, thanks)


def _wait(stage: Stage, case_id: int, at: object) -> None:
    with stage.work(stage.marek, at) as work:  # type: ignore[arg-type]  # a datetime
        wait(work, case_id=case_id, reason=WaitingFor.CUSTOMER, note="zdjęcie licznika")


def _answered(stage: Stage, scene: Scene, place: int) -> None:
    case_id = scene.case(f"Załatwione {place}", "sanna", days=15 + place)
    at = scene.at - timedelta(days=4 + place)
    with stage.work(stage.marek, at) as work:
        closing = Closing(Outcome.NOT_JUSTIFIED, answer_sent_at=at)
        answer_case(work, case_id=case_id, text="Wyjaśniono.", sent_at=at, reply_by=ReplyBy.EMAIL)
        close_case(work, case_id=case_id, closing=closing, version=work.db.get_one(Case, case_id).version)
