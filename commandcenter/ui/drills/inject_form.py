"""An inject is written or amended: when, how, for whom, and which records answer it."""

from commandcenter.domain.drills.answer_kinds import ANSWER_WORDS
from commandcenter.domain.drills.drill import KIND_WORDS, InjectKind
from commandcenter.domain.drills.script import Addressee, Inject
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Group, Role
from commandcenter.queries.drills.inject_detail import InjectChoices, InjectDetail, inject_detail
from commandcenter.services.drills import conduct
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import word

EVERYBODY = ""
ROLES = (Role.DUTY, Role.LEAD_DUTY, Role.COMMANDER, Role.DEPUTY)


class InjectFields(Form):
    """The fields of an inject, wherever it is kept. `kinds`: how it may come."""

    extent = (720, 720)

    def __init__(self, over: Over, title: str, explain: str, kinds: tuple[InjectKind, ...]) -> None:
        super().__init__(over, title, self.tr("保存"), explain=explain)
        self._before: Inject | None = None
        named = [(kind, word(KIND_WORDS[kind])) for kind in kinds]
        self.at = self.moment("at", self.tr("演练时间"), self.seat.clock(), needed=True)
        self.kind = self.choice("kind", self.tr("方式"), named, InjectKind.CALL)
        self.side_by_side(self.at, self.kind)
        self.title_line = self.line("inject_title", self.tr("标题"), needed=True)
        self.words = self.text("words", self.tr("内容"), lines=4)
        self.add_of_kind()
        self.to = self.choice("to", self.tr("对象"), self._addressees(()))
        self.clause = self.choice("clause", self.tr("评分条款"), [("", self.tr("不评分"))])
        self.side_by_side(self.to, self.clause)
        self.signs = self.chips(
            "signs",
            self.tr("算作应答的记录"),
            [(sign, word(words)) for sign, words in ANSWER_WORDS.items()],
            hint=self.tr("有其中任何一项即为应答；设时限时必须选定"),
            columns=5,
        )
        self.limit = self.number("limit", self.tr("应答时限"), unit=self.tr("分钟"))
        self.points = self.number("points", self.tr("超时扣分"), 0, unit=self.tr("分"))
        self.side_by_side(self.limit, self.points)
        self.demand(self._unanswerable, self.signs)

    def add_of_kind(self) -> None:
        """Fields that some kind needs besides."""

    def _addressees(self, districts: tuple[tuple[str, str], ...]) -> list[tuple[object, str]]:
        found: list[tuple[object, str]] = [(EVERYBODY, self.tr("全体"))]
        found += [(f"role:{role.value}", word(ROLE_WORDS[role])) for role in ROLES]
        found += [(f"group:{group.value}", word(GROUP_WORDS[group])) for group in Group]
        found += [(f"district:{code}", name) for code, name in districts]
        return found

    def show_choices(self, choices: InjectChoices) -> None:
        for value, words in self._addressees(choices.districts)[self.to.count() :]:
            self.to.addItem(words, value)
        for code, title in choices.clauses:
            self.clause.addItem(f"{code} {title}", code)

    def fill(self, inject: Inject) -> None:
        self._before = inject
        self.at.set_value(inject.at)
        self.kind.setCurrentIndex(max(0, self.kind.findData(inject.kind)))
        self.title_line.setText(inject.title)
        self.words.setPlainText(inject.words)
        key = _key(inject.to)
        if key and self.to.findData(key) < 0:
            self.to.addItem(inject.to.login or key.partition(":")[2], key)
        self.to.setCurrentIndex(max(0, self.to.findData(key)))
        self.clause.setCurrentIndex(max(0, self.clause.findData(inject.clause)))
        self.signs.choose(*inject.signs)
        limit = inject.limit_minutes
        self.limit.edit.setText("" if limit is None else str(limit))
        self.points.edit.setText(str(inject.points))

    def _unanswerable(self) -> str:
        if self.limit.value() and not self._signs():
            return self.tr("设了时限，请选定哪些记录算作应答。")
        return ""

    def _signs(self) -> tuple[str, ...]:
        """Those that this form does not know stay as the script has them."""
        kept = self._before.signs if self._before else ()
        return (*self.signs.chosen(), *(sign for sign in kept if sign not in ANSWER_WORDS))

    def payload(self) -> dict[str, object]:
        """What its kind needs besides; as it came where this form has no field for it."""
        return dict(self._before.payload) if self._before else {}

    def inject(self) -> Inject:
        """As the fields stand."""
        at = self.at.value()
        assert at is not None  # needed
        where, _, name = str(self.to.currentData()).partition(":")
        return Inject(
            at=at,
            kind=InjectKind(self.kind.currentData()),
            title=self.title_line.text().strip(),
            words=self.words.toPlainText().strip(),
            to=Addressee(**{where: name}) if where else Addressee(),
            payload=self.payload(),
            signs=self._signs(),
            limit_minutes=self.limit.value() or None,
            clause=self.clause.currentData(),
            points=self.points.value() or 0,
        )


class InjectForm(InjectFields):
    """Of a drill that is founded; `inject_id` 0: a new one."""

    object_name = "inject_form"

    def __init__(self, over: Over, inject_id: int) -> None:
        title = self.tr("修改注入") if inject_id else self.tr("加注入")
        explain = self.tr("参演人员看不到还没有注入的内容。时限和分值是建议值，由导调员定。")
        kinds = tuple(InjectKind)
        if not inject_id:  # what came in bulk is made by a script alone
            kinds = tuple(kind for kind in kinds if kind is not InjectKind.COMPLAINTS)
        super().__init__(over, title, explain, kinds)
        self.inject_id = inject_id
        self.seat.tasks.read(self, self.seat.query(inject_detail, inject_id or None), self._show)

    def _show(self, answer: InjectDetail) -> None:
        """The choices of this drill, and of one that is amended what stands in it."""
        self.show_choices(answer.choices)
        if answer.inject is not None:
            self.fill(answer.inject)

    def submit(self) -> None:
        if self.inject_id:
            self.act(conduct.amend_inject, self.inject_id, self.inject())
        else:
            self.act(conduct.add_inject, self.inject())


def _key(to: Addressee) -> str:
    parts = (("login", to.login), ("group", to.group), ("district", to.district), ("role", to.role))
    return next((f"{name}:{value}" for name, value in parts if value), EVERYBODY)
