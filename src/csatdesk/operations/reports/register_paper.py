"""The complaints register in words: lines of its paper and of its workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from csatdesk.domain.register import Entry, Fate, RegisterLine, Run
from csatdesk.domain.topics import TopicTree
from csatdesk.reports.case_list import CaseList, Cell, Column, Group
from csatdesk.reports.table import Row
from csatdesk.sheets.tables_out import Column as SheetColumn
from csatdesk.sheets.tables_out import Value
from csatdesk.wording.formats import full_instant, number, short_date, short_instant
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import in_sentence, word


@dataclass(frozen=True, slots=True)
class BlockLines:
    """What one desk gave out in one year, as far as it lies in the days asked for."""

    office: str
    desk: str
    year: int
    lines: tuple[RegisterLine, ...]
    count: int  # of numbers


@dataclass(frozen=True, slots=True)
class RegisterRead:
    """All that the register shows."""

    blocks: Sequence[BlockLines]
    first: date
    last: date
    centre: str
    office: str
    zone: ZoneInfo
    at: datetime
    topics: TopicTree
    cut: str  # what an extract is of; "": the whole register


# paper


def as_paper(read: RegisterRead) -> CaseList:
    period = _("Registered: {first} to {last}").format(first=short_date(read.first), last=short_date(read.last))
    return CaseList(
        title=_("Complaints register"),
        centre=read.centre,
        office=read.office,
        as_of=_("As of {when}").format(when=full_instant(read.at, read.zone)),
        period=period,
        totals=tuple(_totals(read)),
        columns=(
            Column(_("Number"), 110),
            Column(_("Received"), 95),
            Column(_("Matter"), 210),
            Column(_("Customer"), 140),
            Column(_("Answered, closed"), 130),
            Column(_("How it ended"), 150),
        ),
        rows=tuple(_paper_rows(read)),
        is_wide=True,
    )


def _totals(read: RegisterRead) -> Iterator[str]:
    if read.cut:
        yield _("Extract, not the whole register: {cut}").format(cut=read.cut)
    else:
        every = sum(block.count for block in read.blocks)
        told = ngettext("{count} number, none left out", "{count} numbers, none left out", every)
        yield told.format(count=number(every))
    entries = [line for block in read.blocks for line in block.lines if isinstance(line, Entry)]
    complaints = sum(one.is_complaint and one.fate is Fate.KEPT for one in entries)
    void = sum(one.fate not in {Fate.KEPT, Fate.MERGED} for one in entries)
    parts = (
        ngettext("{count} complaint or claim", "{count} complaints and claims", complaints),
        ngettext("{count} void number", "{count} void numbers", void),
    )
    yield ", ".join(part.format(count=number(count)) for part, count in zip(parts, (complaints, void), strict=True))


def _paper_rows(read: RegisterRead) -> Iterator[Row]:
    for block in read.blocks:
        told = ngettext("{count} number", "{count} numbers", block.count).format(count=number(block.count))
        yield Group(
            _("{office}, {desk}, 20{year}").format(office=block.office, desk=block.desk, year=f"{block.year:02}"), told
        )
        for line in block.lines:
            yield _run_row(line) if isinstance(line, Run) else _entry_row(line, read)


def _run_row(run: Run) -> Sequence[Cell]:
    numbers = str(run.first) if run.first == run.last else _("{first} to {last}").format(first=run.first, last=run.last)
    blank = Cell("")
    return (Cell(numbers), blank, Cell(_run_words(run)), blank, blank, blank)


def _run_words(run: Run) -> str:
    told = ngettext("{count} other contact, no complaint", "{count} other contacts, no complaint", run.count)
    return told.format(count=number(run.count))


def _entry_row(entry: Entry, read: RegisterRead) -> Sequence[Cell]:
    zone = read.zone
    received = short_instant(entry.received_at, zone) if entry.received_at is not None else ""
    kind = f"{word(entry.kind)}, {in_sentence(word(entry.channel))}" if entry.kind and entry.channel else ""
    answered = short_instant(entry.answered_at, zone) if entry.answered_at is not None else ""
    closed = short_instant(entry.closed_at, zone) if entry.closed_at is not None else ""
    return (
        Cell(str(entry.number), is_strong=entry.fate is Fate.KEPT),
        Cell(received),
        Cell(_topic(entry, read), kind),
        Cell(entry.customer),
        Cell(answered or closed, closed if answered and closed != answered else ""),
        Cell(fate_words(entry)),
    )


def _topic(entry: Entry, read: RegisterRead) -> str:
    if entry.kind is None:
        return ""
    return " › ".join(read.topics.path(entry.topic_id, language())) or _("Unclassified")


def fate_words(entry: Entry) -> str:
    """How the case ended, or what became of its number."""
    match entry.fate:
        case Fate.THROWN:
            return _("Void: {reason}").format(reason=entry.reason)
        case Fate.MERGED:
            return _("Part of {number}").format(number=entry.into)
        case Fate.TAKEN_BACK:
            return _("Void: the import it came with was taken back")
        case Fate.NO_CASE:
            return _("Void: no case is kept under this number")
    if entry.outcome is not None:
        return word(entry.outcome)
    return _("closed") if entry.closed_at is not None else _("open")


# workbook


def as_sheet(read: RegisterRead) -> tuple[Sequence[SheetColumn], Iterator[Sequence[Value]]]:
    heads = (_("Number"), _("To"), _("Office"), _("Desk"), _("Kind"), _("Channel"), _("Received"), _("Registered"))
    more = (_("Topic"), _("Customer"), _("Answered"), _("Closed"), _("How it ended"))
    return [SheetColumn(head) for head in (*heads, *more)], _sheet_rows(read)


def _sheet_rows(read: RegisterRead) -> Iterator[Sequence[Value]]:
    for block in read.blocks:
        for line in block.lines:
            place = (block.office, block.desk)
            if isinstance(line, Run):
                yield (str(line.first), str(line.last), *place, _run_words(line))
                continue
            kind = word(line.kind) if line.kind else ""
            channel = word(line.channel) if line.channel else ""
            times = (line.received_at, line.registered_at)
            ended = (line.answered_at, line.closed_at, fate_words(line))
            yield (str(line.number), "", *place, kind, channel, *times, _topic(line, read), line.customer, *ended)
