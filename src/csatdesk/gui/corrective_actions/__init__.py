"""Measures: what is done so that complaints do not come again, by whom and until when, and whether it helped."""
