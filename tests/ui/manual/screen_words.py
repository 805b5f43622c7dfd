"""The words that stand on the screens, read from the program's own texts and their translations."""

import ast
import re
import xml.etree.ElementTree as ElementTree
from functools import cache

from commandcenter.paths import PACKAGE, RESOURCES

ENDS = re.compile(r"(…|\.\.\.|\s*(F\d+|\\?\t.*|（\d+）| \(\d+\)))+$")
WORDS_BELOW = ("domain", "queries")  # words of kinds, states and offers, shown through texts.word


def bare(text):
    """A button's text without what says that a form follows, or which key presses it."""
    return ENDS.sub("", text.partition("\t")[0]).strip()


@cache
def screen_words():
    """What a person can find written on a button, a tab, a field, a title, a list's head."""
    found = set()
    for path in sorted((PACKAGE / "ui").rglob("*.py")):
        found |= {bare(text) for text in _translated(ast.parse(path.read_text("utf-8")))}
    for floor in WORDS_BELOW:
        for path in sorted((PACKAGE / floor).rglob("*.py")):
            found |= {bare(text) for text in _constants(ast.parse(path.read_text("utf-8")))}
    return found - {""}


@cache
def words_in(language):
    """The same in another language: what its catalogue says for them."""
    if language == "zh":
        return screen_words()
    catalogue = RESOURCES / "translations" / f"commandcenter_{language}.ts"
    said, known = set(), screen_words()
    for message in ElementTree.parse(catalogue).iter("message"):
        if bare(message.findtext("source")) in known:
            said.add(bare(message.findtext("translation") or ""))
    return said - {""}


def _translated(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in ("tr", "translate"):
            yield from _constants(node)


def _name(function):
    return getattr(function, "attr", getattr(function, "id", ""))


def _constants(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
