"""The trader's name: on which ground it may be used outside, or why no more."""

from functools import partial

from commandcenter.domain.errors import refusal_of
from commandcenter.domain.incident.naming import require_ground
from commandcenter.domain.releases.release import NAMING_WORDS, Naming
from commandcenter.domain.times import short_zh
from commandcenter.queries.releases.releases import NameState
from commandcenter.services.incident import naming
from commandcenter.ui.frame.field_words import why
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import word


class NamingForm(Form):
    """Releases the name; a ground that nothing is registered for cannot be chosen."""

    object_name, kept_as, extent, keeps = "naming_form", "name_trader", (560, 400), False

    def __init__(self, over: Over, incident_id: int, name: NameState) -> None:
        title, primary = self.tr("公开经营者名称"), self.tr("同意公开")
        explain = self.tr("同意后，发布稿和媒体答复可以写明经营者名称；此前一律用种类代称。")
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident = incident_id
        grounds = [(ground.value, word(NAMING_WORDS[ground])) for ground in Naming]
        label = self.tr("依据")
        self.ground = self.chips("ground", label, grounds, columns=2, single=True, needed=True)
        there = name.grounds
        for ground in Naming:
            broken = refusal_of(
                partial(require_ground, ground, Naming.FILED in there, Naming.PUBLICISED in there)
            )
            self.ground.allow(ground.value, why(broken))
        if not there:
            none = self.tr("还没有登记立案或者公示处罚决定，请先在“调查”的“案件和期限”中登记。")
            self.forbid(none)
        if name.why:
            time = short_zh(name.at, self.seat.clock()) if name.at else ""
            last = self.tr("上次：{why}（{by} {time}）")
            self.remark(last.format(why=name.why, by=name.by, time=time))
        self.words = self.line("words", self.tr("文书和文号"))

    def submit(self) -> None:
        (ground,) = self.ground.chosen()
        self.act(naming.release_name, self._incident, Naming(ground), self.words.text())
