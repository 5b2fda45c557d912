"""How a spreadsheet names its columns."""


def column_letter(column: int) -> str:
    """The letters a spreadsheet shows over a column counted from 0: 0 → A, 25 → Z, 26 → AA."""
    letters = ""
    left = column + 1
    while left:
        left, place = divmod(left - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
