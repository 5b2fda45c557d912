"""The one table of pages: where one can go, who may, and how a page is made when first shown."""

from collections.abc import Callable
from dataclasses import dataclass

from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right, Role
from csatdesk.gui.context import Context
from csatdesk.gui.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """`words` and `short` (when compact) are marked with N_. Whoever has one of `rights` sees it in the rail.

    A page `for_all` can be reached by everybody, if only by the palette or the person's menu. `home`: the place of the
    rail that is marked instead, of a page that has none of its own.
    """

    key: str
    words: str
    short: str
    icon: str
    rights: frozenset[Right]
    make: Callable[[Context], Page]
    for_all: bool = False
    home: str = ""

    def is_in_rail(self, actor: Actor) -> bool:
        return not self.home and self.is_for(actor)

    def is_for(self, actor: Actor) -> bool:
        return any(map(actor.may, self.rights))


def _today(context: Context) -> Page:
    from csatdesk.gui.today.page import TodayPage

    return TodayPage(context)


def _desk(context: Context) -> Page:
    from csatdesk.gui.desk.page import DeskPage

    return DeskPage(context)


def _new(context: Context) -> Page:
    from csatdesk.gui.intake.page import IntakePage

    return IntakePage(context)


def _cases(context: Context) -> Page:
    from csatdesk.gui.cases.page import CasesPage

    return CasesPage(context)


def _deadlines(context: Context) -> Page:
    from csatdesk.gui.deadlines.page import DeadlinesPage

    return DeadlinesPage(context)


def _customers(context: Context) -> Page:
    from csatdesk.gui.contacts.page import CustomersPage

    return CustomersPage(context)


def _matters(context: Context) -> Page:
    from csatdesk.gui.matters.page import MattersPage

    return MattersPage(context)


def _standards(context: Context) -> Page:
    from csatdesk.gui.standards.page import StandardsPage

    return StandardsPage(context)


def _measures(context: Context) -> Page:
    from csatdesk.gui.corrective_actions.page import MeasuresPage

    return MeasuresPage(context)


def _visits(context: Context) -> Page:
    from csatdesk.gui.mystery.visits_page import VisitsPage

    return VisitsPage(context)


def _mystery(context: Context) -> Page:
    from csatdesk.gui.mystery.page import MysteryPage

    return MysteryPage(context)


def _results(context: Context) -> Page:
    from csatdesk.gui.mystery.results_page import ResultsPage

    return ResultsPage(context)


def _reports(context: Context) -> Page:
    from csatdesk.gui.reports.page import ReportsPage

    return ReportsPage(context)


def _growth(context: Context) -> Page:
    from csatdesk.gui.growth.page import GrowthPage

    return GrowthPage(context)


def _topics(context: Context) -> Page:
    from csatdesk.gui.topics.page import TopicsPage

    return TopicsPage(context)


def _administration(context: Context) -> Page:
    from csatdesk.gui.administration.page import AdministrationPage

    return AdministrationPage(context)


def _evaluations(context: Context) -> Page:
    from csatdesk.gui.evaluations.page import EvaluationsPage

    return EvaluationsPage(context)


def _segments(context: Context) -> Page:
    from csatdesk.gui.segments.page import SegmentsPage

    return SegmentsPage(context)


def _surveys(context: Context) -> Page:
    from csatdesk.gui.surveys.page import SurveysPage

    return SurveysPage(context)


def _survey_results(context: Context) -> Page:
    from csatdesk.gui.surveys.results.page import SurveyResultsPage

    return SurveyResultsPage(context)


def _survey_benchmarks(context: Context) -> Page:
    from csatdesk.gui.surveys.benchmarks.page import BenchmarksPage

    return BenchmarksPage(context)


def _survey_report(context: Context) -> Page:
    from csatdesk.gui.surveys.report_page import SurveyReportPage

    return SurveyReportPage(context)


def _survey_contacts(context: Context) -> Page:
    from csatdesk.gui.surveys.contacts.page import SurveyContactsPage

    return SurveyContactsPage(context)


def _questionnaires(context: Context) -> Page:
    from csatdesk.gui.surveys.questionnaires import QuestionnairesPage

    return QuestionnairesPage(context)


def _survey_kiosk(context: Context) -> Page:
    from csatdesk.gui.kiosk.page import KioskPage

    return KioskPage(context)


def _survey_forms(context: Context) -> Page:
    from csatdesk.gui.surveys.forms_page import SurveyFormsPage

    return SurveyFormsPage(context)


def _survey_sending(context: Context) -> Page:
    from csatdesk.gui.surveys.sending_page import SendingPage

    return SendingPage(context)


def _survey_entry(context: Context) -> Page:
    from csatdesk.gui.surveys.entry_page import EntryPage

    return EntryPage(context)


def _survey_interview(context: Context) -> Page:
    from csatdesk.gui.surveys.interview_page import InterviewPage

    return InterviewPage(context)


def _survey_unhappy(context: Context) -> Page:
    from csatdesk.gui.surveys.unhappy_page import UnhappyPage

    return UnhappyPage(context)


def _quality(context: Context) -> Page:
    from csatdesk.gui.quality.page import QualityPage

    return QualityPage(context)


def _reviews(context: Context) -> Page:
    from csatdesk.gui.reviews.page import ReviewsPage

    return ReviewsPage(context)


def _sampling(context: Context) -> Page:
    from csatdesk.gui.reviews.sampling_page import SamplingPage

    return SamplingPage(context)


def _calibration(context: Context) -> Page:
    from csatdesk.gui.reviews.calibration_page import CalibrationPage

    return CalibrationPage(context)


def _fill(context: Context) -> Page:
    from csatdesk.gui.evaluations.fill import FillPage

    return FillPage(context)


def _checks(context: Context) -> Page:
    from csatdesk.gui.checklists.page import ChecksPage

    return ChecksPage(context)


def _schedules(context: Context) -> Page:
    from csatdesk.gui.checklists.schedules_page import SchedulesPage

    return SchedulesPage(context)


def _field(context: Context) -> Page:
    from csatdesk.gui.field.page import FieldPage

    return FieldPage(context)


def _past(context: Context) -> Page:
    from csatdesk.gui.past.page import PastPage

    return PastPage(context)


def _survey_import(context: Context) -> Page:
    from csatdesk.gui.surveys.taking_over.page import AnswerImportPage

    return AnswerImportPage(context)


def _explained(context: Context) -> Page:
    from csatdesk.gui.deadlines.explained import ExplainedPage

    return ExplainedPage(context)


CHECKERS = frozenset({Right.RUN_CHECKLISTS})


def _behind_evaluations(key: str, words: str, short: str, make: Callable[[Context], Page]) -> PageEntry:
    return PageEntry(key, words, short, "check-circle", frozenset(), make, for_all=True, home="evaluations")


def _behind_surveys(key: str, words: str, short: str, make: Callable[[Context], Page], right: Right) -> PageEntry:
    return PageEntry(key, words, short, "survey", frozenset({right}), make, home="surveys")


PAGES = (
    PageEntry("today", N_("T&oday"), N_("Today"), "calendar", frozenset({Right.SEE_DEADLINES}), _today),
    PageEntry("visits", N_("My &visits"), N_("Visits"), "calendar", frozenset({Right.MAKE_VISITS}), _visits),
    PageEntry("desk", N_("&My desk"), N_("Desk"), "desk", frozenset({Right.WORK_ON_CASE}), _desk),
    PageEntry("new", N_("New contact"), N_("New"), "new", frozenset({Right.REGISTER_CASE}), _new),
    PageEntry("cases", N_("&Cases"), N_("Cases"), "cases", frozenset({Right.SEE_CASES}), _cases),
    PageEntry(
        "deadlines", N_("&Deadlines"), N_("Deadlines"), "deadlines", frozenset({Right.SEE_DEADLINES}), _deadlines
    ),
    PageEntry(
        "customers", N_("C&ustomers"), N_("Customers"), "customers", frozenset({Right.SEE_CUSTOMERS}), _customers
    ),
    PageEntry("matters", N_("Kno&wn matters"), N_("Known"), "matters", frozenset({Right.REGISTER_CASE}), _matters),
    PageEntry(
        "topics",
        N_("&Topics"),
        N_("Topics"),
        "topics",
        frozenset({Right.CHANGE_TOPICS}),
        _topics,
        for_all=True,  # to read; what is unclassified is worked off by everybody
    ),
    PageEntry("surveys", N_("Su&rveys"), N_("Surveys"), "survey", frozenset({Right.SEE_SURVEYS}), _surveys),
    _behind_surveys("survey_kiosk", N_("&Kiosk"), N_("Kiosk"), _survey_kiosk, Right.ENTER_RESPONSES),
    _behind_surveys("survey_forms", N_("&Forms and replies"), N_("Forms"), _survey_forms, Right.ENTER_RESPONSES),
    PageEntry("standards", N_("&Standards"), N_("Standards"), "standards", frozenset({Right.SEE_CASES}), _standards),
    PageEntry("mystery", N_("Myster&y shopping"), N_("Mystery"), "mystery", frozenset({Right.OWN_PROGRAMME}), _mystery),
    PageEntry(
        "evaluations",
        N_("E&valuations"),
        N_("Checks"),
        "check-circle",
        frozenset({Right.REVIEW_WORK, Right.MAKE_VISITS}),
        _evaluations,
        for_all=True,  # everybody sees what was said of their own work
    ),
    PageEntry("quality", N_("&Quality"), N_("Quality"), "insight", frozenset({Right.SEE_QUALITY}), _quality),
    PageEntry(
        "measures",
        N_("Mea&sures"),
        N_("Measures"),
        "measures",
        frozenset({Right.LEAD_MEASURES}),
        _measures,
        for_all=True,  # everybody sees their own
    ),
    PageEntry("reports", N_("R&eports"), N_("Reports"), "reports", frozenset({Right.SEE_DEADLINES}), _reports),
    PageEntry(
        "growth",
        N_("Coachin&g"),
        N_("Coaching"),
        "user",
        frozenset({Right.PLAN_STAFF}),
        _growth,
        for_all=True,  # everybody reads what is written about them
    ),
    PageEntry(
        "administration",
        N_("&Administration"),
        N_("Admin"),
        "administration",
        frozenset({Right.IMPORT, Right.CHANGE_TOPICS, Right.CHANGE_STAFF, Right.CHANGE_CENTRE, Right.RESTORE}),
        _administration,
        for_all=True,  # everybody has a password, a language and colours
    ),
    # reached from My desk, a clock or a list, never from the rail
    PageEntry("checks", N_("Chec&ks of the day"), N_("Checks"), "check-circle", CHECKERS, _checks, home="evaluations"),
    PageEntry(
        "schedules", N_("Schedules of checks"), N_("Checks"), "calendar", CHECKERS, _schedules, home="evaluations"
    ),
    PageEntry("explained", N_("Why due"), N_("Why due"), "deadlines", frozenset(), _explained, for_all=True),
    PageEntry(
        "results",
        N_("Results of visits"),
        N_("Results"),
        "mystery",
        frozenset(),
        _results,
        for_all=True,
        home="evaluations",
    ),
    PageEntry("field", N_("Field work"), N_("Field"), "offline", frozenset(), _field, for_all=True, home="evaluations"),
    PageEntry("fill", N_("Fill"), N_("Fill"), "check-circle", frozenset(), _fill, for_all=True),
    _behind_surveys("questionnaires", N_("Questionnaires"), N_("Questions"), _questionnaires, Right.SEE_SURVEYS),
    _behind_surveys("segments", N_("Segments"), N_("Segments"), _segments, Right.SEE_SURVEYS),
    _behind_surveys("survey_sending", N_("Sending"), N_("Sending"), _survey_sending, Right.LEAD_SURVEYS),
    _behind_evaluations("past", N_("Past evaluations"), N_("Past"), _past),
    _behind_evaluations("reviews", N_("My reviews"), N_("Reviews"), _reviews),
    _behind_evaluations("sampling", N_("Rules and draws"), N_("Draws"), _sampling),
    _behind_evaluations("calibration", N_("Double scoring"), N_("Double"), _calibration),
    _behind_surveys("survey_results", N_("Results of a survey"), N_("Results"), _survey_results, Right.SEE_SURVEYS),
    _behind_surveys("survey_report", N_("Report of a survey"), N_("Report"), _survey_report, Right.SEE_SURVEYS),
    _behind_surveys("survey_contacts", N_("Contact list"), N_("Contacts"), _survey_contacts, Right.LEAD_SURVEYS),
    _behind_surveys("survey_entry", N_("Paper forms"), N_("Forms"), _survey_entry, Right.ENTER_RESPONSES),
    _behind_surveys("survey_interview", N_("Interviews"), N_("Talks"), _survey_interview, Right.ENTER_RESPONSES),
    _behind_surveys("survey_unhappy", N_("Would not recommend"), N_("Unhappy"), _survey_unhappy, Right.SEE_RESPONDENTS),
    _behind_surveys(
        "survey_benchmarks", N_("Ot&her companies"), N_("Comparison"), _survey_benchmarks, Right.LEAD_SURVEYS
    ),
    _behind_surveys("survey_import", N_("Answers from a file"), N_("From a file"), _survey_import, Right.LEAD_SURVEYS),
)


def pages_for(actor: Actor) -> tuple[PageEntry, ...]:
    """The pages this person may use, in the order of the rail; of a clerk's, "New contact" is called "New"."""
    return tuple(entry for entry in PAGES if entry.for_all or entry.is_for(actor))


def rail_words(entry: PageEntry, actor: Actor) -> str:
    return entry.short if entry.key == "new" and actor.role is Role.CLERK else entry.words
