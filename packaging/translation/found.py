"""Every text that a screen may show, with the context in which Qt is asked for it.

Texts of `ui/` stand in `tr` under the name of the class, or of what `translate` names; those from
below are the templates of phrases and refusals (context `words`), and what the program's own data
say (`plan`). Qt's lupdate sees neither functions called `tr` nor anything below `ui/`.
"""

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from translation.sources import Module, Sources, name_of, parameter, parameters

CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f“”]")
# What Chinese puts side by side, other languages put apart: “{group}{role}”.
SIDE_BY_SIDE = re.compile(r"\}\{|^ \{")
UI, SOURCE, DATA = "commandcenter.ui", "words", "plan"
PHRASES = "commandcenter.domain.phrase"
# Of what is called below `ui/`: how what takes a text to be said is called.
MAKERS = ("phrase", "word", "joined", "Joined", "Phrase")
ANY_TEXT = {"word", "Phrase"}  # may be given a text of data
# Whose own texts no screen shows: what a command says, and what stands on paper.
APART = ("commandcenter.program", "commandcenter.db")
DATA_FOLDERS = ("plan", "drills", "intake")
STATISTICAL = ("problem", "category")
WORD_LISTS = {"usage.toml"}  # with what is looked for in Chinese texts, as in those of intake


@dataclass(slots=True)
class Found:
    """`texts`: of each context its texts, in the order of the sources, each with where it stands
    first. `unseen`: places whose text cannot be told.
    """

    texts: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    unseen: list[str] = field(default_factory=list)

    def add(self, context: str, text: str, where: str) -> None:
        if CHINESE.search(text) or SIDE_BY_SIDE.search(text):
            self.texts[context].setdefault(text, where)


def found(root: Path) -> Found:
    """`root`: the folder of the package."""
    sources, result = Sources(root, "commandcenter"), Found()
    takers = _takers(sources)
    for name, module in sources.modules.items():
        if name.startswith(APART):
            continue
        for call in module.calls:
            if name.startswith(UI):
                _of_screen(sources, module, call, result)
            _from_below(sources, module, call, takers, result)
        _of_enums(module, result)
    for folder in DATA_FOLDERS:
        for path in sorted((root / "commandcenter" / "resources" / folder).rglob("*.toml")):
            lists = folder != "intake" and path.name not in WORD_LISTS
            told = tomllib.loads(path.read_text(encoding="utf-8"))
            for text in (*_strings(told, lists), *_statistical(told)):
                if text not in result.texts[SOURCE]:
                    result.add(DATA, text, f"resources/{folder}/{path.name}")
    return result


def _of_screen(sources: Sources, module: Module, call: ast.Call, result: Found) -> None:
    name, where = name_of(call.func), _where(module, call)
    if name == "translate" and len(call.args) == 2 and all(map(_literal, call.args)):
        result.add(_literal(call.args[0]) or "", _literal(call.args[1]) or "", where)
    elif name == "tr" and call.args:
        text = _literal(call.args[0])
        context = _context(sources, module, call)
        if text is None or not context:
            result.unseen.append(where)
        else:
            result.add(context, text, where)


def _context(sources: Sources, module: Module, call: ast.Call) -> str:
    """The class that Qt looks a `tr` up under, or what a function called `tr` names."""
    match call.func:
        case ast.Attribute(value=ast.Name(id="self")):
            own = module.class_of(call)
            return own.name if own else ""
        case ast.Attribute(value=ast.Name(id=name)) if name in module.imported:
            return _translating(sources, ".".join(module.imported[name]))
        case ast.Attribute(value=receiver):
            return _annotated(module, name_of(receiver).lstrip("_"))
        case ast.Name(id=name) if name in module.imported:
            return _translating(sources, module.imported[name][0])
        case ast.Name():
            return _translating(sources, module.name, module.class_of(call))
    return ""


def _translating(sources: Sources, name: str, near: ast.ClassDef | None = None) -> str:
    """What stands first in the `translate` of a module's `tr`."""
    module = sources.modules[name]
    for node in ast.walk(near or module.tree):
        match node:
            case ast.FunctionDef(name="tr"):
                calls = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
                named = [each.args[0] for each in calls if name_of(each.func) == "translate"]
                return _literal(named[0]) or "" if named else ""
            case ast.Call(func=ast.Name(id="partial"), args=[turned, context]):
                if name_of(turned) == "translate":
                    return _literal(context) or ""
            case ast.Attribute(attr="tr", value=ast.Name(id=receiver)) if receiver != "self":
                return _annotated(module, receiver)
    return _translating(sources, name) if near else ""


def _annotated(module: Module, name: str) -> str:
    """The class that a parameter of the name is said to be."""
    for node in module.within:
        told = parameter(node, name) if isinstance(node, ast.FunctionDef) else None
        if told and told.annotation is not None and (kind := name_of(told.annotation)):
            return kind
    return ""


Called = tuple[str, str]  # a module, and the name of a function or class in it
Takers = dict[Called, tuple[int, str]]


def _takers(sources: Sources) -> Takers:
    """What takes a template: at which place, and how the parameter is called; also the functions
    that only hand one on."""
    takers: Takers = {(PHRASES, name): (0, "template") for name in MAKERS}
    takers |= dict.fromkeys(sources.refusals, (0, "template"))
    before = -1
    while len(takers) != before:
        before = len(takers)
        for module in sources.modules.values():
            for call in module.calls:
                if handed := _handed_on(sources, module, call, takers):
                    takers[handed[0]] = handed[1]
    return takers


def _handed_on(
    sources: Sources, module: Module, call: ast.Call, takers: Takers
) -> tuple[Called, tuple[int, str]] | None:
    """The function around a call, if it is given the template that it hands to the call."""
    template, function = _template(sources, module, call, takers), module.function_of(call)
    if not isinstance(template, ast.Name) or function is None or module.name == PHRASES:
        return None
    own = module.class_of(function)
    names = [each.arg for each in parameters(function)]
    if template.id not in names or sources.given(module, template):
        return None
    place = names.index(template.id) - (own is not None and names[0] in ("self", "cls"))
    name = own.name if own and function.name == "__init__" else function.name
    return (module.name, name), (place, template.id)


def _called(sources: Sources, module: Module, call: ast.Call) -> Called | None:
    """Where stands what is called; None for a method of an object."""
    match call.func:
        case ast.Name(id=name):
            return module.imported.get(name, (module.name, name))
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            return module.name, name
        case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in module.imported:
            return ".".join(module.imported[owner]), name
        case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"):
            own = module.class_of(call)
            return sources.parent_of_refusal(module, own) if own else None
    return None


def _template(sources: Sources, module: Module, call: ast.Call, takers: Takers) -> ast.expr | None:
    """What stands in a call where a template does."""
    called = _called(sources, module, call)
    if called not in takers:
        return None
    place, keyword = takers[called]
    if any(isinstance(each, ast.Starred) for each in call.args[: place + 1]):
        return None
    if len(call.args) > place:
        return call.args[place]
    return next((each.value for each in call.keywords if each.arg == keyword), None)


def _from_below(
    sources: Sources, module: Module, call: ast.Call, takers: Takers, result: Found
) -> None:
    where, called = _where(module, call), _called(sources, module, call)
    if called == (PHRASES, "phrases") or _maps_words(module, call):
        for text in _texts(sources, module, call.args[-1], set()):
            result.add(SOURCE, text or "", where)
        return
    template = _template(sources, module, call, takers)
    if template is None or (module.name == PHRASES and not _literal(template)):
        return
    if _handed_on(sources, module, call, takers):
        return
    for text in _texts(sources, module, template, set()):
        if text is not None:
            result.add(SOURCE, text, where)
        elif called and called[1] not in ANY_TEXT:
            result.unseen.append(where)


def _maps_words(module: Module, call: ast.Call) -> bool:
    """`map(word, ("一", "二"))`."""
    named = call.args[0] if name_of(call.func) == "map" and len(call.args) > 1 else None
    return isinstance(named, ast.Name) and module.imported.get(named.id) == (PHRASES, "word")


def _texts(
    sources: Sources, module: Module, node: ast.expr, seen: set[ast.AST]
) -> Iterator[str | None]:
    """The texts that an expression may be; None for what cannot be told. Of a phrase none: it is
    found where it is made."""
    if node in seen:
        return
    seen.add(node)
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from _texts(sources, module, one, seen)
            yield from _texts(sources, module, other, seen)
        case ast.BoolOp(values=several) | ast.Dict(values=several) | ast.Tuple(elts=several):
            for each in several:
                yield from _texts(sources, module, each, seen)
        case ast.Subscript(value=table) | ast.Call(func=ast.Attribute(value=table, attr="get")):
            yield from _texts(sources, module, table, seen)
        case ast.Call(func=made) if name_of(made) in {*MAKERS, "phrases"}:
            return
        case ast.Call(func=ast.Name(id="next"), args=[ast.GeneratorExp(), *other]):
            for each in other:
                yield from _texts(sources, module, each, seen)
        case ast.Name() | ast.Attribute():
            yield from _named_texts(sources, module, node, seen)
        case _:
            yield None


def _named_texts(
    sources: Sources, module: Module, node: ast.Name | ast.Attribute, seen: set[ast.AST]
) -> Iterator[str | None]:
    owner = node.id if isinstance(node, ast.Name) else name_of(node.value)
    if isinstance(node, ast.Name):
        given = sources.given(module, node)
    else:
        given = sources.attribute(module, node)
    if given is None:
        if not (isinstance(node, ast.Attribute) and node.attr in ("template", "words")):
            yield None
        return
    imported = module.imported.get(owner)
    home = module
    for each in given:
        if each not in module.within and imported:
            home = next(m for m in sources.modules.values() if each in m.within)
        yield from _texts(sources, home, each, seen)


def _of_enums(module: Module, result: Found) -> None:
    """Members whose value is their word."""
    for node in module.within:
        if isinstance(node, ast.ClassDef) and any(name_of(b) == "StrEnum" for b in node.bases):
            for each in node.body:
                if isinstance(each, ast.Assign) and (text := _literal(each.value)):
                    result.add(SOURCE, text, _where(module, each))


def _statistical(told: dict[str, Any]) -> Iterator[str]:
    """The words of the published statistics, under which a mapping puts what others call so."""
    for name in STATISTICAL:
        yield from told.get("values", {}).get(name, {})


def _strings(value: Any, lists: bool) -> Iterator[str]:
    """Without `lists` those that stand in a list are left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each, lists)
    elif isinstance(value, list):
        for each in value:
            if lists or not isinstance(each, str):
                yield from _strings(each, lists)


def _literal(node: ast.expr) -> str | None:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) else None


def _where(module: Module, node: ast.AST) -> str:
    return f"{module.name.replace('.', '/')}.py:{getattr(node, 'lineno', 0)}"
