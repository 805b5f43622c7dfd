"""8.1: a gap filed, a review, a revision drafted, signed, in force and filed; counties' rules."""

from pathlib import Path
from tempfile import TemporaryDirectory

from commandcenter import own_files
from commandcenter.db.demo.acts_plan import page
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.plan.revision import Conclusion, RevisionState
from commandcenter.queries.plan.gaps import gap_board
from commandcenter.queries.plan.revisions import revision_board
from commandcenter.services.plan import gaps, reviews, revisions
from commandcenter.services.plan.rules_file import file_with_paper
from commandcenter.store.people import actor_of
from commandcenter.store.plan.plan import plan_of, version_in_force
from commandcenter.store.tables.plan.plan_revision import PlanRevisionRow
from tests.year.chapter import Chapter

KEEPER, CHIEF = "liangbo", "chenyu"
COUNTIES = {
    "shenliqun": "990102", "kangyan": "990103", "huangyi": "990104", "luyao": "990105",
    "peiyun": "990121", "zengmu": "990122",
}  # fmt: skip
ADDED = "应急物资每半年盘点一次。"


class PlanWork(Chapter):
    clause = "8.1"
    owes = ("plan_sign", "plan_filing", "county_rules")

    def begin(self):
        self.gap = self.revision = None
        self.signed = self.filed = self.submitted = False
        self.rules, self.reviewed = [], 0

    def acts(self, month):
        match month:
            case 1:
                yield 14, 9, self._file_gap
            case 2:
                yield 9, 9, self._review
                yield 16, 9, self._draft
                yield 26, 9, self._submit
            case 3:
                yield 3, 9, self._sign
                yield 19, 9, self._file
            case 4 | 5 | 6:
                for login in list(COUNTIES)[2 * (month - 4) : 2 * (month - 3)]:
                    yield 11, 10, lambda login=login: self._hand_in(login)

    def _row(self):
        return self.bureau.ask(lambda s: s.get_one(PlanRevisionRow, self.revision))

    def _file_gap(self):
        gap = gaps.Gap("6.2", "没有写多久盘点", "由后勤保障组自行清点")
        self.gap = self.bureau.do(gaps.file_gap, "zhoulan", gap)

    def _review(self):
        review = reviews.Review(
            self.bureau.now, "梁博、周岚、高原", Conclusion.REVISE, "物资保障一节缺盘点要求。"
        )
        self.bureau.do(reviews.register_review, KEEPER, review)
        self.reviewed += 1

    def _draft(self):
        begun = self.bureau.do(revisions.begin, KEEPER, "2027年修订", "评估提出", [self.gap])
        self.revision = begun
        clause = self.bureau.ask(plan_of).clauses["6.2"]
        change = ItemChange("clause", "6.2", {"title": clause.title, "text": clause.text + ADDED})
        self.bureau.do(revisions.put, KEEPER, begun, [change], self._row().version)

    def _submit(self):
        self.bureau.do(revisions.submit, KEEPER, self.revision, self._row().version)
        self.submitted = True

    def _sign(self):
        before = self.bureau.ask(version_in_force)
        self.bureau.do(revisions.sign, CHIEF, self.revision, self._row().version, before)
        self.signed = True
        assert self.bureau.ask(version_in_force) != before
        assert self.bureau.ask(plan_of).clauses["6.2"].text.endswith(ADDED)

    def _file(self):
        filing = reviews.Filing("澄州市应急管理局", "澄应急备〔2027〕3号", self.bureau.now)
        self.bureau.do(reviews.register_filing, KEEPER, self.revision, filing)
        self.filed = True

    def _hand_in(self, login):
        county = COUNTIES[login]
        rules = gaps.OwnRules(county, f"{login}实施细则", "2027-04-01", "落实到乡镇街道。")
        with TemporaryDirectory() as folder:
            path = Path(folder) / "细则.pdf"
            own_files.write(path, page(rules.title))
            with self.bureau.db.read() as session:
                actor = actor_of(session, login, self.bureau.db.clock())
            file_with_paper(self.bureau.db, actor, rules, path, lambda done, total: None)
        newest = "SELECT max(id) FROM county_rules WHERE district = :d"
        [[number]] = self.bureau.rows(newest, d=county)
        self.bureau.do(gaps.receive_rules, KEEPER, number, f"备-{number}")
        self.rules.append(COUNTIES[login])

    def open(self):
        return {
            "plan_sign": int(self.submitted and not self.signed),
            "plan_filing": int(self.signed and not self.filed),
            "county_rules": 7 - len(self.rules) if self.signed else 0,
        }

    def look(self):
        board = self.bureau.board(revision_board, CHIEF)
        assert len(board.reviews) == self.reviewed
        states = [line.state for line in board.lines]
        wanted = (
            [] if self.revision is None
            else [RevisionState.IN_FORCE] if self.signed
            else [RevisionState.SUBMITTED] if self.submitted
            else [RevisionState.DRAFT]
        )  # fmt: skip
        assert states == wanted
        if self.filed:
            assert board.lines[0].filed is not None
        rows = self.bureau.rows("SELECT count(*) FROM plan_gap")
        assert rows == [(len(self.bureau.board(gap_board, CHIEF).lines),)]
