"""What `commandcenter upgrade status` says; it loads nothing that installs."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.upgrade_offer import any_schema
from commandcenter.queries.seat.upgrade_state import UpgradeBoard, upgrade_board


@dataclass(frozen=True, slots=True)
class Status:
    board: UpgradeBoard

    def lines(self) -> Iterator[str]:
        board, found = self.board, self.board.published
        yield f"本机：{board.here.version}；数据库结构 {board.here.schema}"
        yield f"签名密钥：{f'{board.key}（{board.signer}）' if board.key else '还没有'}"
        if found is None:
            yield "公布的版本：没有"
        else:
            yield (
                f"公布的版本：{found.version}，{found.signer}签名，{found.by} "
                f"{local(found.at):%Y-%m-%d %H:%M} 公布，在 {found.folder}"
            )
            yield f"本机：{board.refusal or '可以安装（commandcenter upgrade install）。'}"
        for version, count in board.versions:
            yield f"在线席位：{version} 有 {count} 席"

    def json(self) -> str:
        board, found = self.board, self.board.published
        told = {
            "version": board.here.version,
            "schema": board.here.schema,
            "key": board.key,
            "signer": board.signer,
            "published": {**asdict(found), "at": found.at.isoformat()} if found else None,
            "refusal": board.refusal,
            "seats": dict(board.versions),
        }
        return json.dumps(told, ensure_ascii=False, indent=1)


def status(url: str) -> Status:
    with any_schema(url) as session:
        return Status(upgrade_board(session))
