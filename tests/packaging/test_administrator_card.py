"""The administrator's card: one sheet, and no command that the program does not have."""

import re

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QTextDocument

from commandcenter.paths import ROOT
from commandcenter.program import cli

CARD = (ROOT / "packaging" / "administrator.zh.md").read_text(encoding="utf-8")
POINTS = 7.5  # as small as a card on the wall of a server room may be


def test_the_card_prints_on_one_sheet(qapp):
    page = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait,
                       QMarginsF(12, 12, 12, 12), QPageLayout.Unit.Millimeter)  # fmt: skip
    document = QTextDocument()
    font = QFont("WenQuanYi Zen Hei")
    font.setPointSizeF(POINTS)
    document.setDefaultFont(font)
    document.setMarkdown(CARD)
    size = page.paintRect(QPageLayout.Unit.Point).size()
    document.setPageSize(QSizeF(size.width(), size.height()) * 96 / 72)
    assert document.pageCount() <= 2  # both sides of it


def test_the_card_names_only_commands_that_there_are():
    commands = {
        command.name or command.callback.__name__ for command in cli.app.registered_commands
    }
    groups = {group.name for group in cli.app.registered_groups}
    named = set(re.findall(r"commandcenter --db \S+ ([a-z][a-z-]+)", CARD))
    assert {"init", "backup", "restore", "verify"} <= named
    assert named - groups <= commands
