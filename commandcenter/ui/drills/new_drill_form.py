"""新建演练: from what, how, and who leads it; then its store is founded and can be opened."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from commandcenter.domain.drills.drill import MODE_WORDS, STORE_WORDS, Mode
from commandcenter.domain.drills.script import Script, in_mode
from commandcenter.domain.times import date_zh
from commandcenter.offices import drill_stores
from commandcenter.offices.drill_scripts import own_scripts, read_file
from commandcenter.queries.drills.past_event import script_from
from commandcenter.queries.drills.sources import DrillSources, drill_sources
from commandcenter.store.database import Database
from commandcenter.ui.drills.ways import DrillWays, Leads
from commandcenter.ui.frame.file_way import FileWay, Wanted, one
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.pickers import Names, PersonBox
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import Size
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.fields import Field
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.workers import Failure

FILE = "file"
SUPERUSER = "postgres"  # of a server; founding a drill there lays rights


class NewDrillForm(Form):
    """The people, the plan and the city are the bureau's; nothing else of it enters the drill."""

    object_name, extent = "new_drill", (720, 640)

    def __init__(self, over: Over, ways: DrillWays, script: Path | None = None) -> None:
        """`script`: a file of the bureau's to begin with."""
        explain = self.tr("{mark}。人员、角色、值班和预案取自本局，投诉和事件不带入。").format(
            mark=word(STORE_WORDS)
        )
        super().__init__(over, self.tr("新建演练"), self.tr("建立演练库"), explain=explain)
        self._ways = ways
        self._file: Path | None = None
        self._logins: dict[int, str] = {}
        self._may_found = False
        self.source = self.choice("source", self.tr("取自"), (), needed=True)
        self.pick = Button(self.tr("选择脚本文件…"), Kind.SECONDARY, icon="folder")
        self.pick.setObjectName("choose_script")
        self.pick.setAutoDefault(False)
        wanted = Wanted(self.tr("选择演练脚本"))
        FileWay(self, wanted, one(self._on_file), self.say, button=self.pick)
        self.body.addWidget(self.pick)
        modes = [(mode.value, word(words)) for mode, words in MODE_WORDS.items()]
        self.mode = self.chips("mode", self.tr("方式"), modes, [Mode.LIVE], single=True, columns=4)
        self.place, self.admin = self._add_place()
        self.blind = self.tick("blind", self.tr("盲演：参演人员看不到后面的内容"), True)
        self.conductor = PersonBox()
        self.add("conductor", self.tr("导调员"), self.conductor, needed=True)
        self.observers, self.observer = Names(), PersonBox()
        self.add("observer", self.tr("观察员"), self.observer, self.tr("逐一选定，可以不设"))
        self.observer.picked.connect(self._add_observer)
        self.body.addWidget(self.observers)
        self.demand(self._no_script, self.source)
        self.demand(self._nobody, self.conductor)
        self.demand(self._no_right, self.place)
        self.source.currentIndexChanged.connect(self._on_source)
        self._add_own_scripts()
        if script is not None:
            self.source.setCurrentIndex(self.source.findData(FILE))
            self._on_file(script)
        self.seat.tasks.read(self, self.seat.query(drill_sources), self._show)
        if not is_embedded(self.seat.tasks.db):
            self._ask_right()

    def _add_own_scripts(self) -> None:
        """Those that came with the program, then a file of one's own."""
        for path in own_scripts():
            script = read_file(path)
            self.source.addItem(self.tr("系统脚本：{t}").format(t=script.title), str(path))
        self.source.addItem(self.tr("本局的脚本文件"), FILE)
        self.source.setCurrentIndex(0)
        self._on_source()

    def _add_place(self) -> tuple[QComboBox, PlainLabel]:
        """On a server: for many seats there, or for this machine alone."""
        places = [(False, self.tr("本机文件：参演人员在这台计算机上操作"))]
        if not is_embedded(self.seat.tasks.db):
            places.append((True, self.tr("服务器：参演人员在各自席位登录")))
        place = self.choice("place", self.tr("演练库"), places)
        place.currentIndexChanged.connect(self._on_place)
        self._field_of(place).setVisible(len(places) > 1)
        admin = PlainLabel("", Size.SMALL, ink="text_dim")
        admin.setObjectName("drill_admin")
        admin.setWordWrap(True)
        admin.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        admin.hide()
        self.body.addWidget(admin)
        return place, admin

    def _field_of(self, editor: QWidget) -> Field:
        return next(f for f in self._fields if f.editor is editor)

    @Slot()
    def _on_place(self) -> None:
        """Who may not make a database there is told what the administrator has to do."""
        refused = bool(self.place.currentData()) and not self._may_found
        self.admin.setVisible(refused)
        if refused:
            words = self.tr(
                "在服务器上建立演练库要新建数据库并设置权限，本席位的登录名不能。"
                "请系统管理员在数据库服务器上运行（本局的脚本文件一并交给他）：\n{command}\n"
                "建成后，参演人员在“演练登记”中打开，或者运行 commandcenter drill open。"
            )
            self.admin.setText(words.format(command=self._command()))

    def _command(self) -> str:
        """As the form stands, for a superuser of the server."""
        db, source = self.seat.tasks.db, self.source.currentData()
        address = replace(drill_stores.server_of(db), login=SUPERUSER).text
        own = self._file.name if self._file is not None else self.tr("脚本文件")
        what = own if source == FILE else Path(str(source)).name
        what = f"--incident {source}" if isinstance(source, int) else what
        person = self.conductor.person()
        leads = self._logins.get(person, "") if person is not None else ""
        observers = "".join(
            f" --observer {self._logins[p]}" for p in self.observers.people() if p in self._logins
        )
        blind = " --blind" if self.blind.isChecked() else ""
        named = leads or self.tr("导调员登录名")
        return (
            f"commandcenter --db {address} drill new {what} --conductor {named}{observers}{blind}"
        )

    def _no_right(self) -> str:
        if not self.place.currentData() or self._may_found:
            return ""
        self._on_place()  # the command as the form stands by now
        return self.tr("请系统管理员建立，或者改用本机文件。")

    def _ask_right(self) -> None:
        db = self.seat.tasks.db
        self.seat.tasks.read(
            self, lambda _session: drill_stores.may_found_there(db), self._on_right
        )

    def _on_right(self, may: bool) -> None:
        """The bureau's server is offered first to who may."""
        self._may_found = may
        if may:
            self.place.setCurrentIndex(self.place.count() - 1)

    def _show(self, answer: DrillSources) -> None:
        self._logins = dict(answer.logins)
        self.conductor.set_people(answer.people)
        self.observer.set_people(answer.people)
        self.observers.set_people(answer.people)
        for past in answer.incidents:
            words = self.tr("已结案事件：{title}（{day}）")
            said = words.format(title=past.title, day=date_zh(past.received_at))
            self.source.insertItem(self.source.count() - 1, said, past.id)

    @Slot()
    def _on_source(self) -> None:
        own = self.source.currentData() == FILE
        self.pick.setVisible(own)

    def _on_file(self, path: Path) -> None:
        self._file = path
        self.pick.setText(path.name)

    @Slot(int)
    def _add_observer(self, person: int) -> None:
        self.observers.add_person(person)
        self.observer.setCurrentIndex(-1)
        self.observer.setEditText("")

    def _no_script(self) -> str:
        if self.source.currentData() == FILE and self._file is None:
            return self.tr("请选择脚本文件。")
        return ""

    def _nobody(self) -> str:
        return self.tr("请从名单中选择导调员。") if self.conductor.person() is None else ""

    def submit(self) -> None:
        """Founding takes a while: it runs on a worker, and the form says that it does."""
        conductor = self.conductor.person()
        assert conductor is not None  # demanded
        watching = [self._logins[p] for p in self.observers.people() if p != conductor]
        make = partial(
            _found,
            self.seat.tasks.db,
            self._ways.found,
            self._script(),
            Mode(self.mode.chosen()[0]),
            Leads(self._logins[conductor], watching),
            blind=self.blind.isChecked(),
            on_server=bool(self.place.currentData()),
        )
        self.say("")
        self.remark(self.tr("正在建立演练库，请稍候…"))
        self.seat.tasks.work(
            self, lambda _progress: make(), self.finish, self._failed, busy=self.busy
        )

    def _script(self) -> Callable[[Database], Script]:
        source = self.source.currentData()
        if isinstance(source, int):
            return partial(_of_incident, source)
        path = self._file if source == FILE else Path(str(source))
        assert path is not None  # demanded
        return partial(_of_file, path)

    def _failed(self, failure: Failure) -> None:
        self.remark("")
        self.refuse(failure)


def is_embedded(db: Database) -> bool:
    """Whether the bureau has no server beside which a drill could lie."""
    return db.embedded


def _of_incident(incident: int, db: Database) -> Script:
    with db.read() as session:
        return script_from(session, incident)


def _of_file(path: Path, _db: Database) -> Script:
    return read_file(path)


def _found(
    db: Database,
    found: Callable[[Database, Script, Leads, bool], str],
    script: Callable[[Database], Script],
    mode: Mode,
    leads: Leads,
    *,
    blind: bool,
    on_server: bool,
) -> str:
    """The address of the new store."""
    return found(db, replace(in_mode(script(db), mode), blind=blind), leads, on_server)
