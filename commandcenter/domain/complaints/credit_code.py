"""统一社会信用代码 (GB 32100-2015): check character of the 18-place subject code.

A failed check is a warning, not an error: some early codes are legal without it.
"""

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
BODY_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def check_character(first17: str) -> str:
    """The 18th character. Raises ValueError for a character outside the alphabet."""
    total = sum(w * ALPHABET.index(c) for w, c in zip(WEIGHTS, first17, strict=True))
    return ALPHABET[-total % 31]


def is_valid(code: str) -> bool:
    if len(code) != 18 or any(c not in ALPHABET for c in code):
        return False
    return check_character(code[:17]) == code[17]


def body_check(first8: str) -> str:
    """The ninth character of the inner organisation code (GB 11714)."""
    total = sum(w * BODY_ALPHABET.index(c) for w, c in zip(BODY_WEIGHTS, first8, strict=True))
    value = 11 - total % 11
    return {10: "X", 11: "0"}.get(value, str(value))


def make(prefix8: str, body8: str) -> str:
    """A code with both checks right, from 8 places of authority and region and 8 of body."""
    first17 = prefix8 + body8 + body_check(body8)
    return first17 + check_character(first17)


def part_of(typed: str) -> str:
    """What was typed, in wide signs or narrow, as it stands in a code; "" for what is in none."""
    code = unicodedata.normalize("NFKC", typed).upper()
    return code if len(code) <= 18 and all(c in ALPHABET for c in code) else ""
