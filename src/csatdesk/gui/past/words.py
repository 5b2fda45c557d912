"""What the page of past evaluations says."""

from csatdesk.domain.past_evaluations import PastPlaceRow, PastRow
from csatdesk.domain.score_roll_ups import RANKED_FROM, OfficeScore
from csatdesk.wording.evaluations import score_words, verdict_words
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext


def mean_words(row: PastPlaceRow) -> str:
    return score_words(row.score.mean)


def interval_words(score: OfficeScore) -> str:
    """ "likely between 81.4 and 100"; of too few that they are not compared (SC-1, rule 12)."""
    if score.low is None or score.high is None:
        return _("not compared: fewer than {least}").format(least=number(RANKED_FROM))
    return _("likely between {low} and {high}").format(low=score_words(score.low), high=score_words(score.high))


def short_interval(score: OfficeScore) -> str:
    """The same where there is little room."""
    if score.low is None or score.high is None:
        return _("fewer than {least}").format(least=number(RANKED_FROM))
    return _("{low} to {high}").format(low=score_words(score.low), high=score_words(score.high))


def result_words(row: PastRow) -> str:
    told = score_words(row.total)
    return f"{told}, {verdict_words(row.verdict)}" if row.verdict is not None else told


def made_words(row: PastRow) -> str:
    """What kind it was and who did it."""
    return ", ".join(filter(None, (row.kind, row.reviewer)))


def figures_words(row: PastPlaceRow) -> str:
    """The figures of a place in one sentence."""
    n = row.score.n
    words = ngettext("{count} past evaluation, mean {mean}", "{count} past evaluations, mean {mean}", n)
    told = words.format(count=number(n), mean=mean_words(row))
    return f"{told}; {interval_words(row.score)}"
