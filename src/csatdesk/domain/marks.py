"""N_(): marks a text for translation where it is written; `wording` speaks it where it is shown."""


def N_(text: str) -> str:  # noqa: N802  (gettext's own name, known to the extractor)
    """Return `text` unchanged; the catalogue collects it."""
    return text
