"""交接班 of the duty room: who was on for a day hands it over at eight, with two signatures."""

from datetime import date

from commandcenter.db.demo.acts import Act, Script
from commandcenter.db.demo.people import DUTY_SHIFT, OTHERS
from commandcenter.db.demo.script_references import Newest, Person
from commandcenter.services.command import handover
from commandcenter.store.tables.command.duty_log import HandoverRow

LAST = 14  # days after D0, as the roster goes
NAMES = {login: name for login, name, _, _ in OTHERS}
USUAL = "电话、传真、政务网终端和告警音响正常，钥匙、值班手机已当面点交。"
# What is said beside the usual, of the day from D0.
SAID = {0: "夜间来电均已登记，无突发事件；早高峰注意12315来电量。"}


def acts(d0: date) -> tuple[Act, ...]:
    script = Script(d0)
    for day in range(LAST + 1):
        giver, taker = (DUTY_SHIFT[(day + each) % len(DUTY_SHIFT)] for each in range(2))
        script.turn_to(day)
        words = f"{USUAL}{SAID.get(day, '')}"
        script.call(7, 55, giver, handover.give_duty, Person(taker), words, NAMES[giver])
        taken = Newest(HandoverRow, {"given_by": NAMES[giver]})
        script.call(8, 2, taker, handover.receive, taken, NAMES[taker])
    return script.acts()
