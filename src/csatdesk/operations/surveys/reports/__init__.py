"""The report of a survey, for a month or another time: counted, on paper, in a workbook, for an audience."""
