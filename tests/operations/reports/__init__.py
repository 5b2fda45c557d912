"""Figures, register and inspection folder."""
