"""Keeps what is typed in a form, gives it back next time, and says who else has it open."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from commandcenter.queries.seat.drafts import BEGUN_FROM, Opened, opened
from commandcenter.services.seat import drafts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.workers import Failure

LOOK_MS = 1_000  # how often what is typed is compared with what is kept
ALIVE_MS = 30_000
State = Mapping[str, object]


class DraftKeeper(QObject):
    """`read` gives the form's state as it is now; called in the GUI thread only.

    `begun` gives what stands in the fields before anything is typed, where `read` does not: it is
    kept beside the words, so that what another changed meanwhile can be told when they come back.

    With `keeps` False no words are kept, and none come back: others only learn who has it open.

    Signals:
        found: There is an earlier draft of this person. arg: the Draft
        others: Others have the same form open. arg: tuple[Opener, ...]
    """

    found = Signal(object)
    others = Signal(object)

    def __init__(
        self,
        seat: Seat,
        form: str,
        subject: int,
        read: Callable[[], State],
        parent: QObject,
        *,
        keeps: bool = True,
        begun: Callable[[], State] | None = None,
    ) -> None:
        super().__init__(parent)
        self.seat, self._form, self._subject, self._read = seat, form, subject, read
        self.keeps, self._begun = keeps, begun or read
        self._person = (seat.actor.person_id, seat.actor.name)
        self._first: State = {}
        self._kept: State = {}
        self._begun_from: dict[str, object] = {}
        self._over = False
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._on_look)
        self._alive = QTimer(self, interval=ALIVE_MS)
        self._alive.timeout.connect(self._on_alive)

    def begin(self) -> None:
        """The form is filled and about to be shown."""
        self._begin_anew()
        query = partial(opened, person_id=self._person[0], form=self._form, subject=self._subject)
        self.seat.tasks.read(self, query, self._opened, self._unheard)

    def _opened(self, answer: Opened) -> None:
        if self._over:
            return
        if answer.own is not None and self.keeps:
            self.found.emit(answer.own)
        if answer.others:
            self.others.emit(answer.others)
        if self.keeps:
            self._look.start()
        self._alive.start()
        self._on_alive()

    def _unheard(self, failure: Failure) -> None:
        """Without a database nothing can be kept; the form itself says what is wrong."""

    def rebase(self) -> None:
        """What stands there now is saved: only what is typed after this is a draft."""
        self._begin_anew()
        self._keep({})

    def leave_unsettled(self, name: str, begun: object) -> None:
        """Another changed this field after `begun`: it is told again until the form is sent."""
        self._begun_from[name] = begun

    def _begin_anew(self) -> None:
        self._first = self._kept = dict(self._read())
        self._begun_from = dict(self._begun())

    @property
    def typed(self) -> bool:
        return dict(self._read()) != self._first

    @Slot()
    def _on_look(self) -> None:
        state = dict(self._read())
        if state != self._kept:
            self._kept = state
            self._keep(state if state != self._first else {})

    @Slot()
    def _on_alive(self) -> None:
        self._keep(self._kept if self._kept != self._first else {})
        query = partial(opened, person_id=self._person[0], form=self._form, subject=self._subject)
        self.seat.tasks.read(self, query, self._on_opened, self._unheard)

    def _on_opened(self, answer: Opened) -> None:
        if not self._over:
            self.others.emit(answer.others)

    def _keep(self, state: State, *, is_open: bool = True) -> None:
        data = {**state, BEGUN_FROM: self._begun_from} if state else {}
        command = partial(
            drafts.keep,
            person=self._person,
            form=self._form,
            subject=self._subject,
            data=data,
            is_open=is_open,
        )
        self.seat.tasks.note(command)

    def forget(self) -> None:
        """It was sent, or is not wanted any more: it must not come back as typed."""
        self._stop()
        command = partial(
            drafts.drop, person_id=self._person[0], form=self._form, subject=self._subject
        )
        self.seat.tasks.note(command, partial(self.seat.courier.later, command))

    def put_away(self) -> None:
        """The form is closed without being sent: keep what was typed."""
        if self.typed and self.keeps:
            self._stop()
            self._keep(dict(self._read()), is_open=False)
        else:
            self.forget()

    def _stop(self) -> None:
        self._over = True
        self._look.stop()
        self._alive.stop()
