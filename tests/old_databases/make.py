"""Makes REVISION.sql beside this file: an embedded database of the newest schema, with rows.

Run it once when a migration is released, and never for a released one again:

    .venv/bin/python tests/old_databases/make.py
"""

import sqlite3  # pysqlite3 cannot dump
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from commandcenter.domain.alarms.alarm import Priority, Standing
from commandcenter.domain.alarms.machine import AlarmAct
from commandcenter.domain.complaints.complaint import Channel, ComplaintKind, Source
from commandcenter.domain.incident.incident import Category, State
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.org import Actor, Group, Role
from commandcenter.store import journal, schema, schema_state
from commandcenter.store.complaints import rollups
from commandcenter.store.database import open_database
from commandcenter.store.tables.every import (
    AlarmActRow,
    AlarmOutRow,
    AlarmRow,
    BatchRow,
    ComplainantRow,
    ComplaintRow,
    DistrictRow,
    IncidentRow,
    LevelDecisionRow,
    LogEntryRow,
    PersonRow,
    PlanItemRow,
    PlanVersionRow,
    RoleGrantRow,
    SettingRow,
    StepRow,
    SubjectRow,
)

HERE = Path(__file__).parent
AT = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
ANA = Actor(1, "ana", "安娜")


def people_and_plan():
    yield DistrictRow(code="990102", name="城东区", lat=30.1, lon=120.2)
    yield PersonRow(id=1, login="ana", name="安娜", post="科长")
    yield RoleGrantRow(
        person_id=1, role=Role.LEADER, group=Group.ONSITE, valid_from=AT, granted_by="ana"
    )
    yield SettingRow(key="k", value={"b": [1, 2.5], "a": "“引号”"})
    yield PlanVersionRow(id=1, label="第1版", adopted_at=AT, adopted_by="安娜")
    yield PlanItemRow(version_id=1, kind="clause", code="1.1", position=0, data={"words": "总则"})


def incident_and_work():
    yield IncidentRow(
        id=1, title="某店", public_title="某机构", categories=[Category.CLUSTER],
        state=State.RESPONDING, grade=Level.III, plan_version_id=1, districts=["990102"],
        received_at=AT, registered_by="安娜",
    )  # fmt: skip
    yield LevelDecisionRow(
        incident_id=1, axis=Axis.GRADE, step="decision", level=Level.III, reason="同意",
        facts={"people": 60}, by="安娜", at=AT,
    )  # fmt: skip
    yield StepRow(
        id=1, incident_id=1, code="C1", title="到场", group=Group.ONSITE, position=1,
        deadline_at=AT + timedelta(hours=1),
    )  # fmt: skip
    yield LogEntryRow(incident_id=1, at=AT, by="安娜", office="值班室", text="门口聚集 60 人")
    yield AlarmRow(
        id=1, key="limit/obligation:1", kind="limit_must", about="obligation:1", stage="overdue",
        incident_id=1, group=Group.LOGISTICS, title="备用电源已逾期", place="某店",
        todo="请立即办理",
        act="checklist", act_id=1, act_word="去办理", room=False, priority=Priority.HIGH, version=2,
        standing=Standing.ACKNOWLEDGED, since=AT, due_at=AT, raised_at=AT, step=0, step_at=AT,
        reached=["leader:logistics"], reached_names=["后勤保障组组长安娜"], next_to="",
        acknowledged_by="安娜", acknowledged_at=AT, acknowledged_version=2, shelved_by="",
        shelved_why="",
    )  # fmt: skip
    yield AlarmActRow(
        alarm_id=1, incident_id=1, act=AlarmAct.ACKNOWLEDGED, version=2, priority=Priority.HIGH,
        step=0, by="安娜", at=AT,
    )  # fmt: skip
    yield AlarmOutRow(kind="signal", why="检修", by="安娜", since=AT)


def complaint():
    yield BatchRow(id=1, source="12315", state="closed", opened_at=AT, opened_by="安娜", accepted=1)
    yield SubjectRow(id=1, name="某店", credit_code="99990100MA0000001X", brand="某")
    yield ComplaintRow(
        id=1, number="n1", batch_id=1, source=Source.PLATFORM, kind=ComplaintKind.COMPLAINT,
        channel=Channel.APP, registered_at=AT, recorded_at=AT, title="退费", text="关门了",
        category="体育", problem="合同", district="990102", town="", subject_id=1, brand="某",
        goods="年卡", amount_cents=320_000, online=False, special_group="", other_province=False,
        urgency="", lat=30.1, lon=120.2, person_key="0f" * 12,
    )  # fmt: skip
    yield ComplainantRow(
        complaint_id=1, name="王某", phone="10000000001", id_type="", id_number="", address=""
    )


TAKEN_IN = journal.Bulk("complaint", 1, 1, {"batch": 1, "rows": 1, "subjects": [1, 1]})


def fill(db):
    for kind, rows in (
        ("person", people_and_plan()), ("incident", incident_and_work()), ("complaint", complaint())
    ):  # fmt: skip
        with db.write() as session:
            for row in rows:
                session.add(row)
                session.flush()
            if kind == "complaint":
                rollups.add(session, 1, [(AT, "app", "990102", "体育", "合同")])
            bulk = TAKEN_IN if kind == "complaint" else None
            journal.record(session, ANA, kind, 1, "added", bulk=bulk)
    with db.write() as session:
        session.get_one(StepRow, 1).title = "到场处置"
        journal.record(session, ANA, "step", 1, "renamed", incident=1, clause="4.1(3)")


def forget_the_words(connection):
    """A dump cannot carry a full-text table: an upgrade makes and fills it, as for any old one."""
    connection.execute("DROP TRIGGER complaint_words_delete")
    connection.execute("DROP TRIGGER complaint_words_update")
    connection.execute("DROP TABLE complaint_words")
    connection.execute("DELETE FROM word_index")
    connection.commit()


def main():
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "center.db"
        db = open_database(f"sqlite:///{file}")
        schema.upgrade(db)
        fill(db)
        db.close()
        connection = sqlite3.connect(str(file))
        forget_the_words(connection)
        dump = "\n".join(connection.iterdump())
        connection.close()
    (HERE / f"{schema_state.head()}.sql").write_text(dump + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
