"""Cells of the gap book and of the counties' own rules."""

from commandcenter.domain.plan.plan_gap import GapState
from commandcenter.domain.rights import Action
from commandcenter.services.plan import gaps
from tests.city import EAST
from tests.services.cells import cell

GAP = gaps.Gap("4.2", "没有写跨省协查", "电话商请")


@cell(Action.FILE_GAP, about=lambda scene, actor: {})
def file_a_gap(scene, actor):
    gaps.file_gap(scene.session, actor, GAP)


def a_gap(scene):
    scene.notes["gap"] = scene.act(gaps.file_gap, "maxiao", GAP)


@cell(Action.EDIT_PLAN, about=lambda scene, actor: {}, before=a_gap)
def answer_a_gap(scene, actor):
    gaps.answer_gap(scene.session, actor, scene.notes["gap"], GapState.TAKEN_UP, "列入下次修订")


@cell(Action.FILE_OWN_RULES, about=lambda scene, actor: {"district": frozenset({EAST})})
def file_own_rules(scene, actor):
    rules = gaps.OwnRules(EAST, "城东区实施细则", "2026-01-05")
    gaps.file_rules(scene.session, actor, rules)
