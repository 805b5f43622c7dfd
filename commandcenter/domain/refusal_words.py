"""Why somebody may not, in a sentence that says who may: of the nearest right that they hold."""

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level, levels_zh
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Actor, Grant, Role, groups_zh
from commandcenter.domain.phrase import Phrase, joined, phrase, phrases, word
from commandcenter.domain.right_cells import Ask, Matter, Reach, Right, Scope


def refusal_words(right: Right, actor: Actor, scope: Scope | None, matter: Matter) -> RuleBroken:
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
            who=holder_words(right, matter.level),
            ask=word(right.ask.value),
        )
    return _out_of_reach(right, actor, scope, matter)


def _upper_body(right: Right, level: Level) -> RuleBroken:
    body = word("国家层面") if level is Level.I else word("省级层面")
    words = "{title}：{level}级由{body}决定。请签署初判和报请，收到后登记上级的决定。"
    return RuleBroken(words, level=level.sign, body=body, title=right.title)


def _no_role(right: Right, actor: Actor, matter: Matter) -> RuleBroken:
    who = holder_words(right, matter.level)
    words = {"title": right.title, "who": who, "ask": word(right.ask.value), "you": _you(actor)}
    if right.ask in (Ask.DO, Ask.SEE):
        return RuleBroken("{title}由{who}{ask}。{you}。", **words)
    first = _role_words(right)[0]
    return RuleBroken("{title}须由{who}{ask}。{you}，请报请{first}。", **words, first=first)


STAFF = word("人员")  # leader and members alike
OUT_OF_REACH: dict[Reach, str] = phrases(
    {
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
)


def _out_of_reach(right: Right, actor: Actor, scope: Scope, matter: Matter) -> RuleBroken:
    named = GROUP_WORDS[matter.group] if matter.group else ""
    group = phrase("属于{group}", group=named) if named else word("未指明工作组")
    return RuleBroken(
        OUT_OF_REACH[scope.scope],
        title=right.title,
        ask=word(right.ask.value),
        group=group,
        of=groups_zh(scope.of),
        own=groups_zh(actor.groups()),
    )


def same_person(right: Right, matter: Matter) -> RuleBroken:
    words = {"title": right.title, "other": right.other_than, "ask": word(right.ask.value)}
    if matter.author_id is None:
        return RuleBroken("{title}前须先有{other}的记录。", **words)
    return RuleBroken("{title}须由{other}以外的人{ask}。您就是{other}，请换人。", **words)


def _no_holder_at(right: Right, level: Level) -> bool:
    return all(scope.levels and level not in scope.levels for scope in right.roles.values())


def holder_words(right: Right, level: Level | None) -> str:
    *before, last = _role_words(right, level)
    return phrase("{before}或{last}", before=joined("、", before), last=last) if before else last


def _role_words(right: Right, level: Level | None = None) -> list[str]:
    # In the order of Role: a database gives the roles back in any order.
    cells = {role: right.roles[role] for role in Role if role in right.roles}
    shown = {r: s for r, s in cells.items() if not (level and s.levels) or level in s.levels}
    if shown.get(Role.LEADER) == shown.get(Role.MEMBER) and Role.LEADER in shown:
        staff = _group_words(shown.pop(Role.LEADER), STAFF)
        shown.pop(Role.MEMBER)
        return [*(_cell_words(role, scope) for role, scope in shown.items()), staff]
    return [_cell_words(role, scope) for role, scope in shown.items()]


def _cell_words(role: Role, scope: Scope) -> str:
    if role is Role.COUNTY:
        return phrase("县区局（本县区{levels}）", levels=levels_zh(scope.levels))
    if scope.scope is Reach.DELEGATED:
        return phrase("受委托的{role}", role=ROLE_WORDS[role])
    if role in (Role.LEADER, Role.MEMBER) or scope.scope in (Reach.ASSIGNED, Reach.HANDLED):
        return _group_words(scope, ROLE_WORDS[role])
    if scope.of:
        return phrase("{role}（{groups}事项）", role=ROLE_WORDS[role], groups=groups_zh(scope.of))
    return ROLE_WORDS[role]


def _group_words(scope: Scope, role: str) -> Phrase:
    groups = groups_zh(scope.groups)
    if scope.scope in (Reach.ASSIGNED, Reach.HANDLED):
        return phrase("{groups}承办的{role}", groups=groups, role=role)
    own = word("本组") if scope.scope is Reach.GROUP else word("各组")
    return phrase("{groups}{role}", groups=groups or own, role=role)


def _you(actor: Actor) -> str:
    if not actor.grants:
        return word("您尚未被授予角色")
    roles = {joined("", _grant_words(grant)) for grant in actor.grants}
    return phrase("您的角色是{roles}", roles=joined("、", sorted(roles)))


def _grant_words(grant: Grant) -> list[str]:
    return [*([GROUP_WORDS[grant.group]] if grant.group else ()), ROLE_WORDS[grant.role]]
