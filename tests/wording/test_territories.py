"""Countries and their zones."""

from csatdesk.wording.territories import country_names, zones_of


def test_countries_have_names_in_our_languages() -> None:
    assert country_names("pl")["EE"] == "Estonia"
    assert country_names("ru")["NO"] == "Норвегия"
    assert "001" not in country_names("fi")


def test_countries_have_zones() -> None:
    assert "Europe/Tallinn" in zones_of("EE")
    assert len(zones_of("RU")) > 5
    assert zones_of("QQ") == ()
