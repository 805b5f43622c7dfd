"""What `make mutants` makes of a line, of Python and of the gates."""

import ast

import pytest

PROGRAM = """
from enum import StrEnum

class Colour(StrEnum):
    RED = "red"
    GREEN = "green"

def between(low: int, high: int) -> bool: ...
"""


@pytest.fixture(scope="module")
def knows(scripts):
    knows = scripts.known.Known()
    scripts.known.note(knows, ast.parse(PROGRAM))
    return knows


def made(scripts, knows, text):
    source = text.encode()
    found = scripts.points.points("a.py", source, knows)
    return [m.applied(source).decode() for m in found if scripts.points.is_another(source, m)]


@pytest.mark.parametrize(
    ("text", "mutants"),
    [
        ("a < b", ["a <= b"]),
        ("(a) not  in (b)", ["(a) in (b)"]),
        ("a is not b", ["a is b"]),
        ("a and b", ["a or b", "True and b", "a and True"]),
        ("not a", ["bool(a)"]),
        ("x = 3", ["x = 4", "x = 2"]),
        ("x = 0", ["x = 1"]),
        ("x = True", ["x = False"]),
        ("a - b", ["a + b"]),
        ("f(a)", ["pass"]),
        ("f(a)[1:]", ["f(a)[2:]", "f(a)[0:]"]),
        ("f(a)[:n]", ["f(a)[:(n) + 1]"]),
        ("raise RuleBroken(b, said=a[1:])", ["raise RuleBroken(b, said=a[0:])",
         "raise RuleBroken(b, said=a[2:])", "pass"]),
        ("x = min(a)", ["x = max(a)"]),
        ("x = Colour.GREEN", ["x = Colour.RED"]),
        ("x = {a: b, c: d}", ["x = { c: d}"]),
        ("x = {a, b}", ["x = { b}"]),
        ("x = between(a, b)", ["x = between(b, a)"]),
        ("x = [a for a in b if c]", ["x = [a for a in b if True]"]),
        ("x = a if b else c", ["x = a if (not b) else c"]),
        ("def f():\n  if a:\n    raise B", ["def f():\n  if (not a):\n    raise B",
         "def f():\n  pass", "def f():\n  if a:\n    pass"]),
        ("def f():\n  return a > b", ["def f():\n  return a >= b", "def f():\n  return True",
         "def f():\n  return False"]),
        ("x.y = a", ["pass"]),
        ("x += a", ["pass"]),
        ("for a in b:\n  continue", ["for a in b:\n  break"]),
        ("x = select(a).where(b, c)", ["x = select(a)", "x = select(a).where( c)"]),
        ("甲 = 乙 >= 丙", ["甲 = 乙 > 丙"]),
    ],
)  # fmt: skip
def test_a_line_has_these_mutants(scripts, knows, text, mutants):
    assert sorted(made(scripts, knows, text)) == sorted(mutants)


@pytest.mark.parametrize(
    "text",
    [
        '"""Text, 3."""',
        "x: Literal[3]",
        "def f(a: Limit[3] = None) -> Limit[3]:\n  ...",
        "log.info('%s', 3 < 4)",
        "class A:\n  def __repr__(self):\n    return f(3)",
        "@lru_cache(maxsize=3)\ndef f():\n  ...",
        "x = zip(a, b, strict=True)",
        "x = RuleBroken(b, said=a[:40])",
        "x = f'{a:>3}'",
        "x = '字' + a",
    ],
)
def test_what_changes_nothing_has_none(scripts, knows, text):
    assert made(scripts, knows, text) == []


def gates(scripts, text, name="a.sql"):
    find = scripts.gate_points.sql_points if name == "a.sql" else scripts.gate_points.list_points
    source = text.encode()
    return {mutant.applied(source).decode().strip() for mutant in find(name, source)}


@pytest.mark.parametrize(
    ("text", "mutants"),
    [
        ("IF a = b THEN", {"IF a <> b THEN"}),
        ("a BETWEEN b AND c", set()),
        ("(a AND b)", {"(a OR b)", "(a )"}),
        ("a IS NOT NULL", {"a IS NULL"}),
        ("NOT EXISTS (x)", {"EXISTS (x)"}),
        ("EXISTS (SELECT 1 FROM a)", {"NOT EXISTS (SELECT 1 FROM a)"}),
        ("coalesce((SELECT 1 FROM a))", {"coalesce((SELECT 2 FROM a))"}),
        ("a IN ('x', 'y')", {"a IN ( 'y')"}),
        ("a IS DISTINCT FROM b", {"a IS NOT DISTINCT FROM b"}),
        ("RAISE EXCEPTION 'no AND yes' USING ERRCODE = '42501';", {"NULL;"}),
        ("-- a = b", set()),
        ("SET search_path = public", set()),
    ],
)
def test_the_sql_of_a_gate_has_these_mutants(scripts, text, mutants):
    assert gates(scripts, text) == mutants


def test_a_row_of_a_list_is_gone_or_says_less(scripts):
    row = "alarm | update | standing ? OLD.a AND NEW.b | sign_in @duty"
    assert gates(scripts, f"# rows\n{row}\n", "a.txt") == {
        "# rows",
        "# rows\nalarm | update | standing | sign_in @duty",
        "# rows\nalarm | update | standing ? OLD.a | sign_in @duty",
        "# rows\nalarm | update | standing ? OLD.a AND NEW.b | sign_in",
    }


def test_a_mutant_keeps_its_key_when_other_lines_move_it(scripts, knows):
    before, after = b"x = a < b\n", b"import c\n\nx = a < b\n"
    keys = {scripts.points.points("a.py", s, knows)[0].key(s) for s in (before, after)}
    other = b"x = a < c\n"
    keys_of_others = {scripts.points.points("a.py", other, knows)[0].key(other)}
    assert len(keys) == 1
    assert not keys & keys_of_others
