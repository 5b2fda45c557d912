"""On a customer's page stands what they answered with their name, and nothing that is anonymous."""

from dataclasses import replace

from csatdesk.domain.contacts import NewCustomer
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.contacts.merging import merge_customers
from csatdesk.operations.contacts.pairs import values_of
from csatdesk.operations.surveys.customer_answers import CustomerAnswer, list_customer_answers
from csatdesk.store.entities.contacts import Customer
from tests.cast import Stage
from tests.operations.surveys.hands import FULL, answered, new_response, running


def told(centre: Stage, customer_id: int) -> tuple[CustomerAnswer, ...]:
    with centre.read(centre.marek) as reading:
        return list_customer_answers(reading, customer_id=customer_id)


def test_a_named_answer_stands_on_the_customers_page_and_an_anonymous_one_nowhere(centre: Stage) -> None:
    survey_id = running(centre)
    named = answered(centre, survey_id)
    answered(centre, survey_id, dict(FULL) | {"name": "anonymous"})
    (one,) = told(centre, centre.customer_id)
    assert (one.response_id, one.survey_name, one.score, one.comment) == (named, "Po kontakcie", 9, "Dobrze.")


def test_who_may_not_know_who_answered_sees_none(centre: Stage) -> None:
    answered(centre, running(centre))
    with centre.read(centre.anna) as reading:
        assert list_customer_answers(reading, customer_id=centre.customer_id) == ()


def test_answers_of_two_that_became_one_stand_together(centre: Stage) -> None:
    survey_id = running(centre)
    with centre.work() as work:
        other = register_customer(work, new=NewCustomer("Alma Kos"))
    about = replace(new_response(centre, survey_id).situation, customer_id=other)
    answered(centre, survey_id)
    answered(centre, survey_id, situation=about)
    with centre.work() as work:
        winner = work.db.get_one(Customer, centre.customer_id)
        versions = (winner.version, work.db.get_one(Customer, other).version)
        merge_customers(work, winner_id=winner.id, loser_id=other, versions=versions, new=values_of(winner))
    assert len(told(centre, centre.customer_id)) == 2
    assert told(centre, other) == told(centre, centre.customer_id)
