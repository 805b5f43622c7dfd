"""What people do with the signals of the watch (3.1(1)): verified, excluded, watched, assessed.

Each act leaves who, when and in what words, and one journal line. It is refused in words when
the signal does not stand where the act has its place, or when somebody else was faster: then
the form shows another judgement than it was opened on. That a signal grew meanwhile refuses
nothing, but it is judged at the size that was on the screen, so that it comes back.
"""

from dataclasses import replace

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrases
from commandcenter.domain.rights import Action
from commandcenter.domain.watch.signal import SignalAct, SignalState
from commandcenter.domain.watch.triage import (
    ACT_WORDS,
    TO,
    MergeCandidate,
    require_act,
    require_to_hold,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.complaints import joining
from commandcenter.services.guard import incident_of, rights, text_of
from commandcenter.services.incident import incidents
from commandcenter.store.database import now
from commandcenter.store.tables.watch.signal_note import SignalNoteRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.store.watch.signal_rows import (
    complaint_ids,
    judged_by,
    last_judging,
    signal_of,
)

CLAUSE = "3.1(1)"
KIND = "signal"
WORDS = 1_000  # characters
ASKED: dict[SignalAct, str] = phrases(
    {
        SignalAct.VERIFIED: "核实情况",
        SignalAct.EXCLUDED: "排除的理由",
        SignalAct.WATCHED: "观察的理由",
        SignalAct.ASSESSED: "研判意见",
        SignalAct.OPENED: "转为事件的理由",
        SignalAct.WARNED: "转为预警的理由",
        SignalAct.MERGED: "并入的理由",
        SignalAct.TAKEN_OUT: "拆出的理由",
        SignalAct.NOTED: "备注",
        SignalAct.RENAMED: "改名的理由",
    }
)
NAME = 40  # characters


@dataclass(frozen=True, slots=True)
class TriageNote:
    """What a person says of a signal.

    `seen`: the id of the newest judging act on the screen, 0 when there was none; None: they
    were shown nothing (a demo, a script). `observed`: how many complaints they judged.
    """

    words: str
    seen: int | None = None
    observed: int | None = None


def verify(session: Session, actor: Actor, signal_id: int, said: TriageNote) -> None:
    """核实: looked into, and what was found; also takes up again what was set aside."""
    _judge(session, actor, signal_id, SignalAct.VERIFIED, said)


def exclude(session: Session, actor: Actor, signal_id: int, said: TriageNote) -> None:
    """排除, with the reason; it comes back by itself when it changes."""
    _judge(session, actor, signal_id, SignalAct.EXCLUDED, said)


def watch(session: Session, actor: Actor, signal_id: int, said: TriageNote) -> None:
    """观察: nothing to be done now; it comes back when it is larger than the actor saw it."""
    _judge(session, actor, signal_id, SignalAct.WATCHED, said)


def assess(session: Session, actor: Actor, signal_id: int, said: TriageNote) -> None:
    """研判: it is something; a warning or an incident follows."""
    _judge(session, actor, signal_id, SignalAct.ASSESSED, said)


def note(session: Session, actor: Actor, signal_id: int, words: str) -> None:
    """A remark beside a signal, whatever its state."""
    row = _own(session, actor, signal_id)
    add_note(session, actor, row, SignalAct.NOTED, text_of(words, ASKED[SignalAct.NOTED], WORDS))
    _record(session, actor, row, "noted")


def rename(session: Session, actor: Actor, signal_id: int, name: str, said: TriageNote) -> None:
    """What it is about, as people call it. The name is known from then on wherever texts say it;
    one in texts from which it was taken away is a name no more."""
    row = _own(session, actor, signal_id)
    _require_seen(session, row, said)
    require_act(SignalAct.RENAMED, row.state, judged_by(last_judging(session, row.id)))
    new = text_of(name, "名称", NAME)
    if new == row.title:
        raise RuleBroken("名称没有改动。")
    words = text_of(said.words, ASKED[SignalAct.RENAMED], WORDS)
    told = f"由“{row.title}”改为“{new}”。{words}"
    if row.title:  # else its sentence speaks of another until the next run
        row.words = row.words.replace(row.title, new, 1)
    row.title = new
    add_note(session, actor, row, SignalAct.RENAMED, told)
    _record(session, actor, row, "renamed")


def merge(session: Session, actor: Actor, signal_id: int, into: int, said: TriageNote) -> None:
    """The same matter as another signal: its complaints count there, until it is taken out."""
    row, target = _own(session, actor, signal_id), _own(session, actor, into)
    _require_seen(session, row, said)
    by = judged_by(last_judging(session, row.id))
    require_to_hold(_merge_candidate(row), _merge_candidate(target), by)
    words = text_of(said.words, ASKED[SignalAct.MERGED], WORDS)
    _move(session, row, SignalAct.MERGED, said)
    row.merged_into = target.id
    add_note(session, actor, row, SignalAct.MERGED, words, target.id)
    add_note(session, actor, target, SignalAct.TOOK_IN, words, row.id)
    _record(session, actor, row, "merged")


def take_out(session: Session, actor: Actor, signal_id: int, said: TriageNote) -> None:
    """It is another matter after all: waits for its verification again, with its own rows."""
    row = _own(session, actor, signal_id)
    _require_seen(session, row, said)
    require_act(SignalAct.TAKEN_OUT, row.state)
    words = text_of(said.words, ASKED[SignalAct.TAKEN_OUT], WORDS)
    held, row.merged_into = row.merged_into, None
    _move(session, row, SignalAct.TAKEN_OUT, said)
    add_note(session, actor, row, SignalAct.TAKEN_OUT, words, held)
    _record(session, actor, row, "taken out")


def open_incident(
    session: Session, actor: Actor, signal_id: int, new: incidents.NewIncident, said: TriageNote
) -> int:
    """Register an incident (接报登记) from what was assessed; return its id.

    Its complaints are joined. The clock of the reports runs from the 接报, not from the sign.
    """
    row = _ready(session, actor, signal_id, SignalAct.OPENED, said)
    others = tuple(c for c in new.categories if c is not Category.CLUSTER)
    counted = replace(new, categories=(Category.CLUSTER, *others))
    incident = incidents.register(session, actor, counted)
    hand_to(session, actor, row, incident, said)
    return incident


def join_incident(
    session: Session, actor: Actor, signal_id: int, incident_id: int, said: TriageNote
) -> None:
    """It belongs to an incident that is open already; its complaints join it."""
    row = _ready(session, actor, signal_id, SignalAct.OPENED, said)
    incidents.attach_complaints(session, actor, incident_id, complaint_ids(session, row.id))
    hand_to(session, actor, row, incident_id, said)


def hand_to(
    session: Session, actor: Actor, row: SignalRow, incident_id: int, said: TriageNote
) -> None:
    """The signal is an incident from now on, and its complaints are the incident's."""
    words = text_of(said.words, ASKED[SignalAct.OPENED], WORDS)
    joining.join(session, actor, incident_of(session, incident_id), complaint_ids(session, row.id))
    _move(session, row, SignalAct.OPENED, said)
    row.incident_id = incident_id
    add_note(session, actor, row, SignalAct.OPENED, words)
    book.record(session, actor, KIND, row.id, "opened", incident=incident_id, clause=CLAUSE)


def warn(session: Session, actor: Actor, row: SignalRow, warning_id: int, said: TriageNote) -> None:
    """A warning was drafted from it (services.watch.warnings); the journal line is the
    warning's.
    """
    words = text_of(said.words, ASKED[SignalAct.WARNED], WORDS)
    _move(session, row, SignalAct.WARNED, said)
    row.warning_id = warning_id
    add_note(session, actor, row, SignalAct.WARNED, words)


def give_back(session: Session, actor: Actor, row: SignalRow, words: str) -> None:
    """The draft of its warning was dropped: it is to be assessed again."""
    row.state, row.state_at, row.warning_id = SignalState.ASSESSING, now(session), None
    add_note(session, actor, row, SignalAct.ASSESSED, words)


def ready_to_warn(session: Session, actor: Actor, signal_id: int, said: TriageNote) -> SignalRow:
    """The signal, which the actor may make a warning of now. Raises RuleBroken."""
    return _ready(session, actor, signal_id, SignalAct.WARNED, said)


def add_note(
    session: Session,
    actor: Actor,
    row: SignalRow,
    act: SignalAct,
    words: str,
    other: int | None = None,
) -> None:
    """Keep an act in the signal's own story."""
    session.add(
        SignalNoteRow(
            signal_id=row.id,
            act=act,
            words=words,
            other_signal=other,
            observed=row.observed,
            person_id=actor.person_id or None,
            by=actor.name,
            at=now(session),
        )
    )


def _judge(
    session: Session, actor: Actor, signal_id: int, act: SignalAct, said: TriageNote
) -> None:
    row = _ready(session, actor, signal_id, act, said)
    words = text_of(said.words, ASKED[act], WORDS)
    _move(session, row, act, said)
    add_note(session, actor, row, act, words)
    _record(session, actor, row, act.value)


def _ready(
    session: Session, actor: Actor, signal_id: int, act: SignalAct, said: TriageNote
) -> SignalRow:
    row = _own(session, actor, signal_id)
    _require_seen(session, row, said)
    require_act(act, row.state, judged_by(last_judging(session, row.id)))
    return row


def _own(session: Session, actor: Actor, signal_id: int) -> SignalRow:
    """The signal, which is the actor's to triage: a county's lies within its own district."""
    row = signal_of(session, signal_id)
    rights(session).require(actor, Action.TRIAGE_SIGNAL, district=frozenset(row.districts))
    return row


def _require_seen(session: Session, row: SignalRow, said: TriageNote) -> None:
    last = last_judging(session, row.id)
    if said.seen is None or said.seen == (last.id if last else 0):
        return
    raise RuleBroken(
        "{who} 已先一步办理了这条提示（{act}），您看到的不是最新情况。"
        "您写的文字没有丢失，请核对后再办理。",
        who=judged_by(last),
        act=ACT_WORDS[last.act] if last else "",
    )


def _move(session: Session, row: SignalRow, act: SignalAct, said: TriageNote) -> None:
    row.state, row.state_at = TO[act], now(session)
    # Never more than there is: a form cannot say that it saw what the watch has not counted.
    row.judged_observed = min(said.observed or row.observed, row.observed)


def _merge_candidate(row: SignalRow) -> MergeCandidate:
    return MergeCandidate(row.id, row.title, row.state)


def _record(session: Session, actor: Actor, row: SignalRow, verb: str) -> None:
    book.record(session, actor, KIND, row.id, verb, incident=row.incident_id, clause=CLAUSE)
