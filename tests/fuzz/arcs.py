"""Which way an input takes through the program: modules are compiled with a mark at each branch.

Python 3.11 has no `sys.monitoring`, and a trace function makes a parser thirty times slower. So the
marks are put into the source as it is imported: on every Python the same places, whose numbers
stay the same from run to run. Besides, the words that the modules compare with are gathered:
what a parser looks for is what a mutated file should hold.
"""

import ast
import builtins
import sys
from importlib.machinery import PathFinder, SourceFileLoader
from zlib import crc32

LONGEST_WORD = 40
MARK, WITHIN = "__fuzz_at__", "__fuzz_on__"

seen: set[int] = set()  # arcs: two places that were passed one after the other
words: dict[str, set[str]] = {}  # by module
_last = [0]


def _at(place):
    seen.add(place ^ _last[0])
    _last[0] = place >> 1


def _on(place, value):
    """Of a part of an expression: marked when it is worked out."""
    seen.add((place * 2 + bool(value)) ^ _last[0])
    _last[0] = place >> 1
    return value


def begin():
    """Forget what was passed."""
    seen.clear()
    _last[0] = 0


class _Marking(ast.NodeTransformer):
    def __init__(self, module):
        self.module = module
        self.found = words.setdefault(module, set())

    def place(self, node, kind):
        where = f"{self.module}:{getattr(node, 'lineno', 0)}:{getattr(node, 'col_offset', 0)}"
        return crc32(f"{where}:{kind}".encode())

    def marked(self, body, node, kind):
        call = ast.Call(ast.Name(MARK, ast.Load()), [ast.Constant(self.place(node, kind))], [])
        mark = ast.Expr(call)
        documented = (
            isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
            and isinstance(body[0].value.value, str)
            and kind == "def"
        ) if body else False  # fmt: skip
        return [body[0], mark, *body[1:]] if documented else [mark, *body]

    def watched(self, node, kind):
        place = ast.Constant(self.place(node, kind))
        return ast.Call(ast.Name(WITHIN, ast.Load()), [place, node], [])

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        node.body = self.marked(node.body, node, "def")
        return node

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815  by the names of nodes

    def visit_If(self, node):
        self.generic_visit(node)
        node.body = self.marked(node.body, node, "if")
        node.orelse = self.marked(node.orelse, node, "else")
        return node

    def visit_For(self, node):
        self.generic_visit(node)
        node.body = self.marked(node.body, node, "loop")
        return node

    visit_While = visit_For  # noqa: N815  as above

    def visit_ExceptHandler(self, node):
        self.generic_visit(node)
        node.body = self.marked(node.body, node, "except")
        return node

    def visit_match_case(self, node):
        for each in node.body:
            self.visit(each)
        node.body = self.marked(node.body, node.body[0], "case")
        return node

    def visit_BoolOp(self, node):
        self.generic_visit(node)
        node.values = [self.watched(each, f"part{n}") for n, each in enumerate(node.values)]
        return node

    def visit_IfExp(self, node):
        self.generic_visit(node)
        node.test = self.watched(node.test, "ifexp")
        return node

    def visit_comprehension(self, node):
        self.generic_visit(node)
        node.ifs = [self.watched(each, f"for-if{n}") for n, each in enumerate(node.ifs)]
        return node

    def visit_Constant(self, node):
        told = node.value
        if isinstance(told, str) and 0 < len(told) <= LONGEST_WORD:
            self.found.add(told)
        return node

    def visit_JoinedStr(self, node):
        return node


class _Loader(SourceFileLoader):
    def get_code(self, fullname):
        path = self.get_filename(fullname)
        tree = ast.parse(self.get_data(path), path)
        marked = ast.fix_missing_locations(_Marking(fullname).visit(tree))
        return compile(marked, path, "exec", dont_inherit=True)


class _Finder:
    def __init__(self, wanted):
        self.wanted = wanted

    def find_spec(self, name, path=None, target=None):
        if not any(name == each or name.startswith(f"{each}.") for each in self.wanted):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or not (spec.origin or "").endswith(".py"):
            return spec
        spec.loader = _Loader(name, spec.origin)
        return spec


def watch(modules):
    """From here on the modules, and those below them, are marked as they are imported."""
    setattr(builtins, MARK, _at)
    setattr(builtins, WITHIN, _on)
    finder = _Finder(tuple(modules))
    for name in [name for name in sys.modules if finder.find_spec(name, None)]:
        del sys.modules[name]  # what was imported before is of no use: of the standard library only
    sys.meta_path.insert(0, finder)
