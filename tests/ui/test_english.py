"""No screen shows Chinese that the program itself says, when it speaks another language."""

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
from tests.ui.desk.walking import every_tab
from tests.ui.pseudo import Pseudo, chinese_in, data_of, seen_now

MOMENT = "D0 10:46"
# Who decides, who keeps it together, who looks after accounts and who after the plan: between them
# every page.
LOGINS = ("chenyu", "zhoulan", "zhengqi", "liangbo")


@pytest.fixture
def pseudo(themed, eye):  # noqa: F811  the eye sees what is painted after it is said
    translator = Pseudo()
    QApplication.installTranslator(translator)
    texts.translate(True)
    yield eye
    texts.translate(False)
    QApplication.removeTranslator(translator)


@pytest.mark.lot(2)
@pytest.mark.parametrize("login", LOGINS)
def test_no_page_of_the_desk_shows_chinese_of_its_own(pseudo, tell, sit, login):  # noqa: F811
    story = tell(MOMENT)
    desk, data = sit(story, login), data_of(story.db.engine.url.database)
    found = {}
    for name in every_tab(desk):
        for run in chinese_in(seen_now(pseudo, desk.window), data):
            found.setdefault(run, name)
    assert found == {}


@pytest.mark.lot(2)
def test_the_wall_shows_no_chinese_of_its_own(pseudo, tell, at_wall):  # noqa: F811
    story = tell(MOMENT)
    wall, data = at_wall(story), data_of(story.db.engine.url.database)
    assert chinese_in(seen_now(pseudo, wall), data) == set()


def test_chinese_that_is_no_data_is_found():
    assert chinese_in({"[Group] 张三：待办 3"}, "张三\n李四") == {"待办"}
