"""What a person does in the window to an incident, and what then stands in the database."""

from commandcenter.queries.incident.assess import level_history
from commandcenter.queries.incident.grading import grade_sheet
from commandcenter.queries.incident.incidents import incident_head


def head(city, incident):
    return city.ask(incident_head, incident)


def history(city, incident):
    return city.ask(level_history, incident, city.db.clock()).steps


def sheet(city, incident):
    return city.ask(grade_sheet, incident, city.db.clock())


def assess(desk):
    """Turn to the view 定级研判."""
    desk.window.pages.incident.show_view("assess")
    desk.until_sees("assess_panel")
    desk.settle()


def choose(desk, kind):
    """An entry of the header's menu, which no test platform can pop up."""
    menu = desk.window.head.more_menu()
    entry = next(a for a in menu.actions() if a.objectName() == f"entry_{kind}")
    assert entry.isEnabled(), entry.toolTip()
    entry.trigger()
    menu.deleteLater()


def entries(desk):
    """Key and reason of every entry that is shown; "" when it is enabled."""
    menu = desk.window.head.more_menu()
    found = {
        a.objectName().removeprefix("entry_"): "" if a.isEnabled() else a.toolTip()
        for a in menu.actions()
        if a.objectName()
    }
    menu.deleteLater()
    return found


def sign(desk, name="陈屿"):
    desk.type("signature", name)
    desk.click("primary")


def leave(desk):
    dialog = desk.dialog()
    dialog.reject()
    if dialog.isVisible():
        dialog.reject()
    desk.until_gone(dialog.objectName())


def texts(card):
    return [label.text() for label in card.findChildren(type(card.title))]
