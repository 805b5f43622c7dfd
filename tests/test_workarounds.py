"""Each trick around somebody's bug is tried without itself: when its reason is gone, it goes, too.

What is tried is the library as it is locked. A test that fails here is good news: the trick that it
names can be taken out. The range of PySide6 has its own, in tests/ui/test_guards.py.
"""

import os
import re
import subprocess
import sys

import pytest

from commandcenter.paths import ROOT

NAMED = re.compile(r"\bWORKAROUND\b")
# Where a trick stands, and the test below that tries its reason.
TRIED = {
    "commandcenter/outputs/pdf/tounicode.py": "test_reportlab_still_writes_wrong_codes",
    "commandcenter/program/plain_values.py": "test_typer_still_loads_pydantic_for_a_number",
    "commandcenter/store/quick_import.py": "test_sqlalchemy_still_loads_what_is_for_coroutines",
    "commandcenter/store/quick_mapping.py": "test_sqlalchemy_still_asks_each_column",
    "commandcenter/ui/__init__.py": "test_pyside_still_reads_the_source_of_each_module",
    "commandcenter/ui/map/web_page.py": "test_qt_still_splits_a_bare_header",
    "commandcenter/ui/widgets/fields.py": "test_a_padding_still_does_not_reach_a_spin_box",
}


def said(script, **environment):
    """What a process without anything of ours says."""
    own = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment}
    done = subprocess.run(
        [sys.executable, "-I", "-c", script], capture_output=True, text=True, env=own
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_each_trick_is_tried_here():
    files = [
        path
        for folder in ("commandcenter", "db", "packaging", "resources")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".sql", ".toml", ".sh", ".js", ".qss")
    ]
    found = {str(path.relative_to(ROOT)) for path in files if NAMED.search(path.read_text("utf-8"))}
    assert found == set(TRIED)
    assert set(TRIED.values()) <= set(globals())


def test_reportlab_still_writes_wrong_codes():
    script = (
        "from reportlab.pdfbase import ttfonts;print(ttfonts.makeToUnicodeCMap('x', [0x2CB5A]))"
    )
    assert "<2CB5A>" in said(script)


def test_sqlalchemy_still_loads_what_is_for_coroutines():
    script = "import sys, sqlalchemy; print('asyncio' in sys.modules, 'email' in sys.modules)"
    assert said(script) == "True True"


TYPED = """
import sys, typer
app = typer.Typer()
@app.command()
def one(count: int = 1, word: str = ""): pass
try:
    app(["--count", "3", "--word", "x"])
except SystemExit:
    print("pydantic" in sys.modules)
"""


def test_typer_still_loads_pydantic_for_a_number():
    assert said(TYPED) == "True"


MAPPED = """
from sqlalchemy.orm import DeclarativeBase, Mapped, attributes, configure_mappers, mapped_column
asked = []
known = attributes.QueryableAttribute.__getattr__
attributes.QueryableAttribute.__getattr__ = lambda it, name: asked.append(name) or known(it, name)
class Base(DeclarativeBase): pass
class One(Base):
    __tablename__ = "one"
    id: Mapped[int] = mapped_column(primary_key=True)
class Two(Base):
    __tablename__ = "two"
    id: Mapped[int] = mapped_column(primary_key=True)
configure_mappers()
print("_slots_dispatch" in asked, One.__init__.__code__ is Two.__init__.__code__)
"""


def test_sqlalchemy_still_asks_each_column():
    assert said(MAPPED) == "True False"


SOURCES = """
import inspect, sys, tempfile, pathlib
import PySide6.QtCore
read = []
known = inspect.getsource
inspect.getsource = lambda module: read.append(getattr(module, "__name__", "")) or known(module)
folder = tempfile.mkdtemp()
pathlib.Path(folder, "plain_one.py").write_text("import PySide6.QtCore\\nx = 1\\n")
sys.path.insert(0, folder)
import plain_one
print("plain_one" in read)
"""


def test_pyside_still_reads_the_source_of_each_module():
    assert said(SOURCES) == "True"


PADDED = """
from PySide6.QtWidgets import QApplication, QSpinBox
app = QApplication([])
places = []
for sheet in ("QSpinBox { padding-left: 0px; }", "QSpinBox { padding-left: 40px; }"):
    box = QSpinBox()
    box.setStyleSheet(sheet)
    box.resize(200, 40)
    box.show()
    app.processEvents()
    line = box.lineEdit()
    places.append(line.x() + line.cursorRect().x())
print(places[1] - places[0])
"""


def test_a_padding_still_does_not_reach_a_spin_box():
    assert int(said(PADDED)) < 20


HEADERS = """
import sys
from PySide6.QtCore import QBuffer, QByteArray, QTimer, QUrl
from PySide6.QtWebEngineCore import *
scheme = QWebEngineUrlScheme(b"cc")
scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme | QWebEngineUrlScheme.Flag.CorsEnabled
                | QWebEngineUrlScheme.Flag.FetchApiAllowed)
scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
QWebEngineUrlScheme.registerScheme(scheme)
from PySide6.QtWidgets import QApplication
app = QApplication(["x"])
class Shelf(QWebEngineUrlSchemeHandler):
    def requestStarted(self, job):
        job.setAdditionalResponseHeaders({QByteArray(b"X-Told"): QByteArray(b"nosniff")})
        buffer = QBuffer(job)
        buffer.setData(b"<html></html>")
        job.reply(b"text/html", buffer)
profile, shelf = QWebEngineProfile(), Shelf()
profile.installUrlSchemeHandler(b"cc", shelf)
page = QWebEnginePage(profile)
def loaded(good):
    page.runJavaScript(
        "fetch('cc://app/x').then(r => document.title = '!' + r.headers.get('X-Told'))")
def titled(title):
    if title.startswith("!"):
        print(title[1:], flush=True)
        app.quit()
page.loadFinished.connect(loaded)
page.titleChanged.connect(titled)
QTimer.singleShot(60_000, app.quit)
page.load(QUrl("cc://app/page"))
app.exec()
import os; os._exit(0)
"""


@pytest.mark.nightly(minutes=1)
def test_qt_still_splits_a_bare_header():
    told = said(HEADERS, QTWEBENGINE_DISABLE_SANDBOX="1")
    assert told
    assert told != "nosniff"
