"""Whether a line of the log tells what was done or announces what will be.

A line is a person's sentence, and is believed as written. It is read clause by clause: the
first one that says 已 tells of something done, the first one with an announcing word announces.
In doubt it announces: what stands under 已采取的措施 must have been done, and a line that was done
and stands under 拟采取的措施 with its words and time misleads nobody.
"""

import re

DONE = "已"
# Words that hold an announcing character and announce nothing.
_HARMLESS = re.compile(
    r"拟[定订写就]|模拟|虚拟|准备[金好]|计划[内外]|[申邀聘]请|请[示求假教]|将近"
    r"|[等接招看对期]待|待[命遇]"
)
# They announce, unless 已 stands before them in their clause: 将组织…, 已将…封存.
_ANNOUNCES = re.compile(r"拟|将|明[日天早晚]|后天|次日|下周|力争|争取|预计|请|指令：|指令:")
# They announce too, or begin a name of which something is said: 待赔付消费者名册已核对.
_MAY_NAME = re.compile(r"计划|准备|待")
_CLAUSES = re.compile(r"[，。；,;\n]")


def announces(text: str) -> bool:
    for clause in _CLAUSES.split(_HARMLESS.sub("·", text)):
        done = clause.find(DONE)
        found = _ANNOUNCES.search(clause)
        if found and not 0 <= done < found.start():
            return True
        if done >= 0:
            return False
        if _MAY_NAME.search(clause):
            return True
    return False
