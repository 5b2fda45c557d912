"""What every page is given: the runner, who is signed in, the settings of this machine, and the ways around the window.

Pages say where to go (`context.open_case(7)`); the main window listens to the signals and goes there.
"""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.checklists import Which
from csatdesk.domain.contacts import Segment
from csatdesk.domain.corrective_actions import MeasuresWanted
from csatdesk.domain.staff import Actor, Right
from csatdesk.domain.staff_records import TrainingWanted
from csatdesk.domain.surveys import SurveyWanted
from csatdesk.gui.runner import Runner
from csatdesk.operations.deadlines.views import View
from csatdesk.operations.evaluations.queries import EvaluationFilter
from csatdesk.operations.field.giving import Taken
from csatdesk.operations.session import Session
from csatdesk.system.settings import Settings, load_settings, save_settings

Lists = CaseFilter | EvaluationFilter | View | Which | frozenset[Taken]
Wanted = Lists | MeasuresWanted | TrainingWanted | SurveyWanted | Segment


class Context(QObject):
    """One a window. `settings` is what holds now; change it by `change_settings`."""

    case_wanted = Signal(int)
    deed_wanted = Signal(int, str)  # a case, and the fields to open on its card
    customer_wanted = Signal(int)
    contact_wanted = Signal(object)  # customer id, or None
    talk_wanted = Signal(object)  # a talk of the intake that was kept
    page_wanted = Signal(str, object)  # page key, and what is wanted there: Wanted, or None
    help_wanted = Signal(str)  # name of a help page
    results_wanted = Signal(object)  # id of a released wave, or None
    filling_wanted = Signal(int)  # id of an evaluation
    explanation_wanted = Signal(int)  # id of a clock: how its due instant came about
    person_changed = Signal()
    news_wanted = Signal()  # what others did to one's cases meanwhile
    lock_wanted = Signal()  # somebody else will stand before this screen
    demo_unwanted = Signal()  # the demo centre is to be thrown away
    restore_wanted = Signal(object, str)  # path of a backup; pass phrase or recovery code, "": by the keyring
    settings_changed = Signal()
    said = Signal(str)
    told = Signal(str, str, str)  # an item of the status bar: its key, words, icon
    repeatable = Signal(str, object)  # what the status bar offers to do once more, and the function that does it
    offered = Signal(str, str, object)  # what happened, what can be done about it, and the function that does it

    def __init__(self, runner: Runner, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.runner = runner
        self.settings = settings

    @property
    def session(self) -> Session:
        return self.runner.session

    @property
    def actor(self) -> Actor:
        return self.session.actor

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the centre lives: every date and time on screen is told in it."""
        return ZoneInfo(self.session.centre.zone)

    def may(self, right: Right) -> bool:
        return self.actor.may(right)

    def open_case(self, case_id: int) -> None:
        self.case_wanted.emit(case_id)

    def work_on(self, case_id: int, deed: str) -> None:
        """Open a case with the fields for `deed`, a key of the card's panels: "notice"."""
        self.deed_wanted.emit(case_id, deed)

    def fill(self, evaluation_id: int) -> None:
        """Go on filling an evaluation."""
        self.filling_wanted.emit(evaluation_id)

    def show_results(self, wave_id: int | None = None) -> None:
        """Go to the reports of released waves, and to one of them."""
        self.results_wanted.emit(wave_id)

    def explain(self, deadline_id: int) -> None:
        self.explanation_wanted.emit(deadline_id)

    def open_customer(self, customer_id: int) -> None:
        self.customer_wanted.emit(customer_id)

    def new_contact(self, customer_id: int | None = None) -> None:
        self.contact_wanted.emit(customer_id)

    def resume_talk(self, talk: object) -> None:
        """Go on with a kept talk in the intake."""
        self.talk_wanted.emit(talk)

    def show(self, page_key: str, shown: CaseFilter | EvaluationFilter | None = None) -> None:
        """Go to a page; `shown`: what its list shows."""
        self.page_wanted.emit(page_key, shown)

    def show_view(self, view: View) -> None:
        """Go to a list of the page of deadlines."""
        self.page_wanted.emit("deadlines", view)

    def show_measures(self, wanted: MeasuresWanted) -> None:
        """Go to the page of measures: to a list, to one of them, or to begin a new one."""
        self.page_wanted.emit("measures", wanted)

    def show_training(self, wanted: TrainingWanted) -> None:
        """Begin a training in answer to a measure."""
        self.page_wanted.emit("growth", wanted)

    def show_checks(self, which: Which) -> None:
        """Go to the checks: those that can be made now, not done, or all."""
        self.page_wanted.emit("checks", which)

    def show_survey(self, page_key: str, wanted: SurveyWanted) -> None:
        """Go to a page about surveys, and to this one."""
        self.page_wanted.emit(page_key, wanted)

    def show_segment(self, segment: Segment) -> None:
        """Go to the page of a segment."""
        self.page_wanted.emit("segments", segment)

    def give_out(self, *things: Taken) -> None:
        """Go to field work and give something out; `things` are ticked beforehand."""
        self.page_wanted.emit("field", frozenset(things))

    def help(self, name: str) -> None:
        self.help_wanted.emit(name)

    def say(self, text: str) -> None:
        """Tell in the status bar what happened: "Case 26-02-01187-3 saved."."""
        self.said.emit(text)

    def tell(self, key: str, text: str, icon: str = "") -> None:
        """Keep an item in the status bar: "Draft kept 11:41"; empty words take it away."""
        self.told.emit(key, text, icon)

    def offer(self, text: str, action: str, do: Callable[[], object]) -> None:
        """Tell in the status bar what went wrong beside the form, with one link that does something about it."""
        self.offered.emit(text, action, do)

    def offer_again(self, action: str, do: Callable[[], object]) -> None:
        """Keep a link in the status bar that does something once more: the last receipt."""
        self.repeatable.emit(action, do)

    def undo(self) -> None:
        self.runner.undo()

    def change_settings(self, **changes: object) -> None:
        """Keep changed settings of this machine; raises a Trouble when the file cannot be written.

        What a job wrote into the file meanwhile stays, as when the last backup was made.
        """
        kept = load_settings(self.session.profile.settings)
        self.keep_settings(kept._replace(**changes))  # type: ignore[arg-type]  # fields of Settings by name

    def keep_settings(self, settings: Settings) -> None:
        save_settings(self.session.profile.settings, settings)
        self.settings = settings
        self.settings_changed.emit()
