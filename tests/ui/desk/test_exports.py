"""Every list of the desk can leave the program as a file, as it is shown."""

import ast
import csv
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView

from commandcenter import ui
from commandcenter.ui.desk import page_keys
from commandcenter.ui.widgets.ledger import Ledger
from commandcenter.ui.widgets.list_export import ExportButton, ViewExport

ROOT = Path(ui.__file__).parent
# By the name of the view: why it needs no way out.
NO_LIST = {
    "clauses": "the plan's text is read by its clauses; what was done of it is the paper 履职清单",
    "palette_list": "what a search finds is a way to the thing itself",
}
MAKERS = {
    "RowTable",
    "QTableView",
    "QListView",
    "QTreeView",
    "QTableWidget",
    "QListWidget",
    "QTreeWidget",
}
# By the module: what it lists is chosen from, typed, or gone when the form is closed.
NO_FILE = {
    "ui/desk/plan_page.py": "the clauses, as above",
    "ui/manual/reader.py": "the contents of the manual, which a command writes as a file",
    "ui/desk/search_list.py": "what a search finds, as above",
    "ui/complaints/take_in_form.py": "the first rows of a file taken in",
    "ui/seat/people_page.py": "people who are typed; the list that was read has them",
    "ui/complaints/mapping_editor.py": "the columns of such a file, and its first rows",
    "ui/complaints/join_complaints_form.py": "to be chosen; the list of complaints has them",
    "ui/complaints/imports_form.py": "imports to be chosen; what they rejected is written to files",
    "ui/complaints/ahead_view.py": "what a file would change that is not taken in yet",
    "ui/watch/answer_grid.py": "typed into; what is kept of it is the list of answers",
    "ui/drills/script_form.py": "a script that is saved as a file of its own",
}


def views(window):
    for view in window.findChildren(QAbstractItemView):
        inside = view.parent()
        while inside is not None and not isinstance(inside, QComboBox):
            inside = inside.parent()
        if inside is None and not isinstance(view, QHeaderView):
            yield view


def make_all(window):
    for entry in page_keys.entries():
        window.pages.page(entry.key)


def test_every_list_on_every_page_of_the_desk_has_a_way_out(at_desk, small_city):
    small_city.activate(small_city.register())
    window = at_desk("chenyu").window
    make_all(window)
    ways = {id(b.view) for b in window.findChildren(ViewExport)}
    ways |= {id(ledger.table) for ledger in window.findChildren(Ledger)}
    found = list(views(window))
    lacking = [
        f"{view.objectName() or type(view).__name__} “{view.accessibleName()}”"
        for view in found
        if id(view) not in ways and view.objectName() not in NO_LIST
    ]
    assert lacking == []
    assert len(found) > len(page_keys.entries()) * 3
    for button in window.findChildren(ViewExport):
        assert button.view.accessibleName(), button.view.objectName()


def test_no_list_is_made_that_has_no_way_out():
    """Sheets and forms are made when they are wanted: their modules are read instead."""
    lacking = []
    for path in sorted(ROOT.rglob("*.py")):
        name = str(path.relative_to(ROOT.parent))
        tree = ast.parse(path.read_text("utf-8"))
        made = {getattr(n.func, "id", "") for n in ast.walk(tree) if isinstance(n, ast.Call)}
        bases = {
            getattr(base, "id", "")
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            for base in node.bases
        }
        exports = made & {"ViewExport", "ExportButton"}
        if (made | bases) & MAKERS and not exports and name not in {*NO_FILE, *MADE_FOR}:
            lacking.append(name)
    assert lacking == []
    assert all((ROOT.parent / name).is_file() for name in (*NO_FILE, *MADE_FOR))


# Kinds of views: who makes one gives it its way out (or stands in the window of the test above).
MADE_FOR = {
    "ui/command/checklist_list.py": "StepList of the checklist",
    "ui/widgets/entry_list.py": "EntryList of the boards",
    "ui/widgets/row_table.py": "RowTable of the ledgers and the other tables",
    "ui/widgets/whole_rows.py": "WholeLines of the log",
}


def test_all_that_is_behind_a_long_list_is_exported(at_desk, small_city, tmp_path):
    small_city.take_in(*(small_city.complaint(f"n{n}") for n in range(230)))
    desk = at_desk("chenyu")
    desk.click("rail_complaints")
    desk.settle()
    view = desk.window.pages.complaints.rows.view
    desk.until(lambda: len(view.model.lines) == 200)
    file = tmp_path / "投诉.csv"
    view.export.export_to(small_city.db.clock(), file)
    desk.until(lambda: file.exists() and file.stat().st_size > 0)
    _, header, *rows = csv.reader(file.read_text("utf-8-sig").splitlines())
    assert header[0] == "登记时间"
    assert len(rows) == 230
    assert {row[10] for row in rows} == {line.complainant for line in view.model.lines}


def test_what_waits_and_the_log_are_exported_as_tables(at_desk, small_city):
    incident = small_city.register()
    small_city.suggest(incident)
    desk = at_desk("chenyu")
    overview = desk.window.pages.incident.overview
    desk.until(lambda: overview.todo.view.export.isEnabled())
    header, rows = overview.todo.view._table()
    assert header[0] == "类别"
    assert rows[0][0] == "定级"
    watch = desk.window.pages.watch
    named = {button._title() for button in watch.findChildren(ExportButton)}
    assert {"投诉集中的主体，与平时相比", "比平时说得更多的词"} <= named
    make_all(desk.window)
    for button in desk.window.findChildren(ExportButton):
        header, rows = button._table()
        assert all(len(row) == len(header) for row in rows)
