"""What a person chose in the search lately, on this machine: keys alone, never what they name."""

import json
from collections.abc import Collection
from hashlib import sha256

from PySide6.QtCore import QSettings

from commandcenter.queries.seat.search_ask import HitKind
from commandcenter.ui.frame.seat import Seat

MOST = 8
WAY = "way"  # beside the kinds of hits
Used = tuple[str, str]  # WAY or a HitKind, and its key


class SearchMemory:
    """Of one person at one database: another's numbers are of other things."""

    def __init__(self, settings: QSettings, seat: Seat) -> None:
        self._settings, self._seat = settings, seat

    @property
    def _key(self) -> str:
        store = str(self._seat.tasks.db.engine.url)
        mark = sha256(store.encode()).hexdigest()[:12]
        return f"search/{mark}/{self._seat.actor.person_id}"

    def lately(self) -> tuple[Used, ...]:
        """The last first; what another version kept otherwise is not taken."""
        try:
            kept = json.loads(str(self._settings.value(self._key, "[]")))
            found = tuple((str(kind), str(key)) for kind, key in kept)
        except (ValueError, TypeError):
            return ()
        kinds = {WAY, *(kind.value for kind in HitKind)}
        return tuple(each for each in found[:MOST] if each[0] in kinds)

    def note(self, kind: str, key: str) -> None:
        rest = [each for each in self.lately() if each != (kind, key)]
        self._settings.setValue(self._key, json.dumps([(kind, key), *rest][:MOST]))

    def hits(self) -> dict[HitKind, Collection[str]]:
        """By kind, to be asked for what they are called now."""
        found: dict[HitKind, list[str]] = {}
        for kind, key in self.lately():
            if kind != WAY:
                found.setdefault(HitKind(kind), []).append(key)
        return {kind: tuple(keys) for kind, keys in found.items()}
