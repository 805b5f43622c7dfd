"""Every gate of an incident's life, found in the program's source and taken out one at a time."""

import ast
import inspect
import sys
import textwrap
from dataclasses import dataclass
from types import FunctionType

from commandcenter.domain.aftermath import closing as points
from commandcenter.domain.aftermath import retention
from commandcenter.domain.incident import incident
from commandcenter.domain.incident import oral as calls
from commandcenter.domain.rights import Rights
from commandcenter.domain.seat import recall
from commandcenter.services.aftermath import closing
from commandcenter.services.aftermath import retention as keeping
from commandcenter.services.guard import incident_of, text_of
from commandcenter.services.incident import (
    incident_moves,
    levels,
    merging,
    oral,
    response,
    taking_back,
    warrant,
)
from commandcenter.store import journal
from tests.life.stages import Stages

MODULES = (
    incident, calls, points, retention, levels, response, incident_moves, merging, oral,
    warrant, closing, keeping, taking_back, recall,
)  # fmt: skip
SINGLE = (text_of, incident_of)
# Not gates of a life but checks of what was typed, or of ids that no screen offers; each with a
# test in tests/services.
DUTY_NOTE = "test_closing.py:test_a_duty_is_stated_not_to_apply_by_name_once_and_taken_back"
CALL_BACK = "test_recall.py:test_a_signature_under_a_call_is_taken_back_and_due_as_before"
INPUT = {
    "文号或接收人过长": "test_moves.py:test_an_incident_is_handed_to_the_body_it_belongs_to",
    "{what}超过 {limit} 字": "test_command.py:test_an_order_of_too_many_words_is_refused_whole",
    "没有找到本事件的这次会商记录": "test_cited_papers.py:test_a_consultation_is_of_its_own",
    "请选择作出决定的人": "test_cited_papers.py:test_nobody_has_decided_by_telephone",
    "预案没有写明口头决定的补签时限": "test_cited_papers.py:test_a_call_has_a_limit_in_the_plan",
    "没有编号为 {id} 的电话请示记录": "test_cited_papers.py:test_there_is_no_such_call",
    "没有编号为 {id} 的事件": "test_cited_papers.py:test_there_is_no_such_incident",
    "这份记录还没有补签，不能撤回": CALL_BACK,
    "没有编号为 {id} 的定级建议": "test_recall.py:test_a_grade_is_taken_back_by_its_suggestion",
    "没有“{duty}”这项职责": DUTY_NOTE,
    "“{title}”已注明不适用": DUTY_NOTE,
    "该项职责没有注明不适用": DUTY_NOTE,
    # Of no stage that these lives reach: a document as the proof, and a merge into what was closed.
    "上级决定的时间不能晚于现在": "test_late_upper.py:test_a_document_of_tomorrow_is_no_proof",
    "“{title}”已{state}，不能再拆分": "test_closed.py:test_nothing_is_taken_out_of_what_is_closed",
}
# Refusals, or a point of the gate before closing, that guard the same way as others: only without
# all of them does a way open.
NO_SUCH_MOVE = "incident.require_move:事件处于“{now}”，不能转为“{to}”"
TWICE = {
    # Whatever is not graded but merged may not be moved to assessment either.
    "incident.require_gradable:事件处于“{state}”，不能定级": (
        NO_SUCH_MOVE, "incident.require_gradable:接报尚未核实，不能定级",
    ),
    # A response is in force exactly in the state that may be ended.
    "incident.require_endable:尚未启动响应，没有可以终止的响应": (NO_SUCH_MOVE,),
    # The same, asked of the level and of the state.
    "incident.require_raise:尚未启动响应，不能调整级别": (
        "incident.require_responding:事件不在响应中，不能调整级别",
    ),
    # What is merged into nothing leads to no incident.
    "merging.unmerge:事件没有并入其他事件，无需拆分": ("guard.incident_of:没有编号为 {id} 的事件",),
    # Whoever is asked for the reason by the rule is asked once more by the text.
    "retention.require_decided:请填写决定的理由": ("guard.text_of:请填写{what}",),
    # Archived from another state: a point of the gate, and no such move.
    "state": (NO_SUCH_MOVE,),
}  # fmt: skip


@dataclass(frozen=True)
class Gate:
    """A statement that refuses: the `number`-th of a function."""

    function: FunctionType
    number: int
    words: str

    @property
    def name(self):
        module = self.function.__module__.rpartition(".")[2]
        return f"{module}.{self.function.__name__}:{self.words}"


def take_out(monkeypatch, gates):
    """From the source; a function is made anew without all of its own."""
    for function in {gate.function for gate in gates}:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        Without({gate.number for gate in gates if gate.function is function}).visit(tree)
        ast.fix_missing_locations(tree)
        made = {}
        code = compile(tree, function.__code__.co_filename, "exec", 0x1000000)
        exec(code, function.__globals__, made)
        everywhere(monkeypatch, function, made[function.__name__])


class Without(ast.NodeTransformer):
    """Takes out the refusals of a function that have these numbers."""

    def __init__(self, numbers):
        self.numbers, self.seen = numbers, -1

    def visit(self, node):
        if not refuses(node):
            return self.generic_visit(node)
        self.seen += 1
        return ast.Pass() if self.seen in self.numbers else node


def refuses(node):
    """`if …: raise RuleBroken(…)` or AskedWrongly, or such a raise that stands alone."""
    if isinstance(node, ast.If):
        return len(node.body) == 1 and is_refusal(node.body[0]) and not node.orelse
    return is_refusal(node)


def is_refusal(node):
    return (
        isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
        and node.exc.func.id in ("RuleBroken", "AskedWrongly")
    )


def everywhere(monkeypatch, function, replacement):
    """In every module that has imported it."""
    for name, module in list(sys.modules.items()):
        if name.startswith("commandcenter."):
            for key, value in list(vars(module).items()):
                if value is function:
                    monkeypatch.setattr(module, key, replacement)


def refusals():
    """In the order of the modules, then of the source."""
    for function in (*functions(), *SINGLE):
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        for number, node in enumerate(n for n in in_order(tree) if refuses(n)):
            raised = node.body[0] if isinstance(node, ast.If) else node
            yield Gate(function, number, raised.exc.args[0].value.strip("。"))


def gates():
    return [gate for gate in refusals() if gate.words not in INPUT]


def guards(name):
    """What has to go too, so that the gate, or the point, of this name is missed."""
    return [gate for gate in refusals() if gate.name in TWICE.get(name, ())]


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


def without_line(monkeypatch, kind, verb):
    """An act that forgets its line of the journal."""
    asked = journal.record

    def record(session, actor, its, subject, said, **named):
        if (its, said) != (kind, verb):
            return asked(session, actor, its, subject, said, **named)
        session.flush()
        return None

    everywhere(monkeypatch, asked, record)


def without_image(monkeypatch, table):
    """A table of which the journal keeps no image."""
    at = Stages.at

    def forgetful(house, stage):
        bureau = at(house, stage)
        for act in ("insert", "update", "delete"):
            bureau.ask(f"DROP TRIGGER journal_{table}_{act}")
        return bureau

    monkeypatch.setattr(Stages, "at", forgetful)
