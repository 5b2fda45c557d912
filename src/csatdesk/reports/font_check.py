"""Whether the embedded typeface is there and prints the letters of all our languages."""

from csatdesk.reports.typeface import missing_glyphs

LETTERS = "Zażółć gęślą jaźń ÆØÅ æøå õäöü šž Åå Ää Öö Съешь же ещё этих мягких булок €£₽ „” «» – …"


def lacking_letters() -> str | None:
    """Letters that the typeface cannot print; None when it cannot be loaded at all."""
    from reportlab.pdfbase.ttfonts import TTFError

    try:
        return "".join(missing_glyphs(LETTERS))
    except (ImportError, OSError, TTFError):
        return None
