"""What a start loads: a command no Qt, an opened desk no typesetting."""

import os
import subprocess
import sys

import pytest

from commandcenter.paths import ROOT

TYPESETTING = {"reportlab", "pikepdf", "pypdfium2", "docx", "fontTools", "PIL", "folium", "lxml"}
HELP = """
from commandcenter.program import cli
typer = cli.typer.main.get_command(cli.app)
typer(["--help"], prog_name="commandcenter", standalone_mode=False)
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
from commandcenter.ui.desk.pages import entries
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
A_PAPER = """
import commandcenter.offices.paper_kinds
from commandcenter.offices.typesetting import docx
from commandcenter.outputs.pdf.document import Document, Meta, Para
from datetime import UTC, datetime
docx(Document(Meta("某局", "简报", datetime(2026, 11, 24, tzinfo=UTC)), "", (Para("一"),)))
"""


@pytest.fixture
def loaded(tmp_path):
    """loaded(code): the packages that a new process has loaded when it ran that."""

    def loaded(code):
        told = "import sys\nprint('LOADED', *{name.split('.')[0] for name in sys.modules})"
        done = subprocess.run(
            [sys.executable, "-c", code + told],
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
        return set(done.stdout.splitlines()[-1].split()[1:])

    return loaded


def test_a_command_starts_without_qt_and_typesetting(loaded):
    found = loaded(HELP)
    assert "commandcenter" in found
    assert found & {"PySide6", *TYPESETTING} == set()


def test_a_desk_opens_with_all_its_pages_and_without_the_typesetting(loaded, tmp_path):
    found = loaded(DESK)
    assert (tmp_path / "desk.png").stat().st_size > 10_000
    assert "PySide6" in found
    assert found & TYPESETTING == set()


def test_the_first_paper_brings_it_in(loaded):
    assert {"reportlab", "pikepdf", "pypdfium2", "docx", "fontTools", "PIL"} <= loaded(A_PAPER)
