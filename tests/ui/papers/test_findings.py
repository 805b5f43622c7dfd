"""The check panel: what is amiss is listed, and a line leads to its paragraph."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.papers.paper_check import PaperFacts
from commandcenter.domain.plan.plan import PlanData
from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.document import (
    Document,
    Heading,
    Meta,
    Para,
    Signature,
)
from commandcenter.outputs.pdf.parts import parts, with_texts
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import read_tables
from commandcenter.ui.papers.check_panel import CheckPanel, FindingRow
from commandcenter.ui.papers.findings import findings
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


def findings_of(document, texts=None, rendered=None, facts=None):
    items, orphans = items_of(document, texts or {})
    return findings(items, orphans, facts, rendered)


@pytest.fixture(scope="module")
def facts():
    flow = PlanData.from_tables(read_tables(RESOURCES / "plan")).paper_flows[PaperKind.ACTIVATION]
    return PaperFacts(flow, formal=True)


TEXT = "截至10时，接到投诉181件，现场约60人。"


def key_of(document, text):
    return next(part.key for part in parts(document) if part.text == text)


def test_of_a_whole_paper_nothing_is_found(themed, fonts, facts):
    assert findings_of(NOTICE, rendered=render(NOTICE, fonts), facts=facts) == ()


def test_a_number_that_the_data_say_otherwise_by_now_is_named_with_both(themed, facts):
    edited = {key_of(NOTICE, TEXT): (TEXT, f"{TEXT}投诉181件，秩序正常。")}
    now = replace(
        NOTICE, blocks=(NOTICE.blocks[0], Para(TEXT.replace("181", "196")), NOTICE.blocks[2])
    )
    [finding] = findings_of(now, edited, facts=facts)
    assert finding.code == "number"
    assert "181件" in finding.words
    assert "196件" in finding.words
    assert finding.key == key_of(now, now.blocks[1].text)


def test_new_words_without_a_new_number_are_told_too(themed, facts):
    edited = {key_of(NOTICE, TEXT): (TEXT, f"{TEXT}秩序正常。")}
    now = replace(
        NOTICE, blocks=(NOTICE.blocks[0], Para(TEXT.replace("现场", "门前")), NOTICE.blocks[2])
    )
    assert [f.code for f in findings_of(now, edited, facts=facts)] == ["overtaken"]


def test_what_stops_a_paper_stands_first(themed, facts):
    bad = replace(NOTICE, title="", blocks=(*NOTICE.blocks, Para("牵头单位正在核查。")))
    assert [f.code for f in findings_of(bad, facts=facts)] == ["title", "unknown"]


def test_an_edit_without_its_paragraph_is_listed(themed, facts):
    [finding] = findings_of(NOTICE, {"k0_p9": ("旧", "由人写的一段")}, facts=facts)
    assert finding.code == "orphan"
    assert "由人写的一段" in finding.words


def test_a_character_without_a_font_leads_to_where_it_stands(themed, fonts):
    texts = {key_of(NOTICE, TEXT): (TEXT, "现场\U0001f642约60人。")}
    rendered = render(with_texts(NOTICE, texts)[0], fonts)
    [finding] = [f for f in findings_of(NOTICE, texts, rendered) if f.code == "font"]
    assert finding.key == key_of(NOTICE, TEXT)
    assert "U+1F642" in finding.words


def test_a_paper_longer_than_its_limit_says_so(themed, fonts):
    long = replace(NOTICE, blocks=(Para("长文" * 2_000),), limit=1)
    [finding] = findings_of(long, rendered=render(long, fonts))
    assert finding.code == "length"
    assert "超过1页" in finding.words


def test_a_line_of_the_panel_leads_to_its_paragraph(qtbot, themed):
    panel = CheckPanel()
    qtbot.addWidget(panel)
    panel.resize(300, 400)
    blocks = (Heading(1, "情况"), Para("牵头单位正在核查。<b>粗</b>"))
    panel.show_findings(findings_of(replace(NOTICE, blocks=blocks)), checked=True)
    panel.show()
    row = panel.findChild(FindingRow)
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert chosen.args == [panel.findings[0]]
    panel.show_findings((), checked=True)
    assert "检查通过" in panel.summary.text()
