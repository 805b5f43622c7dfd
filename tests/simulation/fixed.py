"""Nothing here is real: time stands where the world puts it, what is drawn comes of the seed."""

import secrets
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from unittest.mock import patch

from commandcenter.offices import drill_stores
from commandcenter.store import clock
from commandcenter.store.watch import watch_lease
from commandcenter.ui import live

CLOCKS = (clock, drill_stores, watch_lease)  # who knows this machine's clock by its name


@contextmanager
def fixed(at, elapsed, chance):
    """`at()`: the machine's clock; `elapsed()`: seconds that only go on; `chance`: for secrets."""
    with ExitStack() as stack:
        for module in CLOCKS:
            stack.enter_context(patch.object(module, "system_clock", at))
        stack.enter_context(patch.object(live, "time", SimpleNamespace(monotonic=elapsed)))
        for name, made in (
            ("token_hex", lambda count=32: chance.randbytes(count).hex()),
            ("token_bytes", lambda count=32: chance.randbytes(count)),
        ):
            stack.enter_context(patch.object(secrets, name, made))
        yield
