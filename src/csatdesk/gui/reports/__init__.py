"""Reports: the figures of a month, the month sheet, the complaints register."""
