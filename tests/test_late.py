"""What is loaded late keeps nothing alive that was there before it."""

import gc
import weakref

from commandcenter.late import Late


class Form:
    """Refers to itself, as a form does by its slots: only the collector takes it away."""

    def __init__(self) -> None:
        self.over = self


def test_a_form_that_is_open_while_a_module_is_loaded_goes_when_it_is_closed():
    form = Form()
    gone = weakref.ref(form)
    Late("commandcenter.domain.legal_time").load()
    del form
    gc.collect()
    assert gone() is None
