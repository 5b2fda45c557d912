"""Another supplier beside the demo centre: figures as a study of the industry publishes them."""

from datetime import datetime

from csatdesk.domain.benchmarks import BenchmarkFigure, NewBenchmark
from csatdesk.domain.survey_views import Grade
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import SUPERVISOR, Cast
from csatdesk.operations.surveys.benchmarks.commands import add_benchmark
from csatdesk.operations.work import Work
from csatdesk.wording.texts import _, speaking

ANSWERS = 1040
SATISFIED = 62.0
ASPECTS = {  # mean of 1 to 10, as published; the standard deviation where the study tells it
    "rating_answered_everything": (6.9, 2.2),
    "rating_kept_promise": (7.4, 2.1),
    "rating_time_to_solve": (6.3, 2.4),
    "rating_plain_words": (7.2, 2.0),
    "rating_friendly": (8.1, 1.8),
    "rating_easy_to_reach": (6.6, 2.5),
    "rating_waiting": (6.1, None),
}


def set_beside(work: Work, cast: Cast, language: str, at: datetime) -> None:
    """Entered by the supervisor."""
    csat = BenchmarkFigure("csat_staff", "csat", Grade.TOP_TWO, 1, 5, SATISFIED)
    means = (
        BenchmarkFigure(key, "index_1_10", Grade.MEAN, 1, 10, mean, spread=spread)
        for key, (mean, spread) in ASPECTS.items()
    )
    with speaking(language):
        new = NewBenchmark(
            name=_("Another supplier"),
            industry=_("Energy"),
            publisher=_("Customer study of the industry"),
            published=str(at.year),
            period=str(at.year - 1),
            n=ANSWERS,
            figures=(csat, *means),
        )
    add_benchmark(acting(work, cast.actors[SUPERVISOR], at), new=new)
