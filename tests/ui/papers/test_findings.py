"""The check panel: what is amiss is listed, and a line leads to its paragraph."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.document import (
    Document,
    Head,
    Heading,
    Meta,
    Para,
    Signature,
)
from commandcenter.outputs.pdf.parts import parts, with_texts
from commandcenter.ui.papers.check_panel import CheckPanel, FindingRow
from commandcenter.ui.papers.findings import Concern, findings
from commandcenter.ui.papers.items import items_of

META = Meta("某局", "通知", datetime(2026, 11, 24, tzinfo=UTC))
NOTICE = Document(
    META,
    "关于启动Ⅲ级响应的通知",
    (
        Heading(1, "情况"),
        Para("截至10时，接到投诉181件，现场约60人。"),
        Signature("某局", "2026年11月24日"),
    ),
    addressee="各县区局",
)


@dataclass(frozen=True)
class Rendered:
    missing_characters: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    data: bytes = b""
    pages: int = 1


def found(document, texts=None, rendered=None, **how):
    items, orphans = items_of(document, texts or {})
    return findings(document, items, orphans, rendered, **how)


def key_of(document, text):
    return next(part.key for part in parts(document) if part.text == text)


def test_of_a_whole_paper_nothing_is_found(themed, fonts):
    assert found(NOTICE, rendered=render(NOTICE, fonts), upward=True) == ()


def test_a_number_that_the_data_say_otherwise_by_now_is_named_with_both(themed):
    text = "截至10时，接到投诉181件，现场约60人。"
    key = key_of(NOTICE, text)
    edited = {key: (text, "截至10时，接到投诉181件，现场约60人，秩序正常。")}
    blocks = (NOTICE.blocks[0], Para("截至10时，接到投诉196件，现场约60人。"), NOTICE.blocks[2])
    [finding] = found(replace(NOTICE, blocks=blocks), edited)
    assert finding.concern is Concern.NUMBER
    assert "181件" in finding.words
    assert "196件" in finding.words
    assert "60人，" not in finding.words.replace("现场约60人，", "")
    assert finding.key == key_of(replace(NOTICE, blocks=blocks), blocks[1].text)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (replace(NOTICE, title=""), "没有标题"),
        (replace(NOTICE, addressee=""), "没有主送机关"),
        (replace(NOTICE, blocks=(Signature("", "2026年11月24日"),)), "没有署名"),
        (replace(NOTICE, blocks=(Signature("某局", ""),)), "没有成文日期"),
    ],
)
def test_what_is_missing_is_named(themed, document, words):
    assert [f.words for f in found(document, upward=True)] == [words]


def test_a_bulletin_with_a_head_of_its_own_wants_no_addressee(themed):
    bulletin = replace(NOTICE, title="", addressee="", head=Head("会商简报", office="某局"))
    assert found(bulletin, upward=True) == ()


def test_an_edit_without_its_paragraph_is_listed(themed):
    [finding] = found(NOTICE, {"k0_p9": ("旧", "由人写的一段")})
    assert finding.concern is Concern.ORPHAN
    assert "由人写的一段" in finding.words


def test_a_character_without_a_font_leads_to_where_it_stands(themed, fonts):
    text = "截至10时，接到投诉181件，现场约60人。"
    texts = {key_of(NOTICE, text): (text, "现场\U0001f642约60人。")}
    rendered = render(with_texts(NOTICE, texts)[0], fonts)
    [finding] = [f for f in found(NOTICE, texts, rendered) if f.concern is Concern.FONT]
    assert finding.key == key_of(NOTICE, text)


def test_a_paper_longer_than_its_limit_says_so(themed, fonts):
    long = replace(NOTICE, blocks=(Para("长文" * 2_000),), limit=1)
    [finding] = found(long, rendered=render(long, fonts))
    assert finding.concern is Concern.LENGTH
    assert "超过1页" in finding.words


def test_what_is_not_known_yet_is_listed_last(themed):
    blocks = (Heading(1, "情况"), Para("牵头单位正在核查。"), Signature("", "2026年11月24日"))
    concerns = [f.concern for f in found(replace(NOTICE, blocks=blocks))]
    assert concerns == [Concern.MISSING, Concern.UNKNOWN]


def test_a_line_of_the_panel_leads_to_its_paragraph(qtbot, themed):
    panel = CheckPanel()
    qtbot.addWidget(panel)
    panel.resize(300, 400)
    blocks = (Heading(1, "情况"), Para("牵头单位正在核查。<b>粗</b>"))
    panel.show_findings(found(replace(NOTICE, blocks=blocks)), checked=True)
    panel.show()
    row = panel.findChild(FindingRow)
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert chosen.args == [panel.findings[0].key]
    panel.show_findings((), checked=True)
    assert "检查通过" in panel.summary.text()
