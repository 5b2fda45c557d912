"""The list of cases and the card, by keyboard only, on a real store."""
