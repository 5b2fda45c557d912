"""The list of cases, the card of one case, and what is done with it."""
