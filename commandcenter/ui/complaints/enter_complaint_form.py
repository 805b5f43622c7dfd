"""One complaint taken by telephone or at the counter."""

from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.complaints.complaint import (
    CHANNEL_WORDS,
    KIND_WORDS,
    PROBLEMS,
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Source,
)
from commandcenter.domain.times import local
from commandcenter.queries.seat.desk import Place, places
from commandcenter.services.complaints.hand_entry import enter_by_hand
from commandcenter.services.complaints.phone_calls import take_complaint
from commandcenter.ui import look
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.fold import Fold
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.moment_field import MomentEdit
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.word_box import WordBox
from commandcenter.ui.texts import word

WAYS = (Channel.PHONE, Channel.VISIT, Channel.LETTER, Channel.OTHER)
MOST_YUAN = 1_000_000_000


class EnterComplaint(Form):
    """`kept` gives the id of the complaint."""

    object_name, extent = "enter_complaint_form", (680, 720)

    def __init__(self, over: Over, key: bytes | None) -> None:
        super().__init__(over, self.tr("登记投诉"), self.tr("登记"))
        self._key = key
        now = self._opened_at = self.seat.clock()
        self.record = f"Z{local(now):%Y%m%d%H%M%S}{now.microsecond // 1000:03d}"
        self.explain.setText(
            self.tr("登记编号 {number}（自动）。投诉人信息另行存放，查看留痕。").format(
                number=self.record
            )
        )
        self.explain.show()
        self._build_what()
        self._build_complainant()
        self._build_more()
        self.seat.tasks.read(self, places, self._show_places)

    def _row(self, *editors: tuple[str, str, QWidget]) -> None:
        """Fields beside each other."""
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        for name, label, editor in editors:
            column = QVBoxLayout()
            self.add(name, label, editor, into=column)
            column.addStretch(1)
            row.addLayout(column, 1)
        self.body.addLayout(row)

    def _build_what(self) -> None:
        self.words = self.text(
            "words", self.tr("投诉内容"), hint=self.tr("照来电人的话记"), needed=True, lines=4
        )
        self.subject = self.line("subject", self.tr("被投诉的经营主体"))
        self.district = Chips((), single=True)
        self.add("district", self.tr("所在县区"), self.district)
        kinds = [(k.value, word(KIND_WORDS[k])) for k in ComplaintKind]
        self.kind = Chips(kinds, columns=3, single=True)
        self.kind.choose(ComplaintKind.COMPLAINT.value)
        ways = [(w.value, word(CHANNEL_WORDS[w])) for w in WAYS]
        self.way = Chips(ways, columns=4, single=True)
        self.way.choose(Channel.PHONE.value)
        self._row(("kind", self.tr("类型"), self.kind), ("way", self.tr("来自"), self.way))

    def _build_complainant(self) -> None:
        from_whom = Fold(self.tr("投诉人"))
        from_whom.button.setChecked(True)
        self.person = self.line("person", self.tr("姓名"), into=from_whom.body)
        self.phone = self.line(
            "phone",
            self.tr("电话"),
            hint=self.tr("同一电话视为同一人，用于去重计人"),
            into=from_whom.body,
        )
        self.body.addWidget(from_whom)

    def _build_more(self) -> None:
        more = Fold(self.tr("更多：标题、品牌、类别、金额、时间"))
        self.headline = self.line("headline", self.tr("标题"), into=more.body)
        self.brand = self.line("brand", self.tr("品牌"), into=more.body)
        self.category = self.line(
            "category", self.tr("商品或服务类别"), hint=self.tr("例：文化娱乐体育"), into=more.body
        )
        self.problem = WordBox(("", *PROBLEMS))
        self.add("problem", self.tr("问题"), self.problem, into=more.body)
        self.amount = QDoubleSpinBox()
        self.amount.setRange(0, MOST_YUAN)
        self.amount.setGroupSeparatorShown(True)
        self.amount.setSuffix(self.tr(" 元"))
        self.add("amount", self.tr("涉及金额（0 为未说明）"), self.amount, into=more.body)
        self.at = MomentEdit(self.seat.clock())
        self.add("at", self.tr("登记时间"), self.at, into=more.body)
        self.body.addWidget(more)

    def _show_places(self, found: tuple[Place, ...]) -> None:
        self.district.set_choices([(p.code, p.name) for p in found])

    def _complaint(self) -> NewComplaint:
        chosen = self.district.chosen()
        words = self.words.toPlainText().strip()
        cents = round(self.amount.value() * 100)
        return NewComplaint(
            number=self.record,
            source=Source.DESK,
            kind=ComplaintKind(self.kind.chosen()[0]),
            channel=Channel(self.way.chosen()[0]),
            registered_at=min(self.at.moment(), self.seat.clock()),
            complainant=Complainant(
                name=self.person.text().strip(), phone=self.phone.text().strip()
            ),
            title=self.headline.text().strip() or words[:40],
            text=words,
            category=self.category.text().strip(),
            problem=self.problem.written().strip(),
            district=chosen[0] if chosen else None,
            subject_name=self.subject.text().strip(),
            brand=self.brand.text().strip(),
            amount_cents=cents or None,
        )

    def submit(self) -> None:
        """What is told on the telephone is a call, too: taken when the form was opened."""
        complaint = self._complaint()
        if complaint.channel is Channel.PHONE:
            self.act(take_complaint, complaint, self._opened_at, self._key)
        else:
            self.act(enter_by_hand, complaint=complaint, key=self._key)
