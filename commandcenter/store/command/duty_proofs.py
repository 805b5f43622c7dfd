"""What was recorded in an incident, record by record, in words: for the sheets and the reports.

Each table tells its rows in a Chinese sentence with who and when; the words come from the rows,
the numbers of the journal's lines from the trail. What is done, open or late the book says.
"""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from commandcenter.domain.command.duties import Proof, Sign
from commandcenter.store.command.duty_proofs_after import AFTER
from commandcenter.store.command.duty_proofs_command import COMMAND
from commandcenter.store.command.duty_proofs_field import FIELD, handling
from commandcenter.store.command.incident_rows import incident_rows
from commandcenter.store.command.trail import trail
from commandcenter.store.tables.incident.incident import IncidentRow


def proofs(
    session: Session, incident: IncidentRow, *, officials: bool = False
) -> tuple[Proof, ...]:
    """All of them by time; what has the same time keeps the order of its tables.

    `officials`: with the referrals of officials, for those only who may see them.
    """
    known = trail(session, incident.id)
    found = [
        replace(proof, lines=known.of(proof.table, proof.id) if proof.id else ())
        for proof in _sources(session, incident)
        if officials or proof.sign is not Sign.OFFICIAL
    ]
    return tuple(sorted(found, key=lambda proof: proof.at))


def _sources(session: Session, incident: IncidentRow) -> Iterator[Proof]:
    rows = incident_rows(session, incident.id)
    for source in (*COMMAND, *FIELD):
        yield from source(rows, incident)
    yield from handling(session, incident)
    for source in AFTER:
        yield from source(rows, incident)
