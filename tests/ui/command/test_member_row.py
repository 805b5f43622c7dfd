"""A person of a group in a line: the number to ring them by is whole."""

from PySide6.QtWidgets import QApplication

from commandcenter.queries.command.command import MemberLine
from commandcenter.ui.command.member_row import Allowed, MemberRow
from commandcenter.ui.widgets.labels import PlainLabel

PHONE = "0990-1234112"


def test_the_post_gives_way_before_the_number(qtbot):
    post = "市市场监督管理局综合行政执法支队第一大队副大队长"
    row = MemberRow(MemberLine(1, "周岚", post, PHONE, True, True, 0), Allowed(sign=""))
    qtbot.addWidget(row)
    row.resize(row.minimumSizeHint())
    row.show()
    QApplication.processEvents()
    labels = {label.text(): label for label in row.findChildren(PlainLabel)}
    assert labels[PHONE].width() >= labels[PHONE].sizeHint().width()
    assert labels[post].is_cut()
    assert post in labels[post].toolTip()


def test_who_has_no_number_has_no_gap_for_one(qtbot):
    row = MemberRow(MemberLine(1, "周岚", "科长", "", False, True, 0), Allowed())
    qtbot.addWidget(row)
    assert "" not in [label.text() for label in row.findChildren(PlainLabel)]
