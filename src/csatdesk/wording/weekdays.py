"""Names of weekdays, as labels want them."""

from csatdesk.wording.speaking import language


def weekday_names() -> tuple[str, ...]:
    """Monday to Sunday, with a capital: "Poniedziałek", "Monday"."""
    from babel import Locale

    names = Locale.parse(language()).days["stand-alone"]["wide"]
    return tuple(names[day][:1].upper() + names[day][1:] for day in range(7))


def short_weekday_names() -> tuple[str, ...]:
    """Monday to Sunday as short as lists have them: "Mon", "pon."."""
    from babel import Locale

    names = Locale.parse(language()).days["stand-alone"]["abbreviated"]
    return tuple(names[day] for day in range(7))
