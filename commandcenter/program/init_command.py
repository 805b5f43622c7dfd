"""What `commandcenter init` does: a database made ready, and a bureau founded in it."""

from datetime import UTC, datetime
from pathlib import Path

from commandcenter.domain.errors import AskedWrongly
from commandcenter.domain.file_trouble import why
from commandcenter.domain.seat.people_list import Joined
from commandcenter.offices import founding, laying, people_lists
from commandcenter.offices.take_in import datum
from commandcenter.offices.written_files import require_place


def init(
    url: str,
    city: Path | None,
    name: str,
    *,
    crs: str = "wgs84",
    replaces: bool = False,
    people: Path | None = None,
    phone: str = "",
    passwords: Path | None = None,
) -> str:
    """Whatever can be refused is, before the database is touched. `passwords`: the file into which
    those of the people go, None to say them."""
    if passwords is not None:
        _require_new_file(passwords, url, people)
    wish = founding.founding_request(city, datum(crs), name, replaces, people=people, phone=phone)
    laid = laying.lay(url, wish)
    words = [*laid.words, *(f"注意：{each}" for each in laid.advice)]
    if laid.joined:
        words += _handed_over(laid.joined, passwords)
    return "\n".join(words)


def write_template(url: str, out: Path) -> str:
    people_lists.require_template(out)
    require_place(out, url)
    people_lists.write_template(out)
    return f"{out}：人员名单的模板，填好后用 init --people 读入。"


def _require_new_file(passwords: Path, url: str, people: Path | None) -> None:
    if people is None:
        raise AskedWrongly("--passwords 与 --people 一起写：密码是名单上新增的人的。")
    require_place(passwords, url, people)
    people_lists.require_sheets(passwords)


def _handed_over(joined: tuple[Joined, ...], out: Path | None) -> list[str]:
    lines = [f"{each.name}（{each.login}）：{each.held}" for each in joined]
    if out is None:
        told = people_lists.handed_over(joined).splitlines()
        return [*lines, "姓名、登录名和密码（只显示这一次）：", *told]
    try:
        people_lists.write_passwords(out, joined, datetime.now(UTC))
    except OSError as error:  # they are known nowhere else any more
        told = people_lists.handed_over(joined).splitlines()
        return [*lines, f"密码没有写进 {out}（{why(error)}），只显示这一次：", *told]
    return [*lines, f"{len(joined)} 人的密码已写入 {out}，每人一页，只有您能读；打印分发后请删去。"]
