"""3.1: the market assessed at its times, each compared with the one before."""

from datetime import timedelta

from commandcenter.domain.watch.assessment import AssessmentState
from commandcenter.domain.watch.risk import NewRecord, RecordKind, RecordResult
from commandcenter.queries.watch.assessments import assessment_board
from commandcenter.services.watch import assessments, risk_records
from tests.year.chapter import Chapter

KEEPER, SIGNER = "zhoulan", "chenyu"


class Assessments(Chapter):
    """Each month but June one is begun, concluded and signed; that of March is sent back first."""

    clause = "3.1"
    owes = ("risk_assessment",)

    def begin(self):
        self.signed = 0

    def acts(self, month):
        yield 3, 9, self._inspect
        if month != 6:
            yield 22, 10, lambda: self._assess(month)

    def _inspect(self):
        held = self.bureau.now - timedelta(days=1)
        new = NewRecord(
            RecordKind.INSPECTION, "预付卡专项检查", held, RecordResult.PROBLEMS,
            subject_name="云岭健身", category="文化娱乐体育", district="990102",
            findings="未公示退费办法",
        )  # fmt: skip
        self.bureau.do(risk_records.enter, KEEPER, new)

    def _assess(self, month):
        number = self.bureau.do(assessments.begin, KEEPER, f"{month}月全市市场风险评估")
        self.bureau.do(assessments.conclude, KEEPER, number, "总体平稳，预付消费须关注", "")
        self.bureau.do(assessments.submit, KEEPER, number)
        if month == 3:
            self.bureau.do(assessments.send_back, SIGNER, number, "补充3·15期间的情况")
            said = "总体平稳，3·15期间投诉有所增加"
            seen = "总体平稳，预付消费须关注"
            self.bureau.do(assessments.conclude, KEEPER, number, said, seen)
            self.bureau.do(assessments.submit, KEEPER, number)
        name = self.bureau.names[SIGNER]
        self.bureau.do(assessments.sign, SIGNER, number, name)
        self.signed += 1

    def open(self):
        return {"risk_assessment": 1}  # the next one is always owed

    def look(self):
        board = self.bureau.board(assessment_board, SIGNER)
        states = [line.state for line in board.lines]
        assert states == [AssessmentState.SIGNED] * self.signed
        rows = "SELECT count(*) FROM risk_assessment WHERE state = 'signed'"
        assert self.bureau.rows(rows) == [(self.signed,)]
        compared = "SELECT count(*) FROM risk_assessment WHERE before_id > 0"
        assert self.bureau.rows(compared) == [(max(0, self.signed - 1),)]
