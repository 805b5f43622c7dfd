"""A bureau founded step by step: what may be left, what may not, and what is there afterwards."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.seat.people_list import PersonCells, judged
from commandcenter.intake.places import Crs
from commandcenter.offices import laying
from commandcenter.offices.laying import Laid
from commandcenter.store.database import open_database
from commandcenter.store.office import office
from commandcenter.store.people import actor_of
from commandcenter.ui import theme
from commandcenter.ui.seat.founding_pages import Ground
from commandcenter.ui.seat.founding_wizard import FoundingWizard
from tests.borders import city, put, row_of, unit
from tests.second_city import place

OFFICE = "望川市市场监督管理局"
NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日至3日放假调休，共3天。二、春节：2月5日至11日放假调休。三、清明节：4月3日至5日放假。
四、劳动节：5月1日至5日放假。五、端午节：6月9日放假。六、中秋节：9月15日放假。七、国庆节：10月1日至7日放假。"""


class Founding:
    """What would be written, or why not."""

    def __init__(self):
        self.wishes, self.answer = [], Laid(("数据库已就绪。",), ())

    def __call__(self, wish):
        self.wishes.append(wish)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def founding():
    return Founding()


@pytest.fixture
def start(qtbot, themed, founding):
    theme.apply(themed, "light")
    made = []

    def begin(found=founding, **ground):
        ground = {"today": date(2026, 11, 29)} | ground
        wizard = FoundingWizard(Ground(**ground), found, judged)
        qtbot.addWidget(wizard)
        with qtbot.waitExposed(wizard):
            wizard.show()
        made.append(wizard)
        return wizard

    yield begin
    for wizard in made:
        wizard.done(QDialog.DialogCode.Rejected)


def own(wizard, alone=True):
    page = wizard.own
    for editor, words in (
        (page.person, "李蔚"), (page.login, "liwei"), (page.password, "secret-words"),
        (page.again, "secret-words"),
    ):  # fmt: skip
        editor.setText(words)
    (page.alone if alone else page.keeps).setChecked(True)


def steps(wizard):
    return [button.text() for button in wizard.steps]


def at(wizard):
    return wizard.pages[wizard._at].key


def looked(qtbot, wizard, path, crs=None):
    wizard.borders.look_at(path, crs)
    qtbot.waitUntil(lambda: wizard.borders._file.text() == path.name)


def test_every_step_but_the_own_account_may_be_left(qtbot, start, founding):
    wizard = start()
    seen = []
    while at(wizard) != "own":
        seen.append(at(wizard))
        qtbot.mouseClick(wizard.primary, Qt.MouseButton.LeftButton)
    assert seen == ["name", "borders", "calendar", "people"]
    qtbot.mouseClick(wizard.primary, Qt.MouseButton.LeftButton)
    assert at(wizard) == "own"
    assert wizard.foot.word.text() == "请填写姓名、登录名和密码。"
    own(wizard)
    qtbot.mouseClick(wizard.primary, Qt.MouseButton.LeftButton)
    assert at(wizard) == "last"
    assert wizard.findChild(QDialog) is None
    qtbot.mouseClick(wizard.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.laid is not None)
    [wish] = founding.wishes
    assert (wish.borders, wish.office, wish.people, wish.notices) == (None, "", None, ())
    assert (wish.founder.login, wish.founder.alone, wish.early) == ("liwei", True, True)


def test_by_the_keyboard_alone(qtbot, start, founding):
    wizard = start()

    def typed(words, keys=Qt.Key.Key_Tab):
        wizard.focusWidget().insert(words)  # as an input method does it
        qtbot.keyClick(wizard.focusWidget(), keys)

    assert wizard.focusWidget().objectName() == "office"
    typed(OFFICE)
    typed("0880-1234567", Qt.Key.Key_Return)
    assert at(wizard) == "borders"
    for _ in range(3):
        qtbot.keyClick(wizard, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert at(wizard) == "own"
    qtbot.keyClick(wizard, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert at(wizard) == "people"
    qtbot.keyClick(wizard, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    for words in ("李蔚", "liwei", "secret-words"):
        typed(words)
    typed("secret-words", Qt.Key.Key_Return)
    assert at(wizard) == "last"
    qtbot.keyClick(wizard, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wizard.primary.setFocus()
    qtbot.keyClick(wizard.primary, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: wizard.laid is not None)
    assert (founding.wishes[0].office, founding.wishes[0].phone) == (OFFICE, "0880-1234567")
    with qtbot.waitSignal(wizard.accepted):
        qtbot.keyClick(wizard.focusWidget(), Qt.Key.Key_Space)


def test_borders_are_seen_on_the_map_with_what_was_found(qtbot, start, tmp_path):
    wizard = start()
    wizard.name.office.setText(OFFICE)
    wizard.show_step(1)
    looked(qtbot, wizard, put(tmp_path / "city.geojson", city(*row_of(3))))
    page = wizard.borders
    assert page._found.text() == (
        "望川市：3 个县区、0 个乡镇街道，东经 112.10°–112.40°，北纬 28.00°–28.10°。\n"
        "第1区、第2区、第3区"
    )
    assert page.map.isVisible()
    assert "未能判定" in page._why.text()
    assert "以 88 开头，不是现行的省级代码" in page._advice.text()
    assert "边界 ✓" in steps(wizard)


def test_the_coordinates_are_guessed_and_can_be_said(qtbot, start, tmp_path):
    wizard = start()
    wizard.show_step(1)
    path = tmp_path / "border.geojson"
    path.write_bytes(place.border_file().encode("gb18030"))
    looked(qtbot, wizard, path)
    page = wizard.borders
    assert page.crs.currentData() == Crs.GCJ02
    assert page._why.text().startswith("像是 GCJ-02")
    first = page.borders.units[0].parts
    page.crs.setCurrentIndex(page.crs.findData(Crs.WGS84))
    page.crs.activated.emit(0)
    qtbot.waitUntil(lambda: page.borders is not None and page.borders.units[0].parts != first)
    assert page.crs.currentData() == Crs.WGS84
    wizard.name.office.clear()
    assert page.trouble() == "边界文件里没有城市名称，请先写本局全称。"


def test_a_wrong_file_names_its_unit_and_cannot_be_gone_on_with(qtbot, start, tmp_path):
    wizard = start()
    wizard.show_step(1)
    ring = [[112, 28], [112.1, 28.1], [112.1, 28], [112, 28.1], [112, 28]]
    looked(qtbot, wizard, put(tmp_path / "x.geojson", city(unit("880101", "歪县", ring))))
    assert wizard.borders._bad.text().startswith("“歪县”（880101）的边界在")
    assert not wizard.borders.filled()


def test_codes_of_another_province_than_the_name_are_refused_by_unit(qtbot, start, tmp_path):
    wizard = start()
    wizard.name.office.setText("浙江省望川市市场监督管理局")
    wizard.show_step(1)
    units = [unit(f"3201{n:02}", f"第{n}区") for n in (1,)]
    data = city(*units, adcode="320100")
    looked(qtbot, wizard, put(tmp_path / "x.geojson", data))
    said = (
        "“第1区”（320101）的区划代码以 32 开头，是江苏省的，本局全称写的是浙江省（33）："
        "请核对边界文件和本局全称。"
    )
    assert wizard.borders.trouble() == said
    qtbot.mouseClick(wizard.primary, Qt.MouseButton.LeftButton)
    assert (at(wizard), wizard.foot.word.text()) == ("borders", said)
    wizard.name.office.setText("江苏省望川市市场监督管理局")
    assert wizard.borders.trouble() == ""


def test_a_year_without_a_notice_says_so_and_takes_one(qtbot, start, tmp_path):
    wizard = start()
    wizard.show_step(2)
    page = wizard.calendar
    said = [page.findChild(object, f"year_{year}").text() for year in (2026, 2027)]
    assert said[0].startswith("2026年：用本程序所带的放假通知")
    assert said[1].startswith("2027年：还没有放假通知")
    page.notice.setPlainText("放假")
    assert page.trouble()
    (tmp_path / "notice.txt").write_bytes(NOTICE.encode("gb18030"))
    page.read_file(tmp_path / "notice.txt")
    assert page.trouble() == ""
    assert "元旦 2027年1月1日至3日" in page.found.text()
    assert page.told() == "2026年、2027年的放假安排"
    assert start(years=(2027,)).calendar.findChild(object, "year_2027").text().endswith("已录入。")


def test_people_of_a_file_stand_in_the_rows_that_are_typed_into(qtbot, start, tmp_path):
    wizard = start()
    looked(qtbot, wizard, put(tmp_path / "city.geojson", city(*row_of(2))))
    wizard.show_step(3)
    page = wizard.people
    page.table.item(0, 0).setText("吴越")
    head = "姓名,登录名,职务,办公电话,手机,角色,工作组,县区\n"
    rows = "白荷,,科员,,,值班员,,\n白荷,,队员,,,组员,,\n景湖,,,,,县区局,,第2区\n"
    page.read_file(put(tmp_path / "名单.csv", head + rows))
    qtbot.waitUntil(lambda: page.table.rowCount() == 4)
    said = [page.table.item(row, 8).text() for row in range(4)]
    assert said == ["登录名 wy，暂无角色", "登录名 bh", "“组员”须写明工作组。", "登录名 jh"]
    assert page.trouble() == "人员名单有 1 行不能用，请改正或删去。"
    assert "第 3 行：“组员”须写明工作组" in page.outcome.text()
    page.table.item(2, 6).setText("现场处置组")
    assert page.table.item(2, 8).text() == "登录名 bh2"
    assert page.outcome.text() == "将增加 4 人；还没有：总指挥、6 个组的组长、1 个县区局。"
    page.table.selectRow(0)
    page._on_remove()
    assert [cells.name for cells in page.cells()] == ["白荷", "白荷", "景湖"]


def test_a_corrected_list_takes_the_place_of_the_one_read_before(qtbot, start, tmp_path):
    """What was typed, or changed since in the first list, stays."""
    wizard = start()
    wizard.show_step(3)
    page = wizard.people

    def read(rows):
        page.read_file(put(tmp_path / "名单.csv", "姓名,登录名,职务,角色\n" + rows))
        qtbot.waitUntil(lambda: "阮青" in [cells.name for cells in page.cells()])

    page.table.item(0, 0).setText("吴越")
    read("白何,,科员,值班员\n景湖,,,\n阮青,,,\n")
    page.table.item(2, 2).setText("队员")
    page.table.item(3, 0).setText("阮清")
    read("白荷,,科员,值班员\n阮青,,,\n")
    assert [(cells.name, cells.post) for cells in page.cells()] == [
        ("吴越", ""), ("景湖", "队员"), ("阮清", ""), ("白荷", "科员"), ("阮青", ""),
    ]  # fmt: skip


def test_what_is_refused_is_said_and_nothing_is_lost(qtbot, start, founding):
    founding.answer = RuleBroken("数据库暂时连不上，请稍候再试。")
    wizard = start()
    own(wizard)
    wizard.show_step(len(wizard.pages) - 1)
    qtbot.mouseClick(wizard.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.foot.word.text() == "数据库暂时连不上，请稍候再试。")
    assert wizard.laid is None
    assert wizard.own.password.text() == "secret-words"
    wizard.reject()
    assert wizard.isVisible()
    assert "再按一次即放弃" in wizard.foot.word.text()
    wizard.reject()
    assert not wizard.isVisible()


@pytest.mark.parametrize("alone", [True, False])
def test_a_bureau_is_there_with_all_that_was_filled_in(qtbot, start, tmp_path, alone):
    url = f"sqlite:///{tmp_path / 'a.db'}"
    wizard = start(partial(laying.lay, url))
    wizard.name.office.setText(OFFICE)
    looked(qtbot, wizard, put(tmp_path / "city.geojson", city(*row_of(2))))
    wizard.calendar.notice.setPlainText(NOTICE)
    wizard.people.set_people([PersonCells("林震", "", "局长", roles="总指挥")])
    own(wizard, alone)
    wizard.show_step(len(wizard.pages) - 1)
    qtbot.mouseClick(wizard.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.laid is not None)
    slips = wizard.findChild(QPlainTextEdit, "passwords").toPlainText()
    assert slips.startswith("林震\tlz\t")
    file = tmp_path / "密码.pdf"
    wizard._keep_in(file)
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    db = open_database(url)
    with db.read() as session:
        assert office(session) == OFFICE
        me = actor_of(session, "liwei", db.clock())
        assert me.has(Role.COMMANDER) is alone
        assert me.has(Role.ADMIN)
        assert actor_of(session, "lz", db.clock()).has(Role.COMMANDER) is not alone
    db.close()


@pytest.mark.parametrize("size", [(1366, 768), (984, 620)])
def test_all_of_a_step_is_in_the_window(qtbot, start, size):
    wizard = start()
    wizard.resize(*size)
    for number, page in enumerate(wizard.pages):
        wizard.show_step(number)
        qtbot.waitUntil(page.isVisible)
        assert wizard.width() <= size[0]
        for editor in page.findChildren(QLineEdit):
            if editor.isVisible():
                right = editor.mapTo(wizard, editor.rect().topRight()).x()
                assert right <= wizard.width(), editor.objectName()
