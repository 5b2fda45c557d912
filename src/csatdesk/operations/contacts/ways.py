"""Phone numbers and e-mail addresses: whether they are some, and how they are written."""

import re

from csatdesk.domain.contacts import NewCustomer
from csatdesk.domain.customers import several
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_

_ABROAD = re.compile(r"\+[\d ()./-]{8,30}\Z")
_DIGITS_OF_E164 = range(8, 16)  # ITU-T E.164: at most 15; no country has fewer than 8 with its code


class NoPhone(Refusal):
    text = N_("“{value}” is no phone number that can be called from here. Correct it, or leave it out.")


class NoEmail(Refusal):
    text = N_("“{value}” is no e-mail address. Correct it, or leave it out.")


def check_ways(new: NewCustomer, country: str, *, known: frozenset[str] = frozenset()) -> None:
    """Refuse what nobody can call or write to. `known`: values that stand there already, whatever they are."""
    for phone in several(new.phone):
        if phone not in known and not e164(phone, country):
            raise NoPhone(field="phone", value=phone)
    for email in several(new.email):
        if email not in known and not is_email(email):
            raise NoEmail(field="email", value=email)


def is_email(text: str) -> bool:
    """By its form alone; nobody is asked whether the address is in use."""
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def e164(phone: str, country: str) -> str:
    """The number as the world dials it, "+48601224318"; empty when it cannot be one. `country`: where it is dialled."""
    import phonenumbers

    try:
        number = phonenumbers.parse(phone, country)
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def quick_e164(phone: str, country: str) -> str:
    """As `e164`, for very many: what is written with its country code is taken at its word."""
    if _ABROAD.match(phone):
        digits = "".join(filter(str.isdigit, phone))
        return f"+{digits}" if len(digits) in _DIGITS_OF_E164 and "(0)" not in phone else e164(phone, country)
    return e164(phone, country)


def spaced(phone: str, number: str) -> str:
    """A phone as it is read aloud, "+48 601 224 318". `number`: its E.164, "" when there is none."""
    if not number:
        return phone
    import phonenumbers

    form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(phonenumbers.parse(number), form)
