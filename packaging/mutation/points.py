"""Where Python can be wrong by a word: every mutant of a file.

Left out is what is easily seen to change nothing: types, docstrings, words for people, log lines,
decorators, `__repr__`, the `strict` of a zip, and how much of what was written a refusal repeats.
"""

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from mutation.known import Known, other_member
from mutation.mutant import Mutant

COMPARED: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: (r"<", "<="),
    ast.LtE: (r"<=", "<"),
    ast.Gt: (r">", ">="),
    ast.GtE: (r">=", ">"),
    ast.Eq: (r"==", "!="),
    ast.NotEq: (r"!=", "=="),
    ast.In: (r"\bin\b", "not in"),
    ast.NotIn: (r"\bnot\s+in\b", "in"),
    ast.Is: (r"\bis\b", "is not"),
    ast.IsNot: (r"\bis\s+not\b", "is"),
}
TURNED = {"min": "max", "max": "min", "any": "all", "all": "any"}
ADDED: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: (r"\+", "-"),
    ast.Sub: (r"-", "+"),
    ast.Mult: (r"\*", "//"),
    ast.FloorDiv: (r"//", "*"),
    ast.Div: (r"/", "*"),
    ast.Mod: (r"%", "*"),
}
# Of a statement of SQL: without it, it still says something.
LINKS = {"where", "filter", "order_by", "desc", "distinct", "limit", "having", "group_by"}
CONDITIONS = {"where", "filter", "and_", "or_", "having"}
WORDS = (ast.JoinedStr, ast.List, ast.ListComp, ast.Tuple)
ENDS = (ast.Raise, ast.Return, ast.Continue, ast.Break)


class Points:
    """Walks one file. `found` are its mutants, in the order of the file."""

    def __init__(self, path: str, source: bytes, known: Known) -> None:
        self.path, self.source, self.known = path, source, known
        starts = [0]
        for line in source.splitlines(True):
            starts.append(starts[-1] + len(line))
        self._starts = starts
        self._names: list[str] = []
        self.found: list[Mutant] = []
        self._visit(ast.parse(source))

    def _at(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        begin = self._starts[node.lineno - 1] + node.col_offset
        return begin, self._starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)

    def _text(self, node: ast.expr | ast.stmt) -> str:
        begin, end = self._at(node)
        return self.source[begin:end].decode()

    def _add(self, kind: str, begin: int, end: int, new: str, line: int) -> None:
        names = tuple(reversed(self._names))
        self.found.append(Mutant(self.path, kind, begin, end, new, line, names))

    def _put(self, kind: str, node: ast.expr | ast.stmt, new: str) -> None:
        self._add(kind, *self._at(node), new, node.lineno)

    def _between(self, kind: str, left: ast.expr, right: ast.expr, old: str, new: str) -> None:
        """The operator between two operands; what stands there else are brackets and comments."""
        begin, end = self._at(left)[1], self._at(right)[0]
        if match := re.search(old, self.source[begin:end].decode()):
            at = begin + len(self.source[begin:end].decode()[: match.start()].encode())
            self._add(kind, at, at + len(match[0].encode()), new, left.lineno)

    def _visit(self, node: ast.AST) -> None:
        named = _named(node)
        if named == "__repr__":
            return
        if named:
            self._names.append(named)
        look: Callable[[ast.AST], None] | None = getattr(self, f"_{type(node).__name__}", None)
        if look:
            look(node)
        elif isinstance(node, ast.comprehension):
            self._filters(node)
        for child in _inside(node):
            self._visit(child)
        if named:
            self._names.pop()

    def _Compare(self, node: ast.Compare) -> None:
        operands = [node.left, *node.comparators]
        for op, left, right in zip(node.ops, operands, operands[1:], strict=False):
            self._between("compare", left, right, *COMPARED[type(op)])

    def _BoolOp(self, node: ast.BoolOp) -> None:
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        self._between("and/or", node.values[0], node.values[1], rf"\b{old}\b", new)
        for value in node.values:
            # Not `x or y` where x is only given when there is one: then x and y may be alike.
            self._put("condition removed", value, "True" if old == "and" else "False")

    def _UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._put("not removed", node, f"bool({self._text(node.operand)})")

    def _BinOp(self, node: ast.BinOp) -> None:
        sides = (node.left, node.right)
        words = any(isinstance(s, WORDS) or _is_text(s) for s in sides)
        if type(node.op) in ADDED and not words:
            self._between("arithmetic", *sides, *ADDED[type(node.op)])

    def _Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._put("truth", node, str(not node.value))
        elif isinstance(node.value, int | float):
            self._put("number", node, str(node.value + 1))
            if node.value:
                self._put("number", node, str(node.value - 1))

    def _If(self, node: ast.If) -> None:
        self._turn(node.test)
        # An elif is no statement.
        statement = self.source[self._at(node)[0] :].startswith(b"if")
        if statement and not node.orelse and isinstance(node.body[-1], ENDS):
            self._put("guard removed", node, "pass")

    def _IfExp(self, node: ast.IfExp) -> None:
        self._turn(node.test)

    def _turn(self, test: ast.expr) -> None:
        if isinstance(test, ast.Name | ast.Attribute | ast.Call):
            self._put("turned", test, f"(not {self._text(test)})")

    def _filters(self, node: ast.comprehension) -> None:
        for condition in node.ifs:
            self._put("filter removed", condition, "True")

    def _Slice(self, node: ast.Slice) -> None:
        for part in (node.lower, node.upper):
            if part is not None and not isinstance(part, ast.Constant):
                self._put("slice", part, f"({self._text(part)}) + 1")

    def _Expr(self, node: ast.Expr) -> None:
        value = node.value
        told = isinstance(value, ast.Call) and _is_for_people(value)
        if isinstance(value, ast.Call | ast.Yield | ast.YieldFrom) and not told:
            self._put("statement removed", node, "pass")

    def _Raise(self, node: ast.Raise) -> None:
        self._put("raise removed", node, "pass")

    def _Assign(self, node: ast.Assign) -> None:
        if isinstance(node.targets[0], ast.Attribute | ast.Subscript):
            self._put("assignment removed", node, "pass")

    def _AugAssign(self, node: ast.AugAssign) -> None:
        self._put("assignment removed", node, "pass")

    def _Return(self, node: ast.Return) -> None:
        value = node.value
        if isinstance(value, ast.Compare | ast.BoolOp) or _called(value) in ("any", "all"):
            assert value is not None
            self._put("early return", value, "True")
            self._put("early return", value, "False")

    def _Continue(self, node: ast.Continue) -> None:
        self._put("loop", node, "break")

    def _Break(self, node: ast.Break) -> None:
        self._put("loop", node, "continue")

    def _Attribute(self, node: ast.Attribute) -> None:
        enum = node.value.id if isinstance(node.value, ast.Name) else ""
        if other := other_member(self.known.members, enum, node.attr):
            self._put("other member", node, f"{enum}.{other}")

    def _Set(self, node: ast.Set) -> None:
        self._items(node.elts)

    def _List(self, node: ast.List) -> None:
        self._items(node.elts)

    def _Dict(self, node: ast.Dict) -> None:
        if len(node.values) > 1:
            for at, value in enumerate(node.values):
                key = node.keys[at]
                if key is not None:
                    self._without("entry removed", key, value)

    def _items(self, elements: Sequence[ast.expr]) -> None:
        if len(elements) > 1:
            for element in elements:
                self._without("member removed", element, element)

    def _without(self, kind: str, first: ast.expr, last: ast.expr) -> None:
        """Without its comma too, if one follows."""
        begin, end = self._at(first)[0], self._at(last)[1]
        comma = re.match(rb"\s*,", self.source[end:])
        if comma:
            self._add(kind, begin, end + comma.end(), "", first.lineno)

    def _Call(self, node: ast.Call) -> None:
        function, arguments = node.func, node.args
        name = _called(node)
        if name in TURNED and isinstance(function, ast.Name):
            self._put("min/max", function, TURNED[name])
        if isinstance(function, ast.Attribute) and name in LINKS:
            self._put("part of SQL removed", node, self._text(function.value))
        if name in CONDITIONS and len(arguments) > 1:
            for argument in arguments:
                self._without("condition removed", argument, argument)
        types = self.known.types.get(name) or []
        for at, (one, two) in enumerate(pairwise(arguments)):
            alike = at + 1 < len(types) and types[at] and types[at] == types[at + 1]
            if alike and ast.dump(one) != ast.dump(two):
                begin, end = self._at(one)[0], self._at(two)[1]
                new = f"{self._text(two)}, {self._text(one)}"
                self._add("arguments swapped", begin, end, new, one.lineno)


def _named(node: ast.AST) -> str | None:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id
    return None


def _called(node: ast.AST | None) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """The children in which something can be wrong."""
    if isinstance(node, ast.Call) and _is_for_people(node):
        return
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases", "type_params"):
            continue
        for child in value if isinstance(value, list) else (value,):
            if isinstance(child, ast.keyword) and child.arg in ("strict", "maxsize", "slots"):
                continue
            if isinstance(child, ast.keyword) and _called(node) == "RuleBroken":
                child = _repeated(child.value)
            if isinstance(node, ast.JoinedStr) or not isinstance(child, ast.AST):
                continue
            yield child


def _repeated(told: ast.expr) -> ast.expr:
    """What a refusal repeats, without where it is cut: `text` of `text[:40]`."""
    cut = told.slice if isinstance(told, ast.Subscript) else None
    if isinstance(cut, ast.Slice) and cut.lower is None and isinstance(cut.upper, ast.Constant):
        assert isinstance(told, ast.Subscript)
        return told.value
    return told


def _is_for_people(node: ast.Call) -> bool:
    """A log line, a type made."""
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    logs = isinstance(owner, ast.Name) and owner.id in ("log", "logger", "LOG")
    return logs or _called(node) in ("cast", "TypeVar", "NewType", "getLogger")


def points(path: str, source: bytes, known: Known) -> list[Mutant]:
    """Every mutant of the file, each once."""
    found = {(m.begin, m.end, m.new): m for m in Points(path, source, known).found}
    return list(found.values())


def is_another(source: bytes, mutant: Mutant) -> bool:
    """It compiles, and is not the same program."""
    try:
        tree = ast.parse(mutant.applied(source))
    except (SyntaxError, ValueError):
        return False
    return ast.dump(tree) != ast.dump(ast.parse(source))
