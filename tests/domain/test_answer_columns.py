"""What the columns and values of a file of answers are taken for, and what is never guessed away."""

from collections import Counter
from collections.abc import Sequence

import pytest

from csatdesk.domain.answer_columns import (
    DID_NOT_APPLY,
    NO_ANSWER,
    NOTHING,
    ColumnMeaning,
    Doubt,
    NoChoices,
    Read,
    Role,
    Sense,
    TooManyChoices,
    Unread,
    column_from,
    doubt_of,
    read_value,
    template_from,
    usual_most,
    with_keys,
)
from csatdesk.domain.answer_proposals import SeenColumn, by_earlier, known_share, onto_form, onto_questions, propose
from csatdesk.domain.forms import NA, Good, Item
from csatdesk.domain.surveys import Kept

MARKS = ("1", "2", "3", "4", "5")


def seen(header: str, *values: str, times: int = 3) -> SeenColumn:
    return SeenColumn(header, Counter(dict.fromkeys(values, times)))


def battery(*extra: str) -> list[SeenColumn]:
    return [seen(f"Q7{name}", *MARKS, *extra) for name in ("A", "B", "ALL")]


def question(column: ColumnMeaning, values: Sequence[str] = ()) -> Item:
    (keyed,) = with_keys([column])
    form = template_from([keyed], {column.header: values}, key="k", title="T", language="en").form
    return next(form.items())


def test_beside_zero_to_ten_eleven_is_no_answer_and_zero_is_one() -> None:
    (column,) = propose([seen("NETPRO", *map(str, range(12)))])
    assert (column.sense, column.values) == (Sense.NPS, {"11": NO_ANSWER})
    item = question(column)
    assert read_value(column, item, "0") == Read(Kept(number=0), is_settled=True)
    assert read_value(column, item, "11") is NOTHING


def test_beside_one_to_five_six_did_not_apply_and_zero_is_no_answer() -> None:
    column = propose(battery("0", "6", "Blank", "99"))[2]
    assert column.values == {"0": NO_ANSWER, "6": NA, "Blank": NO_ANSWER, "99": NO_ANSWER}
    assert read_value(column, question(column), "6") is DID_NOT_APPLY


@pytest.mark.parametrize("value", ["7", "-1", "4.5", "good", "1e999"])
def test_a_value_nobody_spoke_of_is_never_guessed_away(value: str) -> None:
    column = propose(battery())[0]
    assert read_value(column, question(column), value) is Unread.OFF_SCALE


def recommending(header: str, *others: str) -> SeenColumn:
    """As people answer: most at the upper end, nobody with 1."""
    given = {"0": 3, "2": 2, "3": 2, "4": 3, "5": 9, "6": 11, "7": 30, "8": 60, "9": 55, "10": 80}
    return SeenColumn(header, Counter(given | dict.fromkeys(others, 4)))


@pytest.mark.parametrize("header", ["Q16", "LTR", "V_204"])
def test_whether_one_would_recommend_is_known_by_its_answers_whatever_the_column_is_called(header: str) -> None:
    column = propose([*battery(), recommending(header, "11")])[3]
    assert (column.role, column.sense, column.values) == (Role.QUESTION, Sense.NPS, {"11": NO_ANSWER})


def test_of_several_columns_from_zero_to_ten_none_is_taken_for_it_and_zero_stays_an_answer() -> None:
    columns = propose([recommending("Q16"), recommending("Q17")])
    assert [(one.sense, one.values) for one in columns] == [(Sense.CHOICE, {}), (Sense.CHOICE, {})]


def test_codes_up_to_ten_are_no_recommendation_nor_is_a_second_one_beside_that_by_name() -> None:
    codes = SeenColumn("Q13COUNTY", Counter({str(code): 40 - 3 * code for code in range(11)}))
    assert propose([codes])[0].sense is Sense.CHOICE
    named, other = propose([recommending("NETPRO"), recommending("Q16")])
    assert (named.sense, other.sense) == (Sense.NPS, Sense.CHOICE)


def test_a_recommendation_under_another_name_answers_the_question_of_the_first_file() -> None:
    earlier = with_keys(propose([recommending("NETPRO", "11")]))
    form = template_from(earlier, {}, key="k", title="T", language="en").form
    (column,) = onto_form(by_earlier([recommending("Q16", "11")], earlier), form)
    assert (column.role, column.question, column.values) == (Role.QUESTION, "netpro", {"11": NO_ANSWER})


def test_usual_codes_beside_a_scale_are_no_answer_and_do_not_hide_the_scale() -> None:
    column = propose(battery("88", "98", "-99"))[1]
    assert (column.sense, column.values) == (Sense.CSAT, {"88": NO_ANSWER, "98": NO_ANSWER, "-99": NO_ANSWER})


def test_a_point_with_words_behind_it_is_that_point() -> None:
    labelled = ("1 - Unacceptable", "2", "3 = Average", "(4) Good", "5. Outstanding", "6 - Never used", "Don't know")
    column = propose([seen(f"Q7{name}", *labelled) for name in ("A", "B", "C")])[0]
    assert (column.sense, column.last) == (Sense.CSAT, 5)
    points = {"1 - Unacceptable": "1", "3 = Average": "3", "(4) Good": "4", "5. Outstanding": "5"}
    assert column.values == points | {"6 - Never used": NA, "Don't know": NO_ANSWER}
    assert read_value(column, question(column), "(4) Good") == Read(Kept(number=4), is_settled=True)


@pytest.mark.parametrize("value", ["18-24", "2 or 3", "1/2", "5-"])
def test_a_span_is_no_point(value: str) -> None:
    column = propose(battery(value))[0]
    assert column.values.get(value) is None


def test_a_column_is_known_by_its_name_whatever_signs_stand_around_it() -> None:
    columns = propose([seen("*RESPNUM", *map(str, range(100, 200)), times=1), seen("Interview_Date:", "3.5.2016")])
    assert [one.role for one in columns] == [Role.NUMBER, Role.DAY]


def test_times_of_day_without_their_signs_are_no_days() -> None:
    assert propose([seen("INTDATE", "85600", "110000", "94500", "213000")])[0].role is not Role.DAY
    assert propose([seen("INTDATE", "45123", "45124")])[0].role is Role.DAY, "days as a spreadsheet counts them"


def test_a_number_may_have_a_comma_and_blanks() -> None:
    column = ColumnMeaning("Minutes", Role.QUESTION, sense=Sense.AMOUNT)
    item = question(column)
    assert read_value(column, item, "1 200") == Read(Kept(number=1200), is_settled=True)
    assert read_value(column, item, "2,5") == Read(Kept(text="2.5"), is_settled=True)
    assert read_value(column, item, "two") is Unread.NO_NUMBER


def test_codes_get_their_words_and_two_codes_may_be_one_choice() -> None:
    values = {"9": "1", "0": NO_ANSWER}
    column = ColumnMeaning("Sex", Role.QUESTION, values=values, labels={"1": "Woman", "2": "Man"})
    item = question(column, ("1", "2", "9", "0"))
    assert [(one.key, one.text["en"]) for one in item.scale.choices] == [("1", "Woman"), ("2", "Man")]
    assert read_value(column, item, "9") == Read(Kept(choice="1"), is_settled=True)


def test_a_scale_may_run_the_other_way() -> None:
    column = ColumnMeaning("Effort", Role.QUESTION, sense=Sense.CES, is_low_good=True)
    item = question(column)
    assert (item.metric, item.scale.good) == ("ces_1", Good.LOW)


def test_values_that_stand_apart_are_named() -> None:
    amounts = ColumnMeaning("Visits", Role.QUESTION, sense=Sense.AMOUNT)
    values = ("1", "3", "12", "99", "many")
    most = usual_most(values)
    assert [doubt_of(amounts, value, most) for value in values] == [None, None, None, Doubt.APART, Doubt.NO_NUMBER]


def test_weights_days_and_numbers_are_known_by_their_names_and_what_stands_in_them() -> None:
    numbers = SeenColumn("RESPNUM", {str(number): 1 for number in range(50)})
    weekdays = seen("DAY", "MON", "TUE", "WED")
    columns = propose([numbers, seen("WEIGHT", "0.5", "1.25"), seen("INTDATE", "3", "31"), weekdays])
    assert [one.role for one in columns] == [Role.NUMBER, Role.WEIGHT, Role.DAY, Role.QUESTION]


def test_an_office_is_proposed_only_where_some_of_ours_stand() -> None:
    known = {Role.OFFICE: {"infolinia": "2"}}
    ours, theirs = (propose([seen("Office", *names)], known)[0] for names in (("Infolinia", "x"), ("North", "South")))
    assert (ours.role, theirs.role) == (Role.OFFICE, Role.QUESTION)


def test_the_file_of_another_year_is_known_again_by_names_and_values() -> None:
    first = with_keys(propose([*battery("6"), seen("Q19AGE", "1", "2", "3"), seen("NETPRO", *map(str, range(11)))]))
    later = [seen("Q18AGE", "1", "2", "3"), seen("New", "a", "b"), *battery("6", "0")]
    columns = by_earlier(later, first)
    assert [one.question for one in columns] == ["q19age", "", "q7a", "q7b", "q7all"]
    assert columns[2].values == {"6": NA, "0": NO_ANSWER}, "what is new beside the scale is guessed at"
    assert known_share(later, first) == pytest.approx(4 / 5)


def test_a_column_left_out_before_is_left_out_again_and_taken_for_no_other() -> None:
    first = [ColumnMeaning("Q3WAY1"), ColumnMeaning("Q3WAY2", Role.QUESTION, "q3way2", seen=("1", "2"))]
    columns = by_earlier([seen("Q3WAY1", "1", "2")], first)
    assert [one.role for one in columns] == [Role.LEFT_OUT]
    assert known_share([seen("Q3WAY1", "1", "2")], first) == 0


def test_of_two_names_the_one_with_more_of_the_same_numbers_is_the_same() -> None:
    first = [ColumnMeaning(f"Q8COM{one}", Role.QUESTION, f"com{one}", seen=("1", "2")) for one in (1, 2)]
    columns = by_earlier([seen("Q9COM2", "1", "2"), seen("Q9COM1", "1", "2")], first)
    assert [one.question for one in columns] == ["com2", "com1"]


def test_what_the_earlier_file_did_not_have_is_guessed_at_unless_it_is_there() -> None:
    points = seen("Polecenie", *map(str, range(12)))
    first = [ColumnMeaning("WEIGHT", Role.WEIGHT), ColumnMeaning("Q7A", Role.QUESTION, "q7a", seen=("1", "2"))]
    columns = by_earlier([seen("Waga", "0.5", "1.5"), points], first)
    assert [(one.role, one.sense) for one in columns] == [
        (Role.WEIGHT, Sense.CHOICE),
        (Role.QUESTION, Sense.NPS),
    ]
    both = by_earlier([seen("WEIGHT", "0.5"), seen("Waga", "1.5")], first)
    assert [one.role for one in both] == [Role.WEIGHT, Role.LEFT_OUT]


def test_a_column_of_recommendations_finds_the_one_question_that_asks_for_it() -> None:
    points = ColumnMeaning("NETPRO", Role.QUESTION, "netpro", "NETPRO", Sense.NPS, 0, 10)
    form = template_from([points], {}, key="k", title="t", language="en").form
    column = seen("Polecenie", *map(str, range(12)))
    assert [one.question for one in onto_questions([column], form, "en")] == ["netpro"]
    assert [one.question for one in onto_form(by_earlier([column], ()), form)] == ["netpro"]
    taken = [one.role for one in onto_questions([column, seen("NETPRO", "1", "10")], form, "en")]
    assert taken == [Role.LEFT_OUT, Role.QUESTION]


def test_what_was_said_of_a_column_is_kept_whole() -> None:
    column = ColumnMeaning("H", Role.QUESTION, "q", "T", Sense.CES, 1, 7, True, {"8": NA}, {"1": "x"}, ("1", "2"))
    assert column_from(column.plain()) == column


def test_a_column_of_choices_needs_some_and_not_hundreds() -> None:
    column = ColumnMeaning("C", Role.QUESTION)
    with pytest.raises(NoChoices):
        question(column, ())
    with pytest.raises(TooManyChoices):
        question(column, [str(number) for number in range(100)])


CODES = ("K7M2QX9RTA", "w3h8k-zpf5n", "ABCDEFGHJK")


@pytest.mark.parametrize(
    "header", ["Code", "kod zaproszenia", "Kode", "KOOD", "Vastauskoodi koodi", "Код", "your_code"]
)
def test_a_column_named_code_that_holds_codes_is_that_of_the_invitations(header: str) -> None:
    assert propose([seen(header, *CODES, times=1)])[0].role is Role.CODE


def test_codes_of_ways_under_that_name_are_taken_for_codes_too() -> None:
    assert propose([seen("code", "K7M2QX", "ZZ23AB", times=40)])[0].role is Role.CODE


def test_a_column_of_another_name_is_taken_for_codes_where_nothing_else_can_be_meant() -> None:
    assert propose([seen("token", *CODES, times=1)])[0].role is Role.LEFT_OUT, "too few that only a code looks like"
    assert propose([seen("token", *CODES, "P2P2P2P2P2", times=1)])[0].role is Role.CODE
    assert propose([seen("token", *CODES, "P2P2P2P2P2", times=2)])[0].role is not Role.CODE, "each stands there once"


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("code", MARKS),
        ("kod pocztowy", ("00-950", "31-002", "80-180", "50-365")),
        ("Postal code", tuple(str(number) for number in range(234222, 234299))),
        ("phone", ("2345678923", "3456789234", "4567892345", "5678923456")),
    ],
)
def test_what_only_looks_a_little_like_codes_is_not_taken_for_them(header: str, values: tuple[str, ...]) -> None:
    assert propose([seen(header, *values, times=1)])[0].role is not Role.CODE
