"""An English desk signs what a Chinese one does: what is shown is what is kept, in Chinese."""

import re

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from commandcenter.domain.incident.incident import State
from commandcenter.queries.incident.incidents import incident_lines
from commandcenter.queries.watch.warning_detail import warning_form
from commandcenter.services.watch import signals, warnings
from commandcenter.services.watch.signals import TriageNote
from commandcenter.services.watch.warnings import Draft
from commandcenter.store.tables.incident.incident import LevelDecisionRow
from commandcenter.store.tables.watch.warning_act import WarningActRow
from commandcenter.ui import texts
from tests.signals import put_signal
from tests.ui.desk.conftest import at_desk, small_city  # noqa: F401  fixtures

ENGLISH, CHINESE = re.compile("[A-Za-z]{3,}"), re.compile("[\u4e00-\u9fff]{9,}")
NAME = "陈屿"


@pytest.fixture
def english_desk(at_desk):  # noqa: F811
    """As `at_desk`, in English from then on: what was there before, a server has made."""

    def english_desk(login):
        assert texts.install(QApplication.instance(), "en")
        return at_desk(login)

    yield english_desk
    texts.install(QApplication.instance(), "zh")


def kept(city, table):
    with city.db.read() as session:
        return session.scalars(select(table).order_by(table.id)).all()


def signed(desk, form, shown="whole_text"):
    """Sign what is shown in a form; what was shown."""
    desk.until(lambda: bool(CHINESE.search(desk.widget(shown).text())))
    desk.type("signature", NAME)
    read = desk.widget(shown).text()
    desk.click_in(form, "primary")
    desk.until_gone(form)
    return read


def opened(desk, move, form):
    desk.window.head.move_wanted.emit(move)
    desk.until_sees(form)


def require_chinese(*words):
    assert not [each for each in words if not each or ENGLISH.search(each)]


def test_a_response_is_activated_changed_and_ended(english_desk, small_city):  # noqa: F811
    incident = small_city.register()
    small_city.suggest(incident)
    desk = english_desk("chenyu")
    desk.until_sees("act_decide")
    desk.click("act_decide")
    read = [signed(desk, "decide_form")]
    [line] = small_city.ask(incident_lines)
    assert line.state is State.RESPONDING
    opened(desk, "lower", "change_level")
    desk.until(lambda: desk.widget("level_IV").isEnabled())
    desk.click("level_IV")
    desk.fill("reason", "人数已经减少")
    desk.fill("measures", "继续登记和调解")
    read.append(signed(desk, "change_level"))
    opened(desk, "end", "end_response")
    desk.fill("reason", "诉求已经办结")
    read.append(signed(desk, "end_response"))
    notices = [row.notice for row in kept(small_city, LevelDecisionRow) if row.notice]
    assert notices == read
    require_chinese(*read)


def test_an_activation_of_its_own_proposes_its_matter_in_chinese(english_desk, small_city):  # noqa: F811
    incident = small_city.register()
    small_city.do_grade(incident)
    desk = english_desk("chenyu")
    desk.settle()
    opened(desk, "activate", "start_form")
    desk.click_in("start_form", "amend")
    desk.until_sees("activate")
    require_chinese(signed(desk, "activate"))


def test_what_the_body_above_decides_is_judged_and_asked_for(english_desk, small_city):  # noqa: F811
    small_city.register()
    desk = english_desk("chenyu")
    opened(desk, "initial", "initial_form")
    desk.until(lambda: desk.widget("level_II").isEnabled())
    desk.click("level_II")
    desk.fill("reason", "人数和金额均已重大")
    read = [signed(desk, "initial_form")]
    desk.until_sees("request_form")
    desk.widget("organ").setCurrentIndex(0)
    read.append(signed(desk, "request_form"))
    assert [row.notice for row in kept(small_city, LevelDecisionRow) if row.notice] == read
    require_chinese(*read, *(row.organ for row in kept(small_city, LevelDecisionRow) if row.organ))


def test_a_warning_is_issued_adjusted_and_lifted(english_desk, small_city):  # noqa: F811
    signal = put_signal(small_city, ("t1", "t2", "t3", "t4"))
    small_city.do(signals.verify, "zhoulan", signal, TriageNote("已回访"))
    small_city.do(signals.assess, "zhoulan", signal, TriageNote("需要预警"))
    form = small_city.ask(warning_form, signal, small_city.db.clock())
    draft = Draft(form.items, form.districts)
    warning = small_city.do(warnings.draft, "zhoulan", draft, signal, TriageNote("增加"))
    desk = english_desk("chenyu")
    desk.window.show_page("warnings")
    desk.window.pages.warnings.show_warning(warning)
    read = []
    for act, form in (("issued", "issue"), ("adjusted", "adjust"), ("lifted", "lift")):
        desk.until_sees(f"act_{act}")
        desk.click(f"act_{act}")
        desk.until_sees(f"{form}_warning")
        if form != "issue":
            desk.fill("reason", "情况有变化")
        if form == "adjust":
            desk.fill("measures", "继续监测")
        read.append(signed(desk, f"{form}_warning"))
    texts_kept = [row.text for row in kept(small_city, WarningActRow) if row.text]
    assert [kept.startswith(shown) for kept, shown in zip(texts_kept, read, strict=True)]
    require_chinese(*read, *texts_kept)
