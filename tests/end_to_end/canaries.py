"""What is typed into the windows to be looked for in files: one canary for each place that takes words of persons."""

NAME, SIGN_IN_NAME = "Zofia Wilkowska", "zofia.wilkowska"  # signed in at this desk: see test_canaries
PLACES = """
    centre, password, pass phrase,
    intake name, intake phone, intake e-mail, story, remedy, reference, enclosures, book entry, book story,
    draft name, draft story, draft remedy, thrown away,
    note, unsaved note, hand-over note, answer, root cause, closing note, reopen reason, unsaved answer,
    customer name, customer phone, customer e-mail, account, meter, address, customer note,
    case search, customer search, palette, topic search,
    person, sign-in name, first password, unsaved person, office, office address, office phone, closed day, team,
    own new password, imported story, imported name, name of the list, stranger at the lock, wrong password
"""
ORDER = [place.strip() for place in PLACES.split(",")]
PASSING = {  # nothing of these is kept anywhere, in clear or not
    "password", "pass phrase", "thrown away", "unsaved note", "unsaved answer", "case search", "customer search",
    "palette", "topic search", "first password", "unsaved person", "own new password", "stranger at the lock",
    "wrong password",
}  # fmt: skip
DRAFT = {"draft name", "draft story", "draft remedy"}


def canary(place: str) -> str:
    """What is typed at a place: words no file of anybody's holds by chance."""
    number = ORDER.index(place)
    match place.rsplit(maxsplit=1)[-1]:
        case "phone" | "account" | "meter":
            return f"48 731 90{number // 10} 5{number:02}"
        case "e-mail":
            return f"kanarek{number:02}qx@example.pl"
        case "name" if place == "sign-in name":
            return f"kanarek{number:02}qx"
        case _:
            return f"Kanarek{number:02}qx Żółtodziób"
