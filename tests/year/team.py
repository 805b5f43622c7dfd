"""6.1: certificates that end and are renewed, training planned, held and missed, partners."""

from collections import defaultdict
from datetime import timedelta

from commandcenter.db.demo.people import GROUPS
from commandcenter.domain.org import Group
from commandcenter.domain.support.certificates import NewCertificate, Standing
from commandcenter.domain.support.partners import NewPartner
from commandcenter.domain.support.training import (
    HeldTraining,
    NewTraining,
    TrainingResult,
    TrainingState,
)
from commandcenter.domain.times import local
from commandcenter.queries.support.partners import partner_board
from commandcenter.queries.support.team import team_board
from commandcenter.queries.support.training import training_board
from commandcenter.services.support import certificates, partners, training
from tests.year.chapter import Chapter

DAY = timedelta(days=1)
LAW = "law"
KEEPER = "liwei"
MEMBERS = [login for people in GROUPS.values() for login, _, _ in people]


class Team(Chapter):
    """执法证: each of a third ends in some month of the year, and most people bring a new one."""

    clause = "6.1"

    def begin(self):
        self.ends, self.brought = {}, 0  # number -> (login, last day), revoked ones taken out
        skills = self.bureau.board(team_board, KEEPER).skills
        self.skill = next(s.code for s in skills)
        today = local(self.bureau.now).date()
        for place, login in enumerate(MEMBERS):
            days = 25 + 30 * (place % 12) if place % 3 == 0 else 900
            self._bring(login, f"旧-{place}", today - 700 * DAY, today + days * DAY)

    def _bring(self, login, number, issued, ends):
        new = NewCertificate(self.skill, number, issued, ends)
        self.bureau.do(certificates.register, KEEPER, self.bureau.ids[login], new)
        self.ends[number] = (login, ends)

    def acts(self, month):
        yield 10, 9, self._renew
        if month % 4 == 0:
            yield 12, 10, self._leave

    def _renew(self):
        """Who has one that ended brings a new one, but for some, who come a month later."""
        today = local(self.bureau.now).date()
        holds = defaultdict(lambda: today - DAY)
        for login, ends in self.ends.values():
            holds[login] = max(holds[login], ends)
        for login, ends in sorted(holds.items()):
            if ends < today and self.bureau.draw.random() < 0.7:
                self.brought += 1
                self._bring(login, f"新-{self.brought}", today, today + 1_460 * DAY)

    def _leave(self):
        number = self.bureau.draw.choice(sorted(self.ends))
        [[row]] = self.bureau.rows("SELECT id FROM certificate WHERE number = :n", n=number)
        self.bureau.do(certificates.revoke, KEEPER, row, "调离执法岗位")
        del self.ends[number]

    def look(self):
        today = local(self.bureau.now).date()
        board = self.bureau.board(team_board, "chenyu")
        shown = [c for line in board.lines for c in line.certificates]
        live = {c.number for c in shown if c.standing is not Standing.REVOKED}
        assert live == set(self.ends)
        best = defaultdict(lambda: today - 9_999 * DAY)
        for login, ends in self.ends.values():
            best[login] = max(best[login], ends)
        late = sum(ends < today for login, ends in best.items())
        assert board.expired == late
        rows = "SELECT count(*) FROM certificate WHERE revoked_at IS NULL"
        assert self.bureau.rows(rows) == [(len(self.ends),)]


class Training(Chapter):
    """One session a month, of a group in turn; some are held late, and one is called off."""

    clause = "6.1"
    owes = ("training",)

    def begin(self):
        self.hours = defaultdict(int)
        self.planned, self.held, self.off = {}, 0, 0
        for month in range(1, 13):
            group = list(Group)[month % 6]
            day = local(self.bureau.now).date().replace(month=month, day=20)
            new = NewTraining(
                topic=f"{month}月培训", group=group, groups=tuple(Group), hours=2 + month % 3,
                day=day, matter="应急处置", whole_month=month % 2 == 0,
            )  # fmt: skip
            self.planned[month] = self.bureau.do(training.plan, KEEPER, new), new

    def acts(self, month):
        # 5月 is missed and made up for in June, 9月 is called off.
        if month == 9:
            yield 15, 9, self._call_off
        elif month != 5:
            yield 20, 18, lambda: self._hold(month)
        if month == 6:
            yield 3, 18, lambda: self._hold(5)

    def _call_off(self):
        number, _ = self.planned.pop(9)
        self.bureau.do(training.call_off, KEEPER, number, "迎检，改为自学")
        self.off += 1

    def _hold(self, month):
        number, new = self.planned.pop(month)
        came = {}
        for login in MEMBERS:
            drawn = self.bureau.draw.random()
            result = TrainingResult.ABSENT if drawn < 0.2 else TrainingResult.PASSED
            came[self.bureau.ids[login]] = result
            if result is TrainingResult.PASSED:
                self.hours[login] += new.hours
        at = self.bureau.now - timedelta(hours=3)
        held = HeldTraining(at, new.hours, "市局三楼会议室", "周岚", "", came)
        self.bureau.do(training.hold, KEEPER, number, held)
        self.held += 1

    def open(self):
        return {"training": len(self.planned)}

    def look(self):
        board = self.bureau.board(training_board, "chenyu")
        states = [line.state for line in board.lines]
        today = local(self.bureau.now).date()
        late = sum(
            (not new.whole_month and new.day < today) or new.day.month < today.month
            for _, new in self.planned.values()
        )
        assert (board.held, board.late) == (self.held, late)
        assert states.count(TrainingState.CALLED_OFF) == self.off
        hours = {line.id: line.hours for line in board.team.lines}
        for login in MEMBERS:
            assert hours[self.bureau.ids[login]] == self.hours[login], login
        came = "SELECT count(*) FROM training_person WHERE result <> 'absent'"
        shown = sum(
            each.result is not TrainingResult.ABSENT for line in board.lines for each in line.people
        )
        assert self.bureau.rows(came) == [(shown,)]


class Partners(Chapter):
    """Agreements that end, are renewed, and one that is given up."""

    clause = "6.1"
    KEEPER = "zhoulan"

    def begin(self):
        self.ends = {}
        kinds = self.bureau.board(partner_board, self.KEEPER).kinds
        today = local(self.bureau.now).date()
        for place, days in enumerate((40, 100, 160, 220, 280, 900)):
            kind, _ = kinds[place % len(kinds)]
            self._enter(f"协作单位{place + 1}", kind, today + days * DAY)

    def _enter(self, name, kind, ends):
        new = NewPartner(kind, name, "联系人", "0990-1240001", "专业支持", "协议1号", ends)
        number = self.bureau.do(partners.enter, self.KEEPER, new)
        self.ends[number] = (new, ends)

    def acts(self, month):
        if month % 3 == 0:
            yield 8, 15, self._renew
        if month == 10:
            yield 9, 15, self._give_up

    def _renew(self):
        today = local(self.bureau.now).date()
        number, (new, ends) = min(self.ends.items(), key=lambda each: each[1][1])
        if ends < today:
            later = NewPartner(
                new.kind, new.organisation, new.contact, new.phone, new.what_for, "续签",
                today + 700 * DAY,
            )  # fmt: skip
            [[seen]] = self.bureau.rows("SELECT version FROM partner WHERE id = :n", n=number)
            self.bureau.do(partners.correct, self.KEEPER, number, later, seen)
            self.ends[number] = (later, later.expires_on)

    def _give_up(self):
        number = max(self.ends, key=lambda each: self.ends[each][1])
        self.bureau.do(partners.end, self.KEEPER, number, "机构调整")
        del self.ends[number]

    def look(self):
        today = local(self.bureau.now).date()
        board = self.bureau.board(partner_board, "chenyu")
        late = sum(ends < today for _, ends in self.ends.values())
        assert (board.live, board.expired) == (len(self.ends), late)
        rows = self.bureau.rows("SELECT count(*) FROM partner WHERE ended_at IS NULL")
        assert rows == [(len(self.ends),)]
