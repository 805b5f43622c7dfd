"""Every gate of an incident's life, found in the program's source and taken out one at a time."""

import ast
import inspect
import sys
import textwrap
from dataclasses import dataclass
from types import FunctionType

from commandcenter.domain import closing as points
from commandcenter.domain import incident, retention
from commandcenter.domain import oral as calls
from commandcenter.domain.rights import Action, Rights
from commandcenter.services import closing, levels, life, merging, oral, response, warrant
from commandcenter.services import retention as keeping
from commandcenter.services.guard import text_of

MODULES = (
    incident, calls, levels, response, life, merging, oral, warrant, closing,
)  # fmt: skip
SINGLE = (text_of, retention.require_decided, keeping.decide)
RIGHTS = (
    Action.REGISTER_INCIDENT, Action.DRAFT_GRADE, Action.DECIDE_GRADE, Action.ACTIVATE,
    Action.RAISE_LEVEL, Action.LOWER_LEVEL, Action.END_RESPONSE, Action.SIGN_INITIAL_ASSESSMENT,
    Action.SIGN_UPPER_REQUEST, Action.REGISTER_UPPER_DECISION, Action.REGISTER_ORAL_DECISION,
    Action.SIGN_ORAL_DECISION, Action.DISPOSE_INCIDENT, Action.CLOSE_CASE, Action.WAIVE_LINE,
    Action.DECIDE_RETENTION,
)  # fmt: skip


# Not gates of a life but checks of what was typed or of ids that no screen offers; each has a
# test of its own beside its service.
INPUT = (
    "文号或接收人过长", "没有找到本事件的这次会商", "请选择作出决定的人",
    "没有编号为 {id} 的电话请示", "事件处于“{state}”，不能定级",  # said otherwise without it
    "没有“{duty}”这项职责", "“{title}”已注明不适用", "该项职责没有注明不适用", "{what}超过 {limit}",
)  # fmt: skip
# Two refusals that guard the same way: only without both does a way open.
TWICE = {
    "尚未启动响应，没有可以终止的响应": "事件处于“{now}”，不能转为“{to}”",
    "尚未启动响应，不能调整级别": "事件不在响应中，不能调整级别",
    "事件不在响应中，不能调整级别": "尚未启动响应，不能调整级别",
}


@dataclass(frozen=True)
class Gate:
    """A statement that refuses: the `number`-th of a function."""

    function: FunctionType
    number: int
    words: str

    @property
    def name(self):
        return (
            f"{self.function.__module__.rpartition('.')[2]}.{self.function.__name__}:{self.words}"
        )

    def take_out(self, monkeypatch):
        tree = ast.parse(textwrap.dedent(inspect.getsource(self.function)))
        Without(self.number).visit(tree)
        ast.fix_missing_locations(tree)
        made = {}
        code = compile(tree, self.function.__code__.co_filename, "exec", 0x1000000)
        exec(code, self.function.__globals__, made)
        everywhere(monkeypatch, self.function, made[self.function.__name__])


class Without(ast.NodeTransformer):
    """Takes out the `number`-th refusal of a function."""

    def __init__(self, number):
        self.number, self.seen = number, -1

    def visit(self, node):
        if not refuses(node):
            return self.generic_visit(node)
        self.seen += 1
        return ast.Pass() if self.seen == self.number else node


def refuses(node):
    """`if …: raise RuleBroken(…)`, or such a raise that stands alone."""
    if isinstance(node, ast.If):
        return len(node.body) == 1 and is_refusal(node.body[0]) and not node.orelse
    return is_refusal(node)


def is_refusal(node):
    return (
        isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
        and node.exc.func.id == "RuleBroken"
    )


def everywhere(monkeypatch, function, replacement):
    """In every module that has imported it."""
    for name, module in list(sys.modules.items()):
        if name.startswith("commandcenter."):
            for key, value in list(vars(module).items()):
                if value is function:
                    monkeypatch.setattr(module, key, replacement)


def gates():
    """In the order of the modules, then of the source."""
    for function in (*functions(), *SINGLE):
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        for number, node in enumerate(n for n in in_order(tree) if refuses(n)):
            raised = node.body[0] if isinstance(node, ast.If) else node
            words = raised.exc.args[0].value
            if not words.startswith(INPUT):
                yield Gate(function, number, words.strip("。"))


def in_order(node):
    """Depth first, as Without visits."""
    yield node
    if not refuses(node):
        for child in ast.iter_child_nodes(node):
            yield from in_order(child)


def functions():
    for module in MODULES:
        for function in vars(module).values():
            if inspect.isfunction(function) and function.__module__ == module.__name__:
                yield function


def without_right(monkeypatch, action):
    """Everybody holds it, for every matter."""
    asked = Rights.refusal

    def refusal(self, actor, wanted, matter):
        return None if wanted is action else asked(self, actor, wanted, matter)

    monkeypatch.setattr(Rights, "refusal", refusal)


def without_point(monkeypatch, gate):
    """The gate before closing forgets one of its points."""
    asked = points.open_points

    def open_points(facts, at):
        return tuple(point for point in asked(facts, at) if point.gate is not gate)

    everywhere(monkeypatch, asked, open_points)
