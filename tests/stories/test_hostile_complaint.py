"""A complaint that wants to be more than text is text: on every screen, in every file."""

import csv
from datetime import timedelta

import openpyxl
import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTextEdit, QWidget

from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Source,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.level import Level
from commandcenter.domain.times import from_local
from commandcenter.intake.places import gazetteer_of
from commandcenter.intake.read import read_file
from commandcenter.offices import exports
from commandcenter.offices.paper_kinds import document
from commandcenter.outputs.pdf.build import render
from commandcenter.queries.command.running_log import log_lines
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_detail, complaint_page
from commandcenter.queries.papers.borders import city_geojson
from commandcenter.services.command import running_log
from commandcenter.services.complaints import hand_entry, intake
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incidents
from commandcenter.services.reports import reports
from commandcenter.store.complaints.person_key import load_key
from commandcenter.ui.complaints.complaint_panel import ComplaintPanel
from commandcenter.ui.desk import page_keys
from commandcenter.ui.desk.page import panels_of
from tests.city import KEY
from tests.cli.export_files import HEADER
from tests.outputs.paper_reading import read_back
from tests.stories.visible_text import columns_of

pytestmark = pytest.mark.lot(2, "hostile complaint")

RUSE = "<img src=x onerror=alert(1)>${7*7}</script><script>alert(2)</script><b>粗"
BIDI = "\u202e倒写\u202c\u2066隔离\u2069"
LONG = "长" * 20_000
NUL = "零\0字符"
MARKS = ("<img", "</script", "<script", "<b>")
NOW = from_local(2026, 11, 24, 10, 46)
TEXTS = {"ruse": RUSE, "bidi": BIDI, "long": LONG}


def hostile(number, words, **more):
    """Every text of a complaint is the hostile one."""
    fields = {
        "number": number,
        "source": Source.DESK,
        "kind": ComplaintKind.COMPLAINT,
        "channel": Channel.PHONE,
        "registered_at": NOW,
        "complainant": Complainant(words[:200], "10012345678", "", "", words[:200]),
        "title": words,
        "text": words,
        "category": words[:200],
        "problem": words[:200],
        "district": "990102",
        "subject_name": words[:200],
        "subject_address": words[:200],
        "brand": "悦力工场",
        "goods": words[:200],
        "special_group": words[:200],
        "urgency": words[:200],
        "lat": 29.5,
        "lon": 113.5,
        "precision": "exact",
        "town": words[:200],
    }
    return NewComplaint(**(fields | more))


@pytest.fixture
def attacked(tell, tmp_path):
    """The demo after hostile complaints came by hand and by file."""
    story = tell("D0 10:46")
    key = load_key(story.db)
    for name, words in TEXTS.items():
        with story.db.write() as session:
            hand_entry.enter_by_hand(session, story.actor("liwei"), hostile(name, words), key)
    taken = take_file(story, tmp_path / "12315.csv", TEXTS, key)
    assert taken.accepted == len(TEXTS)
    return story


def take_file(story, path, texts, key):
    rows = []
    for name, words in texts.items():
        cells = dict.fromkeys(HEADER, words)
        cells |= {"登记编号": f"F-{name}", "记录类型": "投诉", "登记日期": "2026-11-24 10:45"}
        cells |= {"投诉人联系电话": "10087654321", "涉及金额": "", "经度": "", "纬度": ""}
        rows.append([cells[column] for column in HEADER])
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    gazetteer = gazetteer_of(story.ask(city_geojson))
    with read_file(path, now=NOW, gazetteer=gazetteer, spool_folder=path.parent) as read:
        facts = intake.FileFacts(path.name, "", "", len(rows), read.facts.rejected, 0, {})
        return intake.take_in(story.db, PROGRAM, facts, read.complaints(), key)


def test_a_file_with_zero_bytes_is_refused_in_words(tell, tmp_path):
    story = tell("D0 10:46")
    key = load_key(story.db)
    before = story.ask(complaint_page, ComplaintFilter()).total
    with pytest.raises(RuleBroken, match="空字节"):
        take_file(story, tmp_path / "12315.csv", {"nul": NUL}, key)
    assert story.ask(complaint_page, ComplaintFilter()).total == before


def test_zero_bytes_typed_by_hand_are_left_out_on_both_databases(city):
    words = f"{NUL}半个\ud83d字"
    complaint = hostile("nul", words, registered_at=city.db.clock())
    entered = city.do(hand_entry.enter_by_hand, "liwei", complaint, KEY)
    detail = city.ask(complaint_detail, entered)
    assert (detail.text, detail.line.title) == ("零字符半个字", "零字符半个字")
    incident = city.register(title=f"标题{words}")
    city.do(running_log.write_line, "maxiao", incident, words)
    assert [line.text for line in city.ask(log_lines, incident)] == ["零字符半个字"]


def as_read(tip):
    """A tooltip as a person reads it: Qt takes it for markup when it looks so."""
    if not QtGui.Qt.mightBeRichText(tip):
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


def require_plain(window):
    """Nothing in the window is interpreted: neither labels, nor tips, nor texts."""
    for widget in (window, *window.findChildren(QWidget)):
        if isinstance(widget, QLabel) and any(m in widget.text() for m in MARKS):
            assert widget.textFormat() is Qt.TextFormat.PlainText, widget.objectName()
        if isinstance(widget, QTextEdit):
            assert not any(m in widget.toHtml() for m in MARKS)
        require_plain_tip(widget.toolTip())
        if isinstance(widget, QAbstractItemView) and widget.model():
            for row in range(widget.model().rowCount()):
                for column in range(columns_of(widget.model())):
                    index = widget.model().index(row, column)
                    require_plain_tip(index.data(Qt.ItemDataRole.ToolTipRole) or "")
    for action in window.findChildren(QAction):
        require_plain_tip(action.toolTip())


def require_plain_tip(tip):
    if QtGui.Qt.mightBeRichText(tip):
        assert not any(mark in tip for mark in MARKS), tip[:200]
    assert len(as_read(tip)) < 2_000, "a tooltip as large as the screen"


@pytest.mark.lot(2, "hostile screens")
def test_the_desk_shows_hostile_text_as_it_was_written(windows, attacked, eye):
    desk = windows.desk(attacked.db, "chenyu")
    for entry in page_keys.entries():
        desk.show_page(entry.key)
        if any(True for _ in panels_of(desk.pages.currentWidget())):
            windows.settle(desk)
        eye.look(desk)
        require_plain(desk)
    desk.show_panels()
    windows.settle(desk)
    require_plain(desk)


def test_each_hostile_complaint_can_be_found_and_read_in_full(windows, attacked, eye):
    desk = windows.desk(attacked.db, "chenyu")
    page = attacked.ask(complaint_page, ComplaintFilter(since=NOW - timedelta(minutes=5)), 0, 200)
    lines = {line.number: line for line in page.lines}
    for name, words in TEXTS.items():
        for number in (name, f"F-{name}"):
            desk.rows.show_rows(words, ComplaintFilter(ids=(lines[number].id,)))
            panel = desk.sheet.content
            assert isinstance(panel, ComplaintPanel)
            windows.qtbot.waitUntil(lambda p=panel: p.view.model.rowCount() == 1, timeout=5_000)
            panel.view.table.selectRow(0)
            shown = lines[number].id
            windows.qtbot.waitUntil(lambda p=panel, i=shown: p.view.pane.shown_id == i)
            seen = eye.look(desk)
            require_plain(desk)
            text = panel.view.pane.findChild(QWidget, "complaint_text").toPlainText()
            if name == "ruse":
                assert text == RUSE
                assert any("<img src=x" in word for word in seen.painted)
                assert "49" not in seen.painted
            if name == "long":
                assert len(text) == 20_000
            turned = [word for word in seen.painted if "\u202e" in word]
            assert turned == []  # it would turn the line around


def test_a_hostile_complaint_is_found_by_the_search(windows, attacked, eye):
    desk = windows.desk(attacked.db, "chenyu")
    desk.ways.search.open()
    palette = desk.palette_of
    for words in ("<img src=x", "${7*7}", "</script>", "<b>", "%", "_", "'", '"', "\\", "长" * 100):
        palette.field.setText(words)
        windows.qtbot.waitUntil(lambda: not palette._gather.isActive() and desk.seat.tasks.idle)
        eye.look(desk)
        require_plain(desk)
    palette.field.setText("<img src=x")
    windows.qtbot.waitUntil(lambda: palette.list.count() > 0, timeout=5_000)


def test_nothing_of_it_reaches_the_wall_but_its_number(windows, attacked, eye):
    wall = windows.wall(attacked.db)
    total = attacked.ask(complaint_page, ComplaintFilter(incident_id=1)).total
    assert total > 181
    seen = eye.look(wall)
    assert f"{total}" in seen.words
    assert not any(mark in seen.all for mark in (*MARKS, "${7*7}", "onerror", "倒写"))
    require_plain(wall)


@pytest.mark.lot(2, "hostile screens")
def test_on_the_quiet_wall_it_is_plain_text_too(windows, tell, eye):
    """There a complaint's own words are seen: its category."""
    story = tell("D0 08:40")
    at = story.clock.at - timedelta(minutes=5)
    many = [hostile(f"q{n}", RUSE, brand="", registered_at=at) for n in range(60)]
    facts = intake.FileFacts("x.csv", "", "", 60, 0, 0, {})
    intake.take_in(story.db, PROGRAM, facts, many, load_key(story.db))
    wall = windows.wall(story.db)
    seen = eye.look(wall)
    assert any("<img src=x" in word for word in seen.painted)
    require_plain(wall)


def test_the_exports_hold_it_as_text(attacked, tmp_path):
    with attacked.db.read() as session:
        table = exports.table(session, "complaints", 1)
    for ending in (".csv", ".xlsx"):
        (tmp_path / f"x{ending}").write_bytes(exports.as_file(table, ending))
    text = (tmp_path / "x.csv").read_text(encoding="utf-8-sig")
    assert RUSE in text
    assert "\0" not in text
    assert LONG in text
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    cells = [c for row in book.active.iter_rows(min_row=3, max_row=12) for c in row]
    assert RUSE in {cell.value for cell in cells}
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


@pytest.mark.lot(2)
@pytest.mark.parametrize("words", [RUSE, BIDI + RUSE], ids=["ruse", "bidi"])
def test_an_incident_with_hostile_words_is_printed_as_it_was_written(tell, words):
    """Its title, its log and its report, on both papers."""
    story = tell("D0 08:40")

    def do(verb, login, *arguments):
        with story.db.write() as session:
            return verb(session, story.actor(login), *arguments)

    new = incidents.NewIncident(
        title=f"标题{words}"[:60],
        public_title="某事件",
        categories=(Category.CLUSTER,),
        districts=("990102",),
        received_at=story.clock.at,
        received_by_way=words[:40],
        topic=words[:30],
        summary=words,
        verified=True,
    )
    incident = do(incidents.register, "zhoulan", new)
    do(running_log.write_line, "zhoulan", incident, words)
    do(incidents.suggest_grade, "zhoulan", incident, Level.III, words, {})
    do(incidents.decide_grade, "chenyu", incident, Level.III, words)
    order = incidents.Activation(words, Level.III, 7, words, "陈屿")
    do(incidents.activate, "chenyu", incident, order)
    do(reports.draft_first, "zhoulan", incident)
    for kind in ("first", "briefing"):
        made = render(story.ask(document, kind, incident))
        text = "".join(page.plain for page in read_back(made.data))
        assert "<imgsrc=xonerror=alert(1)>${7*7}</script><script>alert(2)</script><b>粗" in text
        assert b"/JavaScript" not in made.data
        assert b"/JS" not in made.data
