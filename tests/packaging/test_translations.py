"""The catalogue of English texts has every text that a screen may show, and finds each."""

import pytest

from tests.packaging.conftest import load_script
from tests.packaging.counting import NEVER_ONE, plurals

MODULES = {
    "domain/errors.py": "class RuleBroken(Exception): ...\n",
    "domain/phrase.py": "def phrase(template, /, **values): ...\ndef word(text): ...\n"
    "def phrases(table): ...\ndef joined(between, parts): ...\n",
    "domain/rules.py": """
from enum import StrEnum
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import joined, phrase, phrases, word
class Late(RuleBroken):
    def __init__(self, part, template): super().__init__(template)
class Ask(StrEnum):
    DO = "办理"
DAYS = tuple(map(word, ("周一", "周二")))
TABLE = phrases({Ask.DO: "待{ask}"})
def refuse(template, **values):
    raise RuleBroken(template, **values)
def rule(n, row):
    words = "少于 {n}" if n else "没有"
    if n > 1: raise RuleBroken(words, n=n)
    if n > 2: raise RuleBroken(TABLE[n], ask=word("批准"))
    if n > 3: raise Late(n, "已过期")
    if n > 4: refuse("不能{what}", what=row)
    return joined("、", [phrase("{n} 件", n=n), word(row.title), f"不算{n}"])
def unseen(row):
    raise RuleBroken(row.text)
""",
    "ui/page.py": """
from PySide6.QtCore import QCoreApplication
def tr(text):
    return QCoreApplication.translate("Words", text)
class Page:
    def show(self):
        return self.tr("标题"), tr("说明"), QCoreApplication.translate("Other", "别的")
""",
}


@pytest.fixture(scope="module")
def script():
    return load_script("translations")


@pytest.fixture
def package(tmp_path):
    for name, text in MODULES.items():
        path = tmp_path / "commandcenter" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    plan = tmp_path / "commandcenter" / "resources" / "plan" / "steps.toml"
    plan.parent.mkdir(parents=True)
    plan.write_text('[[step]]\ncode = "a"\ntitle = "赴现场核实"\n', encoding="utf-8")
    return tmp_path


def test_each_text_is_found_where_it_is_made_or_handed_on(script, package):
    told = script.found(package)
    assert {context: set(texts) for context, texts in told.texts.items()} == {
        "words": {
            *("办理", "待{ask}", "批准", "少于 {n}", "没有"),
            *("周一", "周二"),
            *("已过期", "不能{what}", "、", "{n} 件"),
        },
        "Page": {"标题"}, "Words": {"说明"}, "Other": {"别的"}, "plan": {"赴现场核实"},
    }  # fmt: skip
    assert [place.rpartition(":")[0] for place in told.unseen] == ["commandcenter/domain/rules.py"]


def test_what_was_translated_stays_and_comes_into_every_other_place(script, package, tmp_path):
    told, file = script.found(package), tmp_path / "en.ts"
    first = script.updated(script.Catalogue("en"), told, {"标题": "Title", "{n} 件": "{m} items"})
    assert first.known["Page"] == {"标题": "Title"}
    assert first.known["words"]["{n} 件"] == ""  # names of values are kept, or it is none
    file.write_text(script.written(first, told), encoding="utf-8")
    told.texts["Other"]["标题"] = "commandcenter/ui/other.py:1"
    again = script.updated(script.read(file, "en"), told, {})
    assert again.known["Page"]["标题"] == again.known["Other"]["标题"] == "Title"


@pytest.fixture(scope="module")
def pairs(script, root):
    known = script.read(script.catalogue_path("en"), "en").known
    texts = script.found(root)
    return texts, {
        (context, text): known.get(context, {}).get(text, "")
        for context, each in texts.texts.items()
        for text in each
    }


def test_every_text_of_a_screen_has_its_english(pairs):
    """After a change of texts: make translations, then the new ones with ARGS=--from."""
    assert [text for (_, text), said in pairs[1].items() if not said] == []


def test_each_english_text_keeps_the_values_of_its_text(script, pairs):
    wrong = {text: script.faults(text, said) for (_, text), said in pairs[1].items() if said}
    assert {text: what for text, what in wrong.items() if what} == {}


def test_no_english_text_is_half_chinese(script, pairs):
    let = ("", "中文", "不明")  # the last is what a person types
    left = {said: script.chinese_in(said) for said in pairs[1].values()}
    assert {said: run for said, run in left.items() if run not in let} == {}


@pytest.mark.parametrize(
    ("text", "said", "wrong"),
    [
        ("{n} 件", "{n} items", ["{n} items"]),
        ("共 {count:,} 人", "{count:,} more people in all", ["{count:,} more people"]),
        ("{late} 项已逾期", "{late} are overdue", ["{late} are"]),
        ("{n} 件", "Items: {n}", []),
        ("近 {days} 日 {n} 分", "{n} pts in the last {days} d", []),
        ("{n} 件已有办理记录", "{n} with handling records", []),
        ("日志第 {line} 行不符", "line {line} differs", []),
        ("{title}超过 {most} 项。", "{title}: more than {most} items.", []),
    ],
)
def test_what_reads_wrong_of_one_is_seen(text, said, wrong):
    assert plurals(text, said) == wrong


def test_no_english_text_has_a_plural_after_a_count_that_may_be_one(pairs):
    """“Complaints: {n}”, or a unit that has no plural: min, h, d, pts."""
    found = {text: wrong for (_, text), said in pairs[1].items() if (wrong := plurals(text, said))}
    assert {text: wrong for text, wrong in found.items() if text not in NEVER_ONE} == {}
    assert set(NEVER_ONE) - set(found) == set()
