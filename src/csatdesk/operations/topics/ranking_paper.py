"""The ranking of topics in words, on paper and in a spreadsheet: the finding, its lines, what it was counted from."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.changes import Progress, no_progress, second_half
from csatdesk.domain.contacts import Remote
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.topic_ranking import AsOf, Level, Marks, RankedTopic, Ranking, RankingAsked
from csatdesk.operations.topics.ranking import rank_topics
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import topic_ranking as paper
from csatdesk.reports.table import Cell, Column
from csatdesk.sheets.tables_out import Column as SheetColumn
from csatdesk.sheets.tables_out import Value, write_table
from csatdesk.store.entities.centres import Office
from csatdesk.system.clock import now
from csatdesk.wording.formats import full_instant, number, percent, short_date
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import in_sentence, word

BARS = 12  # on paper; the table beneath holds all


def export_ranking(
    store: Store,
    actor: Actor,
    *,
    asked: RankingAsked,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> int:
    """Write the ranking to `path`, which ends in .pdf, .xlsx or .csv; how many lines."""
    require(actor, Right.EXPORT)
    with store.read(actor, at or now()) as reading:
        ranking, zone = rank_topics(reading, asked=asked), ZoneInfo(reading.centre.zone)
        made = _paper(reading, ranking)
    progress(1, 2)
    written = second_half(progress)
    if path.suffix.casefold() == ".pdf":
        paper.write(made, path, written)
    else:
        lines = [_sheet_line(row) for row in ranking.rows]
        write_table(path, _sheet_columns(), lines, zone=zone, title=_("Ranking"), progress=written)
    return len(ranking.rows)


def draw_ranking(
    store: Store, actor: Actor, *, asked: RankingAsked, at: datetime | None = None, progress: Progress = no_progress
) -> bytes:
    """The A4 page as PDF in memory."""
    with store.read(actor, at or now()) as reading:
        made = _paper(reading, rank_topics(reading, asked=asked))
    progress(1, 1)
    return paper.as_bytes(made)


def _paper(reading: Reading, ranking: Ranking) -> paper.RankingPaper:
    office = reading.db.get_one(Office, reading.actor.office_id).name
    most = max((row.tally.count for row in ranking.rows), default=0)
    bars = [
        paper.Bar(name_words(row), number(row.tally.count), percent(row.share), row.tally.count / most)
        for row in ranking.rows[:BARS]
    ]
    return paper.RankingPaper(
        title=_("Ranking of topics"),
        centre=reading.centre.name,
        office=office,
        as_of=_("As of {when}").format(when=full_instant(reading.at, ZoneInfo(reading.centre.zone))),
        finding=finding(ranking),
        base=base_words(ranking),
        filters=filter_words(ranking.asked, _office_names(reading)),
        bars=bars,
        columns=_paper_columns(),
        rows=[_paper_line(row) for row in ranking.rows],
        home=marks_words(ranking.marks),
        home_title=_("What could have been done from home"),
        home_columns=_home_columns(),
        home_rows=[_home_line(row) for row in ranking.rows if row.marks.marked],
    )


def _office_names(reading: Reading) -> dict[int, str]:
    query = select(Office.id, Office.name).where(Office.centre_id == reading.actor.centre_id)
    return {row.id: row.name for row in reading.db.execute(query)}


def finding(ranking: Ranking) -> str:
    """What the bars show, in one sentence."""
    led = ranking.leaders
    if not led:
        return _("No case with a topic in this period")
    if len(led) == 1:
        return _("{topic}: {share} of all cases").format(topic=led[0].path[-1], share=percent(led[0].share))
    count = len(led)
    words = ngettext("{count} topic makes {share} of all cases", "{count} topics make {share} of all cases", count)
    return words.format(count=number(count), share=percent(led[-1].cumulative))


def base_words(ranking: Ranking) -> str:
    """What was counted: cases by the day they were received, the period and the one before."""
    count = ranking.total.count
    cases = ngettext("{count} case received", "{count} cases received", count).format(count=number(count))
    days, before = ranking.asked.days, ranking.asked.before
    return _("{cases} {first} – {last}; rank against {before_first} – {before_last}, {before} cases").format(
        cases=cases,
        first=short_date(days.first),
        last=short_date(days.last),
        before_first=short_date(before.first),
        before_last=short_date(before.last),
        before=number(ranking.total_before.count),
    )


def filter_words(asked: RankingAsked, offices: dict[int, str]) -> str:
    """How the tree is read, and what was left out."""
    as_then = _("names and headings as they were when the cases came")
    parts = [as_then if asked.as_of is AsOf.THEN else _("names and headings of today")]
    parts.append(_("by heading") if asked.level is Level.HEADINGS else _("by topic"))
    if asked.office_ids:
        parts.append(", ".join(offices[one] for one in asked.office_ids if one in offices))
    if asked.kinds:
        parts.append(", ".join(word(kind) for kind in asked.kinds))
    if asked.segments:
        parts.append(", ".join(word(segment) for segment in asked.segments))
    if asked.activities:
        parts.append(", ".join(asked.activities))
    return " · ".join(parts)


def name_words(row: RankedTopic) -> str:
    return row.path[-1] if row.path else _("Unclassified")


def change_words(row: RankedTopic) -> str:
    """The change of rank: "up 2", "down 1", "same", "new"; of a topic with two lines: "renamed"."""
    if row.rank is None:
        return ""
    if row.is_part:
        return _("renamed")
    climbed = row.climbed
    if climbed is None:
        return _("new")
    if climbed == 0:
        return _("same")
    return _("up {places}").format(places=climbed) if climbed > 0 else _("down {places}").format(places=-climbed)


def remote_words(row: RankedTopic) -> str:
    """The share of remote contacts, with its target: "42 % of 60 %"."""
    share = row.tally.remote_share
    if share is None:
        return ""
    if row.remote_target is None:
        return percent(share)
    return _("{share}, target {target}").format(share=percent(share), target=percent(row.remote_target / 100))


def trend_words(row: RankedTopic) -> str:
    """How the remote share changed, in points of percent."""
    share, before = row.tally.remote_share, row.before.remote_share
    if share is None or before is None or row.is_part:
        return ""
    points = round(share * 100) - round(before * 100)
    if not points:
        return _("as before")
    return ngettext("{points} point", "{points} points", abs(points)).format(points=f"{points:+d}".replace("-", "−"))


def marks_words(marks: Marks) -> str:
    """ "12 of 40 contacts in person could have been done from home: 8 shown how, 4 not offered"; "" of none (C22)."""
    count = marks.in_person
    if not count:
        return ""
    if not marks.marked:
        words = ngettext("{count} contact in person, not marked", "{count} contacts in person, none marked", count)
        return words.format(count=number(count))
    words = ngettext(
        "{marked} of {count} contact in person could have been done from home: {parts}",
        "{marked} of {count} contacts in person could have been done from home: {parts}",
        count,
    )
    parts = [f"{number(found)} {in_sentence(word(mark))}" for mark, found in marks.by_mark if found]
    return words.format(marked=number(marks.marked), count=number(count), parts=", ".join(parts))


def home_words(row: RankedTopic) -> str:
    """The same, short, for a column: "12 of 40"."""
    marks = row.marks
    if not marks.in_person:
        return ""
    return _("{part} of {count}").format(part=number(marks.marked), count=number(marks.in_person))


def _home_columns() -> list[Column]:
    marks = [Column(word(mark), 3, is_right=True) for mark in Remote]
    return [
        Column(_("Topic"), 9),
        Column(_("In person"), 3, is_right=True),
        Column(_("From home"), 3, is_right=True),
        *marks,
    ]


def _home_line(row: RankedTopic) -> Sequence[Cell]:
    marks = row.marks
    figures = (marks.in_person, marks.marked, *(found for _mark, found in marks.by_mark))
    return (Cell(name_words(row)), *(Cell(number(figure)) for figure in figures))


def _paper_columns() -> list[Column]:
    return [
        Column("", 1, is_right=True),
        Column(_("Topic"), 9),
        Column(_("Cases"), 2, is_right=True),
        Column(_("Share"), 2, is_right=True),
        Column(_("Added up"), 2.4, is_right=True),
        Column(_("Rank"), 2.4, is_right=True),
        Column(_("Remote"), 4.5, is_right=True),
        Column(_("Change"), 2.6, is_right=True),
    ]


def _paper_line(row: RankedTopic) -> Sequence[Cell]:
    lead = "".join(f"{name} › " for name in row.path[:-1])
    texts = (percent(row.share), percent(row.cumulative), change_words(row), remote_words(row), trend_words(row))
    first = Cell(number(row.rank) if row.rank is not None else "")
    return (first, Cell(name_words(row), lead=lead), Cell(number(row.tally.count)), *map(Cell, texts))


def _sheet_columns() -> list[SheetColumn]:
    return [
        SheetColumn(_("Rank")),
        SheetColumn(_("Heading"), 30),
        SheetColumn(_("Topic"), 40),
        SheetColumn(_("Cases")),
        SheetColumn(_("Share")),
        SheetColumn(_("Added up")),
        SheetColumn(_("Cases before")),
        SheetColumn(_("Rank before")),
        SheetColumn(_("Remote cases")),
        SheetColumn(_("Remote share")),
        SheetColumn(_("Remote target")),
        SheetColumn(_("Remote share before")),
        SheetColumn(_("Contacts in person")),
        SheetColumn(_("From home")),
        *(SheetColumn(word(mark)) for mark in Remote),
    ]


def _sheet_line(row: RankedTopic) -> list[Value]:
    target = None if row.remote_target is None else row.remote_target / 100
    return [
        row.rank,
        " › ".join(row.path[:-1]),
        name_words(row),
        row.tally.count,
        round(row.share, 4),
        round(row.cumulative, 4),
        row.before.count,
        row.rank_before,
        row.tally.remote,
        _rounded(row.tally.remote_share),
        target,
        _rounded(row.before.remote_share),
        row.marks.in_person,
        row.marks.marked,
        *(found for _mark, found in row.marks.by_mark),
    ]


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
