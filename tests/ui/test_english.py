"""No screen shows Chinese that the program itself says, when it speaks another language.

What is still to be converted below the screens stands in `english_left.txt`, a page a line with
how many runs of Chinese it shows: the number may only fall.
"""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from commandcenter.ui import texts
from tests.stories.conftest import (  # noqa: F401  fixtures
    at_wall,
    demo_folder,
    eye,
    sit,
    tell,
    windows,
)
from tests.ui.desk.test_small_window import every_tab
from tests.ui.pseudo import Pseudo, chinese_in, data_of, seen_now

MOMENT = "D0 10:46"
LEFT = Path(__file__).with_name("english_left.txt")
LOGINS = ("chenyu", "zhoulan")  # who decides and who keeps it together: between them every page


@pytest.fixture
def pseudo(themed, eye):  # noqa: F811  the eye sees what is painted after it is said
    translator = Pseudo()
    QApplication.installTranslator(translator)
    texts.translate(True)
    yield eye
    texts.translate(False)
    QApplication.removeTranslator(translator)


def left(where):
    """How many runs of Chinese a page may still show."""
    lines = (line.rsplit(None, 1) for line in LEFT.read_text("utf-8").splitlines() if line.strip())
    return next((int(number) for name, number in lines if name == where), 0)


@pytest.mark.lot(2)
@pytest.mark.parametrize("login", LOGINS)
def test_no_page_of_the_desk_shows_chinese_of_its_own(pseudo, tell, sit, login):  # noqa: F811
    story = tell(MOMENT)
    desk, data = sit(story, login), data_of(story.db.engine.url.database)
    seen, by_page = set(), {}
    for name in every_tab(desk):
        page = name.partition("/")[0]
        new = chinese_in(seen_now(pseudo, desk.window), data) - seen
        by_page.setdefault(page, set()).update(new)
        seen |= new
    over = [
        f"{login} {page} {len(found)}: {sorted(found)}"
        for page, found in by_page.items()
        if len(found) > left(f"{login} {page}")
    ]
    assert not over, "\n".join(over)


@pytest.mark.lot(2)
def test_the_wall_shows_no_chinese_of_its_own(pseudo, tell, at_wall):  # noqa: F811
    story = tell(MOMENT)
    wall, data = at_wall(story), data_of(story.db.engine.url.database)
    found = chinese_in(seen_now(pseudo, wall), data)
    assert len(found) <= left("wall wall"), found


def test_chinese_that_is_no_data_is_found():
    assert chinese_in({"[Group] 张三：待办 3"}, "张三\n李四") == {"待办"}
