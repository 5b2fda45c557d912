"""A block copied out of a billing system, split into name, account, meter point, phone, e-mail and address.

Lines carry labels ("Konto: 4021 7786 05"), in the languages of the program, or speak for themselves: an e-mail has its
@, a Polish post code its dash, a phone its plus. What is not recognised is left out; a person looks before it is taken.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from csatdesk.domain.folding import fold

NAME, ACCOUNT, METER, PHONE, EMAIL, ADDRESS = "name", "account", "meter_point", "phone", "email", "address"
LABELS: Mapping[str, frozenset[str]] = {  # folded, without blanks and dots
    NAME: frozenset(
        {
            "name",
            "customer",
            "customername",
            "client",
            "klient",
            "nazwisko",
            "imieinazwisko",
            "imie",
            "nazwa",
            "odbiorca",
        }
        | {"navn", "kunde", "kundenavn", "nimi", "klientinimi", "asiakas", "asiakkaannimi", "клиент", "фио", "имя"}
        | {"потребитель", "абонент"}
    ),
    ACCOUNT: frozenset(
        {"account", "accountno", "accountnumber", "customerno", "customernumber", "konto", "nrkonta", "numerkonta"}
        | {
            "nrklienta",
            "numerklienta",
            "nrumowy",
            "kontonummer",
            "kundenummer",
            "kundenr",
            "avtalenummer",
            "kliendinumber",
        }
        | {"kliendinr", "lepingunumber", "viitenumber", "asiakasnumero", "asiakasnro", "sopimusnumero", "лицевойсчет"}
        | {"счет", "лс", "номерсчета", "договор"}
    ),
    METER: frozenset(
        {"meter", "meterno", "meterpoint", "meternumber", "mpan", "ppe", "licznik", "nrlicznika", "numerlicznika"}
        | {"punktpoboru", "numerppe", "maler", "malernummer", "malepunkt", "malepunktid", "arvesti", "arvestinumber"}
        | {"mootepunkt", "eic", "mittari", "mittarinumero", "kayttopaikka", "kayttopaikkatunnus", "mittauspiste"}
        | {"счетчик", "номерсчетчика", "прибор", "точкаучета"}
    ),
    PHONE: frozenset(
        {
            "phone",
            "tel",
            "telephone",
            "mobile",
            "telefon",
            "nrtelefonu",
            "komorka",
            "kom",
            "mobil",
            "tlf",
            "telefonnummer",
        }
        | {"mobiil", "puhelin", "puh", "matkapuhelin", "телефон", "тел", "моб"}
    ),
    EMAIL: frozenset({"email", "mail", "epost", "epostadresse", "sahkoposti", "adresemail", "почта", "элпочта"}),
    ADDRESS: frozenset(
        {
            "address",
            "adres",
            "adresse",
            "aadress",
            "osoite",
            "адрес",
            "ulica",
            "ul",
            "street",
            "tanav",
            "gate",
            "katuosoite",
        }
        | {"supplyaddress", "adrespoboru", "anleggsadresse", "tarbimiskoht", "kayttopaikanosoite"}
    ),
}
_LABELLED = re.compile(r"\s*([^\W\d_][^:\t=]{0,30}?)\s*[:=\t]\s*(\S.*)$")
_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_PHONE = re.compile(r"\+\d[\d ()\-]{6,18}\d")
_POST_CODE = re.compile(
    r"\b(?:\d{2}-\d{3}|\d{6}|\d{5}|\d{4})\b\s*,?\s+[^\W\d_]{2,}|[^\W\d_]{2,}\.?\s+[^\W\d_]+.*\s\d{1,4}[a-zA-Z]?\b"
)
LONGEST = 2_000  # characters; a longer text is no such block
FEWEST = 2  # parts that make a block


@dataclass(frozen=True, slots=True)
class BillingBlock:
    """What was recognised; empty where nothing was."""

    name: str = ""
    account: str = ""
    meter_point: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        found = (self.name, self.account, self.meter_point, self.phone, self.email, self.address)
        return tuple(part for part in found if part)


def split(text: str) -> BillingBlock | None:
    """The parts of a block; None for what is none: one line, one value, a story."""
    if len(text) > LONGEST:
        return None
    found: dict[str, str] = {}
    loose: list[str] = []
    for line in _lines(text):
        labelled = _label(line)
        if labelled is None:
            loose.append(line)
        else:
            key, value = labelled
            found[key] = f"{found[key]}, {value}" if key == ADDRESS and key in found else found.get(key) or value
    for line in loose:
        _place(line, found)
    block = BillingBlock(**found)
    return block if len(block.parts) >= FEWEST else None


def _lines(text: str) -> Iterator[str]:
    """Lines, and the parts of a line between semicolons or bars."""
    for line in text.splitlines():
        yield from (part.strip() for part in re.split(r"\s*[;|]\s*", line) if part.strip())


def _label(line: str) -> tuple[str, str] | None:
    match = _LABELLED.match(line)
    if match is None:
        return None
    words = re.sub(r"[\W_]", "", fold(match[1]))
    key = next((key for key, labels in LABELS.items() if words in labels), None)
    return None if key is None else (key, " ".join(match[2].split()))


def _place(line: str, found: dict[str, str]) -> None:
    """A line without a label, by what it looks like; the first line of words is the name."""
    email, phone = _EMAIL.search(line), _PHONE.search(line)
    if email is not None:
        found.setdefault(EMAIL, email[0])
    elif phone is not None:
        found.setdefault(PHONE, " ".join(phone[0].split()))
    elif _POST_CODE.search(line) and not _is_number(line):
        found[ADDRESS] = f"{found[ADDRESS]}, {line}" if ADDRESS in found else line
    elif not any(map(str.isdigit, line)) and NAME not in found and ":" not in line:
        found[NAME] = " ".join(line.split())
    elif _is_number(line):
        found.setdefault(ACCOUNT, " ".join(line.split()))


def _is_number(line: str) -> bool:
    """Digits with blanks and dashes, as account numbers are written."""
    return sum(map(str.isdigit, line)) >= 6 and not any(map(str.isalpha, line))
