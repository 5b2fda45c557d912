"""Names of the views and sentences that screen and paper say alike."""

from csatdesk.domain.marks import N_
from csatdesk.operations.deadlines.forecast import LEAST_ANSWERS, LEAST_CASES, Forecast
from csatdesk.operations.deadlines.views import View, Waits
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import in_sentence, word

VIEWS = {
    View.ALL: N_("All open"),
    View.OVERDUE: N_("Overdue"),
    View.TODAY: N_("Due today"),
    View.SOON: N_("Two working days"),
    View.WEEK: N_("This week"),
    View.PAUSED: N_("Paused too long"),
    View.PROMISES: N_("Promises"),
    View.AWAY: N_("Owner away"),
    View.WITHOUT: N_("Without target"),
}


def view_words(view: View) -> str:
    return _(VIEWS[view])


def waits_words(waits: Waits | None) -> str:
    """For whom and how long: "customer, for 8 working days"."""
    if waits is None:
        return ""
    days = ngettext("{who}, for {count} working day", "{who}, for {count} working days", waits.days)
    return days.format(who=in_sentence(word(waits.reason)), count=number(waits.days))


def forecast_words(forecast: Forecast) -> str:
    """The forecast in one sentence; why there is none, where there is none."""
    if forecast.late is None:
        return _no_forecast(forecast)
    told = ngettext(
        "At today’s pace about {late} of {count} will be late", "At today’s pace about {late} of {count} will be late",
        forecast.late,
    )  # fmt: skip
    sentence = told.format(late=number(forecast.late), count=number(forecast.queue))
    if not forecast.late:
        return _("At today’s pace none of {count} will be late").format(count=number(forecast.queue))
    if not forecast.overdue:
        return sentence
    already = ngettext("{count} of them is already", "{count} of them are already", forecast.overdue)
    return f"{sentence}, {already.format(count=number(forecast.overdue))}"


def _no_forecast(forecast: Forecast) -> str:
    if forecast.queue < LEAST_CASES:
        return _("No forecast: fewer than {least} cases wait for an answer").format(least=number(LEAST_CASES))
    told = _("No forecast: {count} answers in the last 20 working days, and it takes {least} to know the pace")
    return told.format(count=number(forecast.answers), least=number(LEAST_ANSWERS))
