"""Believable papers of an energy retailer's centre, in six languages."""

from csatdesk.reports.case_file import CaseFile, Clock, Event, Fact, Writing
from csatdesk.reports.case_list import CaseList, Cell, Column, Group
from csatdesk.reports.receipt import ReceiptPaper
from csatdesk.reports.recovery_sheet import RecoverySheet
from csatdesk.reports.table import Row

TEXTS = {
    "en": "The bill for October is twice what it usually is: £412.60 — the meter was changed on 14 October.",
    "pl": "Rachunek za październik 412,60 zł, dwa razy więcej niż zwykle. Licznik wymieniono 14 października, a "
    "odczyt "
    "na rachunku (18 342 kWh) jest jeszcze ze starego licznika. Zażółć gęślą jaźń.",
    "nb": "Fakturaen er fremdeles basert på stipulert forbruk, enda jeg leste av måleren på Ås 1. november. "
    "«Blåbærsyltetøy»",
    "et": "Näit võeti naabri arvestilt, palun parandage arve. Šokolaad, žürii, õunapuu, äike, öö, ülesõit.",
    "fi": "Sähköt palautettiin vasta kolmen päivän kuluttua. Pyydän hyvityslaskua ja korvausta ruoista. Åke, äiti, yö.",
    "ru": "Оплата от 2 ноября не зачислена, пришло напоминание о долге 4 180,50 ₽. Съешь же ещё этих мягких булок.",
}

POLISH_RECEIPT = ReceiptPaper(
    language="pl",
    centre="Energia Wisła sp. z o.o.",
    office="Biuro Obsługi Klienta Warszawa Centrum",
    address="ul. Świętokrzyska 14, 00-050 Warszawa",
    phone="tel. 22 555 01 40",
    hours="poniedziałek–piątek 8:00–12:00 i 13:00–17:00",
    number="26-02-01187-3",
    received="czwartek, 19 listopada 2026, 11:38",
    kind="reklamacja",
    channel="osobiście, sala obsługi",
    text="Rachunek za październik 412,60 zł, dwa razy więcej niż zwykle. Licznik wymieniono 14 października, a "
    "odczyt na "
    "rachunku (18 342 kWh) jest jeszcze ze starego licznika. Klientka prosi o korektę i nie chce płacić do "
    "wyjaśnienia. "
    "W zeszły czwartek obiecano telefon, nikt nie oddzwonił.",
    promise="Odpowiedź do czwartku 3 grudnia 2026",
    promise_note="14 dni kalendarzowych od otrzymania; dzień 3 grudnia jeszcze się liczy.",
    legal="Brak odpowiedzi w tym terminie oznacza uznanie reklamacji.",
    remedy="korekta rachunku, odpowiedź e-mailem",
    clerk="Marta Wiśniewska",
    contact="Pytania: tel. 22 555 01 40 albo bok@energia-wisla.example. Prosimy podać numer sprawy.",
    privacy="Dane przetwarzamy wyłącznie w celu rozpatrzenia sprawy. Szczegóły: informacja o prywatności w biurze "
    "i na "
    "stronie internetowej.",
    printed="Wydrukowano 19.11.2026, 11:42",
)

RUSSIAN_RECEIPT = ReceiptPaper(
    language="ru",
    centre="АО «Северная энергосбытовая компания»",
    office="Офис на Садовой",
    address="190068, Санкт-Петербург, Садовая ул., д. 42",
    phone="тел. 8 812 555-01-40",
    hours="понедельник–пятница 8:00–20:00, суббота 9:00–15:00",
    number="26-03-00412-6",
    received="четверг, 19 ноября 2026 г., 14:05",
    kind="жалоба",
    channel="очно, зал обслуживания",
    text="Оплата от 2 ноября на 4 180,50 ₽ не зачислена на лицевой счёт, пришло напоминание о долге и "
    "предупреждение об "
    "отключении. Чек из банка приложен. Просит зачислить платёж и подтвердить письменно, что отключения не будет.",
    promise="Ответ до четверга, 3 декабря 2026 г. включительно",
    promise_note="10 рабочих дней, внутренний срок.",
    legal="Последний день по закону: суббота, 19 декабря 2026 г.",
    remedy="зачислить платёж, письменный ответ",
    clerk="Ольга Лебедева",
    contact="Вопросы: тел. 8 812 555-01-40 или priem@sever-energo.example. Назовите, пожалуйста, номер обращения.",
    privacy="Ваши данные используются только для рассмотрения обращения.",
    printed="Напечатано 19.11.2026, 14:09",
    read_back=True,
)

POLISH_CASE = CaseFile(
    number="26-02-01187-3",
    topic=("Rachunki i płatności", "Za wysoki rachunek"),
    summary="Reklamacja przez telefon, w toku",
    centre="Energia Wisła sp. z o.o.",
    office="Biuro Obsługi Klienta Warszawa Centrum",
    as_of="Stan na czwartek, 19 listopada 2026, 11:42",
    clocks=(
        Clock("overdue", "3 dni po terminie", "obiecany telefon, poniedziałek, 16 listopada, 17:00"),
        Clock("due_soon", "termin za 2 dni robocze", "ostatni dzień ustawowy, poniedziałek, 23 listopada"),
        Clock("on_track", "w terminie", "termin wewnętrzny, czwartek, 3 grudnia"),
        Clock("met", "dotrzymany", "potwierdzenie otrzymania, wysłano 12 listopada, 14:06"),
    ),
    customer=(
        Fact("Klient", "Agnieszka Zielińska", is_strong=True),
        Fact("Segment", "gospodarstwo domowe"),
        Fact("Konto", "4021 7786 05"),
        Fact("Licznik", "E-118 204 77"),
        Fact("Telefon", "601 224 318"),
        Fact("E-mail", "a.zielinska@poczta.example"),
        Fact("Adres", "ul. Łąkowa 7 m. 12, 02-786 Warszawa"),
        Fact("Sposób odpowiedzi", "e-mail, po polsku"),
    ),
    facts=(
        Fact("Wpłynęło", "czwartek, 12 listopada 2026, 13:52"),
        Fact("Zarejestrowano", "czwartek, 12 listopada 2026, 13:58"),
        Fact("Kanał", "telefon"),
        Fact("Prowadzi", "Kaarel Mägi, zespół rozliczeń"),
        Fact("Oczekiwane rozwiązanie", "Korekta rachunku. Odpowiedź e-mailem.", is_strong=True),
        Fact("Powiązane sprawy", "26-02-00841-0 (Wymiana licznika, zamknięta)"),
    ),
    story="Rachunek jest dwa razy wyższy niż zwykle, licznik wymieniono w październiku. Na fakturze "
    "FV/10/2026/88412 za "
    "okres 1–31 października stoi 412,60 zł, a dotąd było około 190 zł. Odczyt 18 342 kWh jest jeszcze ze starego "
    "licznika, chociaż protokół wymiany z 14 października podaje 17 905 kWh.\n\nKlientka nie zapłaci do "
    "wyjaśnienia i "
    "prosi o telefon po godzinie 16. Przesłała zdjęcie nowego licznika i protokołu.",
    answers=(
        Writing(
            "Potwierdzenie otrzymania, e-mailem",
            "12.11.2026 14:06",
            "Dzień dobry,\nwpłynęła reklamacja dotycząca rachunku za październik. Odpowiemy do 26 listopada. Do "
            "tego czasu "
            "spornej kwoty nie trzeba płacić.\nZ poważaniem\nKaarel Mägi",
        ),
    ),
    notes=(
        Writing(
            "Kaarel Mägi",
            "17.11.2026 10:20",
            "Jeszcze bez telefonu, brak protokołu demontażu z firmy sieciowej. Od jutra nieobecność, zastępuje Marta.",
        ),
    ),
    history=(
        Event(
            "phone",
            "Wpłynęło przez telefon",
            "czw. 12.11.2026 13:52",
            "„Rachunek jest dwa razy wyższy niż zwykle, licznik wymieniono w październiku. Proszę o telefon.”",
        ),
        Event("mail", "Wysłano potwierdzenie otrzymania", "czw. 12.11.2026 14:06", "e-mailem, po polsku"),
        Event(
            "hand-over", "Przekazanie: Marta Wiśniewska", "pt. 13.11.2026 08:15", "do zespołu rozliczeń: dwa liczniki"
        ),
        Event("paperclip", "Dodano załączniki: Marta Wiśniewska", "pt. 13.11.2026 08:17", "protokół.pdf, licznik.jpg"),
        Event(
            "note", "Notatka: Kaarel Mägi", "wt. 17.11.2026 10:20", "Brak protokołu demontażu. Od jutra nieobecność."
        ),
        Event(
            "bell",
            "Przekazano wyżej: Ingrid Solberg",
            "czw. 19.11.2026 09:00",
            "Drugi krok: obiecanego telefonu nie wykonano przez 2 dni robocze.",
            is_alarm=True,
        ),
    ),
)

RUSSIAN_CASE = CaseFile(
    number="26-03-00412-6",
    topic=("Счета и оплата", "Платёж не зачислен"),
    summary="Жалоба, очно, закрыто",
    centre="АО «Северная энергосбытовая компания»",
    office="Офис на Садовой",
    as_of="По состоянию на пятницу, 4 декабря 2026 г., 09:15",
    clocks=(
        Clock("met", "соблюдён", "внутренний срок, четверг, 3 декабря 2026 г."),
        Clock("met", "соблюдён", "последний день по закону, суббота, 19 декабря 2026 г."),
    ),
    customer=(
        Fact("Клиент", "Волков Сергей Павлович", is_strong=True),
        Fact("Сегмент", "население"),
        Fact("Лицевой счёт", "78 0412 553"),
        Fact("Телефон", "+7 921 555-18-40"),
        Fact("Адрес", "Санкт-Петербург, наб. реки Мойки, д. 31, кв. 8"),
    ),
    facts=(
        Fact("Получено", "четверг, 19 ноября 2026 г., 14:05"),
        Fact("Канал", "очно, зал обслуживания"),
        Fact("Ответственный", "Ольга Лебедева"),
        Fact("Желаемое решение", "Зачислить платёж, письменный ответ", is_strong=True),
    ),
    story="Оплата от 2 ноября на 4 180,50 ₽ не зачислена на лицевой счёт, пришло напоминание о долге и "
    "предупреждение об "
    "отключении. Чек из банка приложен. Просит зачислить платёж и подтвердить письменно, что отключения не будет.",
    outcome=(
        Fact("Итог", "обоснованная", is_strong=True),
        Fact("Первопричина", "Банк передал реестр с ошибкой в номере лицевого счёта"),
        Fact("Принятое решение", "Платёж зачислен 24 ноября, предупреждение отозвано"),
        Fact("Компенсация", "нет"),
    ),
    answers=(
        Writing(
            "Ответ, письмо по почте",
            "25.11.2026 16:30",
            "Уважаемый Сергей Павлович!\nВаше обращение от 19 ноября получено и рассмотрено. Платёж на 4 180,50 ₽ "
            "зачислен "
            "24 ноября, долга по лицевому счёту нет, отключения не будет. Причина задержки — ошибка в реестре банка. "
            "Приносим извинения.\nС уважением,\nОльга Лебедева",
        ),
    ),
    history=(
        Event("hall", "Обращение получено в зале обслуживания", "чт 19.11.2026 14:05", "Принято: Ольга Лебедева"),
        Event("printer", "Расписка о приёме напечатана", "чт 19.11.2026 14:09"),
        Event("letter", "Ответ отправлен", "ср 25.11.2026 16:30", "письмом, № отправления 80085 412 553 1"),
        Event("check-circle", "Обращение закрыто (Ольга Лебедева)", "чт 26.11.2026 10:02", "обоснованная"),
    ),
)

_COLUMNS = (
    Column("Termin", 168),
    Column("Sprawa", 270),
    Column("Klient", 130),
    Column("Prowadzi", 106),
    Column("Dni", 34, is_right=True),
)

_MATTERS = (
    (
        "overdue",
        "3 dni po terminie",
        "pon. 16 lis",
        "Rachunki › ",
        "Za wysoki rachunek",
        "Agnieszka Zielińska",
        TEXTS["pl"],
    ),
    ("overdue", "1 dzień po terminie", "śr. 18 lis", "Платежи › ", "Не зачислено", "Сергей Волков", TEXTS["ru"]),
    (
        "due_today",
        "termin dziś 15:15",
        "zostało 2 godz. 33 min",
        "Liitumine › ",
        "Elekter puudub",
        "Liis Kuusk",
        TEXTS["et"],
    ),
    (
        "due_soon",
        "termin za 2 dni robocze",
        "pon. 23 lis",
        "Faktura › ",
        "Stipulert avlesning",
        "Bjørn Haugland",
        TEXTS["nb"],
    ),
    ("paused", "wstrzymany", "czeka na klienta", "Mittari › ", "Mittarin tarkistus", "Aino Lehtonen", TEXTS["fi"]),
    ("on_track", "w terminie", "czw. 10 gru", "Contract › ", "Price change", "Thomas Wright", TEXTS["en"]),
)


def polish_list(count: int) -> CaseList:
    """A list of `count` cases in the order in which they are due, in groups."""
    rows: list[Row] = []
    for place in range(count):
        state, words, due, lead, topic, customer, story = _MATTERS[place * len(_MATTERS) // count]
        if not rows or _MATTERS[(place - 1) * len(_MATTERS) // count][0] != state:
            rows.append(
                Group({"overdue": "Po terminie", "due_today": "Termin dziś"}.get(state, "Później"), str(count // 6))
            )
        number = f"26-02-{place + 1:05}-{place % 10}"
        rows.append(
            (
                Cell(words, due, state=state),
                Cell(topic, story[:70], lead=lead, is_strong=True),
                Cell(customer, number),
                Cell("Kaarel Mägi" if place % 3 else "–", "zespół rozliczeń" if place % 3 else ""),
                Cell(str(place % 17)),
            )
        )
    return CaseList(
        title="Sprawy",
        centre="Energia Wisła sp. z o.o.",
        office="Biuro Obsługi Klienta Warszawa Centrum",
        as_of="Stan na czwartek, 19 listopada 2026, 11:42",
        columns=_COLUMNS,
        rows=rows,
        period="Wpłynęły od 2 do 19 listopada 2026",
        filters="Stan: otwarte; rodzaj: skarga, reklamacja; zespół rozliczeń",
        totals=(f"Sprawy: {count}, po terminie: {count // 3}, termin dziś: {count // 6}",),
    )


RECOVERY_SHEET = RecoverySheet(
    centre="Energia Wisła sp. z o.o.",
    code="7Q2MX-9XPDA-4HTBR-6CJE3-VN8YG-S5ZKA-W4P2T-0HQ1M",
    made="Utworzono w czwartek, 19 listopada 2026, 11:42, Ingrid Solberg",
)
