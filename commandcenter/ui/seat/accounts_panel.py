"""账号和角色: who is there and what they hold, for the administrator who keeps it."""

from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import ROLE_WORDS
from commandcenter.offices import accounts
from commandcenter.queries.seat.account_board import (
    ADD,
    DISABLE,
    ENABLE,
    END,
    GRANT,
    PASSWORD,
    AccountBoard,
    AccountLine,
    HeldRole,
    account_board,
)
from commandcenter.store.database import Query
from commandcenter.ui.frame.confirm import Confirm
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import dotted, enumerated, joined
from commandcenter.ui.seat.account_forms import AddPerson, EndRole, GrantRole, NewPassword
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct


class AccountsPanel(LinesPanel[AccountBoard, AccountLine]):
    """Who keeps accounts changes everybody's but their own."""

    object_name = "accounts_panel"
    kinds = frozenset({"person", "account", "city"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button(ADD, self.tr("增加人员…"), "add", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有人员。")
        return Ledger(self.tr("账号和角色"), self.columns(), "people", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("姓名"), 6, cell=lambda line, _: line.name),
            self.column(self.tr("登录名"), 7, cell=lambda line, _: line.login),
            self.column(self.tr("账号"), 8, cell=self._state),
            self.column(self.tr("角色"), stretch=True, cell=lambda line, _: self._roles(line)),
            self.column(self.tr("职务"), 12, cell=lambda line, _: line.post),
        ]

    def query(self) -> Query[AccountBoard]:
        return self.seat.query(account_board)

    def note(self, board: AccountBoard) -> str:
        here = sum(line.active for line in board.lines)
        words = self.tr("{n} 人").format(n=here)
        waits = self.tr("待确认的角色 {n} 项").format(n=board.waiting) if board.waiting else ""
        return dotted((words, self._without_login(board), waits, self._scarce(board)))

    def _without_login(self, board: AccountBoard) -> str:
        if not board.without_login:
            return ""
        words = self.tr("{n} 人没有密码") if board.embedded else self.tr("{n} 人没有登录名")
        return words.format(n=board.without_login)

    def _scarce(self, board: AccountBoard) -> str:
        """Which roles hang on one person: the last holder is let go by nobody."""
        one = enumerated(f"{ROLE_WORDS[role]} {name}" for role, name in board.scarce if name)
        none = enumerated(ROLE_WORDS[role] for role, name in board.scarce if not name)
        return dotted(
            (
                self.tr("只有一人：{roles}").format(roles=one) if one else "",
                self.tr("没有人：{roles}").format(roles=none) if none else "",
            )
        )

    def _state(self, line: AccountLine, board: AccountBoard) -> Cell:
        if not line.active:
            return Cell(self.tr("已停用"), "text_faint")
        if line.locked_until is not None and line.locked_until > board.now:
            return Cell(self.tr("暂时锁定"), "warn")
        if not line.login_there:
            lacks = self.tr("没有密码") if board.embedded else self.tr("没有登录名")
            return Cell(lacks, "warn")
        return Cell(self.tr("须改密码") if line.must_change else self.tr("可登录"), "ok")

    def _roles(self, line: AccountLine) -> str:
        return enumerated(self._role(each) for each in line.held) or self.tr("没有角色")

    def _role(self, held: HeldRole) -> str:
        if held.waits:
            return self.tr("{role}（待确认）").format(role=held.words)
        if held.stands_for:
            return self.tr("{role}（代{name}）").format(role=held.words, name=held.stands_for)
        return held.words

    def detail(self, line: AccountLine, board: AccountBoard) -> Detail:
        roles = joined("\n", (self._whole(each, board) for each in line.held))
        return (
            (self.tr("姓名"), f"{line.name}  {line.post}".strip()),
            (self.tr("登录名"), line.login),
            (self.tr("电话"), line.phone),
            (self.tr("账号"), self._state(line, board).words),
            (self.tr("角色"), roles),
        )

    def _whole(self, held: HeldRole, board: AccountBoard) -> str:
        until = (
            self.tr("，到 {time}").format(time=when(held.until, board.now)) if held.until else ""
        )
        return f"{self._role(held)}{until}"

    def acts(self, line: AccountLine, board: AccountBoard) -> tuple[LineAct, ...]:
        words = {
            GRANT: self.tr("授予角色…"),
            END: self.tr("终止角色…"),
            PASSWORD: self.tr("新密码…"),
            DISABLE: self.tr("停用账号…"),
            ENABLE: self.tr("恢复账号…"),
        }
        return line_acts(line.offers, words, danger=frozenset({DISABLE}))

    def want(self, board: AccountBoard, key: str) -> None:
        AddPerson(self.over, board.counties).begin()

    def act(self, board: AccountBoard, key: str, line: AccountLine) -> None:
        if key == GRANT:
            GrantRole(self.over, line, board.counties).begin()
        elif key == END:
            EndRole(self.over, line).begin()
        elif key == PASSWORD:
            NewPassword(self.over, line).begin()
        else:
            self._ask(line, back=key == ENABLE)

    def _ask(self, line: AccountLine, *, back: bool) -> None:
        """Whether a person may sign on again, or no more."""
        if back:
            office, press, title = accounts.enable, self.tr("恢复"), self.tr("恢复{name}的账号")
            words = self.tr("{name}（{login}）不再停用：密码和没有终止的角色照旧。")
        else:
            office, press, title = accounts.disable, self.tr("停用"), self.tr("停用{name}的账号")
            words = self.tr(
                "{name}（{login}）不能再登录，正在使用的席位随即断开；办理过的记录保留。"
            )
        command = self.seat.command(office, line.login)
        said = words.format(name=line.name, login=line.login)
        Confirm(self.over, title.format(name=line.name), press, said, command).begin()
