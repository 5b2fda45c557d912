"""Figures of a month, the complaints register and the inspection folder."""
