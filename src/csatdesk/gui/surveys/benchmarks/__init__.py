"""Figures of other companies: the list of them, the sheet in which they are typed, files of them."""
