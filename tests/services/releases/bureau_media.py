"""Who speaks for the bureau, for the tests of releases: 舆情监测组, 法律咨询组, a clerk."""

from commandcenter.domain.org import Group, Role
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.queries.releases.release_check import check_sheet
from commandcenter.queries.releases.releases import release_board
from commandcenter.services.guard import PROGRAM
from commandcenter.services.releases import release_gates, releases
from commandcenter.services.seat import people

SPEAKERS = [
    ("xuzhiyuan", "许知远", Role.LEADER, Group.OPINION),
    ("dingning", "丁宁", Role.MEMBER, Group.OPINION),
    ("dengqing", "邓清", Role.LEADER, Group.LEGAL),
    ("yuhang", "余航", Role.CLERK, None),
]
NAMES = {"chenyu": "陈屿", "luomin": "罗敏", "dingning": "丁宁"}


def add_speakers(city):
    for login, name, role, group in SPEAKERS:
        with city.db.write() as session:
            new = people.NewPerson(login, name, phone="0990-1234567")
            person = people.add_person(session, PROGRAM, new)
            people.grant_role(session, PROGRAM, person, role, group)


class Press:
    """A city with an incident in response, 12 complaints, and those who release."""

    def __init__(self, city, **fields):
        self.city = city
        add_speakers(city)
        self.incident = city.register(brand="悦力工场", **fields)
        city.take_in(*[city.complaint(f"n{n}") for n in range(12)])

    def activate(self, level=None):
        self.city.activate(self.incident, **({"level": level} if level else {}))
        return self

    def draft(self, kind=ReleaseKind.NOTICE, login="xuzhiyuan"):
        return self.city.do(releases.draft, login, self.incident, kind)

    def line(self, release, login="xuzhiyuan"):
        actor, now = getattr(self.city, login), self.city.db.clock()
        board = self.city.ask(release_board, actor, self.incident, now)
        return next(line for line in board.lines if line.id == release)

    def sha(self, release):
        return self.line(release).sha256

    def check(self, release):
        return self.city.ask(check_sheet, release)

    def edit(self, release, text=None, *, title=None, why=None, login="xuzhiyuan", **named):
        line = self.line(release)
        named = {"seen": line.version} | named
        new = (title or line.title, line.text if text is None else text, why or {})
        self.city.do(releases.edit, login, release, *new, **named)

    def submit(self, release, login="xuzhiyuan"):
        self.city.do(releases.submit, login, release, self.sha(release))

    def pass_legality(self, release, login="dengqing", words=""):
        self.city.do(release_gates.pass_legality, login, release, self.sha(release), words)

    def pass_secrecy(self, release, login="zhoulan"):
        self.city.do(release_gates.pass_secrecy, login, release, self.sha(release))

    def approve(self, release, login="chenyu", signature=None):
        name = signature or NAMES[login]
        self.city.do(release_gates.approve, login, release, self.sha(release), name)

    def notify_all(self, release, login="xuzhiyuan"):
        for who in self.line(release).untold:
            self.city.do(
                release_gates.notify, login, release, self.sha(release), who, "王处长，电话",
                self.city.db.clock(),
            )  # fmt: skip

    def publish(self, release, login="xuzhiyuan", channels=("官方网站", "微信公众号")):
        self.city.do(
            release_gates.publish, login, release, self.sha(release), channels,
            self.city.db.clock(),
        )  # fmt: skip

    def checked(self, release):
        """Submitted, and through both checks."""
        self.submit(release)
        self.pass_legality(release)
        self.pass_secrecy(release)

    def published(self, kind=ReleaseKind.NOTICE):
        return self.through(self.draft(kind))

    def through(self, release):
        """All gates, to the public."""
        self.checked(release)
        self.approve(release)
        self.notify_all(release)
        self.publish(release)
        return release
