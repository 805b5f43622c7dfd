"""Anybody tries anything on incidents, in any order; after each try the laws must hold."""

from datetime import timedelta
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from sqlalchemy import select

from commandcenter.domain.aftermath.retention import Scope
from commandcenter.domain.incident.incident import State
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.incident.upper_proof import Proof
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.services.aftermath import closing, recovery
from commandcenter.services.aftermath import retention as keeping
from commandcenter.services.command import instructions, running_log
from commandcenter.services.incident import (
    incident_moves,
    levels,
    merging,
    oral,
    response,
    taking_back,
)
from commandcenter.store.tables.aftermath.aftermath import RecoveryRow
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow
from tests.city import told
from tests.life.bureau import LOGINS, NAMES, activation, call, calls, verdict
from tests.life.bureau import keeping as kept
from tests.life.laws import LIVE, RANK, require_lawful
from tests.life.stages import STAGES, Stages


def mostly(good, *bad):
    """`good` four times of five or six, so that one thing is wrong at a time."""
    return st.sampled_from([*[good] * 4, *bad])


# Mostly those who decide, so that stories get on; everybody else tries as well.
who = st.sampled_from([*LOGINS, *["chenyu"] * 4, "zhoulan", "zhoulan", "east"])
anyone = st.sampled_from(LOGINS)
words = mostly("理由充分", "  ")
level = st.sampled_from([Level.III, Level.IV, Level.III, Level.IV, Level.II, Level.I])
days = mostly(7, 0, 366)
signing = mostly("own", "other", "")  # whose name is typed
shown = mostly(True, False)  # whether what is kept is what was read
which = st.integers(0, 3)


def require_signed(done, signing, shown=True):
    assert not done or signing == "own", "signed with another name"
    assert not done or shown, "another text was signed than the one that was read"


class Life(RuleBasedStateMachine):
    """`house`: the stages.Stages it is played in; `stages`: where a story may begin."""

    house: Stages
    stages = STAGES
    laws = staticmethod(require_lawful)  # what must hold after each try

    @initialize(stage=st.runner().flatmap(lambda life: st.sampled_from(life.stages)))
    def begin(self, stage):
        self.bureau = self.house.at(stage)
        self.bureau.after = self.laws

    def teardown(self):
        if hasattr(self, "bureau"):
            self.bureau.require_images()

    def one(self, number):
        return self.bureau.incidents[number % len(self.bureau.incidents)]

    def row(self, incident):
        with self.bureau.db.read() as session:
            row = session.get(IncidentRow, incident)
            return row.state, row.response, row.merged_into

    def name(self, login, signing):
        return {"own": NAMES[login], "other": "他人", "": ""}[signing]

    def newest(self, step):
        with self.bureau.db.read() as session:
            return session.scalars(
                select(LevelDecisionRow.id)
                .where(LevelDecisionRow.step == step)
                .order_by(LevelDecisionRow.id.desc())
            ).all()

    @rule(login=anyone, verified=st.booleans())
    def register(self, login, verified):
        if len(self.bureau.incidents) < 3:
            before = len(self.bureau.incidents)
            try:
                self.bureau.new(verified, login)
            except AssertionError as refused:
                if "may register" not in str(refused):
                    raise
                del self.bureau.incidents[before:]

    @rule(login=who, n=which)
    def verify(self, login, n):
        self.bureau.attempt(login, incident_moves.verify_report, self.one(n))

    @rule(login=who, n=which, level=level, why=words)
    def suggest(self, login, n, level, why):
        self.bureau.attempt(login, levels.suggest_grade, self.one(n), level, why, {})

    @rule(login=who, n=which, why=words)
    def return_suggestion(self, login, n, why):
        found = self.newest("suggestion")
        if found:
            self.bureau.attempt(login, levels.return_suggestion, found[n % len(found)], why)

    @rule(login=who, n=which, level=level, why=words, on=st.booleans())
    def decide(self, login, n, level, why, on):
        found = self.newest("suggestion") if on else []
        suggestion = found[0] if found else None
        self.bureau.attempt(login, levels.decide_grade, self.one(n), level, why, suggestion)

    @rule(login=who, n=which, level=level, why=words, days=days, signing=signing, shown=shown)
    def activate(self, login, n, level, why, days, signing, shown):
        order = activation(
            level, self.name(login, signing), matter=why, expected_days=days,
            notice="" if shown else "别的正文",
        )  # fmt: skip
        done, _ = self.bureau.attempt(login, response.activate, self.one(n), order)
        require_signed(done, signing, shown)

    @rule(login=who, n=which, measures=words)
    def activate_without_measures(self, login, n, measures):
        order = activation(Level.IV, NAMES[login], measures=measures)
        self.bureau.attempt(login, response.activate, self.one(n), order)

    @rule(
        login=who, n=which, level=level, why=words, days=days, signing=signing,
        verb=st.sampled_from([response.raise_level, response.lower_level]),
    )  # fmt: skip
    def change(self, login, n, level, why, days, signing, verb):
        order = response.Change(level, why, days, "按新级别处置", self.name(login, signing))
        done, _ = self.bureau.attempt(login, verb, self.one(n), order)
        require_signed(done, signing)

    @rule(login=who, n=which, why=words, signing=signing, shown=shown)
    def end(self, login, n, why, signing, shown):
        notice = "" if shown else "别的正文"
        order = response.Ending(why, self.name(login, signing), (), notice)
        done, _ = self.bureau.attempt(login, response.end_response, self.one(n), order)
        require_signed(done, signing, shown)

    @rule(login=who, n=which, level=level, why=words, signing=signing, shown=shown)
    def sign_initial(self, login, n, level, why, signing, shown):
        paper = levels.Initial(
            level, why, self.name(login, signing), {}, notice="" if shown else "别的正文"
        )
        done, _ = self.bureau.attempt(login, levels.sign_initial, self.one(n), paper)
        require_signed(done, signing, shown)

    @rule(
        login=who, n=which, why=words, organ=st.sampled_from(["省市场监督管理局", "省政府", " "]),
        signing=signing, step=st.sampled_from(["initial", "initial", "initial", "request"]),
    )  # fmt: skip
    def ask_above(self, login, n, why, organ, signing, step):
        found = self.newest(step)
        if found:
            initial = found[0] if n else found[-1]
            paper = levels.Request(initial, organ, why, self.name(login, signing))
            done, _ = self.bureau.attempt(login, levels.request_upper, paper)
            require_signed(done, signing)

    @rule(
        login=who, n=which, organ=st.sampled_from(["省政府", " "]), document=words, why=words,
        grade=st.sampled_from([None, *Level]), level=st.sampled_from([None, *Level]),
        ends=st.booleans(), days=days, minutes=st.sampled_from([0, 0, 0, -60, 600]),
        answers=st.booleans(), called=st.sampled_from([True, True, False]),
    )  # fmt: skip
    def upper_decision(
        self, login, n, organ, document, why, grade, level, ends, days, minutes, answers, called
    ):
        asked = self.newest("request") if answers else []
        decision = levels.UpperDecision(
            organ, document, self.bureau.db.clock() - timedelta(minutes=minutes), why, grade,
            level, ends, days, "在省指挥部指导下处置", asked[0] if asked else None,
            told(self.bureau.db.clock()) if called else Proof(),
        )  # fmt: skip
        done, _ = self.bureau.attempt(login, levels.register_upper, self.one(n), decision)
        if done:
            assert grade or level or ends
            assert not (ends and level)
            assert grade or not asked
            assert called

    @rule(
        n=which, level=level, minutes=mostly(0, -60, 6000),
        what=st.sampled_from(["grade", "response", "end", "both", "nothing", "answer", "asked"]),
    )  # fmt: skip
    def the_body_above_decides(self, n, level, minutes, what):
        grade = level if what in ("grade", "answer") else None
        response = level if what in ("response", "both", "asked") else None
        self.upper_decision(
            "liwei", n, "省政府", "省发1号", "同意", grade, response, what in ("end", "both"), 7,
            minutes, what in ("answer", "asked"), True,
        )  # fmt: skip

    @rule(
        login=st.sampled_from(["liwei", "zhoulan", "liwei", "zhoulan", *LOGINS]), n=which,
        level=level, matter=st.sampled_from(list(Matter)), why=words,
        decider=st.sampled_from(["chenyu", "chenyu", "chenyu", "luomin", "east", "maxiao"]),
        witness=st.sampled_from(["王见证", "王见证", "陈屿", "李蔚", "周岚", ""]),
        minutes=st.sampled_from([0, 0, 1, -60, 600]), fits=st.sampled_from([True, True, False]),
    )  # fmt: skip
    def telephone(self, login, n, level, matter, why, decider, witness, minutes, fits):
        change = response.Change(level, why, 7, "处置", "")
        orders = {
            Matter.GRADE: oral.GradeOrder(level, why),
            Matter.ACTIVATE: activation(level, "", matter=why),
            Matter.RAISE: change,
            Matter.LOWER: change,
            Matter.END: response.Ending(why, ""),
        }
        order = orders.get(matter) if fits else change
        said = call(self.bureau, matter, order, decider, witness, minutes)
        done, _ = self.bureau.attempt(login, oral.register, self.one(n), said)
        assert not done or matter in orders or order is None

    @rule(login=who, n=which, signing=signing, disputes=st.booleans())
    def settle_call(self, login, n, signing, disputes):
        found = calls(self.bureau.db)
        if not found:
            return
        said = found[n % len(found)]
        if disputes:
            self.bureau.attempt(login, oral.dispute, said, "原话不是这样")
        else:
            done, _ = self.bureau.attempt(login, oral.sign, said, self.name(login, signing))
            require_signed(done, signing)

    # Who decides does it, and all is right but for what is asked of the moment.

    @rule(n=which, level=st.sampled_from([Level.III, Level.IV]))
    def the_commander_grades(self, n, level):
        self.bureau.attempt("chenyu", levels.decide_grade, self.one(n), level, "同意会商意见")

    @rule(n=which, level=st.sampled_from([Level.III, Level.IV]))
    def the_commander_activates(self, n, level):
        self.bureau.attempt("chenyu", response.activate, self.one(n), activation(level))

    @rule(
        n=which, level=st.sampled_from([Level.III, Level.IV]),
        verb=st.sampled_from([response.raise_level, response.lower_level]),
    )  # fmt: skip
    def the_commander_changes(self, n, level, verb):
        order = response.Change(level, "事态变化", 7, "按新级别处置", "陈屿")
        self.bureau.attempt("chenyu", verb, self.one(n), order)

    @rule(n=which)
    def the_commander_ends(self, n):
        ending = response.Ending("已平息", "陈屿")
        self.bureau.attempt("chenyu", response.end_response, self.one(n), ending)

    @rule(n=which, into=which)
    def the_leader_merges(self, n, into):
        self.merge("zhoulan", n, into, "同一经营者")

    @rule(n=which)
    def the_leader_takes_out(self, n):
        self.unmerge("zhoulan", n, "无关")

    @rule(n=which)
    def the_commander_asks_above(self, n):
        initial = levels.Initial(Level.II, "触及参考条件", "陈屿", {})
        self.bureau.attempt("chenyu", levels.sign_initial, self.one(n), initial)
        self.ask_above("chenyu", 1, "请研定", "省市场监督管理局", "own", "initial")

    @rule(
        n=which, matter=st.sampled_from([*Matter, *[Matter.OTHER] * 5]),
        level=st.sampled_from([Level.III, Level.IV]),
        wrong=st.sampled_from(["", "", "late", "early", "witness", "himself", "order"]),
    )  # fmt: skip
    def the_duty_officer_writes_down(self, n, matter, level, wrong):
        login, witness, decider = "liwei", "王见证", "chenyu"
        minutes = {"late": -60, "early": 600}.get(wrong, 0)
        if wrong == "witness":
            witness = "陈屿"
        if wrong == "himself":
            login = decider = "east"
        self.telephone(login, n, level, matter, "同意", decider, witness, minutes, wrong != "order")

    @rule(n=which, first=st.booleans(), then=st.booleans())
    def the_commander_settles_a_call_twice(self, n, first, then):
        """Signed or disputed, and then once more the one or the other."""
        self.settle_call("chenyu", n, "own", first)
        self.settle_call("chenyu", n, "own", then)

    @rule(n=which, other=which, above=st.booleans())
    def the_commander_answers_the_suggestion_of_another(self, n, other, above):
        graver = Level.II if above else Level.III
        done, suggestion = self.bureau.attempt(
            "zhoulan", levels.suggest_grade, self.one(other), graver, "会商意见", {}
        )
        if done and above:
            paper = levels.Initial(graver, "同意", "陈屿", {}, suggestion)
            self.bureau.attempt("chenyu", levels.sign_initial, self.one(n), paper)
        elif done:
            order = (graver, "同意", suggestion)
            self.bureau.attempt("chenyu", levels.decide_grade, self.one(n), *order)

    @rule(n=which)
    def go_on_writing(self, n):
        """What is added to any record while it may grow: a line, an instruction, a call."""
        incident = self.one(n)
        self.bureau.attempt("zhoulan", running_log.write_line, incident, "到场")
        self.bureau.attempt("chenyu", instructions.give, incident, "延时", Group.ONSITE)
        said = call(self.bureau, Matter.OTHER, None)
        self.bureau.attempt("liwei", oral.register, incident, said)

    @rule(login=who, n=which, start=st.booleans())
    def take_back(self, login, n, start):
        """撤回 of what was decided, whoever decided it and however long ago."""
        found = self.newest("suggestion")
        if start:
            self.bureau.attempt(login, taking_back.take_back_start, self.one(n))
        elif found:
            suggestion = found[n % len(found)]
            self.bureau.attempt(login, taking_back.take_back_grade, suggestion)

    @rule(
        n=which, level=st.sampled_from([Level.III, Level.IV]), starts=st.booleans(),
        start_alone=st.booleans(), between=st.sampled_from(["", "", "a line", "an instruction"]),
        by=mostly("chenyu", "east"),
    )  # fmt: skip
    def the_commander_takes_back(self, n, level, starts, start_alone, between, by):
        """Grade, or grade and start, at once after they were signed; or another tries to."""
        incident = self.one(n)
        done, suggestion = self.bureau.attempt(
            "zhoulan", levels.suggest_grade, incident, level, "会商意见", {}
        )
        if not done:
            return
        order = (incident, level, "同意", suggestion)
        self.bureau.attempt("chenyu", levels.decide_grade, *order)
        started = False
        if starts:
            started, _ = self.bureau.attempt(
                "chenyu", response.activate, incident, activation(level)
            )
        acted = False
        if between == "a line":
            self.bureau.attempt("zhoulan", running_log.write_line, incident, "到场")
        elif between:
            acted, _ = self.bureau.attempt(
                "luomin", instructions.give, incident, "延时", Group.ONSITE
            )
        back = (taking_back.take_back_start, incident) if start_alone else (
            taking_back.take_back_grade, suggestion
        )  # fmt: skip
        gone, _ = self.bureau.attempt(by, *back)
        assert not (gone and acted), "taken back though somebody had acted on it"
        assert not (gone and started) or self.row(incident)[1] is None

    @rule(n=which, login=st.sampled_from(["east", "east", "liwei", "zhoulan"]))
    def a_start_by_telephone_is_taken_back(self, n, login):
        """By who wrote it down and may start a response themselves; its decider disputes it."""
        order = activation(Level.IV, "")
        said = call(self.bureau, Matter.ACTIVATE, order)
        if self.bureau.attempt(login, oral.register, self.one(n), said)[0]:
            self.bureau.attempt(login, taking_back.take_back_start, self.one(n))

    @rule(login=who, n=which, why=words)
    def dismiss(self, login, n, why):
        self.bureau.attempt(login, incident_moves.dismiss, self.one(n), why)

    @rule(login=who, n=which, to=words, why=words)
    def transfer(self, login, n, to, why):
        self.bureau.attempt(
            login, incident_moves.transfer, self.one(n), incident_moves.Transfer(to, why)
        )

    @rule(login=who, n=which, into=which, why=words)
    def merge(self, login, n, into, why):
        source, target = self.one(n), self.one(into)
        (before, response_before, _), (held, level_held, _) = self.row(source), self.row(target)
        done, _ = self.bureau.attempt(login, merging.merge, source, target, why)
        if done:
            assert source != target
            assert before in LIVE
            assert held in LIVE
            if response_before:
                assert level_held
                assert RANK[level_held] <= RANK[response_before]

    @rule(login=who, n=which, why=words)
    def unmerge(self, login, n, why):
        state, _, into = self.row(self.one(n))
        held = self.row(into)[0] if into else None
        done, _ = self.bureau.attempt(login, merging.unmerge, self.one(n), why)
        if done:
            assert state is State.MERGED
            assert held is not State.MERGED

    @rule(login=who, n=which, why=words)
    def begin_aftermath(self, login, n, why):
        self.bureau.attempt(login, incident_moves.begin_aftermath, self.one(n), why)

    @rule(login=who, n=which, why=words)
    def waive_steps(self, login, n, why):
        state, *_ = self.row(self.one(n))
        done, _ = self.bureau.attempt(login, closing.waive_steps, self.one(n), why)
        if done:
            assert state in (State.ENDED, State.AFTERMATH)
            assert why.strip()

    @rule(
        login=who, n=which, signing=signing, why=words,
        scope=mostly((Scope.CALLERS,), ()),
    )  # fmt: skip
    def decide_retention(self, login, n, signing, why, scope):
        state, *_ = self.row(self.one(n))
        told = verdict(self.name(login, signing), why, scope)
        done, _ = self.bureau.attempt(login, keeping.decide, self.one(n), told)
        require_signed(done, signing)
        if done:
            assert state not in LIVE

    @rule(n=which, days=st.sampled_from([None, -1, 0, 30, 30, 4000]), why=words)
    def keep_personal_data(self, n, days, why):
        until = None if days is None else self.bureau.db.clock() + timedelta(days=days)
        self.bureau.attempt("chenyu", keeping.decide, self.one(n), kept(until, why))

    @rule(login=who, n=which)
    def erase_rest(self, login, n):
        self.bureau.attempt(login, keeping.erase_rest, self.one(n))

    @rule(login=who, waives=st.booleans(), why=words)
    def settle_line(self, login, waives, why):
        with self.bureau.db.read() as session:
            line = session.scalars(select(RecoveryRow.id)).first()
        if line is not None and waives:
            self.bureau.attempt(login, recovery.waive_line, line, why)
        elif line is not None:
            whole = partial(recovery.settle_line, whole=True)
            self.bureau.attempt(login, whole, line, 1, None, why)

    @rule(login=who, n=which, signing=signing)
    def close(self, login, n, signing):
        name = self.name(login, signing)
        done, _ = self.bureau.attempt(login, closing.close, self.one(n), name)
        require_signed(done, signing)

    @rule(n=which)
    def the_commander_closes(self, n):
        self.bureau.attempt("chenyu", closing.close, self.one(n), "陈屿")

    @rule(n=which)
    def the_deputy_closes(self, n):
        self.bureau.attempt("luomin", closing.close, self.one(n), "罗敏")
