"""The cell of what the watch alone may do."""

from commandcenter.domain.rights import Action
from commandcenter.services.watch import signal_book
from commandcenter.store.database import now
from tests.services.cells import cell


def no_matter(scene, actor):
    return {}


@cell(Action.WRITE_SIGNAL, about=no_matter)
def write_what_was_found(scene, actor):
    signal_book.keep(scene.session, actor, [], now(scene.session))
