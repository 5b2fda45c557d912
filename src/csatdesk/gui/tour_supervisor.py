"""The guided tour's third act: what a supervisor sees, prints and sets."""

from functools import partial
from typing import Any

from csatdesk.domain.cases import CaseFilter, CaseKind, DueBand
from csatdesk.domain.charts import StepProfile
from csatdesk.domain.corrective_actions import MeasureFilter, MeasureStart, MeasuresWanted, Origin, Stage
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.feedback import Heard
from csatdesk.domain.quality_views import Depth
from csatdesk.domain.standard_drafting import Spot
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.mystery.result_view import ITEMS, VISITS
from csatdesk.gui.theme import theme
from csatdesk.gui.tour_answers import AnswersAct
from csatdesk.gui.tour_checks import ChecksAct
from csatdesk.gui.tour_contact_lists import ContactListAct
from csatdesk.gui.tour_entry import EntryAct
from csatdesk.gui.tour_hands import ALT, CTRL, SHIFT, Key, at, settle, tell, until
from csatdesk.gui.tour_kiosk import KioskAct
from csatdesk.gui.tour_questionnaires import QuestionnairesAct
from csatdesk.gui.tour_segments import SegmentsAct
from csatdesk.gui.tour_sending import SendingAct
from csatdesk.operations.cases.explanation import export_deadline
from csatdesk.operations.cases.queries import list_cases, load_case
from csatdesk.operations.contacts.exports import export_customers
from csatdesk.operations.corrective_actions.exports import export_measure, export_measures
from csatdesk.operations.demo_centre import PASSWORD, PIN
from csatdesk.operations.demo_visits import OWNER, VISITORS
from csatdesk.operations.evaluations.queries import EvaluationFilter, list_evaluations
from csatdesk.operations.mystery.result_papers import export_wave_report
from csatdesk.operations.quality.report import export_quality
from csatdesk.operations.reports.inspection import export_inspection
from csatdesk.operations.reports.month_paper import export_month
from csatdesk.operations.reports.register import export_register
from csatdesk.operations.reviews.agreement import export_agreement
from csatdesk.operations.session import switch_person
from csatdesk.operations.standards.paper import PaperKind, export_paper
from csatdesk.operations.surveys.reports.export import export_report, export_slides
from csatdesk.operations.work import Reading
from csatdesk.wording.texts import _

SUPERVISOR = "ingrid"
MOST_TRIED = 12


class SupervisorAct(
    ChecksAct, QuestionnairesAct, SegmentsAct, AnswersAct, ContactListAct, SendingAct, KioskAct, EntryAct
):
    """Each step leaves the window where the next begins."""

    def watch(self) -> None:
        """What a supervisor sees: Today, deadlines, the week, where time goes, why one is due, known matters,
        standards, rules."""
        tell(_("Looking over a supervisor's shoulder …"))
        session = self.desk().context.session
        self.program.come_in(switch_person(session, sign_in_name=SUPERVISOR, pin=PIN), SUPERVISOR)
        main = self.desk()
        until(lambda: main.page is not None and bool(main.page.summary()), "Today")
        self.picture("today")
        theme().follow("dark")
        self.picture("today-dark")
        theme().follow("light")
        main.go("deadlines")
        self.picture("deadlines")
        self.press(Key.Key_2, CTRL)
        self.picture("deadlines-week")
        self.press(Key.Key_3, CTRL)
        self.picture("where-time-goes")
        self.press(Key.Key_1, CTRL)
        self.explain(main)
        self.report(main)
        self.measures(main)
        main.go("matters")
        self.picture("known-matters")
        growth: Any = main.go("growth")
        until(lambda: len(growth.people) > 1, "people")
        growth.list.choose(growth.people[1].id)
        self.picture("coaching-and-training")
        self.erase(main)
        self.standards(main)
        self.evaluate(main)
        self.look_at_checks(main)
        self.quality(main)
        self.questionnaires(main)
        self.survey_results(main)
        self.look_at_segments(main)
        self.look_at_answers_of_last_year(main)
        self.look_at_contact_list(main)
        self.look_at_sending(main)
        self.look_at_kiosk(main)
        self.look_at_entry(main)
        page: Any = main.go("administration")
        for section in ("targets", "absences", "letters", "calls", "trash", "erased"):
            page.open_section(section)
            self.picture(section)

    def erase(self, main: MainWindow) -> None:
        """What would go with the first customer against whose wish nothing stands; nobody is erased."""
        customers: Any = main.go("customers")
        for _step in range(MOST_TRIED):
            settle()
            self.press(Key.Key_Delete, SHIFT)
            until(lambda: customers.pane.form is not None, "erasure")
            if not customers.pane.form.against:
                break
            self.press(Key.Key_Escape)
            self.press(Key.Key_Down)
        self.picture("customer-erase")
        self.press(Key.Key_Escape)

    def measures(self, main: MainWindow) -> None:
        """What is overdue, what came of one on a topic and of one on a failed answer, a new one from a topic; one on
        paper, and the list.
        """
        page: Any = main.go("measures")
        until(lambda: page.card is not None, "measures")
        self.picture("measures")
        page.show_wanted(MeasuresWanted(MeasureFilter(stage=Stage.REPORTED)))
        until(page.pane.effect.isVisible, "effect")
        self.picture("measures-effect")
        measure_id, topic_id, session = page.card.row.id, page.card.row.topic_id, main.context.session
        self.press(Key.Key_End)
        until(lambda: page.card.items is not None and page.pane.effect.isVisible(), "effect on what failed")
        self.picture("measure-of-items")
        start = MeasureStart(Origin.TOPIC, topic_id)
        page.show_wanted(MeasuresWanted(start=start))
        self.picture("measure-new")
        self.press(Key.Key_Escape)
        everything = MeasureFilter(stage=None)
        for name, write in (
            ("measure", partial(export_measure, measure_id=measure_id)),
            ("measures", partial(export_measures, shown=everything)),
        ):
            self.paper(name, at(partial(write, session.store, session.actor)))

    def standards(self, main: MainWindow) -> None:
        """A standard to read, two versions compared, a draft in work; and the four papers of the office's."""
        page: Any = main.go("standards")
        until(lambda: page.pane.card is not None, "standards")
        rows = {row.key: row for row in page.rows}
        page.list.choose(rows["phone_call"].id)
        settle()
        self.picture("standards")
        page.pane.other.setCurrentIndex(1)
        page.pane.other.chosen.emit(page.pane.other.value())
        self.picture("standards-compared")
        page.list.choose(rows["office_visit"].id)
        settle()
        self.press(Key.Key_E)
        until(lambda: page.editor is not None and page.editor.template is not None, "draft")
        page.editor.outline.choose(Spot("queue", "V12"))
        self.picture("standard-draft")
        self.press(Key.Key_Escape)
        self._weights(page, rows["office_visit"])
        session, valid = main.context.session, rows["office_visit"].valid
        assert valid is not None
        for kind in PaperKind:
            made = partial(export_paper, session.store, session.actor, version_id=valid.id, kind=kind)
            self.paper(f"standard-{kind.value}", at(made))

    def _weights(self, page: Any, row: Any) -> None:
        """The weights of the standard of offices beside what matters to customers."""
        until(lambda: page.editor is None and page.pane.card.version.id == row.draft.id, "the draft to read")
        page.pane.version_wanted.emit(row.valid.id)
        until(lambda: page.pane.card.version.id == row.valid.id, "valid version")
        page.list.setFocus()
        self.press(Key.Key_W)
        until(lambda: page.pane.form is not None and page.pane.form.matters is not None, "weights")
        self.picture("standard-weights")
        self.press(Key.Key_Escape)

    def evaluate(self, main: MainWindow) -> None:
        """The evaluations, and one that goes on being filled where it was left."""
        main.go("evaluations")
        self.picture("evaluations")
        self._talked_over(main)
        found: list[int | None] = []
        main.context.runner.ask(main, first_to_fill, found.append)
        until(lambda: bool(found), "evaluation")
        if found[0] is not None:
            main.context.fill(found[0])
            page: Any = main.page
            until(lambda: page.card is not None, "questions")
            self.picture("fill")
        self.reviews(main)

    def reviews(self, main: MainWindow) -> None:
        """What is drawn for this person and how it was; the rule; where three who scored the same differ."""
        page: Any = main.go("reviews")
        until(lambda: page.board is not None, "reviews")
        self.press(Key.Key_H)
        self.picture("my-reviews")
        rules: Any = main.go("sampling")
        until(lambda: rules.pane.card is not None, "draw")
        self.picture("rules-and-draws")
        compared: Any = main.go("calibration")
        until(lambda: compared.pane.agreement is not None, "agreement")
        self.picture("agreement")
        standard_id, session = compared.pane.agreement.standard_id, main.context.session
        self.paper("agreement", at(partial(export_agreement, session.store, session.actor, standard_id=standard_id)))
        compared.list.choose(next(one.id for one in compared.list.entries if one.id[0] == "comparison"))
        until(lambda: compared.pane.card is not None, "calibration")
        self.picture("calibration")

    def quality(self, main: MainWindow) -> None:
        """What all evaluations come to: offices, losses, steps, and the report in its three depths."""
        page: Any = main.go("quality")
        until(lambda: page.compare.found is not None, "quality")
        self.picture("quality")
        self.press(Key.Key_2, CTRL)
        until(lambda: page.losses.found is not None, "losses")
        self.picture("quality-losses")
        self.press(Key.Key_3, CTRL)
        until(lambda: page.steps.found is not None, "steps")
        self.picture("quality-steps")
        self.press(Key.Key_4, CTRL)
        until(lambda: bool(page.report.sheets), "report")
        self.picture("quality-report")
        self.press(Key.Key_5, CTRL)
        page.filters.period.earlier.click()  # the last whole month
        until(lambda: page.felt.found is not None and page.felt.pane.second.chart is not None, "checked and felt")
        self.picture("quality-felt")
        self.press(Key.Key_6, CTRL)
        until(lambda: page.past.found is not None and page.past.pane.second.chart is not None, "made here and before")
        self.picture("quality-past")
        session = main.context.session
        beside = {"asked": page.filters.asked, "felt_by": page.felt.by, "past_id": page.past.programme_id}
        for depth in Depth:
            made = partial(export_quality, session.store, session.actor, depth=depth, **beside)
            self.paper(f"quality-{depth.value}", at(made))
        past: Any = main.go("past")
        until(lambda: past.pane.place is not None, "past evaluations")
        self.picture("past-evaluations")

    def survey_results(self, main: MainWindow) -> None:
        """What the survey after a contact came to: the figures, the answers, the offices."""
        page: Any = main.go("survey_results")
        until(lambda: bool(page.key_figures.aspects.chart and page.key_figures.aspects.chart.aspects), "key figures")
        self.picture("survey-results")
        self.press(Key.Key_2, CTRL)
        until(lambda: bool(page.answers.model.row_count), "answers")
        self.picture("survey-answers")
        self.press(Key.Key_3, CTRL)
        until(lambda: page.comparison.found is not None, "offices")
        self.picture("survey-comparison")
        self.press(Key.Key_1, CTRL)
        page.key_figures.shown.set_value("matrix")
        page.key_figures.shown.chosen.emit("matrix")
        until(lambda: page.key_figures.finding.chart is not None, "channels and types of inquiry")
        self.picture("survey-matrix")
        self._beside_another(main, page)
        report: Any = main.go("survey_report")
        until(lambda: bool(report.sheets), "report of a survey")
        self.picture("survey-report")
        session = main.context.session
        self.paper("survey-report", at(partial(export_report, session.store, session.actor, asked=report.asked)))
        self.paper("survey-slides", at(partial(export_slides, session.store, session.actor, asked=report.asked)))

    def _beside_another(self, main: MainWindow, page: Any) -> None:
        """One's own step by step beside another company, and where its figures are entered."""
        shown = page.key_figures.shown
        company = next(value for value, _words in shown.options() if isinstance(value, int))
        shown.set_value(company)
        shown.chosen.emit(company)
        until(lambda: isinstance(page.key_figures.finding.chart, StepProfile), "another company")
        self.picture("survey-benchmark")
        self.press(Key.Key_B, ALT | SHIFT)
        companies: Any = main.page
        until(lambda: companies.row is not None, "other companies")
        self.picture("survey-companies")
        companies.change()
        self.picture("survey-company-figures")
        self.press(Key.Key_Escape)

    def _talked_over(self, main: MainWindow) -> None:
        """An evaluation that was read, and what was said and answered."""
        shown: Any = main.page
        talked: list[int | None] = []
        main.context.runner.ask(main, first_answered, talked.append)
        until(lambda: bool(talked), "what was said")
        if talked[0] is not None and shown.list.place.select(talked[0]):
            until(lambda: shown.pane.card is not None and shown.pane.card.row.id == talked[0], "what was said")
            self.picture("evaluations-feedback")

    def visits(self) -> None:
        """Mystery shopping: what its owner plans and accepts, and what a visitor sees."""
        tell(_("Going on a visit …"))
        self._sit_down(OWNER, "mystery")
        self.picture("mystery-shopping")
        self._results(self.desk())
        self._sit_down(VISITORS[0], "visits")
        self.picture("my-visits")

    def _results(self, main: MainWindow) -> None:
        """The report of the wave that was released last: key figures, every item, every visit; on paper."""
        page: Any = main.page
        page.list.choose(next(one.id for one in page.board.waves if one.released_at is not None))
        until(lambda: page.pane.card is not None and page.pane.card.row.released_at is not None, "released wave")
        page.show_results()
        until(lambda: main.page is not page, "results of visits")
        results: Any = main.page
        until(lambda: results.view.report is not None, "report")
        self.picture("wave-report")
        results.view.level.set_value(ITEMS)
        self.picture("wave-items")
        results.view.level.set_value(VISITS)
        self.picture("wave-visits")
        session, wave_id = main.context.session, results.view.report.wave.id
        self.paper("wave-report", at(partial(export_wave_report, session.store, session.actor, wave_id=wave_id)))

    def _sit_down(self, name: str, key: str) -> None:
        session = self.desk().context.session
        self.program.come_in(switch_person(session, sign_in_name=name, password=PASSWORD), name)
        page = self.desk().go(key)
        until(lambda: page is not None and bool(page.summary()), key)

    def report(self, main: MainWindow) -> None:
        """The month, on screen and on one sheet; the complaints register, and claims in a folder for an inspector."""
        page: Any = main.go("reports")
        until(lambda: page.view.report is not None, "month")
        self.picture("reports")
        page.area.ensureWidgetVisible(page.view.days)
        self.picture("reports-more")
        asked, session = page.bar.asked, main.context.session
        first, last = asked.days.first.replace(month=1, day=1), asked.days.last
        claims = CaseFilter(kinds=(CaseKind.CLAIM,), received_from=asked.days.first)
        for name, write in (
            ("month-sheet", partial(export_month, asked=asked)),
            ("register", partial(export_register, first=first, last=last)),
            ("inspection-folder", partial(export_inspection, filter=claims)),
        ):
            self.paper(name, at(partial(write, session.store, session.actor)))

    def explain(self, main: MainWindow) -> None:
        """The days of the clock that is due first, on screen and on paper."""
        found: list[int] = []
        main.context.runner.ask(main, first_deadline, found.append)
        until(lambda: bool(found), "deadline")
        main.context.explain(found[0])
        self.picture("explained")
        session = main.context.session
        self.paper("deadline", at(partial(export_deadline, session.store, session.actor, deadline_id=found[0])))
        self.paper("customer-list", at(partial(export_customers, session.store, session.actor)))


def first_deadline(reading: Reading) -> int:
    """The house target, in working hours, of the inquiry that is due first and not overdue."""
    coming = CaseFilter(
        is_open=True, kinds=(CaseKind.INQUIRY,), due=(DueBand.TODAY, DueBand.SOON, DueBand.LATER, DueBand.PAUSED)
    )
    row = list_cases(reading, filter=coming, limit=1).rows[0]
    clocks = load_case(reading, case_id=row.id).clocks
    return next(clock.deadline.id for clock in clocks if clock.deadline.clock is Clock.HOUSE)


def first_answered(reading: Reading) -> int | None:
    """The newest evaluation about which somebody said something and was answered."""
    rows = list_evaluations(reading).rows
    return next((one.id for one in rows if one.heard is Heard.ANSWERED), None)


def first_to_fill(reading: Reading) -> int | None:
    """What the supervisor has begun to fill."""
    rows = list_evaluations(reading, shown=EvaluationFilter(to_fill=True), limit=1).rows
    return rows[0].id if rows else None
