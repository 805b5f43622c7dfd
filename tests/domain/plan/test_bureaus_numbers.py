"""What the bureau sets does something, and no span of time of the bureau's stands in code."""

import ast
import re
import tomllib
from pathlib import Path

from commandcenter.paths import ROOT

PACKAGE = ROOT / "commandcenter"
FLOORS = ("domain", "store", "services", "queries")
FAMILIES = ("abnormal_", "watch_")  # settings that are read by what stands behind it
SPAN = re.compile(r"(^|_)(DAYS|HOURS|MINUTES|YEARS|MONTHS|WEEKS|PERCENT)$")
ONE = re.compile(r"timedelta\((\w+=1|0|)\)|24 \* 60")  # a unit, or none


def read(path):
    return ast.parse(path.read_text("utf-8"))


def words_of_code():
    """All strings of the code, but where settings of before are taken off the plan."""
    trees = (read(path) for path in PACKAGE.rglob("*.py") if path.name != "earlier_plans.py")
    constants = (
        node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)
    )
    return {node.value for node in constants if isinstance(node.value, str)}


def names_of(code, words):
    family = next((each for each in FAMILIES if code.startswith(each)), None)
    return code in words or (family is not None and code.removeprefix(family) in words)


def test_every_setting_is_read():
    words = words_of_code()
    settings = tomllib.loads((ROOT / "resources/plan/settings.toml").read_text("utf-8"))["setting"]
    assert [each["code"] for each in settings if not names_of(each["code"], words)] == []


def spans():
    """Constants of modules that hold a span of time: domain.legal_time.DAY."""
    for path in (path for floor in FLOORS for path in (PACKAGE / floor).rglob("*.py")):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for node in read(path).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                names = [each.id for each in ast.walk(target) if isinstance(each, ast.Name)]
                yield from (f"{module}.{name}" for name in names if is_span(name, node.value))


def is_span(name, value):
    if not name.isupper() or ONE.fullmatch(ast.unparse(value)):
        return False
    calls = any(
        isinstance(node, ast.Call) and getattr(node.func, "id", "") == "timedelta"
        for node in ast.walk(value)
    )
    number = any(
        isinstance(node, ast.Constant) and type(node.value) in (int, float)
        for node in ast.walk(value)
    )
    return calls or (number and SPAN.search(name) is not None)


def test_no_span_of_time_in_code_is_the_bureaus():
    lines = Path(__file__).with_name("numbers_of_the_program.txt").read_text("utf-8").splitlines()
    known = {line.partition(" | ")[0] for line in lines if line and not line.startswith("#")}
    assert sorted(set(spans()) ^ known) == []
