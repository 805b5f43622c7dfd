"""What `commandcenter admin` does: people, their roles and logins, by the administrator.

Who runs it is whoever the address signs on as.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.seat.posts import Post
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import accounts, people_lists
from commandcenter.offices.opening import opened
from commandcenter.offices.written_files import require_place
from commandcenter.services.seat import membership, people


@contextmanager
def acting(url: str) -> Iterator[tuple[Session, Actor]]:
    """One transaction under the pen."""
    with opened(url) as db, db.write() as session:
        yield session, accounts.acting_person(session)


def add_person(url: str, new: people.NewPerson, posts: list[Post], password: str) -> str:
    with acting(url) as (session, actor):
        held = accounts.add_person(session, actor, new, posts, password)
    return f"已增加 {new.name}（{new.login}）：{held}"


@dataclass(frozen=True, slots=True)
class Held:
    """What one person holds; `words`: the same, and who confirms what waits."""

    login: str
    name: str
    posts: tuple[accounts.HeldPost, ...]
    words: str

    @property
    def line(self) -> str:
        return f"{self.name}（{self.login}）：{self.words}"

    def json(self) -> str:
        roles = [
            {"role": post.role, "group": post.group, "district": post.district, "waits": waits}
            for post, waits in self.posts
        ]
        told = {"login": self.login, "name": self.name, "roles": roles}
        return json.dumps(told, ensure_ascii=False, indent=1)


def roles(url: str, login: str, give: list[Post], take: list[Post]) -> Held:
    """Give and end roles, all or none; the roles that are held then."""
    with acting(url) as (session, actor):
        words = accounts.change_roles(session, actor, login, give, take)
        person = membership.person_of(session, login)
        return Held(login, person.name, accounts.held_posts(session, login, person.id), words)


def disable(url: str, login: str) -> str:
    with acting(url) as (session, actor):
        name = accounts.disable(session, actor, login)
    return f"{name}（{login}）已停用，不能再登录；其记录保留。"


def enable(url: str, login: str) -> str:
    with acting(url) as (session, actor):
        name = accounts.enable(session, actor, login)
    return f"{name}（{login}）已恢复：密码和没有终止的角色照旧。"


def reset_password(url: str, login: str, password: str) -> str:
    with acting(url) as (session, actor):
        accounts.give_password(session, actor, login, password)
    return f"{login} 的密码已更换。"


def make_logins(url: str, out: Path) -> str:
    """For everybody who has none."""
    require_place(out, url)
    people_lists.require_sheets(out)
    with acting(url) as (session, actor):
        joined = people_lists.make_logins(session, actor, out)
    if not joined:
        return "在岗人员都有登录名，没有需要新建的。"
    return (
        f"已为 {len(joined)} 人新建登录名；密码条在 {out}，每人一页，只有您能读："
        "打印后逐人当面交给本人，随后删去文件。"
    )
