"""What the demo centre knows of some customers: who speaks for them, what they agreed to; and who is there twice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from csatdesk.domain.attendance import Relation
from csatdesk.domain.contacts import Channel, CustomerRow, NewCustomer
from csatdesk.domain.customers import NewConsent, NewRepresentative
from csatdesk.domain.folding import fold
from csatdesk.domain.marks import N_
from csatdesk.operations.absences import today
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.contacts.consents import add_consent, withdraw_consent
from csatdesk.operations.contacts.queries import load_customer
from csatdesk.operations.contacts.representatives import add_representative
from csatdesk.operations.demo_stories import Country
from csatdesk.operations.erasure import erase_customer, preview_erasure
from csatdesk.operations.work import Work
from csatdesk.wording.texts import _, speaking

BY_EMAIL = N_("I agree that you send me bills and notices by e-mail.")
SURVEY = N_("I agree that you ask me about your service by phone, at most twice a year.")
ATTORNEY = N_("Power of attorney, signed, for all matters of the account")
ASKED = N_("Asked for it by letter")
LEASE = N_("Contract with the owners, page 2")


def know_more(work: Work, customers: Mapping[str, tuple[int, ...]], country: Country) -> None:
    """`customers`: ids by language, the first person first. `country`: whose language the demo speaks."""
    ids, guest = customers[country.language], customers["pl"][0]
    with speaking(country.language):
        _speak(work, guest, "Marek Zieliński", Relation.SPOUSE, _(ATTORNEY))
        _speak(work, ids[len(country.people)], country.people[-1], Relation.CARETAKER, _(LEASE))
        _agree(work, guest, today(work))
        _agree(work, ids[1], today(work))
    for at in (2, 3):
        _plant_double(work, load_customer(work, customer_id=ids[at]).row)


def _speak(work: Work, customer_id: int, name: str, relation: Relation, authority: str) -> None:
    new = NewRepresentative(name, relation, authority=authority, is_seen=True)
    add_representative(work, customer_id=customer_id, new=new)


def _agree(work: Work, customer_id: int, day: date) -> None:
    by_email = NewConsent(_(BY_EMAIL), day - timedelta(days=210), Channel.HALL)
    survey = NewConsent(_(SURVEY), day - timedelta(days=64), Channel.PHONE)
    add_consent(work, customer_id=customer_id, new=by_email)
    taken = add_consent(work, customer_id=customer_id, new=survey)
    withdraw_consent(work, consent_id=taken.result, on=day - timedelta(days=9), how=Channel.EMAIL)


def erase_one(work: Work, customer_ids: Sequence[int], language: str) -> None:
    """The last customer with a case of theirs against whose wish nothing stands. `work`: of a supervisor."""
    for customer_id in reversed(customer_ids):
        seen = preview_erasure(work, customer_id=customer_id)
        if seen.cases and not seen.against:
            with speaking(language):
                reason = _(ASKED)
            erase_customer(work, customer_id=customer_id, version=seen.version, reason=reason, typed_name=seen.name)
            return


def _plant_double(work: Work, row: CustomerRow) -> None:
    """As somebody in a hurry would have taken them down a second time."""
    double = NewCustomer(fold(row.name).title(), language=row.language, account=row.account)
    register_customer(work, new=replace(double, phone="".join(row.phone.split())))
