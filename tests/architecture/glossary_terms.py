"""The words of the product in six languages, as far as a test can hold the catalogues to them.

`TERMS`: an English text that stands alone → how its translation begins, by language.
`NOT`: a term → words that may not stand for it where an English text holds the term.
`NEVER`: words that no text of the window holds, in any language.
"""

from collections.abc import Mapping

LANGUAGES = ("pl", "nb", "et", "fi", "ru")

_TABLE = """
Case | sprawa | sak | pöördumi | tapaus | обращени
Cases | sprawy | saker | pöördumised | tapaukset | обращения
Contact | kontakt | henvendelse | kontakt | yhteydenotto | контакт
Customer | klient | kunde | klient | asiakas | клиент
Customers | klienci | kunder | kliendid | asiakkaat | клиенты
Representative | przedstawiciel | representant | esindaja | edustaja | представитель
Anonymous | anonimow | anonym | anonüümne | nimetön | анонимно
Complaint | skarga | klage | kaebus | valitus | жалоба
Claim | reklamacja | reklamasjon | pretensioon | reklamaatio | претензия
Inquiry | zapytanie | forespørsel | päring | tiedustelu | запрос
Request | wniosek | anmodning | taotlus | pyyntö | заявка
Suggestion | sugestia | forslag | ettepanek | ehdotus | предложение
Praise | pochwała | ros | kiitus | kiitos | благодарность
Channel | kanał | kanal | kanal | kanava | канал
Hall | sala obsługi | kundemottak | teenindussaal | palvelusali | зал обслуживания
VIP hall | sala VIP | VIP-mottak | VIP-saal | VIP-tila | VIP-зал
Reception desk | recepcja | resepsjon | infolett | vastaanottotiski | стойка приёма
Phone | telefon | telefon | telefon | puhelin | телефон
Call-back | oddzwonienie | tilbakeringing | tagasihelistamine | takaisinsoitto | обратный звонок
E-mail | e-mail | e-post | e-post | sähköposti | электронная почта
Internet reception | formularz na stronie | nettskjema | veebivorm | verkkolomake | интернет-приёмная
Internet shop | sklep internetowy | nettbutikk | e-pood | verkkokauppa | интернет-магазин
Personal account | konto klienta | Min side | iseteenindus | oma tili | личный кабинет
Chat | czat | chat | vestlus | chat | чат
Social media | media społecznościowe | sosiale medier | sotsiaalmeedia | sosiaalinen media | социальные сети
Letter | list | brev | kiri | kirje | письмо
Event | spotkanie | arrangement | üritus | tilaisuus | встреча
Segment | segment | segment | segment | asiakasryhmä | сегмент
Household | gospodarstwo domowe | husholdning | kodutarbija | kotitalous | население
Receipt | potwierdzenie zgłoszenia | mottakskvittering | vastuvõtukinnitus | vastaanottotosite | расписка
Case number | numer sprawy | saksnummer | pöördumise number | tapausnumero | номер обращения
Topic | temat | emne | teema | aihe | тема
Without topic | bez tematu | uten emne | teemata | ilman aihetta | без темы
Owner | prowadz | saksansvarlig | vastutaja | vastuuhenkilö | ответственный
Hand over | przeka | overfør | anna üle | siirrä | передать
Supervisor | kierownik | leder | juhataja | esihenkilö | руководитель
Office | placówka | kontor | esindus | toimipiste | офис
My desk | moje stanowisko | min plass | minu töölaud | oma työpöytä | моё рабочее место
New contact | nowy kontakt | ny henvendelse | uus kontakt | uusi yhteydenotto | новый контакт
Deadlines | terminy | frister | tähtajad | määräajat | сроки
Administration | administracja | administrasjon | haldus | ylläpito | администрирование
Draft | wersja robocza | utkast | mustand | luonnos | черновик
Case file | akta sprawy | saksmappe | pöördumise toimik | tapauskansio | материалы обращения
Deadline | termin | frist | tähtaeg | määräaika | срок
on time | w terminie | innen fristen | tähtajas | ajoissa | в срок
due today | termin dziś | frist i dag | tähtaeg täna | määräaika tänään | срок сегодня
paused | termin wstrzymany | på pause | peatatud | tauolla | срок приостановлен
Acknowledgement | potwierdzenie otrzymania | bekreftelse på | kättesaamis | vastaanottoilmoitus | уведомление о получ
Answer | odpowie | svar | vast | vasta | ответ
Promise | obietnica | løfte | lubadus | lupaus | обещание
Legal last day | ostatni dzień ustaw | lovpålagt | seadusjärgne | lakisääteinen | последний день по закону
House target | termin wewnętrzny | intern frist | sisemine tähtaeg | sisäinen tavoiteaika | внутренний срок
Service target | norma terminu | svarfristmål | vastamisaja eesmärk | palveluaikatavoite | норматив срока
Outcome | wynik | utfall | tulemus | lopputulos | итог
Justified | zasadna | medhold | põhjendatud | aiheellinen | обоснованная
Partly justified | częściowo zasadna | delvis medhold | osaliselt põhj | osittain aihe | частично обоснованная
Not justified | niezasadna | ikke medhold | põhjendamata | aiheeton | необоснованная
Withdrawn | wycofana | trukket | tagasi võetud | peruttu | отозвана
Settled on the spot | załatwiona na miejscu | løst på stedet | kohapeal lahendatud | hoidettu heti | решена на месте
Passed on | przekazana | sendt videre | edastatud | välitetty eteenpäin | передана по принадлежности
Redress | rekompensata | kompensasjon | hüvitis | hyvitys | компенсация
Root cause | przyczyna źródłowa | rotårsak | algpõhjus | juurisyy | первопричина
Reopen | otwórz ponownie | gjenåpne | ava uuesti | avaa uudelleen | открыть снова
Save | zapisz | lagre | salvesta | tallenna | сохранить
Print | drukuj | skriv ut | prindi | tulosta | напечатать
Search | szukaj | søk | otsi | hae | найти
Filter | filtr | filter | filter | suodatin | фильтр
Undo | cofnij | angre | võta tagasi | kumoa | отменить действие
Cancel | anuluj | avbryt | loobu | peruuta | отмена
Lock | zablokuj | lås | lukusta | lukitse | заблокировать
Sign in | zaloguj się | logg inn | logi sisse | kirjaudu sisään | войти
Sign out | wyloguj się | logg ut | logi välja | kirjaudu ulos | выйти
Recovery code | kod odzyskiwania | gjenopprettingskode | taastekood | palautuskoodi | код восстановления
Backup | kopia zapasowa | sikkerhetskopi | varukoopia | varmuuskopio | резервная копия
Restore | przywróć | gjenopprett | taasta | palauta | восстановить
"""

TERMS: Mapping[str, Mapping[str, str]] = {
    cells[0]: dict(zip(LANGUAGES, cells[1:], strict=True))
    for cells in ([cell.strip() for cell in line.split("|")] for line in _TABLE.strip().splitlines())
}

NOT: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "case": {
        "pl": ("ticket", "zgłoszenie"),
        "nb": ("ticket",),
        "et": ("pilet",),
        "fi": ("tiketti",),
        "ru": ("кейс", "тикет", "дело"),
    },
    "customer": {"pl": ("petent", "abonent")},
    "inquiry": {"pl": ("kwerenda",), "fi": ("kysely",), "et": ("küsitlus",)},
    "claim": {"pl": ("pretensja",), "nb": ("krav",), "et": ("nõue",), "fi": ("vaatimus",)},
    "receipt": {"pl": ("paragon", "rachunek"), "et": ("arve",), "fi": ("kuitti",), "ru": ("чек", "квитанция", "талон")},
    "topic": {"pl": ("kategoria", "tag")},
    "owner": {
        "pl": ("właściciel",),
        "nb": ("eier",),
        "et": ("omanik",),
        "fi": ("omistaja",),
        "ru": ("владелец",),
    },
    "draft": {"pl": ("brudnopis", "szkic")},
    "supervisor": {"fi": ("esimies",)},
    "holiday": {"pl": ("urlop",), "nb": ("ferie",), "et": ("puhkus",), "fi": ("loma",), "ru": ("отпуск",)},
    "paused": {"pl": ("zawieszony",), "fi": ("keskeytetty",)},
    "working day": {"nb": ("virkedag", "virkedager"), "fi": ("arkipäivä", "arkipäivää")},
    "redress": {"pl": ("odszkodowanie",), "nb": ("erstatning",), "fi": ("vahingonkorvaus",), "ru": ("возмещение",)},
    "promise": {"pl": ("zobowiązanie",), "ru": ("обязательство",)},
}

NEVER = ("SLA", "KPI", "backlog", "assignee", "dashboard", "invalid input", "callback")
