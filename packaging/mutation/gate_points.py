"""Where the gates of the server can be wrong: its SQL, and the lists it is made from."""

import re
from collections.abc import Iterator

from mutation.mutant import Mutant

# Words of a line, without strings and comments: what is between them is never looked into.
TOKEN = re.compile(
    r"--[^\n]*|'(?:[^']|'')*'|\"[^\"]*\"|\bIS\s+(?:NOT\s+)?DISTINCT\s+FROM\b|\bIS\s+(?:NOT\s+)?NULL\b"
    r"|\bNOT\s+(?:EXISTS|IN)\b|\bRAISE\s+EXCEPTION\b[^;]*|\bPERFORM\b[^;]*|[A-Za-z_][\w.]*|\d+"
    r"|<>|<=|>=|:=|=>|::|\|\||\$\$|[<>=]|\S",
    re.IGNORECASE,
)
OTHER = {
    "<>": "=",
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "AND": "OR",
    "OR": "AND",
    "NOT EXISTS": "EXISTS",
    "EXISTS": "NOT EXISTS",
    "NOT IN": "IN",
    "NOT": "",
    "TRUE": "false",
    "FALSE": "true",
    "MIN": "max",
    "MAX": "min",
    "ANY": "ALL",
    "IS NULL": "IS NOT NULL",
    "IS NOT NULL": "IS NULL",
    "IS DISTINCT FROM": "IS NOT DISTINCT FROM",
    "IS NOT DISTINCT FROM": "IS DISTINCT FROM",
}
# What is a condition ends before these.
STOPS = {"AND", "OR", "THEN", "ELSE", "WHEN", "END", "LOOP", "ORDER", "GROUP", "LIMIT", "INTO"}
# A statement of these is no condition: what is equal there is given, or a name.
GIVEN = re.compile(
    r"^\s*(SET|UPDATE|LANGUAGE|CREATE|ALTER|GRANT|REVOKE|RETURNS|USING|DROP|DECLARE)\b"
)


def sql_points(path: str, source: bytes) -> list[Mutant]:
    text = source.decode()
    found = []
    tokens = list(TOKEN.finditer(text))
    for at, token in enumerate(tokens):
        line = text[text.rfind("\n", 0, token.start()) + 1 : text.find("\n", token.end())]
        if GIVEN.match(line):
            continue
        for kind, begin, end, new in _of_token(tokens, at, text):
            found.append(_mutant(path, text, kind, begin, end, new))
    return found


def _of_token(
    tokens: list[re.Match[str]], at: int, text: str
) -> Iterator[tuple[str, int, int, str]]:
    token = tokens[at]
    word = re.sub(r"\s+", " ", token[0].upper())
    begin, end = token.span()
    if word.startswith(("--", '"')):
        return
    if word.startswith(("RAISE EXCEPTION", "PERFORM")):
        yield "statement removed", begin, end, "NULL"
    elif word == "=" and "SET " not in text[text.rfind("\n", 0, begin) : begin]:
        yield "compare", begin, end, "<>"
    elif word.isdigit() and not _is_of_exists(tokens, at):
        yield "number", begin, end, str(int(word) + 1)
    elif word in OTHER and not _is_between(tokens, at):
        yield "other operator", begin, end, OTHER[word]
    if word in ("AND", "OR") and not _is_between(tokens, at):
        yield "condition removed", begin, _end_of_condition(tokens, at), ""
    if word.startswith("'") and _is_of_list(tokens, at):
        yield "member removed", begin, tokens[at + 1].end(), ""


def _is_of_exists(tokens: list[re.Match[str]], at: int) -> bool:
    """`EXISTS (SELECT 1 FROM …)`: any number does."""
    words = [token[0].upper() for token in tokens[max(0, at - 3) : at + 2]]
    return words[-1] == "FROM" and words[1:3] == ["(", "SELECT"] and words[0].endswith("EXISTS")


def _is_between(tokens: list[re.Match[str]], at: int) -> bool:
    """The AND of `x BETWEEN a AND b`."""
    return any(t[0].upper() == "BETWEEN" for t in tokens[max(0, at - 8) : at])


def _is_of_list(tokens: list[re.Match[str]], at: int) -> bool:
    return tokens[at - 1][0] in "(,[" and at + 1 < len(tokens) and tokens[at + 1][0] == ","


def _end_of_condition(tokens: list[re.Match[str]], at: int) -> int:
    depth, end = 0, tokens[at].end()
    for token in tokens[at + 1 :]:
        word = token[0]
        if depth == 0 and (word in ");" or word == "," or word.upper() in STOPS):
            break
        depth += (word == "(") - (word == ")")
        end = token.end()
    return end


def list_points(path: str, source: bytes) -> list[Mutant]:
    """A row that is gone; one of its rights, conditions or columns that is."""
    text = source.decode()
    found, begin = [], 0
    for line in text.splitlines(True):
        if line.strip() and not line.startswith("#"):
            found.append(_mutant(path, text, "row removed", begin, begin + len(line), ""))
            for cut in _cuts(line):
                found.append(_mutant(path, text, "cell changed", begin, begin + len(line), cut))
        begin += len(line)
    return found


def _cuts(line: str) -> Iterator[str]:
    """The row with one condition, one alternative or one right less."""
    cells = line.rstrip("\n").split(" | ")
    for at, cell in enumerate(cells[1:], start=1):
        columns, mark, condition = cell.partition(" ? ")
        shorter = [columns] if mark else []
        if " AND " in condition:
            shorter.append(f"{columns} ? {condition.rpartition(' AND ')[0]}")
        if re.fullmatch(r"[~@]?[a-z_]+( [~@]?[a-z_]+)+", cell):  # rights, columns
            shorter.append(cell.rpartition(" ")[0])
        for new in shorter:
            yield " | ".join((*cells[:at], new, *cells[at + 1 :])) + "\n"


def _mutant(path: str, text: str, kind: str, begin: int, end: int, new: str) -> Mutant:
    line = text.count("\n", 0, begin) + 1
    names = _names(path, text, begin)
    before = len(text[:begin].encode())
    return Mutant(path, kind, before, before + len(text[begin:end].encode()), new, line, names)


def _names(path: str, text: str, begin: int) -> tuple[str, ...]:
    """The function of a script, the table of a list's row."""
    if path.endswith(".txt"):
        return (re.split(r"[ |]", text[begin : begin + 60])[0],)
    functions = re.findall(r"FUNCTION (?:\w+\.)?(\w+)", text[:begin])
    return (functions[-1],) if functions else ()
