"""The program's sources as they are asked: what a name is given, wherever it is given."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef
ROOT_OF_REFUSALS = ("commandcenter.domain.errors", "RuleBroken")
Scope = ast.Module | ast.ClassDef | Function | ast.Lambda


@dataclass
class Module:
    """A file with what stands in it. `within`: of each node the scopes around it, the outermost
    first."""

    name: str
    tree: ast.Module
    within: dict[ast.AST, tuple[Scope, ...]] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)  # name: module, its name

    def __post_init__(self) -> None:
        self._place(self.tree, ())
        for node in self.within:
            if isinstance(node, ast.ImportFrom) and node.module:
                for each in node.names:
                    self.imported[each.asname or each.name] = (node.module, each.name)

    def _place(self, node: ast.AST, around: tuple[Scope, ...]) -> None:
        self.within[node] = around
        inside = (*around, node) if isinstance(node, Scope) else around
        for child in ast.iter_child_nodes(node):
            self._place(child, inside)

    def function_of(self, node: ast.AST) -> Function | None:
        return next((s for s in reversed(self.within[node]) if isinstance(s, Function)), None)

    def class_of(self, node: ast.AST) -> ast.ClassDef | None:
        return next((s for s in reversed(self.within[node]) if isinstance(s, ast.ClassDef)), None)

    @cached_property
    def calls(self) -> list[ast.Call]:
        return [node for node in self.within if isinstance(node, ast.Call)]


class Sources:
    """All modules below a folder that `package` names; names are followed from one to another."""

    def __init__(self, root: Path, package: str) -> None:
        self.modules: dict[str, Module] = {}
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            name = ".".join(parts).removesuffix(".__init__")
            tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
            self.modules[name] = Module(name, tree)

    @cached_property
    def refusals(self) -> frozenset[tuple[str, str]]:
        """RuleBroken and the classes made of it: module and name."""
        found = {ROOT_OF_REFUSALS}
        classes = [
            (module, node)
            for module in self.modules.values()
            for node in module.within
            if isinstance(node, ast.ClassDef)
        ]
        while more := {
            (module.name, node.name)
            for module, node in classes
            if (module.name, node.name) not in found
            and any(_home(module, base) in found for base in node.bases)
        }:
            found |= more
        return frozenset(found)

    def parent_of_refusal(self, module: Module, own: ast.ClassDef) -> tuple[str, str] | None:
        """Of a class of refusals, what `super()` is."""
        return next((h for base in own.bases if (h := _home(module, base)) in self.refusals), None)

    def given(self, module: Module, name: ast.Name) -> list[ast.expr] | None:
        """What the name is given where it is read; None where that is not to be seen."""
        for scope in reversed(module.within[name]):
            if isinstance(scope, ast.ClassDef | ast.Lambda):
                continue
            if found := list(_assigned(scope, name.id)):
                return found
        if name.id in module.imported:
            home, other = module.imported[name.id]
            if home in self.modules:
                return list(_assigned(self.modules[home].tree, other)) or None
        return None

    def attribute(self, module: Module, node: ast.Attribute) -> list[ast.expr] | None:
        """What `module.NAME` is given, and `self.NAME` or `Class.NAME` in the class's body."""
        if not isinstance(node.value, ast.Name):
            return None
        if node.value.id in module.imported:
            home = ".".join(module.imported[node.value.id])
            if home in self.modules:
                return list(_assigned(self.modules[home].tree, node.attr)) or None
        return None


def _home(module: Module, base: ast.expr) -> tuple[str, str]:
    name = name_of(base)
    return module.imported.get(name, (module.name, name))


def _assigned(scope: ast.AST, name: str) -> Iterator[ast.expr]:
    """Values that a scope gives a name, those of scopes inside it left out."""
    todo = list(ast.iter_child_nodes(scope))
    while todo:
        node = todo.pop(0)
        if isinstance(node, Scope):
            continue
        todo.extend(ast.iter_child_nodes(node))
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    yield from _part(target, value, name)
            case ast.AnnAssign(target=ast.Name(id=found), value=ast.expr() as value):
                if found == name:
                    yield value
            case ast.NamedExpr(target=ast.Name(id=found), value=value) if found == name:
                yield value
            case ast.For(target=target, iter=ast.Tuple(elts=items)):
                for item in items:
                    yield from _part(target, item, name)


def _part(target: ast.expr, value: ast.expr, name: str) -> Iterator[ast.expr]:
    if isinstance(target, ast.Name) and target.id == name:
        yield value
    elif isinstance(target, ast.Tuple):
        if isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts):
            for each, part in zip(target.elts, value.elts, strict=True):
                yield from _part(each, part, name)
        elif isinstance(value, ast.IfExp):
            yield from _part(target, value.body, name)
            yield from _part(target, value.orelse, name)


def name_of(node: ast.expr) -> str:
    """The last name of what is called: `translate` of `QCoreApplication.translate`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Subscript):
        return name_of(node.value)
    return node.id if isinstance(node, ast.Name) else ""


def parameters(function: Function) -> list[ast.arg]:
    given = function.args
    return [*given.posonlyargs, *given.args]


def parameter(function: Function, name: str) -> ast.arg | None:
    every = [*parameters(function), *function.args.kwonlyargs]
    return next((each for each in every if each.arg == name), None)
