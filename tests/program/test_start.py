"""What a start loads: a command what it does itself, an opened desk no typesetting.

Modules are counted, not seconds: those are in benchmarks/_goals_start.py.
"""

import os
import re
import subprocess
import sys

import pytest

from commandcenter.paths import ROOT
from tests.stories.demo_files import copy_of, demo_at, shared_folder

TYPESETTING = {"reportlab", "pikepdf", "pypdfium2", "docx", "fontTools", "PIL", "folium", "lxml"}
# What is heavy, by the package that is loaded with it, the heaviest last.
TABLES, NUMBERS = "commandcenter.store.tables.every", "numpy"
ACTS, SERVERS = "commandcenter.store.command.acts", "sqlalchemy.dialects.postgresql"
HEAVY = {
    "pydantic", "sqlalchemy", "psycopg", "alembic", "cryptography", TABLES, NUMBERS, "scipy",
    "PySide6", ACTS, SERVERS,
    "xlsxwriter", "python_calamine", *TYPESETTING,
}  # fmt: skip
READS = {"sqlalchemy"}  # a file, with the tables that it reads
WRITES = READS | {TABLES, ACTS, SERVERS}  # and what is settled with it; indexes of some rows
# Each command without a window, and what of it may be loaded on a file. What is not written here
# must not be.
LOADS = {
    "--version": set(),
    "--help": set(),
    "brief --help": set(),
    "drill run --help": set(),
    "nonsense": set(),
    "completion bash": set(),
    "man": set(),
    "manual --help": set(),
    "manual --html --no-pictures --out o.html": READS,
    "alarms": READS,
    "alarms --json": READS,
    "stock": READS,
    "drill list": READS,
    "upgrade status": READS,
    "upgrade --help": set(),
    "admin roles chenyu": WRITES,
    "admin disable liwei": WRITES,
    "admin enable liwei": WRITES,
    "watch . --once": WRITES,
    "intake missing.csv": WRITES,
}
ASKED = """
import sys
from commandcenter.program import cli
sys.argv = ["commandcenter", *sys.argv[1:]]
try:
    cli.main()
except SystemExit:
    pass
"""
DESK = """
from pathlib import Path
from commandcenter.offices.opening import opened
from commandcenter.domain.seat.posts import post_of
from commandcenter.offices import accounts
from commandcenter.program import admin, commands
from commandcenter.program.init_command import init
from commandcenter.services.seat.people import NewPerson
from commandcenter.settings import Settings
url = f"sqlite:///{Path('a.db').absolute()}"
init(url, None, "")
commander = NewPerson("chenyu", "陈宇")
admin.add_person(url, commander, [post_of("commander")], accounts.new_password())
from commandcenter.domain.org import Role
from commandcenter.program import pictures, windows
from commandcenter.ui import look
from commandcenter.ui.desk.main_window import DeskWindow
from commandcenter.ui.desk.page_keys import entries
with (
    opened(url) as db,
    windows.qt(Settings(), look.DESK, picture=True),
    windows.seated(db, windows.first_holder(db, Role.COMMANDER)) as seat,
    windows.untouched() as kept,
):
    window = DeskWindow(seat, settings=kept, engine="native")
    for entry in entries():
        window.pages.page(entry.key)
    pictures.draw(window, window.settled, windows.DESK_SIZE, Path("desk.png"))
"""
A_FRAME = """
import os
import sys
from commandcenter.domain.org import Role
from commandcenter.offices.opening import opened
from commandcenter.program import windows
from commandcenter.settings import Settings
from commandcenter.ui import look
with (
    opened(sys.argv[1]) as db,
    windows.qt(Settings(), look.DESK, picture=True),
    windows.seated(db, windows.first_holder(db, Role.COMMANDER), keeps=True) as seat,
    windows.untouched() as kept,
):
    window = windows.DeskWindow(seat, settings=kept, engine="native", bare=True)
    window.grab()
    print("LOADED", *sys.modules)
    sys.stdout.flush()
    os._exit(0)
"""
A_PAGE = """
import os
import sys
import time
from PySide6.QtCore import QCoreApplication
from commandcenter.domain.org import Role
from commandcenter.offices.opening import opened
from commandcenter.program import windows
from commandcenter.settings import Settings
from commandcenter.ui import look
with (
    opened(sys.argv[1]) as db,
    windows.qt(Settings(), look.DESK, picture=True),
    windows.seated(db, windows.first_holder(db, Role.DUTY), keeps=True) as seat,
    windows.untouched() as kept,
):
    window = windows.DeskWindow(seat, settings=kept, engine="native", bare=True)
    from commandcenter.ui.desk import pages
    pages.AHEAD_MS = 3_600_000
    window.show()
    while not window.settled():
        QCoreApplication.processEvents()
        time.sleep(0.01)
    from commandcenter.store.tables.base import Base
    tables = [mapper.local_table for mapper in Base.registry.mappers]
    print("WITHOUT TYPE", *(c for t in tables for c in t.columns if str(c.type) == "NULL"))
    print("LOADED", *sys.modules)
    sys.stdout.flush()
    os._exit(0)
"""
A_PAPER = """
import commandcenter.offices.paper_kinds
from commandcenter.offices.typesetting import docx
from commandcenter.outputs.pdf.document import Document, Meta, Para
from datetime import UTC, datetime
docx(Document(Meta("某局", "简报", datetime(2026, 11, 24, tzinfo=UTC)), "", (Para("一"),)))
"""


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory):
    return demo_at(shared_folder(tmp_path_factory), "D0 10:46")


@pytest.fixture
def demo_url(demo_file, tmp_path):
    return copy_of(demo_file, tmp_path / "demo.db")


@pytest.fixture
def loaded(tmp_path):
    """loaded(code): the packages that a new process has loaded when it ran that."""

    def loaded(code, *arguments):
        told = "import sys\nprint('LOADED', *sys.modules)"
        done = subprocess.run(
            [sys.executable, "-c", code + told, *arguments],
            env=os.environ | {
                "PYTHONPATH": str(ROOT),
                "COMMANDCENTER_DATA": str(tmp_path / "data"),
                "QT_QPA_PLATFORM": "offscreen",
            },
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        # A foreign key to a table that is not loaded has no type but the one that it says.
        assert [line for line in done.stdout.splitlines() if re.match("WITHOUT TYPE .", line)] == []
        names = done.stdout.splitlines()[-1].split()[1:]
        return {name.split(".")[0] for name in names} | set(names)

    return loaded


@pytest.mark.parametrize("command", LOADS)
def test_a_command_loads_what_it_does_itself_and_no_others(loaded, demo_url, command):
    found = loaded(ASKED, "--db", demo_url, *command.split())
    assert "commandcenter.program.cli" in found
    assert found & HEAVY <= LOADS[command]


def test_a_desk_opens_with_all_its_pages_and_without_the_typesetting(loaded, tmp_path):
    found = loaded(DESK)
    assert (tmp_path / "desk.png").stat().st_size > 10_000
    assert "PySide6" in found
    assert found & TYPESETTING == set()


def test_the_first_paper_brings_it_in(loaded):
    assert {"reportlab", "pikepdf", "pypdfium2", "docx", "fontTools", "PIL"} <= loaded(A_PAPER)


def test_the_frame_of_a_desk_is_there_before_what_stands_in_it(loaded, demo_url):
    """Its window, its rail, who sits there; neither a page nor what they write, nor a number."""
    found = loaded(A_FRAME, demo_url)
    assert "commandcenter.ui.desk.rail" in found
    behind = {TABLES, NUMBERS, "pyqtgraph", "alembic", "scipy", "commandcenter.ui.desk.pages"}
    behind.add("PySide6.QtWebEngineCore")
    assert found & behind == set()


def test_the_first_page_of_a_desk_is_there_before_what_it_does_not_show(loaded, demo_url):
    """Nor what its reader may not see: the duty room has neither the stock nor the money."""
    found = loaded(A_PAGE, demo_url)
    assert "commandcenter.ui.desk.duty_now_view" in found
    behind = {
        "PySide6.QtWebEngineCore", "commandcenter.ui.command.map_panel",
        "commandcenter.ui.command.checklist_view", "commandcenter.ui.frame.form",
        "commandcenter.queries.incident.lookback", "commandcenter.queries.seat.journal_subjects",
        "commandcenter.domain.papers.usage", "commandcenter.store.tables.support.stock",
        "commandcenter.store.tables.support.fund", "commandcenter.services.complaints.arrivals",
        "commandcenter.services.book", "commandcenter.services.releases.releases",
        "commandcenter.domain.figures", "commandcenter.store.files",
        "commandcenter.store.reports.report_facts", SERVERS,
    }  # fmt: skip
    assert found & behind == set()
