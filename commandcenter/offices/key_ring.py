"""The key ring of the operating system, asked for no longer than anybody would wait.

Behind it are programs of others: a daemon that is not there, is locked, raises what it likes or
never answers. Whatever happens costs its answer alone: then the person is asked, and told why.
"""

import os
import sys
from collections.abc import Callable
from functools import cache
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from commandcenter.domain.phrase import clauses, phrase, word

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

# Others that Python finds may keep what they are given in a file.
SAFE = tuple(
    f"keyring.backends.{name}" for name in ("Windows", "SecretService", "kwallet", "macOS")
)
FIND_S = 5.0  # until its daemon says that it is there
ANSWER_S = 10.0
UNLOCK_S = 60.0  # where a person may first have to unlock it
LONGEST = 4_096  # characters of a secret: no password and no key of ours is longer

SILENT = word("系统密码保管箱没有应答")
LOCKED = word("系统密码保管箱没有解锁")
BROKEN = word("系统密码保管箱出错（{kind}）")
ODD = word("系统密码保管箱给出的不是口令")

_troubles: dict[str, None] = {}  # what it had, in the order in which it came
_silent: list[bool] = []  # it did not answer once: it is not asked again


@cache
def key_ring() -> "KeyringBackend | None":
    """The operating system's own; None where there is none that may be trusted, or answers."""
    found: KeyringBackend | None = within(FIND_S, _best)
    return found


def _best() -> "KeyringBackend | None":
    from keyring import backend  # looks at every installed back end: not at each start

    found = [ring for ring in backend.get_all_keyring() if type(ring).__module__ in SAFE]
    return max(found, key=lambda ring: ring.priority, default=None)


def ask(question: Callable[[], T]) -> T | None:
    """What the key ring says; None when it has trouble, which `trouble` then tells."""
    return within(UNLOCK_S if _person_can_unlock() else ANSWER_S, question)


def secret(question: Callable[[], object]) -> str | None:
    """The same for what is to be a password or a key."""
    found = ask(question)
    if found is None:
        return None
    if not isinstance(found, str) or not 0 < len(found) <= LONGEST:
        _troubles[ODD] = None
        return None
    return found


def within(seconds: float, question: Callable[[], T]) -> T | None:
    """On a thread of its own, which is left behind when it does not come back."""
    if _silent:
        return None
    answers: SimpleQueue[tuple[bool, T | None, str]] = SimpleQueue()

    def work() -> None:
        try:
            answers.put((True, question(), ""))
        except Exception as error:  # noqa: BLE001 - a plug-in's bug must not keep anybody out
            answers.put((False, None, _kind(error)))

    Thread(target=work, name="key-ring", daemon=True).start()
    try:
        answered, found, kind = answers.get(timeout=seconds)
    except Empty:
        _silent.append(True)
        _troubles[SILENT] = None
        return None
    if not answered:
        _troubles[kind] = None
    return found


def _kind(error: Exception) -> str:
    """In words; never its message, in which there may be what was asked for."""
    name = type(error).__name__
    return LOCKED if "Locked" in name else BROKEN.format(kind=name)


def _person_can_unlock() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def trouble() -> str:
    """What was the matter with it until now; "" for nothing."""
    return clauses(_troubles)


def at_start() -> list[str]:
    """What whoever opens a desk must know of it."""
    words = trouble()
    if not words:
        return []
    return [
        phrase(
            "{words}：口令没有记住，断网时写下的内容在本机不加密，只有本人的系统账户能读。",
            words=words,
        )
    ]
