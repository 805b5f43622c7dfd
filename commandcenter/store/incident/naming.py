"""What the incident's cases say about naming its trader."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.casework import ActKind
from commandcenter.domain.releases.release import Naming
from commandcenter.store.tables.command.case_act import CaseActRow


def grounds(session: Session, incident_id: int) -> frozenset[Naming]:
    """On which grounds the trader may be named, by what is registered.

    A penalty that was decided is published once its act is settled: until then a limit runs.
    """
    # no start reads it
    from commandcenter.store.tables.command.evidence import CaseFileRow

    filed = exists().where(
        CaseFileRow.incident_id == incident_id, CaseFileRow.filed_at.is_not(None)
    )
    public = exists().where(
        CaseActRow.incident_id == incident_id,
        CaseActRow.kind == ActKind.PUBLISH.value,
        CaseActRow.settled_at.is_not(None),
    )
    told = session.execute(select(filed, public)).one()
    return frozenset(ground for ground, there in zip(Naming, told, strict=True) if there)
