import ast
import json
import pickle
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from copy import copy, deepcopy
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMenu, QMessageBox

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import GROUP_WORDS, Group, Role, post_words
from commandcenter.domain.phrase import joined, phrase, word
from commandcenter.domain.times import span_zh
from commandcenter.ui import phrases, qt_seam, texts
from commandcenter.ui.desk.search_places import tr
from commandcenter.ui.frame.ledger_model import Cell, Column, LedgerModel, Line
from commandcenter.ui.frame.line_order import Arrangement

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
        ("words", "；"): "; ",
        ("words", "，"): ", ",
        ("words", "、"): ", ",
        ("words", "{head}：{text}"): "{head}: {text}",
        ("words", "{name}（{note}）"): "{name} ({note})",
        ("words", "“{title}”已办结。"): "“{title}” is closed.",
        ("words", "{n} 件投诉"): "{n:,} complaints",
        ("words", "{before}{after}"): "{before} {after}",
        ("words", "{group}{role}"): "{role} of {group}",
        ("words", "组长"): "Group leader",
        ("Search", "风险"): "Risk",
        ("words", "错的 {n}"): "wrong {m}",
        ("plan", "赴现场核实"): "Verify on site",
    }

    def translate(self, context, source, disambiguation=None, n=-1):
        return self.WORDS.get((context, source))  # None: not there

    def isEmpty(self):
        return False


@pytest.fixture
def english(themed):
    translator = English()
    QApplication.installTranslator(translator)
    texts.translate(True)
    yield
    texts.translate(False)
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
    assert phrases.dotted(["a", "", word("综合协调组")]) == "a · Coordination"
    assert phrases.joined("\n", [word("综合协调组"), ""]) == "Coordination\n"


def test_sentences_in_a_row_have_a_space_between_them_in_english(english):
    assert phrases.sentences("One.", "", "Two.", "Three.") == "One. Two. Three."
    assert phrases.sentences("", "") == ""


def test_sentences_in_a_row_have_nothing_between_them_in_chinese(themed):
    assert phrases.sentences("一。", "二。") == "一。二。"


def test_a_sentence_within_another_has_no_full_stop_of_its_own(english):
    assert [phrases.unstopped(each) for each in ("已办结。", "Closed.", "3 h")] == [
        "已办结", "Closed", "3 h",
    ]  # fmt: skip


def test_who_leads_a_group_is_said_in_the_order_of_the_language(english):
    assert texts.said(post_words(Role.LEADER, "coordination")) == "Group leader of Coordination"
    assert post_words(Role.LEADER, "coordination") == "综合协调组组长"


def test_what_is_searched_for_keeps_its_chinese_name(english):
    assert texts.chinese_of(tr("风险")) == "风险"
    assert texts.chinese_of(tr("预警")) == ""  # it has no other name
    assert texts.chinese_of("Risk") == ""
    assert phrases.with_note("a", "") == "a"


def test_a_refusal_is_translated_before_its_values_are_put_in(english):
    broken = RuleBroken("“{title}”已办结。", title="首报 {x}")
    assert texts.refusal(broken) == "“首报 {x}” is closed."


def test_a_phrase_is_said_where_a_text_of_the_screen_takes_it_in(english):
    count = phrase("{n} 件投诉", n=4120)
    groups = joined("、", [word("综合协调组"), "张三"])
    assert f"{count}" == "4,120 complaints"
    assert f"{groups}: {count}" == "Coordination, 张三: 4,120 complaints"
    assert texts.said(word("综合协调组") + "（" + "张三" + "）") == "Coordination（张三）"
    pair = phrase("{a}：{b}", a=word("综合协调组"), b=count)  # no translation of its own
    assert texts.said(pair) == "Coordination：4,120 complaints"


def test_a_phrase_is_chinese_wherever_it_is_no_text_of_a_screen(english):
    count = phrase("{n} 件投诉", n=4120)
    assert str(count) == "4120 件投诉" == json.loads(json.dumps(count))
    assert phrase("{n}", n=count) == "4120 件投诉" == str(RuleBroken("{n}", n=count))
    with ThreadPoolExecutor(1) as aside:
        assert aside.submit(lambda: f"{count}").result() == "4120 件投诉"


def test_a_text_of_the_plan_is_said_as_long_as_the_bureau_left_it(english):
    assert texts.said(word("赴现场核实")) == "Verify on site"
    assert texts.said(word("赴现场核实并拍照 {x}")) == "赴现场核实并拍照 {x}"


def test_a_translation_with_a_wrong_value_is_not_shown(english):
    assert texts.said(phrase("错的 {n}", n=1)) == "错的 1"


@pytest.mark.parametrize("way", [copy, deepcopy, lambda told: pickle.loads(pickle.dumps(told))])
def test_a_phrase_stays_one(english, way):
    for told in (phrase("{n} 件投诉", n=3), joined("、", [phrase("{n} 件投诉", n=3), "a"])):
        again = way(told)
        assert again == told
        assert texts.said(again) == texts.said(told) != told


def test_widgets_show_a_phrase_and_lines_that_are_written_in_keep_chinese(english, qtbot):
    label, line, box, menu = QLabel(), QLineEdit(), QComboBox(), QMenu()
    for widget in (label, line, box, menu):
        qtbot.addWidget(widget)
    coordination = GROUP_WORDS[Group.COORDINATION]
    label.setText(coordination)
    label.setToolTip(coordination)
    line.setText(coordination)
    box.addItems([coordination])
    assert label.text() == label.toolTip() == box.itemText(0) == "Coordination"
    assert menu.addAction(coordination).text() == "Coordination"
    assert line.text() == "综合协调组"
    line.setReadOnly(True)
    line.setText(coordination)
    assert line.text() == "Coordination"


def test_a_line_of_a_list_says_its_phrase_and_is_found_by_it(english, qtbot):
    model = LedgerModel([Column("a"), Column("b")])
    coordination = GROUP_WORDS[Group.COORDINATION]
    model.set_lines([Line(1, (coordination, Cell(coordination))), Line(2, ("别的", ""))])
    assert [model.index(0, n).data() for n in (0, 1)] == ["Coordination", "Coordination"]
    model.arrange(Arrangement(wanted=("coord", "")))
    assert [line.id for line in model.lines] == [1]


def test_nothing_stands_before_qt_in_chinese(themed):
    texts.translate(True)
    assert QLabel.setText.__module__ == qt_seam.__name__
    texts.translate(False)
    assert not hasattr(QLabel.setText, "__module__") or not QLabel.setText.__module__
    assert f"{phrase('{n} 件投诉', n=3)}" == "3 件投诉"


def test_a_refusal_without_values_keeps_its_braces(themed):
    assert texts.refusal(RuleBroken("写法 {不对}。")) == "写法 {不对}。"


def test_qts_own_buttons_speak_chinese(qtbot):
    box = QMessageBox(QMessageBox.Icon.NoIcon, "", "", QMessageBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QMessageBox.StandardButton.Cancel).text().startswith("取消")


def test_english_without_its_file_says_so(themed, monkeypatch, tmp_path):
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    assert texts.install(themed, "en") is False
    assert texts.language() == "zh"
    assert texts.said(word("综合协调组")) == "综合协调组"
    assert texts.install(themed, "zh") is True


def test_english_is_spoken_from_its_file(themed, tmp_path, monkeypatch):
    made = subprocess.run(
        [sys.executable, "packaging/compile_translations.py", tmp_path],
        cwd=ROOT.parents[1],
        check=True,
    )
    assert made.returncode == 0
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    try:
        assert texts.install(themed, "en") is True
        assert texts.language() == "en"
        assert QLabel(GROUP_WORDS[Group.COORDINATION]).text().isascii()
        assert texts.said(span_zh(timedelta(hours=3, minutes=5))) == "3 h 5 min"
    finally:
        texts.install(themed, "zh")


def test_the_language_of_the_next_start_is_written_down_by_who_installed_this_one(themed):
    kept = []
    texts.install(themed, "zh", kept.append)
    texts.install(themed, "zh")
    texts.keep_language("en")
    assert kept == ["en"]
    texts.install(themed, "zh", lambda language: None)
