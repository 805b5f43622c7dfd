"""履职对照 at the end of scenario A: nothing is empty, and each count opens its records."""

import re

import pytest
from PySide6.QtCore import Qt

from commandcenter.db.demo.acts_a import TITLE
from commandcenter.store.tables.incident.incident_team import TeamRow
from commandcenter.store.tables.releases.release import ReleaseCheckRow
from commandcenter.ui.desk.record_places import PAGES, PLACES
from tests.stories.window_driver import line_words, rows


@pytest.mark.nightly
def test_the_clause_sheet_has_no_empty_duty_and_every_count_opens_its_records(tell, sit):
    story = tell("D14 18:00")
    commander = sit(story, "chenyu")
    commander.turn_to(TITLE)
    panel = commander.view("duties").panel
    assert panel.ledger._note.text().endswith("未见记录 0 项")
    commander.keep("a-duties")
    opened = set()
    for line in panel.ledger.lines:
        title, state, count = line_words(line)[1], line_words(line)[2], line_words(line)[-1]
        commander.line(panel.ledger, title)
        assert len(panel.proofs.lines) == int(count or 0)
        assert count or state == "不适用"
        for number, proof in enumerate(panel._chosen().proofs):
            words = re.sub("校验值前 16 位 [0-9a-f]+", "", proof.words)
            assert not re.search("[a-z_]{3}", words)  # no code of the program's own
            if (proof.table, bool(proof.id)) in opened or proof.table in NO_PAGE:
                continue
            opened.add((proof.table, bool(proof.id)))
            double_click(commander, panel.proofs, number)
            commander.until(lambda proof=proof: shown(commander, story, proof))
            commander.view("duties")
            commander.window.sheet.put_away()
            commander.line(panel.ledger, title)
    assert {table for table, _ in opened} >= (set(SHEETS) | set(PLACES)) - NOT_IN_A


def double_click(desk, ledger, number):
    index = ledger.model.index(number, 2)
    ledger.table.scrollTo(index)
    place = ledger.table.visualRect(index).center()
    for click in (desk.qtbot.mouseClick, desk.qtbot.mouseDClick):
        click(ledger.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


# What is shown in the sheet at the right; by table, and whether it is one record.
SHEETS = {
    "obligation": "step_facts", "tally": "tallies", "incident": "sheet",
    "trader_talk": "talk_sheet", "case_report": "cases",
}  # fmt: skip
ELSEWHERE = {"release_check": PLACES["release"], "team": ("site", "reports")}
NO_PAGE = {"paper"}  # it lies under 公文; here it is told whole
NOT_IN_A = {
    "oral_decision", "handover", "incident_fact", "report_receipt", "incident_complaint",
    "typical_case", "duty_note", "incident_move", "case_report",
    "case_file", "meeting", "typical_case_step",
}  # fmt: skip


def shown(desk, story, proof):
    """Whether the record is what the window shows now."""
    if proof.table in SHEETS:
        return desk.sees(SHEETS[proof.table])
    if proof.table in PAGES:
        return getattr(desk.window.pages, PAGES[proof.table]).isVisible()
    view, _ = ELSEWHERE.get(proof.table) or PLACES[proof.table]
    page = desk.window.pages.incident
    if page.views.key != view or not proof.id:
        return page.views.key == view
    ledgers = [panel.ledger for panel in page.view(view).panels() if panel.isVisible()]
    if not ledgers or ledgers[0].line(ledgers[0].chosen_id or 0) is None:
        return False
    return LINE_OF.get(proof.table, same)(story, proof, ledgers[0].line(ledgers[0].chosen_id))


def same(story, proof, line):
    return line.id == proof.id


def place_of(story, proof, line):
    [team] = rows(story, TeamRow, TeamRow.id == proof.id)
    return line.id == team.place_id


def release_of(story, proof, line):
    [check] = rows(story, ReleaseCheckRow, ReleaseCheckRow.id == proof.id)
    return line.id == check.release_id


# Where the line has a number of its own.
LINE_OF = {
    "release_check": release_of,
    "team": place_of,
    "case_file": lambda story, proof, line: line.id == -proof.id,
    "retention": lambda story, proof, line: line_words(line)[0] == "个人信息处理决定",
    "archive_package": lambda story, proof, line: line_words(line)[0] == "归档包",
}
