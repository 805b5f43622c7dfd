"""No test depends on a quiet machine: none waits inside a wait, and what measures is marked."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
WAITS = {"waitSignal", "waitSignals", "waitCallback", "waitUntil", "wait", "until"}
CLOCKS = {"perf_counter", "process_time", "thread_time", "monotonic"}
PATIENCE = "its patience ends"
# They look at a clock for another reason than to judge the program by it.
NO_JUDGES = {
    "patience.py": PATIENCE,
    "pace.py": "measures for tests that are marked",
    "budget.py": "says when no more tests begin",
    "cluster.py": PATIENCE,
    "packaging/test_card_servers.py": PATIENCE,
    "cli/test_watch_command.py": PATIENCE,
    "cli/test_intake_command.py": PATIENCE,
    "faults/test_outbox_killed.py": PATIENCE,
    "store/test_tls.py": PATIENCE,
    "stories/processes.py": PATIENCE,
    "stories/test_numbers_and_times.py": PATIENCE,
    "faults/load.py": "a plan of what comes when; nightly",
    "faults/soak.py": "for as long as is wanted; nightly",
    "simulation/__main__.py": "for as long as is wanted",
    "simulation/test_simulation.py": "for as long as is wanted; nightly",
    "faults/outage.py": "measures for test_lost_link, which is marked",
    "faults/test_killed_seats.py": "kills at any moment",
    "stories/seat_process.py": "measures for test_several_seats, which is marked",
    "panel_times.py": "measures for test_speed, which is marked",
    "intake/test_hostile.py": "time of the processor, a hundred times what it takes",
    "fuzz/__main__.py": "looks for as long as is wanted; no test",
    "fuzz/child.py": "time of the processor, as much as it is given, many times what it takes",
    "ui/frame/test_live_panel.py": "counts what is asked while the panel rests",
}


def called(node):
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def calls(nodes):
    return [n for node in nodes for n in ast.walk(node) if isinstance(n, ast.Call)]


def nested(tree):
    """Lines of waits within a wait for a signal: Qt's loops end each other, and may crash."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.With):
            continue
        heads = {called(c) for c in calls(item.context_expr for item in node.items)}
        if heads & {"waitSignal", "waitSignals", "waitCallback"}:
            yield from (c.lineno for c in calls(node.body) if called(c) in WAITS)


def looks_at_clocks(tree):
    """Names of functions and classes that do, and whether they are marked `timing`."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            marks = " ".join(map(ast.unparse, node.decorator_list))
            if "mark.timing" in marks or any(called(c) in CLOCKS for c in calls(node.body)):
                found[node.name] = "mark.timing" in marks
    return found


def unmarked(tree):
    """A helper that looks at a clock is taken to do so for the marked tests of its file."""
    found = looks_at_clocks(tree)
    helpers_too = not any(found.values())
    return [n for n, ok in found.items() if not ok and (helpers_too or n.startswith("test_"))]


def trees():
    for path in sorted(TESTS.rglob("*.py")):
        yield str(path.relative_to(TESTS)), ast.parse(path.read_text("utf-8"))


def test_what_judges_by_a_clock_runs_alone():
    found = {name: bad for name, tree in trees() if (bad := unmarked(tree))}
    assert {name: bad for name, bad in found.items() if name not in NO_JUDGES} == {}
    assert set(NO_JUDGES) <= set(found), "it looks at no clock any more"


def test_no_wait_lies_within_a_wait_for_a_signal():
    found = {name: lines for name, tree in trees() if (lines := list(nested(tree)))}
    assert found == {}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def test_a():\n    began = time.monotonic()", ["test_a"]),
        ("@pytest.mark.timing\ndef test_a():\n    began = time.monotonic()", []),
        ("class Pulse:\n    def beat(self):\n        perf_counter()", ["Pulse"]),
        ("@pytest.mark.timing\ndef test_a():\n    help()\ndef help():\n    perf_counter()", []),
    ],
)
def test_a_clock_is_seen(source, names):
    assert unmarked(ast.parse(source)) == names


def test_a_wait_within_a_wait_is_seen():
    source = "with bot.waitSignal(a):\n    go()\n    bot.waitUntil(b)"
    assert list(nested(ast.parse(source))) == [3]
    assert list(nested(ast.parse("with bot.waitSignal(a):\n    go()\nbot.waitUntil(b)"))) == []
