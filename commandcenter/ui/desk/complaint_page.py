"""投诉: all complaints with search and detail, and the two ways they come in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commandcenter.ui.complaints.complaint_panel import ComplaintPanel
from commandcenter.ui.desk.page import Page
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.widgets.buttons import Button, Kind


class ComplaintPageView(Page):
    """Signals:
    enter_wanted, import_wanted: The buttons.
    """

    enter_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("投诉"))
        self.setObjectName("complaint_page")
        self.rows = ComplaintPanel(seat)
        self.enter = Button(self.tr("登记投诉"), Kind.PRIMARY, icon="add")
        self.enter.setObjectName("enter_complaint")
        self.enter.clicked.connect(self.enter_wanted)
        self.take_in = Button(self.tr("导入文件"), Kind.SECONDARY, icon="import")
        self.take_in.setObjectName("import_file")
        self.take_in.clicked.connect(self.import_wanted)
        self.rows.view.heading.addWidget(self.take_in)
        self.rows.view.heading.addWidget(self.enter)
        self.body.addWidget(self.rows, 1)

    def allow(self, *, enters: bool, imports: bool) -> None:
        """Who may not take complaints in is not shown the buttons."""
        self.enter.setVisible(enters)
        self.take_in.setVisible(imports)
