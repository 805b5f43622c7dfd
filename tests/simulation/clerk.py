"""Who takes files in: new complaints, such as are here already, and such as say something else."""

import hashlib
from dataclasses import replace
from datetime import timedelta

from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Source,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.services.complaints import intake
from commandcenter.store.database import Lost
from commandcenter.store.people import actor_of
from tests.simulation.client import Client
from tests.simulation.founded import KEY, START

ABANDONED = timedelta(minutes=30)
COUNTS = "SELECT number, count(*) FROM complaint GROUP BY number HAVING count(*) > 1"


class Clerk(Client):
    """`files`: by import and digest, what each file said that was told to be in; `sent`: every
    complaint ever sent.
    """

    def __init__(self, world):
        super().__init__(world, "clerk", "liwei")
        self.files, self.sent, self.problems = {}, [], {}

    def complaint(self, chance):
        number = len(self.sent) + 1
        person = chance.randrange(40)
        shop = chance.choice(("东门包子铺", "东门包子铺", "悦力工场健身（城东店）", f"店{number}"))
        return NewComplaint(
            number=f"N{number:05}", source=Source.PLATFORM, kind=ComplaintKind.COMPLAINT,
            channel=Channel.PHONE,
            registered_at=self.world.clock() - timedelta(minutes=chance.randrange(1, 300)),
            complainant=Complainant(name=f"人{person}", phone=f"139{person:08}"),
            title="门店关闭，要求退费", text="门锁了，设备在搬。", category="餐饮和住宿服务",
            problem="售后服务", district="990102", subject_name=shop, amount_cents=32_000,
        )  # fmt: skip

    def rows(self, chance):
        """Of a file: some new, some again, some corrected."""
        found = []
        for _ in range(chance.randrange(1, 9)):
            new = self.complaint(chance)
            self.sent.append(new)
            found.append(new)
        again = chance.sample(self.sent, min(len(self.sent), chance.randrange(4)))
        for old in again:
            if old not in found:
                changed = chance.random() < 0.5
                found.append(
                    replace(old, problem=chance.choice(("价格", "合同"))) if changed else old
                )
        return found

    def file(self, chance):
        try:
            with self.db.read() as session:
                actor = actor_of(session, self.login, self.world.clock())
            rows = self.rows(chance)
            sha = hashlib.sha256(repr(rows).encode()).hexdigest()
            exported = {Source.PLATFORM: self.world.clock()}
            facts = intake.FileFacts(f"{len(self.files)}.csv", sha, "", len(rows), 0, 0, exported)
            taken = intake.take_in(self.db, actor, facts, rows, KEY)
        except RuleBroken as broken:
            return f"refused: {broken}"
        except Lost as lost:
            return f"lost: {lost}"
        self.files[taken.batch_id, sha] = [each.number for each in rows]
        return f"{taken.accepted} in, {taken.duplicates} here, {taken.corrected} corrected"

    def undo(self, chance):
        """What was begun by who is gone is taken back out, as each start does."""
        try:
            with self.db.read() as session:
                actor = actor_of(session, self.login, self.world.clock())
            older = self.world.clock() - ABANDONED
            return f"{intake.undo_abandoned(self.db, actor, older)} undone"
        except Lost as lost:
            return f"lost: {lost}"

    def another_file(self):
        """What came after the backup is gone with it, though another import may have its number."""
        super().another_file()
        there = set(self.world.ask("SELECT id, sha256 FROM batch WHERE state = 'closed'"))
        self.files = {batch: rows for batch, rows in self.files.items() if batch in there}

    def settle(self):
        with self.db.read() as session:
            actor = actor_of(session, self.login, self.world.clock())
        intake.undo_abandoned(self.db, actor, START + timedelta(days=400))

    def judge(self):
        twice = self.world.ask(COUNTS)
        assert not twice, f"complaints are there twice: {twice}"
        there = {number for (number,) in self.world.ask("SELECT number FROM complaint")}
        for (batch, _), numbers in self.files.items():
            missing = set(numbers) - there
            assert not missing, f"file {batch} was told to be in, without {sorted(missing)}"
        half = self.world.ask("SELECT id FROM batch WHERE state = 'open'")
        assert not half, f"imports stay half done: {half}"
