"""What is said of the columns and values of a file of answers."""

from collections.abc import Mapping, Sequence
from enum import Enum

from csatdesk.domain.answer_columns import NO_ANSWER, PLACED, ColumnMeaning, Doubt, Role, Sense, doubt_of, usual_most
from csatdesk.domain.answer_proposals import SeenColumn
from csatdesk.domain.forms import NA, Form
from csatdesk.domain.marks import N_
from csatdesk.operations.import_runs import ImportResult
from csatdesk.operations.surveys.answer_codes import TOGETHER
from csatdesk.operations.surveys.answer_plans import CheckedAnswers
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, language, ngettext

WORDS: Mapping[Enum, str] = {
    Role.LEFT_OUT: N_("Left out"),
    Role.DAY: N_("Date, or day of the month"),
    Role.WEIGHT: N_("Weight"),
    Role.OFFICE: N_("Office"),
    Role.CHANNEL: N_("Channel"),
    Role.SEGMENT: N_("Customer group"),
    Role.LANGUAGE: N_("Language"),
    Role.TOPIC: N_("Topic"),
    Role.WAY: N_("Way (route code)"),
    Role.NUMBER: N_("Number of the form"),
    Role.CODE: N_("Code of the invitation"),
    Sense.NPS: N_("Recommendation, 0 to 10"),
    Sense.CSAT: N_("Satisfaction on a scale"),
    Sense.CES: N_("Effort on a scale"),
    Sense.CHOICE: N_("One of several choices"),
    Sense.AMOUNT: N_("A number"),
    Sense.WORDS: N_("The customer's own words"),
    Doubt.OFF_SCALE: N_("outside the scale"),
    Doubt.NO_NUMBER: N_("no number"),
    Doubt.APART: N_("far from the others"),
}
TAKEN_AS: Mapping[str | None, str] = {NO_ANSWER: N_("no answer"), NA: N_("does not apply")}
FACTS = (Role.DAY, Role.WEIGHT, *PLACED, Role.NUMBER)


def said(member: Enum) -> str:
    return _(WORDS[member])


def column_line(column: ColumnMeaning, form: Form | None, base: int | None) -> str:
    """What stands under the name of a column: "Satisfaction on a scale, 1 to 5, 2,688 answers"."""
    if column.role is not Role.QUESTION:
        return said(column.role)
    item = form.item(column.question) if form is not None else None
    told = [item.text.in_language(language()) if item is not None else said(column.sense)]
    if item is None and column.sense in {Sense.CSAT, Sense.CES}:
        told.append(_("{first} to {last}").format(first=column.first, last=column.last))
    if base is not None:
        told.append(answers_words(base))
    return ", ".join(told)


def doubt_lines(columns: Sequence[ColumnMeaning], seen: Sequence[SeenColumn]) -> list[tuple[str, str]]:
    """Each value to be looked at, as (column, words): "NETPRO: “11”, 84 times, outside the scale: no answer"."""
    told = []
    for column, one in zip(columns, seen, strict=True):
        most = usual_most(one.counts)
        for value, count in one.counts.items():
            doubt = doubt_of(column, value, most)
            if doubt is not None:
                told.append((one.header, _doubt_line(column, value, count, doubt)))
    return told


def _doubt_line(column: ColumnMeaning, value: str, count: int, doubt: Doubt) -> str:
    often = ngettext("{count} time", "{count} times", count).format(count=number(count))
    line = _("{column}: “{value}”, {often}, {doubt}: {meaning}")
    meaning = column.meaning(value)
    told = _(TAKEN_AS.get(meaning, N_("not said yet"))) if meaning in {None, *TAKEN_AS} else meaning
    return line.format(column=column.header, value=value, often=often, doubt=said(doubt), meaning=told)


def answers_words(count: int) -> str:
    return ngettext("{count} answer", "{count} answers", count).format(count=number(count))


def checked_words(checked: CheckedAnswers) -> str:
    """What would be taken over, in sentences."""
    count = len(checked.rows)
    told = [ngettext("{count} row will be taken over.", "{count} rows will be taken over.", count)]
    told[0] = told[0].format(count=number(count))
    if checked.blank:
        words = ngettext("{count} row holds no answer.", "{count} rows hold no answer.", checked.blank)
        told.append(words.format(count=number(checked.blank)))
    if checked.copies:
        words = ngettext("{count} row only repeats another.", "{count} rows only repeat others.", checked.copies)
        told.append(words.format(count=number(checked.copies)))
    if checked.there:
        words = ngettext("{count} was there already.", "{count} were there already.", checked.there)
        told.append(words.format(count=number(checked.there)))
    if checked.left_out:
        words = ngettext(
            "{count} row is left out because of its code.",
            "{count} rows are left out because of their codes.",
            checked.left_out,
        )
        told.append(words.format(count=number(checked.left_out)))
    return " ".join(told)


def codes_words() -> str:
    words = _(
        "With a code, an answer with a name is kept with its contact; of one without a name only that the invitation"
        " was answered. Where fewer than {count} of these look alike, their invitations stay answered also when the"
        " import is taken back."
    )
    return words.format(count=number(TOGETHER))


def faults_words(count: int) -> str:
    words = ngettext(
        "{count} cell is not understood. Nothing is taken over before it is.",
        "{count} cells are not understood. Nothing is taken over before they are.",
        count,
    )
    return words.format(count=number(count))


def result_words(name: str, result: ImportResult) -> str:
    """ "2,831 answers taken over into “SFO”. 12 were there already."."""
    told = [_("{answers} taken over into “{name}”.").format(answers=answers_words(result.added), name=name)]
    if result.already_there:
        there = ngettext("{count} was there already.", "{count} were there already.", result.already_there)
        told.append(there.format(count=number(result.already_there)))
    return " ".join(told)
