"""复函 comes back to a 函: its page goes to the store, then it is filed and answers the request."""

from pathlib import Path

from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import FileRole, PaperStep
from commandcenter.offices.paper_making import sent_file
from commandcenter.offices.progress import UNHEARD, Progress
from commandcenter.services.papers.paper_base import to_act
from commandcenter.services.papers.paper_reply import Reply, file_reply, require_page
from commandcenter.store.database import Database


def reply(
    db: Database,
    actor: Actor,
    paper_id: int,
    came: Reply,
    path: Path | None,
    progress: Progress = UNHEARD,
) -> None:
    """`path`: its page, if there is one. Who may not file it is refused before it is sent."""
    with db.read() as session:
        to_act(session, actor, paper_id, PaperStep.REPLY)
    if path is not None:
        require_page(path.name)
    ref = sent_file(db, FileRole.REPLY, path, progress) if path else None
    with db.write() as session:
        file_reply(session, actor, paper_id, came, ref)
