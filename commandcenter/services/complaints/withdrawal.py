"""A wrong import, or a complaint entered by hand, is taken out again, whole, with a reason.

From the first moment nobody sees its complaints; then they go, a chunk at a time, with all
that hangs on them, and each leaves its image in the journal. Whoever finds it half done ends
it (`intake.undo_abandoned`).
"""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import require_open
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import joined, phrase
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.complaints import intake, joining
from commandcenter.services.complaints.correcting import is_own
from commandcenter.services.guard import incident_of, require_for, rights, text_of
from commandcenter.store.complaints.imports import Holding, holdings
from commandcenter.store.database import Database, now
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Withdrawn:
    complaints: int
    taken_out: int  # of incidents


def withdraw(
    db: Database, actor: Actor, batch_id: int, why: str, *, take_out: bool = False
) -> Withdrawn:
    """Take a finished import out. Complaints that belong to incidents stop it, unless
    `take_out` says that they leave those first.

    Raises RuleBroken, naming the incidents.
    """
    with db.write() as session:
        withdrawn = begin(session, actor, batch_id, why, take_out=take_out)
    intake.undo(db, actor, batch_id)
    return withdrawn


def withdraw_entered(
    db: Database, actor: Actor, complaint_id: int, why: str, *, take_out: bool = False
) -> Withdrawn:
    """Take a complaint out that was entered by hand, like an import (plan 4.1(6)): it is one.

    Raises RuleBroken for one that came with a file, and as `withdraw`.
    """
    with db.read() as session:
        batch_id = batch_entered(session, complaint_id)
    return withdraw(db, actor, batch_id, why, take_out=take_out)


def batch_entered(session: Session, complaint_id: int) -> int:
    row = session.get(ComplaintRow, complaint_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的投诉。", id=complaint_id)
    if session.get_one(BatchRow, row.batch_id).sha256:
        raise RuleBroken("这件投诉随文件入库，错了的在导入记录中整批撤销。")
    return row.batch_id


def begin(
    session: Session, actor: Actor, batch_id: int, why: str, *, take_out: bool = False
) -> Withdrawn:
    """The decision: from its commit on, nothing of the import is shown or counted."""
    batch = session.get(BatchRow, batch_id)
    if batch is None:
        raise RuleBroken("没有编号为 {id} 的导入。", id=batch_id)
    _require_right(session, actor, batch)
    words = text_of(why, "撤销的理由", LONGEST)
    if batch.state != "closed":
        raise RuleBroken("这次导入还没有完成，或者已经撤销。")
    held = holdings(session, batch_id)
    if held and not take_out:
        raise RuleBroken(
            "其中有投诉已归入事件：{incidents}。请先移出，或选择一并移出后再撤销。",
            incidents=joined(
                "；", (phrase("{title} {n} 件", title=x.title, n=x.complaints) for x in held)
            ),
        )
    head = "撤销导入" if batch.sha256 else "撤销登记"
    _leave(session, actor, held, f"{head}：{words}")
    count = session.scalars(
        select(func.count()).select_from(ComplaintRow).where(ComplaintRow.batch_id == batch_id)
    ).one()
    batch.state = "open"
    batch.withdrawn_at, batch.withdrawn_by, batch.withdrawn_why = now(session), actor.name, words
    book.record(session, actor, "batch", batch_id, "withdrawn", clause="4.1(6)")
    return Withdrawn(count, sum(each.complaints for each in held))


def _require_right(session: Session, actor: Actor, batch: BatchRow) -> None:
    """Of their own import who takes in, of others' who corrects; a county's rows are its own."""
    places = session.scalars(
        select(ComplaintRow.district).where(ComplaintRow.batch_id == batch.id).distinct()
    ).all()
    named = frozenset(place for place in places if place) | actor.districts()
    own = is_own(session, actor, batch)
    action = Action.TAKE_IN_COMPLAINTS if own else Action.CORRECT_COMPLAINT
    rights(session).require(actor, action, district=named)


def _leave(session: Session, actor: Actor, held: Sequence[Holding], why: str) -> None:
    for each in held:
        incident = incident_of(session, each.incident_id)
        require_for(session, actor, Action.REGISTER_INCIDENT, incident)
        require_open(incident.state)
        joining.leave(session, actor, incident, each.ids, why)
