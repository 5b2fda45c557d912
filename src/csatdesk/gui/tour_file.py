"""A list as another program wrote it, for the tour to import: Windows-1250, semicolons, Polish dates, two bad rows."""

from pathlib import Path

HEAD = "Nr;Data wpływu;Kanał;Rodzaj;Temat;Treść;Klient;Telefon;Status;Data zamknięcia;Wynik"
MATTERS = (
    ("skarga", "Rachunek za wysoki", "Rachunek za {month} dwa razy wyższy niż zwykle."),
    ("zapytanie", "Odczyt licznika", "Jak podać stan licznika za {month}?"),
    ("reklamacja", "Wpłata", "Wpłata z miesiąca {month} nie została zaksięgowana."),
    ("skarga", "Obsługa", "Nikt nie oddzwonił mimo obietnicy, {month}."),
    ("wniosek", "Wymiana licznika", "Proszę o wymianę licznika, termin: {month}."),
    ("zapytanie", "Umowa", "Kiedy otrzymam umowę? Wniosek z miesiąca {month}."),
)
MONTHS = ("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień", "wrzesień", "październik")
NAMES = ("Jan Żak", "Ewa Bąk", "Łucja Świątek", "Piotr Wróbel", "Zofia Gołąb", "Adam Dąb", "Maria Król")
CHANNELS = ("telefon", "e-mail", "list", "sala obsługi")


def write_list_of_last_year(path: Path) -> None:
    """Sixty rows; row 18 has an impossible day and row 41 says neither text nor topic."""
    rows = [_row(number) for number in range(1, 61)]
    rows[16] = rows[16].replace(rows[16].split(";")[1], "31.02.2025 09:10")
    cells = rows[39].split(";")
    cells[4] = cells[5] = ""
    rows[39] = ";".join(cells)
    path.write_bytes("\r\n".join([HEAD, *rows, ""]).encode("cp1250"))


def _row(number: int) -> str:
    kind, topic, text = MATTERS[number % len(MATTERS)]
    month = number % len(MONTHS)
    day = 1 + number % 27
    is_closed = number % 5 != 0
    return ";".join(
        (
            f"S/{number:04d}/2025",
            f"{day:02d}.{month + 1:02d}.2025 {8 + number % 8:02d}:{number % 60:02d}",
            CHANNELS[number % len(CHANNELS)],
            kind,
            topic,
            text.format(month=MONTHS[month]),
            NAMES[number % len(NAMES)],
            f"58 {300 + number} {10 + number % 80} {20 + number % 70}",
            "zamknięta" if is_closed else "w toku",
            f"{day:02d}.{month + 2:02d}.2025" if is_closed else "",
            ("zasadna" if number % 2 else "niezasadna") if is_closed and kind == "skarga" else "",
        )
    )
