"""Countries by name and the time zones they use, as Babel knows them."""

from collections.abc import Mapping


def country_names(language: str) -> Mapping[str, str]:
    """ISO code of two letters → name in one of our languages."""
    from babel import Locale

    return {code: name for code, name in Locale.parse(language).territories.items() if len(code) == 2}


def zones_of(country: str) -> tuple[str, ...]:
    """IANA zones used in a country, in the order of their names; empty where none is known."""
    from babel.core import get_global

    territories = get_global("zone_territories")
    return tuple(sorted(zone for zone, territory in territories.items() if territory == country))


def every_zone() -> tuple[str, ...]:
    """All zones that belong to some country, by name."""
    from babel.core import get_global

    return tuple(sorted(zone for zone in get_global("zone_territories") if "/" in zone))


def currency_of(country: str) -> str:
    """ISO code of the currency that is legal tender there today; empty where none is known."""
    from babel.numbers import get_territory_currencies

    return next(iter(get_territory_currencies(country)), "")
