"""A backup that is asked for at a desk: by who keeps the accounts, and of a file alone."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.offices.backups import backup_by, restore_drill

pytestmark = pytest.mark.usefixtures("own_data")


def test_the_administrator_backs_up_a_file_and_a_server_backs_up_itself(city, tmp_path):
    file = tmp_path / "copy.zip"
    with pytest.raises(RuleBroken, match="系统管理员"):
        backup_by(city.db, city.chenyu, file)
    if city.db.embedded:
        assert "已备份到" in backup_by(city.db, city.admin, file)
    else:
        with pytest.raises(RuleBroken, match="不能在席位上备份"):
            backup_by(city.db, city.admin, file)
    assert file.exists() is city.db.embedded
    with pytest.raises(RuleBroken, match="没有备份文件"):
        restore_drill(city.db, city.admin, tmp_path / "gone.zip")
