"""What each person is handed to sign on with: one sheet each, so that nobody reads another's."""

from collections.abc import Sequence
from datetime import datetime

from commandcenter.domain.seat.people_list import Joined
from commandcenter.outputs.papers.sheets import FormRow, form, wide
from commandcenter.outputs.pdf.document import Block, Document, Meta, NextSheet, Para
from commandcenter.outputs.pdf.text import one_line

TITLE = "登录名和密码"
RULE = (
    "本单只交本人，不传阅、不拍照。第一次登录后，请在右下角本人姓名的菜单中选“修改密码”，"
    "改成自己的密码，再把本单销毁。忘记密码或者怀疑别人知道，请找本局系统管理员换新的。"
)


def password_sheets(people: Sequence[Joined], at: datetime) -> Document:
    """One a page, in their order; `people` is never empty."""
    blocks: list[Block] = []
    for number, person in enumerate(people):
        if number:
            blocks.append(NextSheet(TITLE))
        blocks += (form(_rows(person)), Para(RULE))
    meta = Meta(author="", subject=f"{TITLE}（{len(people)} 人）", at=at)
    return Document(meta=meta, title=TITLE, blocks=tuple(blocks))


def _rows(person: Joined) -> tuple[FormRow, ...]:
    return (
        wide("姓　　名", one_line(person.name)),
        wide("登 录 名", one_line(person.login)),
        wide("密　　码", one_line(person.password)),
        wide("角　　色", one_line(person.held)),
    )
