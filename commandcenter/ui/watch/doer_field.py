"""Who is to do it: a group, a person or a county, in one list."""

from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.watch.inspection import Whom
from commandcenter.queries.watch.inspection_lines import Doers
from commandcenter.ui import look
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.choice_box import ChoiceBox

GROUP, PERSON, COUNTY = "group", "person", "county"


def key_of(whom: Whom) -> str:
    if whom.group is not None:
        return f"{GROUP}:{whom.group.value}"
    if whom.person_id is not None:
        return f"{PERSON}:{whom.person_id}"
    return f"{COUNTY}:{whom.district}" if whom.district else ""


class DoerField(ChoiceBox):
    """Counties first, then groups, then people: as a plan is given out."""

    def __init__(
        self, doers: Doers, whom: Whom | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFont(look.font())
        self.setMaxVisibleItems(20)
        self.addItem(self.tr("请选择"), "")
        for code, name in doers.counties:
            self.addItem(name, f"{COUNTY}:{code}")
        for group in doers.groups:
            self.addItem(word(GROUP_WORDS[group]), f"{GROUP}:{group.value}")
        for number, name in doers.people:
            self.addItem(name, f"{PERSON}:{number}")
        self.choose(whom or Whom())

    def choose(self, whom: Whom) -> None:
        key = key_of(whom)
        if not key and self.count() == 2:
            self.setCurrentIndex(1)  # a county's people: their own
        else:
            self.setCurrentIndex(max(0, self.findData(key)))

    def whom(self) -> Whom:
        kind, _, code = str(self.currentData() or "").partition(":")
        match kind:
            case "group":
                return Whom(group=Group(code))
            case "person":
                return Whom(person_id=int(code))
            case "county":
                return Whom(district=code)
        return Whom()
