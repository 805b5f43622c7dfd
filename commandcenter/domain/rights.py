"""Who may do what: the matrix of roles as data, asked before every act. A cell says how far a
right of a role reaches. A refusal is a sentence that says who may; what is not known of a matter
(its group, its county, its level) counts against the asker.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level, levels_zh
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Actor, Grant, Group, Role, groups_zh
from commandcenter.domain.reach import Ask, Reach
from commandcenter.domain.tables import read_item

FILE = "roles.toml"
FORMER = frozenset({"manage_connections", "manage_backup"})  # in earlier plans; asked by nothing


class Action(StrEnum):
    """Every verb of the matrix, in its order."""

    SEE_PICTURE = "see_picture"
    SEE_PERSONAL_DATA = "see_personal_data"
    SEE_REPORTER = "see_reporter"
    TAKE_IN_COMPLAINTS = "take_in_complaints"
    ENTER_COMPLAINT = "enter_complaint"
    REGISTER_INCIDENT = "register_incident"
    TRIAGE_SIGNAL = "triage_signal"
    DRAFT_WARNING = "draft_warning"
    DRAFT_GRADE = "draft_grade"
    ISSUE_WARNING = "issue_warning"
    ADJUST_WARNING = "adjust_warning"
    LIFT_WARNING = "lift_warning"
    DECIDE_GRADE = "decide_grade"
    ACTIVATE = "activate"
    RAISE_LEVEL = "raise_level"
    LOWER_LEVEL = "lower_level"
    END_RESPONSE = "end_response"
    DELEGATE = "delegate"
    SIGN_INITIAL_ASSESSMENT = "sign_initial_assessment"
    SIGN_UPPER_REQUEST = "sign_upper_request"
    REGISTER_UPPER_DECISION = "register_upper_decision"
    REGISTER_ORAL_DECISION = "register_oral_decision"
    SIGN_ORAL_DECISION = "sign_oral_decision"
    GIVE_INSTRUCTION = "give_instruction"
    RECEIVE_INSTRUCTION = "receive_instruction"
    REPORT_BACK = "report_back"
    COMPLETE_STEP = "complete_step"
    REOPEN_STEP = "reopen_step"
    ASSIGN_PEOPLE = "assign_people"
    HAND_OVER_LEAD = "hand_over_lead"
    DRAFT_REPORT = "draft_report"
    SIGN_REPORT = "sign_report"
    SEND_REPORT = "send_report"
    SKIP_LEVEL = "skip_level"
    DRAFT_RELEASE = "draft_release"
    CHECK_RELEASE = "check_release"
    APPROVE_RELEASE = "approve_release"
    PUBLISH_RELEASE = "publish_release"
    DRAFT_PAPER = "draft_paper"
    CHECK_PAPER = "check_paper"
    COUNTERSIGN_PAPER = "countersign_paper"
    REVIEW_PAPER = "review_paper"
    SIGN_PAPER = "sign_paper"
    NUMBER_PAPER = "number_paper"
    SEAL_PAPER = "seal_paper"
    ISSUE_PAPER = "issue_paper"
    FILE_PAPER = "file_paper"
    REGISTER_PAPER = "register_paper"
    EVIDENCE_READ = "evidence_read"
    EVIDENCE_WRITE = "evidence_write"
    STOCK_READ = "stock_read"
    STOCK_WRITE = "stock_write"
    MONEY_READ = "money_read"
    MONEY_WRITE = "money_write"
    MONEY_APPROVE = "money_approve"
    LEDGER_READ = "ledger_read"
    LEDGER_WRITE = "ledger_write"
    CLOSE_CASE = "close_case"
    SIGN_IN = "sign_in"
    MAKE_ROSTER = "make_roster"
    KEEP_TEAM = "keep_team"
    WRITE_LOG = "write_log"
    SHOW_ON_WALL = "show_on_wall"
    READ_JOURNAL = "read_journal"
    VERIFY_JOURNAL = "verify_journal"
    INQUIRY_SHEET = "inquiry_sheet"
    EDIT_PLAN = "edit_plan"
    SIGN_PLAN = "sign_plan"
    FILE_GAP = "file_gap"
    FILE_OWN_RULES = "file_own_rules"
    MANAGE_ACCOUNTS = "manage_accounts"
    KEEP_BACKUPS = "keep_backups"
    SEE_SYSTEM = "see_system"
    SWITCH_SERVER = "switch_server"
    PROPOSE_SWITCH = "propose_switch"
    SEE_ACCOUNTS = "see_accounts"
    CONFIRM_ROLE = "confirm_role"
    WRITE_SIGNAL = "write_signal"
    DISPOSE_INCIDENT = "dispose_incident"
    DUTY_LOG = "duty_log"
    CALL_UP = "call_up"
    LIAISE = "liaise"
    CONSULT = "consult"
    SITE_REPORT = "site_report"
    WATCH_OPINION = "watch_opinion"
    ANSWER_LEGAL = "answer_legal"
    HANDLE_COMPLAINT = "handle_complaint"
    CORRECT_COMPLAINT = "correct_complaint"
    RECEIVE_REPORT = "receive_report"
    CHECK_SECRECY = "check_secrecy"
    FLAG_COMPLAINT = "flag_complaint"
    SEE_OFFICIALS = "see_officials"
    REFER_OFFICIAL = "refer_official"
    DRAFT_INQUIRY = "draft_inquiry"
    SIGN_INQUIRY = "sign_inquiry"
    WAIVE_LINE = "waive_line"
    DECIDE_RETENTION = "decide_retention"
    MAKE_ARCHIVE = "make_archive"
    KEEP_RISK = "keep_risk"
    SIGN_RISK = "sign_risk"


@dataclass(frozen=True, slots=True)
class Scope:
    """One cell. `groups`: only people of these groups hold it; `levels`: only at these levels."""

    scope: Reach
    groups: frozenset[Group] = frozenset()
    of: frozenset[Group] = frozenset()
    levels: frozenset[Level] = frozenset()


@dataclass(frozen=True, slots=True)
class Right:
    """One row. `other_than` names the person whose work it is (two-person rule), else ""."""

    code: Action
    title: str
    ask: Ask
    roles: Mapping[Role, Scope]
    clause: str = ""
    source: str = ""
    proposal: bool = False
    other_than: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """What an act is about.

    `level`: the graver one where two are concerned (from Ⅲ to Ⅳ: Ⅲ). `person_id`: whom it
    is given to or about. `author_id`: whose work it is (0: nobody's), for the two-person rules.
    `involved`: the actor works on the incident.
    """

    group: Group | None = None
    districts: frozenset[str] = frozenset()
    level: Level | None = None
    person_id: int | None = None
    author_id: int | None = None
    involved: bool = False


@dataclass(frozen=True, slots=True)
class Rights:
    """The whole matrix; pure, and safe to share between threads."""

    rows: Mapping[Action, Right] = field(default_factory=dict)

    @classmethod
    def from_tables(cls, rows: Iterable[Mapping[str, Any]], *, whole: bool = True) -> "Rights":
        """Raises ValueError naming a row that is bad, double or, of a `whole` matrix, missing."""
        rights: dict[Action, Right] = {}
        for row in (row for row in rows if row.get("code") not in FORMER):
            right = read_item(Right, FILE, row)
            if right.code in rights:
                raise ValueError(f"{FILE}, {right.code}: stands twice")
            rights[right.code] = right
        if whole and (missing := [action for action in Action if action not in rights]):
            raise ValueError(f"{FILE}: no row for {', '.join(missing)}")
        return cls(rights)

    def scope(self, actor: Actor, action: Action) -> Scope | None:
        """The actor's widest right to it, whatever the matter; None: never, so do not show it."""
        held = [scope for _, scope in self._held(actor, action)]
        return min(held, key=lambda scope: list(Reach).index(scope.scope), default=None)

    def allows(
        self,
        actor: Actor,
        action: Action,
        *,
        group: Group | None = None,
        district: str | Collection[str] | None = None,
        level: Level | None = None,
        person_id: int | None = None,
        author_id: int | None = None,
        involved: bool = False,
    ) -> bool:
        """What `require` would let pass, for enabling a button."""
        matter = Matter(group, _districts(district), level, person_id, author_id, involved)
        return self.refusal(actor, action, matter) is None

    def require(
        self,
        actor: Actor,
        action: Action,
        *,
        group: Group | None = None,
        district: str | Collection[str] | None = None,
        level: Level | None = None,
        person_id: int | None = None,
        author_id: int | None = None,
        involved: bool = False,
    ) -> None:
        """Raise RuleBroken, saying who may, unless the actor may (see Matter for the arguments)."""
        matter = Matter(group, _districts(district), level, person_id, author_id, involved)
        if refusal := self.refusal(actor, action, matter):
            raise refusal

    def refusal(self, actor: Actor, action: Action, matter: Matter) -> RuleBroken | None:
        """Why the actor may not, as the sentence for a notice or a tooltip; None when they may."""
        right = self.rows.get(action)
        if right is None:
            return RuleBroken("现行预案的权限表还没有这一项，请先运行 commandcenter init 升级。")
        held = self._held(actor, action)
        fitting = [s for grant, s in held if _reaches(actor, grant, s, matter)]
        if not fitting:
            return _refusal(right, actor, held[0][1] if held else None, matter)
        if right.other_than and matter.author_id in (None, actor.person_id):
            return _same_person(right, matter)
        return None

    def holders(self, action: Action, level: Level | None = None) -> str:
        """Who may, in words: 总指挥或受委托的副总指挥."""
        return _holder_words(self.rows[action], level) if action in self.rows else ""

    def _held(self, actor: Actor, action: Action) -> list[tuple[Grant, Scope]]:
        """The actor's grants that hold the action in some way, widest first."""
        cells = self.rows[action].roles if action in self.rows else {}
        held = [(grant, cells[grant.role]) for grant in actor.grants if grant.role in cells]
        held = [(g, s) for g, s in held if not s.groups or g.group in s.groups]
        return sorted(held, key=lambda pair: (list(Reach).index(pair[1].scope), repr(pair[0])))


def _districts(district: str | Collection[str] | None) -> frozenset[str]:
    return frozenset({district} if isinstance(district, str) else district or ())


def _reaches(actor: Actor, grant: Grant, scope: Scope, matter: Matter) -> bool:
    if scope.levels and matter.level not in scope.levels:
        return False
    himself = matter.person_id is not None and matter.person_id == actor.person_id
    his_group = grant.group is not None and matter.group is grant.group
    his_county = bool(matter.districts) and matter.districts == {grant.district}
    return {
        Reach.ALL: True,
        Reach.DELEGATED: actor.delegated,
        Reach.GROUPS: matter.group in scope.of,
        Reach.COUNTY: his_county,
        Reach.GROUP: his_group,
        Reach.INCIDENT: matter.involved,
        Reach.OWN: himself or his_group or his_county,
        Reach.ASSIGNED: himself and his_group,
        Reach.HANDLED: himself,
        Reach.SELF: himself,
    }[scope.scope]


def _refusal(right: Right, actor: Actor, scope: Scope | None, matter: Matter) -> RuleBroken:
    """The sentence for the nearest right the actor holds (`scope`), or for holding none."""
    if matter.level and _no_holder_at(right, matter.level):
        return _upper_body(right, matter.level)
    if scope is None:
        return _no_role(right, actor, matter)
    if scope.levels and matter.level not in scope.levels:
        return RuleBroken(
            "{title}：您的权限限于{levels}，本事项须由{who}{ask}。",
            title=right.title,
            levels=levels_zh(scope.levels),
            who=_holder_words(right, matter.level),
            ask=right.ask.value,
        )
    return _out_of_reach(right, actor, scope, matter)


def _upper_body(right: Right, level: Level) -> RuleBroken:
    body = "国家层面" if level is Level.I else "省级层面"
    words = "{title}：{level}级由{body}决定。请签署初判和报请，收到后登记上级的决定。"
    return RuleBroken(words, level=level.sign, body=body, title=right.title)


def _no_role(right: Right, actor: Actor, matter: Matter) -> RuleBroken:
    who = _holder_words(right, matter.level)
    words = {"title": right.title, "who": who, "ask": right.ask.value, "you": _you(actor)}
    if right.ask in (Ask.DO, Ask.SEE):
        return RuleBroken("{title}由{who}{ask}。{you}。", **words)
    first = _role_words(right)[0]
    return RuleBroken("{title}须由{who}{ask}。{you}，请报请{first}。", **words, first=first)


OUT_OF_REACH: dict[Reach, str] = {
    Reach.DELEGATED: "{title}须由总指挥{ask}。总指挥尚未委托您，请报请总指挥。",
    Reach.GROUPS: "{title}：您的权限限于{of}的事项，本事项{group}。",
    Reach.COUNTY: "{title}：县区局的权限限于本县区的事项。",
    Reach.GROUP: "{title}：您的权限限于本组（{own}），本事项{group}。",
    Reach.INCIDENT: "{title}：您的权限限于您参与处置的事件。",
    Reach.OWN: "{title}：您的权限限于交给您本人、本组或本县区的事项。",
    Reach.ASSIGNED: "{title}：您的权限限于分派给您的本组事项，请联系组长。",
    Reach.HANDLED: "{title}：您的权限限于您承办的事项。",
    Reach.SELF: "{title}：您的权限限于您本人。",
}


def _out_of_reach(right: Right, actor: Actor, scope: Scope, matter: Matter) -> RuleBroken:
    group = f"属于{GROUP_WORDS[matter.group]}" if matter.group else "未指明工作组"
    return RuleBroken(
        OUT_OF_REACH[scope.scope],
        title=right.title,
        ask=right.ask.value,
        group=group,
        of=groups_zh(scope.of),
        own=groups_zh(actor.groups()),
    )


def _same_person(right: Right, matter: Matter) -> RuleBroken:
    words = {"title": right.title, "other": right.other_than, "ask": right.ask.value}
    if matter.author_id is None:
        return RuleBroken("{title}前须先有{other}的记录。", **words)
    return RuleBroken("{title}须由{other}以外的人{ask}。您就是{other}，请换人。", **words)


def _no_holder_at(right: Right, level: Level) -> bool:
    return all(scope.levels and level not in scope.levels for scope in right.roles.values())


def _holder_words(right: Right, level: Level | None) -> str:
    words = _role_words(right, level)
    return words[0] if len(words) == 1 else f"{'、'.join(words[:-1])}或{words[-1]}"


def _role_words(right: Right, level: Level | None = None) -> list[str]:
    # In the order of Role: a database gives the roles back in any order.
    cells = {role: right.roles[role] for role in Role if role in right.roles}
    shown = {r: s for r, s in cells.items() if not (level and s.levels) or level in s.levels}
    if shown.get(Role.LEADER) == shown.get(Role.MEMBER) and Role.LEADER in shown:
        staff = _cell_words(Role.LEADER, shown.pop(Role.LEADER))
        shown.pop(Role.MEMBER)
        words = [_cell_words(role, scope) for role, scope in shown.items()]
        return [*words, staff.removesuffix("组长") + "人员"]
    return [_cell_words(role, scope) for role, scope in shown.items()]


def _cell_words(role: Role, scope: Scope) -> str:
    if role is Role.COUNTY:
        return f"县区局（本县区{levels_zh(scope.levels)}）"
    if scope.scope is Reach.DELEGATED:
        return f"受委托的{ROLE_WORDS[role]}"
    if scope.scope in (Reach.ASSIGNED, Reach.HANDLED):
        return f"{groups_zh(scope.groups)}承办的{ROLE_WORDS[role]}"
    if role in (Role.LEADER, Role.MEMBER):
        own = "本组" if scope.scope is Reach.GROUP else "各组"
        return f"{groups_zh(scope.groups) or own}{ROLE_WORDS[role]}"
    if scope.of:
        return f"{ROLE_WORDS[role]}（{groups_zh(scope.of)}事项）"
    return ROLE_WORDS[role]


def _you(actor: Actor) -> str:
    if not actor.grants:
        return "您尚未被授予角色"
    words = {f"{GROUP_WORDS[g.group] if g.group else ''}{ROLE_WORDS[g.role]}" for g in actor.grants}
    return f"您的角色是{'、'.join(sorted(words))}"
