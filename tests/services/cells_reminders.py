"""Cells of 催办 inside the bureau: by who may give the order, or by the office of the papers."""

from commandcenter.domain.rights import Action
from commandcenter.services.command import directives, instructions, obligations
from tests.services.cells import cell
from tests.services.cells_command import directed, given, own_group
from tests.services.cells_obligations import by_hand

WORDS = "请尽快办理"


@cell(Action.GIVE_INSTRUCTION, about=own_group, before=given, or_by=Action.REGISTER_PAPER)
def remind_of_an_instruction(scene, actor):
    instructions.remind(scene.session, actor, scene.notes["instruction"], WORDS)


@cell(Action.REGISTER_PAPER, about=own_group, before=directed, or_by=Action.GIVE_INSTRUCTION)
def remind_of_a_direction(scene, actor):
    directives.remind(scene.session, actor, scene.notes["directive"], WORDS)


@cell(Action.GIVE_INSTRUCTION, about=own_group, before=by_hand, or_by=Action.REGISTER_PAPER)
def remind_of_an_obligation(scene, actor):
    obligations.remind(scene.session, actor, scene.notes["obligation"], WORDS)
