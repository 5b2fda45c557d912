"""Evaluations: the list, the card with disputes, and the page on which one is filled."""
