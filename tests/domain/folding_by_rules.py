"""What `domain.folding` must say, rule by rule and without any short way."""

import re

LETTER = r"[^\W_]"
ADDRESS = r"[^\W_][\w.%+'\-]{0,63}@[^\W_][\w\-]*(?:\.[\w\-]+)*"
# Calling codes of two digits (ITU-T E.164, list of assigned country codes); +1 and +7 have one, all others three.
TWO = (
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 "
    "90 91 92 93 94 95 98"
).split()


def indexed(folded: str) -> list[str]:
    """The words to index for a folded text."""
    found = [(word.start(), word[0][:64]) for word in re.finditer(f"{LETTER}+", folded)]
    for word in re.finditer(f"{LETTER}+", folded):
        atoms = re.findall(r"[0-9]+|[^\W_0-9]+", word[0])
        if not word[0].isalpha() and not word[0].isdigit():
            found += [(word.start(), atom[:64]) for atom in atoms]
    for run in re.finditer(r"\+?[0-9]+(?:[^\w+@]{1,3}[0-9]+)*", folded):
        groups = list(re.finditer("[0-9]+", run[0]))
        for place, group in enumerate(groups):
            whole = "".join(one[0] for one in groups[place:])[:32]
            if len(whole) >= 5:
                forms = dialled(whole, run[0].startswith("+") and place == 0)
                found += [(run.start() + group.start(), form) for form in forms]
    for address in re.finditer(ADDRESS, folded):
        for part in re.finditer(f"{LETTER}+", address[0]):
            whole = joined(address[0][part.start() :])
            found.append((address.start() + part.start(), whole))
            for atom in re.findall(r"[0-9]+|[^\W_0-9]+", whole):
                forms = dialled(atom[:32], False) if atom[0] in "0123456789" else [atom]
                found += [(address.start() + part.start(), form) for form in forms]
    return in_order(found)


def sought(folded: str) -> list[str]:
    """The words that a folded query looks for."""
    found = [(address.start(), joined(address[0])) for address in re.finditer(ADDRESS, folded)]
    folded = re.sub(ADDRESS, lambda address: "\n" * len(address[0]), folded)
    letters = list(folded)
    for run in re.finditer(r"\+?[0-9]+(?:[ \t.\-‐–—−/()]{1,3}[0-9]+)*", folded):
        if len(re.findall("[0-9]", run[0])) >= 5:
            found += [(run.start(), number) for number in numbers(run[0])]
            letters[run.start() : run.end()] = "\n" * len(run[0])
    for word in re.finditer(f"{LETTER}+", folded):
        left = "".join(letters[word.start() : word.end()])
        pattern = r"[0-9]+|[^\W_0-9]+" if "\n" in left else f"{LETTER}+"
        found += [(word.start(), atom[:64]) for atom in re.findall(pattern, left)]
    return in_order(found)


def joined(text: str) -> str:
    return "".join(re.findall(LETTER, text[:256]))[:64]


def in_order(found: list[tuple[int, str]]) -> list[str]:
    return list(dict.fromkeys(word for _place, word in sorted(found, key=lambda one: one[0])))


def numbers(typed: str) -> list[str]:
    """Pieces between blanks belong to one number unless one of them is long enough to be a number by itself."""
    pieces = [groups for part in typed.split() if (groups := re.findall("[0-9]+", part))]
    told, together = [], [pieces[0]]
    for piece in pieces[1:]:
        before = together[-1]
        is_prefix = typed[0] == "+" and before is pieces[0]
        is_number = len("".join(piece)) >= 9 and not is_prefix and before != ["8"]
        if len("".join(before)) >= 9 or is_number:
            told.append(together)
            together = []
        together.append(piece)
    found: list[str] = []
    for place, several in enumerate([*told, together]):
        groups = [group for piece in several for group in piece]
        whole = "".join(groups)[:32]
        found += [bare(whole, typed[0] == "+" and place == 0)] if len(whole) >= 5 else groups
    return found


def dialled(digits: str, is_abroad: bool) -> list[str]:
    """Breadth first: what is left may look dialled again."""
    forms = [digits]
    for form in forms:
        if len(form) < 5:
            continue
        shorter = {bare(form, False)}
        if form.startswith("00"):
            shorter.add(form[2:])
        if is_abroad and form == digits:
            shorter.add(bare(form, True))
        if form[0] in "78" and len(form) > 11:
            shorter.add(form[1:])
        forms += sorted(shorter - set(forms))
    return forms


def bare(digits: str, is_abroad: bool) -> str:
    if not is_abroad and not digits.startswith("00"):
        return digits[1:] if digits[0] == "0" or (digits[0] in "78" and len(digits) == 11) else digits
    abroad = digits if is_abroad else digits[2:]
    code = 1 if abroad[:1] in ("1", "7") else 2 if abroad[:2] in TWO else 3
    rest = abroad[code:]
    return (rest[1:] if rest.startswith("0") else rest) or abroad
