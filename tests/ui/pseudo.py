"""A language that is none: every text the catalogue knows, between brackets and a third longer."""

import re
import sqlite3
import xml.etree.ElementTree as ET
from pathlib import Path

from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPlainTextEdit, QWidget

from tests.stories.visible_text import columns_of, in_one_picture, properties_of

CATALOGUE = Path("resources/translations/commandcenter_en.ts")
ROWS = 20
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
RUN = re.compile("[\u3400-\u9fff]+")
# Whose texts are the program's own, though they stand in the database.
NOT_DATA = {"plan_item", "plan_version", "plan_revision", "journal", "setting", "laid_part"}


class Pseudo(QTranslator):
    """A text that is in no catalogue stays Chinese, and so is found on a screen."""

    def __init__(self):
        super().__init__()
        self.known = {}
        for context in ET.parse(CATALOGUE).getroot().iter("context"):
            for message in context.iter("message"):
                said = message.findtext("translation") or "untranslated"
                key = context.findtext("name"), message.findtext("source")
                self.known[key] = f"[{RUN.sub('', said)}{'~' * (len(said) // 3)}]"

    def translate(self, context, source, disambiguation=None, n=-1):
        """Qt's own words are English where no other translator is asked."""
        return self.known.get((context, source), source)

    def isEmpty(self):
        return False


def data_of(file):
    """All that people wrote, and names: what a screen shows of it is Chinese in any language."""
    found = set()
    with sqlite3.connect(file) as store:
        tables = store.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            if table not in NOT_DATA:
                for row in store.execute(f'SELECT * FROM "{table}"'):
                    found.update(run for cell in row if isinstance(cell, str)
                                 for run in RUN.findall(cell))  # fmt: skip
    store.close()
    return "\n".join(found)


def seen_now(eye, window):
    """What is painted and said of what is visible; of a long list its first rows."""
    found = in_one_picture(window) | eye.drawn
    eye.drawn.clear()
    for widget in (window, *(w for w in window.findChildren(QWidget) if w.isVisible())):
        if not isinstance(widget, QLineEdit | QPlainTextEdit) or widget.isReadOnly():
            found |= properties_of(widget)
        if isinstance(widget, QAbstractItemView) and widget.model():
            found |= first_rows(widget.model())
    return found


def first_rows(model):
    columns = range(columns_of(model))
    found = {str(model.headerData(c, Qt.Orientation.Horizontal) or "") for c in columns}
    for row in range(min(model.rowCount(), ROWS)):
        cells = (model.index(row, column) for column in columns)
        found |= {str(cell.data(role) or "") for cell in cells for role in ROLES}
    return found


def chinese_in(words, data):
    """The runs of Chinese that are no data."""
    return {run for text in words for run in RUN.findall(text) if run not in data}
