"""What is opened and put away again leaves nothing behind: the soak's hours, in seconds."""

import gc
import importlib
import inspect
import pkgutil
from collections import Counter

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from commandcenter import ui
from commandcenter.program.windows import close
from commandcenter.ui.desk.main_window import DeskWindow
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from tests.city import KEY

TIMES, LOOKS = 3, 3
OURS = ("commandcenter", "PySide6", "pyqtgraph")
# PySide keeps the husk of a window's style; pyqtgraph remembers a hundred sizes of a pixel, and as
# many boxes of its views. Where a statement has its columns, and of which types, is kept from its
# first use, by whatever page that is made meanwhile.
KNOWN = {"QCommonStyle", "Point", "QRectF", "_Place", "UtcTime"}


def plain_forms():
    """Every form that needs a seat only, or an incident besides."""
    for found in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        importlib.import_module(found.name)
    waiting, forms = [Form], []
    while waiting:
        waiting += (below := waiting.pop().__subclasses__())
        forms += below
    return [(form, needs) for form in forms if (needs := needed(form)) <= {"incident_id"}]


def needed(form):
    after_seat = list(inspect.signature(form).parameters.values())[1:]
    many = inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD
    return {p.name for p in after_seat if p.default is p.empty and p.kind not in many}


def where(form, seat):
    return Over(seat) if "over" in inspect.signature(form).parameters else seat


def held():
    """How many there are of each class of the program and of Qt, and of Qt's own widgets."""
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    kinds = (type(each) for each in gc.get_objects())
    found = Counter(kind.__name__ for kind in kinds if str(kind.__module__).startswith(OURS))
    return found | Counter({"widgets": len(QApplication.allWidgets())})


def left_by(work):
    """What there is more of for each time that `work` was done; the first fills caches.

    What the window behind comes to draw meanwhile is once; what is left is left each time.
    """
    work()
    for _ in range(LOOKS):
        before = held()
        for _ in range(TIMES):
            work()
        more = held() - before
        left = {name: more[name] for name in more if more[name] >= TIMES and name not in KNOWN}
        if not left:
            break
    return left


def test_a_form_that_is_put_away_leaves_nothing(at_desk, small_city):
    desk, incident = at_desk("chenyu"), small_city.register()
    small_city.activate(incident)
    desk.settle()  # what is drawn of the incident meanwhile would count as left
    forms = plain_forms()
    assert len(forms) > 25

    def open_all():
        for form, needs in forms:
            opened = form(where(form, desk.window.seat), *([incident] if needs else []))
            opened.begin()
            desk.until(lambda: desk.window.seat.tasks.idle)
            opened.reject()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert left_by(open_all) == {}


def test_a_window_that_is_closed_leaves_nothing(at_desk, qtbot):
    desk = at_desk("chenyu")
    frozen = []

    def open_another():
        window = DeskWindow(
            desk.window.seat, key=KEY, settings=desk.window.settings, engine="native"
        )
        window.show()
        qtbot.waitUntil(window.settled)
        close(window)
        desk.until(lambda: desk.window.seat.tasks.idle)  # an answer on its way holds who asked
        frozen.append(gc.get_freeze_count())

    assert left_by(open_another) == {}
    # What is frozen is not among what `held` counts, and is never collected.
    assert frozen[-1] <= frozen[0]
