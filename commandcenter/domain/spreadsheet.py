"""Text that leaves the program for a spreadsheet must never be run there as a formula."""

# OWASP's list (CSV injection) and the full-width forms that Excel takes as the same.
FORMULA_STARTERS = "=+-@\t\r\n＝＋－＠"
# Invisible marks that some programs drop before they look at the first character.
_INVISIBLE = " \t\r\n\v\f\u00a0\u3000\u2060\ufeff" + "".join(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F)))
)


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text as a formula."""
    if not text:
        return False
    if text[0] in FORMULA_STARTERS:
        return True
    return text[0] in _INVISIBLE and text.lstrip(_INVISIBLE)[:1] in tuple(FORMULA_STARTERS)


def safe_cell(text: str) -> str:
    """The text for a CSV cell: an apostrophe before whatever might become a formula."""
    return f"'{text}" if starts_formula(text) else text


def bare_cell(text: str) -> str:
    """`safe_cell` undone, for a file of ours that comes back."""
    return text[1:] if text[:1] == "'" and starts_formula(text[1:]) else text
