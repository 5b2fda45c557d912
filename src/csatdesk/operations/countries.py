"""Countries: their zones, regions and public holidays. Holidays are computed once and stored with their names."""

from collections.abc import Iterable
from datetime import date

from csatdesk.wording.territories import country_names, zones_of

MAIN_ZONES = {"RU": "Europe/Moscow", "US": "America/New_York", "CA": "America/Toronto", "UA": "Europe/Kyiv"}
FIRST = ("PL", "NO", "EE", "FI", "GB", "RU")  # countries whose languages the program speaks come first
HOLIDAY_LANGUAGES = {"en": "en_US", "nb": "no", "pl": "pl", "et": "et", "fi": "fi", "ru": "ru"}


def countries(language: str) -> tuple[tuple[str, str], ...]:
    """Code and name of each country with known holidays, those of our languages first."""
    import holidays

    names = country_names(language)
    known = {code: names[code] for code in holidays.list_supported_countries() if code in names}
    first = [(code, known.pop(code)) for code in FIRST if code in known]
    return (*first, *sorted(known.items(), key=lambda country: country[1]))


def regions(country: str) -> tuple[str, ...]:
    """Codes of the regions with holidays of their own."""
    import holidays

    return tuple(holidays.list_supported_countries().get(country, ()))


def zone_of(country: str) -> str:
    """The IANA zone in which most people of `country` live; UTC where none is known."""
    if country in MAIN_ZONES:
        return MAIN_ZONES[country]
    return next(iter(zones_of(country)), "UTC")


def public_holidays(country: str, region: str, years: Iterable[int], language: str) -> dict[date, str]:
    """Public holidays by date, named in `language` where the source can, else in its own language."""
    import holidays

    codes = holidays.list_supported_countries()
    if country not in codes:
        return {}
    subdivision = region if region in codes[country] else None
    wanted = HOLIDAY_LANGUAGES.get(language, language)
    found = holidays.country_holidays(country, subdiv=subdivision, years=list(years), language=wanted)
    return dict(sorted(found.items()))
