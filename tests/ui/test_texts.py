import ast
import re
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.ui import phrases, texts

ROOT = Path(texts.__file__).parent
CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef]")


def called(node):
    name = node.func
    return name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")


def docstrings(tree):
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            yield body[0].value


def bare_texts(source):
    """Chinese literals of a module that no translator sees: (line, text)."""
    tree = ast.parse(source)
    let = {id(node) for node in docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in {"tr", "translate", "RuleBroken"}:
            let |= {id(inner) for inner in ast.walk(node)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value)
        and id(node) not in let
    ]


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_text_can_be_translated(path):
    assert bare_texts(path.read_text("utf-8")) == []


def test_a_bare_text_is_found():
    assert bare_texts('label.setText("投诉")\nself.tr("投诉")') == [(1, "投诉")]
    assert bare_texts('words = "；".join(parts)') == [(1, "；")]
    assert bare_texts('def f():\n    """说明。"""\n    return f"{n} 件"') == [(3, " 件")]


class English(QTranslator):
    """Stands for a file of translations."""

    WORDS: ClassVar = {
        ("words", "综合协调组"): "Coordination",
        ("Phrases", "；"): "; ",
        ("Phrases", "，"): ", ",
        ("Phrases", "{head}：{words}"): "{head}: {words}",
        ("Phrases", "{name}（{note}）"): "{name} ({note})",
        ("refusals", "“{title}”已办结。"): "“{title}” is closed.",
    }

    def translate(self, context, source, disambiguation=None, n=-1):
        return self.WORDS.get((context, source), "")

    def isEmpty(self):
        return False


@pytest.fixture
def english(themed):
    translator = English()
    QApplication.installTranslator(translator)
    yield
    QApplication.removeTranslator(translator)


def test_words_are_chinese_by_themselves(themed):
    assert [texts.word(w) for w in GROUP_WORDS.values()] == list(GROUP_WORDS.values())


def test_words_of_the_domain_are_translated(english):
    assert texts.word("综合协调组") == "Coordination"


def test_what_stands_between_words_is_translated_with_them(english):
    assert phrases.clauses(["a", "", "b"]) == "a; b"
    assert phrases.listed(["a", "", "b"]) == "a, b"
    assert phrases.headed("a", "b") == "a: b"
    assert phrases.with_note("a", "b") == "a (b)"
    assert phrases.with_note("a", "") == "a"


def test_a_refusal_is_translated_before_its_values_are_put_in(english):
    broken = RuleBroken("“{title}”已办结。", title="首报 {x}")
    assert texts.refusal(broken) == "“首报 {x}” is closed."


def test_a_refusal_without_values_keeps_its_braces(themed):
    assert texts.refusal(RuleBroken("写法 {不对}。")) == "写法 {不对}。"


def test_qts_own_buttons_speak_chinese(qtbot):
    box = QMessageBox(QMessageBox.Icon.NoIcon, "", "", QMessageBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QMessageBox.StandardButton.Cancel).text().startswith("取消")


def test_english_without_its_file_says_so(themed, monkeypatch, tmp_path):
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    assert texts.install(themed, "en") is False
    assert texts.install(themed, "zh") is True
