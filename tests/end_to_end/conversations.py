"""Forty talks at the counter: who comes, by which way, with what, and what the case must say afterwards."""

from dataclasses import dataclass

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.contacts import Known


@dataclass(frozen=True)
class Talk:
    """`who`: "known", "not known", "anonymous" or "new"; `find`: what the customer says of themselves.

    `remedy` and `way` are asked only where they are told; `topic`: whether one is given, the first
    suggestion or what `search` finds.
    """

    kind: CaseKind
    who: str
    text: str
    find: str = ""
    way: str = ""  # the channel's first letters, when it is not the one used last
    remedy: str = ""
    topic: bool = True
    search: str = ""  # typed to find the topic where the words of the text suggest none
    interrupted: bool = False

    @property
    def known(self) -> Known:
        return {"not known": Known.UNKNOWN, "anonymous": Known.ANONYMOUS}.get(self.who, Known.CUSTOMER)


COMPLAINT, CLAIM, INQUIRY = CaseKind.COMPLAINT, CaseKind.CLAIM, CaseKind.INQUIRY

TALKS = (
    Talk(INQUIRY, "not known", "Jak podać stan licznika?"),
    Talk(COMPLAINT, "known", "Rachunek za październik jest dwa razy wyższy.", "zieli", remedy="korekta"),
    Talk(INQUIRY, "anonymous", "Gdzie jest najbliższy punkt płatności?", topic=False),
    Talk(CLAIM, "known", "Reklamacja: naliczono opłatę handlową dwa razy.", "601 224 318", remedy="zwrot 24,60 zł"),
    Talk(COMPLAINT, "not known", "Monter nie przyszedł na umówioną wizytę.", interrupted=True),
    Talk(INQUIRY, "known", "Kiedy dotrze nowa umowa?", "4021 7786 05"),
    Talk(COMPLAINT, "new", "Podwójna wpłata nie została zwrócona.", "Tomasz Wójcik", remedy="zwrot wpłaty"),
    Talk(INQUIRY, "not known", "Licznik miga na czerwono, co to znaczy?", search="meter"),
    Talk(COMPLAINT, "anonymous", "Czekałem czterdzieści minut w kolejce."),
    Talk(INQUIRY, "new", "Chcę przepisać umowę na syna.", "Grażyna Pawlak"),
    Talk(COMPLAINT, "known", "Odczyt na rachunku jest ze starego licznika.", "a.zielinska@example.pl"),
    Talk(INQUIRY, "anonymous", "Do której jest otwarte?", topic=False, interrupted=True),
    Talk(CLAIM, "new", "Żądam obniżki za przerwę w dostawie prądu.", "Marek Zając"),
    Talk(INQUIRY, "known", "Proszę o kopię rachunku za wrzesień.", "zieli"),
    Talk(COMPLAINT, "not known", "Nikt nie oddzwonił mimo obietnicy.", way="Ph"),
    Talk(INQUIRY, "not known", "Ile kosztuje zmiana taryfy?", way="Ph"),
    Talk(
        COMPLAINT,
        "known",
        "Prąd wyłączono bez zawiadomienia.",
        "zieli",
        way="Ph",
        remedy="wyjaśnienie",
        search="outage",
    ),
    Talk(INQUIRY, "known", "Czy wpłata z poniedziałku jest zaksięgowana?", "E-118 204 77", search="payment"),
    Talk(COMPLAINT, "new", "Rachunek przyszedł po terminie płatności.", "Елена Морозова"),
    Talk(INQUIRY, "new", "Как передать показания счётчика?", "Сергей Волков"),
    Talk(COMPLAINT, "not known", "Счёт за ноябрь в два раза больше обычного.", remedy="пересчёт", search="high"),
    Talk(INQUIRY, "not known", "Kuidas näitu edastada?", search="reading"),
    Talk(COMPLAINT, "known", "Arve on kaks korda suurem kui tavaliselt.", "zieli"),
    Talk(INQUIRY, "anonymous", "Hvor finner jeg fakturaen?", interrupted=True),
    Talk(COMPLAINT, "new", "Fakturaen er fremdeles basert på stipulert forbruk.", "Bjørn Haugland"),
    Talk(CLAIM, "known", "Sähkölasku on väärin, vaadin hyvitystä.", "zieli", remedy="hyvityslasku"),
    Talk(INQUIRY, "not known", "Miten ilmoitan mittarilukeman?"),
    Talk(COMPLAINT, "anonymous", "Pani w okienku była niemiła.", search="staff"),
    Talk(INQUIRY, "known", "Chcę płacić w ratach.", "zieli", search="raty"),
    Talk(
        COMPLAINT,
        "known",
        "Odmówiono rat bez podania przyczyny.",
        "601224318",
        remedy="raty na sześć miesięcy",
        search="raty",
    ),
    Talk(INQUIRY, "new", "Jak podłączyć fotowoltaikę?", "Piotr Kamiński"),
    Talk(COMPLAINT, "not known", "Strona konta klienta nie działa od tygodnia.", search="personal account"),
    Talk(INQUIRY, "not known", "Jak zgłosić awarię?", topic=False),
    Talk(CLAIM, "not known", "Reklamacja: rachunek wystawiono na zły adres."),
    Talk(INQUIRY, "anonymous", "Czy można płacić kartą?"),
    Talk(COMPLAINT, "new", "Plomba zerwana przez montera, nie przeze mnie.", "Oksana Levchenko"),
    Talk(INQUIRY, "known", "Kiedy będzie wymiana licznika?", "zieli", interrupted=True),
    Talk(COMPLAINT, "known", "Wymiana licznika się nie odbyła.", "zieli"),
    Talk(INQUIRY, "not known", "Co oznacza opłata mocowa?"),
    Talk(COMPLAINT, "not known", "Rachunek jest niezrozumiały i za wysoki.", remedy="wyjaśnienie na piśmie"),
)
