"""The real page in the real engine with names that want to run: no script, no request, text."""

import json
from dataclasses import asdict, replace

import pytest
import shiboken6
from PySide6.QtCore import QUrl
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.outputs.map_page import map_page
from commandcenter.queries.command.map_picture import map_picture
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow
from commandcenter.store.tables.incident.incident_team import TeamRow
from commandcenter.ui.map.scene import plain
from commandcenter.ui.map.web_map import WebMap
from tests.city import EAST, City
from tests.ui.map.asked import Asked
from tests.ui.map.test_web_map import shown

# Each sets window.hacked, or asks the server at {0}, if it is anything but text anywhere.
NAMES = [
    "<img src='{0}/img' onerror=window.hacked=1>",
    "</script><script src='{0}/s.js'></script><script>window.hacked=2</script>",
    "javascript:window.hacked=3//",
    "<a href='javascript:window.hacked=4' autofocus onfocus=window.hacked=4>x</a>",
    "${{window.hacked=5}}`${{window.hacked=5}}`",
    "行\u2028window.hacked=6\u2029//",
    "__proto__", "constructor", "toString", "hasOwnProperty",
    '{{"__proto__":{{"hacked":7}}}}',
    "{{{{7*7}}}}{{% for x in (1,) %}}hacked{{% endfor %}}{{{{ self.__init__ }}}}",
    "\\u003cimg src=x onerror=window.hacked=8\\u003e\\x3cscript\\x3e",
    "&lt;script&gt;window.hacked=9&lt;/script&gt;&#60;img src=x onerror=window.hacked=9&#62;",
    "'\"><svg/onload=window.hacked=10><image href='{0}/svg'/></svg>",
    "<iframe srcdoc='<script>parent.hacked=11</script>' src='{0}/frame'></iframe>",
    "<object data='{0}/object'></object><embed src='{0}/embed'>",
    "<link rel=prefetch href='{0}/link'><base href='{0}/'>",
    "<meta http-equiv=refresh content='0;{0}/m'>",
    "<style>@import '{0}/css';*{{background:url({0}/bg)}}</style>",
    "<form action='{0}/form'><input autofocus onfocus=this.form.submit()></form>",
    "<template><script>window.hacked=12</script></template><math><mtext><script>hacked=12</script>",
    "-->]]>*/;window.hacked=13;/*<!--<![CDATA[",
    "data:text/html,<script>opener.hacked=14</script>",
    "倒\u202e写\u2066隔\u2069离\u200b零\ufeff",
    "url({0}/cssurl) expression(window.hacked=15)",
]  # fmt: skip


def names(address):
    return [name.format(address) for name in NAMES]


def assert_nothing_ran(asked, hits):
    assert asked("typeof window.hacked") == "undefined"
    assert asked("({}).hacked === undefined && Object.prototype.hacked === undefined")
    found = "img, iframe, object, embed, form, template, body script, body style, body link, base"
    own = asked(f"[...document.querySelectorAll('{found}')].map(e => e.outerHTML)")
    assert [each for each in own if "cc://" not in each] == []
    assert asked("location.href") == "cc://app/map.html"
    assert hits == []


def expect_errors(web):
    """The page complains of what it may not do, also when the test is over."""
    web.page.script_failed.disconnect()


@pytest.fixture
def bureau(db):
    """A city whose every name on the map is hostile: counties, places, teams, complaints."""
    return City(db)


def make_hostile(bureau, evil, towns):
    """As if somebody had typed them; returns the incident."""
    ran = "<img src=x onerror=window.hacked=1>"
    number = bureau.register(title=ran, public_title=ran)
    places = list(towns.values())
    with bureau.db.write() as session:
        for row, name in zip(session.scalars(select(DistrictRow)), evil, strict=False):
            row.name = name
        at = session.get_one(IncidentRow, number).received_at
        for n, name in enumerate(evil):
            lat, lon = places[n % len(places)]
            session.add(
                IncidentPlaceRow(incident_id=number, label=name, district=EAST, lat=lat, lon=lon)
            )
            session.add(
                TeamRow(incident_id=number, label=name, lat=lat, lon=lon + 0.01, at=at, by=name)
            )
        journal.record(session, PROGRAM, "incident", number, "renamed", incident=number)
    bureau.take_in(
        *(
            bureau.complaint(
                f"n{n}", title=name[:200], text=name, subject_name=name[:200], town=name[:100],
                brand=name[:100], lat=places[n % len(places)][0], lon=places[n % len(places)][1],
                precision="exact",
            )
            for n, name in enumerate(evil)
        )
    )  # fmt: skip
    return number


def test_hostile_names_in_the_database_are_text_on_the_page(
    qtbot, bureau, web, asked, towns, counter
):
    address, hits = counter
    evil = names(address)
    number = make_hostile(bureau, evil, towns)
    for incident in (number, None):
        with bureau.db.read() as session:
            picture = map_picture(session, incident, bureau.db.clock())
        shown(qtbot, web, picture)
        seen = asked("[...document.querySelectorAll('.name b')].map(e => e.textContent)")
        assert seen
        assert {plain(each) for each in seen} == set(seen)
        assert_nothing_ran(asked, hits)
    assert any("<img" in each for each in seen)


def test_hostile_teams_and_places_are_text_on_the_page(qtbot, bureau, web, asked, towns, counter):
    address, hits = counter
    evil = names(address)
    number = make_hostile(bureau, evil, towns)
    with bureau.db.read() as session:
        picture = map_picture(session, number, bureau.db.clock())
    shown(qtbot, web, replace(picture, points=()))
    assert_nothing_ran(asked, hits)
    teams = []
    for team in picture.teams:  # alone: a word that has no room beside the others is left out
        shown(qtbot, web, replace(picture, points=(), teams=(team,), incidents=()))
        teams += asked("[...document.querySelectorAll('.team')].map(e => e.textContent)")
    assert set(teams) == {plain(name, 24) for name in evil}
    assert_nothing_ran(asked, hits)


def evil_borders(city, evil):
    """A boundary file whose every word is hostile."""
    made = json.loads(json.dumps(city))
    made["city"] = dict.fromkeys(made.get("city", {}), evil) | {"credit": evil, "name": evil}
    for feature in made["features"]:
        code = feature["properties"].get("adcode")
        feature["properties"] = dict.fromkeys(feature["properties"], evil)
        feature["properties"] |= {"adcode": code} if code else {}
        feature["properties"] |= {"__proto__": {"hacked": 7}, evil: evil, "style": evil}
        feature["id"], feature["bbox"] = evil, [evil]
    made[evil] = made["__proto__"] = evil
    return made


@pytest.fixture
def page_of(qtbot, colors, picture):
    """A page of borders and words of the map."""
    maps = []

    def page_of(borders, words):
        web = WebMap(words)
        maps.append(web)
        web.resize(620, 460)
        web.set_colors(colors)
        web.show()
        with qtbot.waitSignal(web.ready, timeout=15_000):
            web.set_picture(picture)
            web.set_boundaries(borders)
        return Asked(qtbot, web)

    yield page_of
    for web in maps:
        shiboken6.delete(web)


def test_a_boundary_file_and_words_that_want_to_run_are_text(page_of, city, words, counter):
    address, hits = counter
    evil = "".join(names(address))
    fitting = {key: evil.replace("{", "{{").replace("}", "}}") for key in asdict(words)}
    asked = page_of(evil_borders(city, evil), type(words)(**fitting))
    assert asked("document.getElementById('credit').textContent").endswith(evil)
    assert asked("document.getElementById('credit').children.length") == 0
    assert_nothing_ran(asked, hits)


@pytest.mark.parametrize("evil", NAMES)
def test_no_word_of_a_boundary_file_gets_into_the_page_itself(city, evil):
    assert map_page(evil_borders(city, evil)) == map_page(city)


@pytest.mark.parametrize("code", ["990102'-alert(1)-'", "990102\n", "９９０１０２", "", None, [1]])
def test_a_code_that_is_none_is_refused(city, code):
    made = json.loads(json.dumps(city))
    next(f for f in made["features"] if f["geometry"]["type"] != "Point")["properties"][
        "adcode"
    ] = code
    with pytest.raises(RuleBroken, match="不是数字"):
        map_page(made)


# By each way in which a page can ask for something.
ASKED = """
window.told = {};
const never = () => new Promise((yes, no) => setTimeout(no, 4000));
const ask = (name, promise) => Promise.race([promise, never()])
  .then(a => told[name] = a, e => told[name] = 'refused');
for (const place of PLACES) {
  ask('fetch ' + place, fetch(place).then(a => a.text()));
  ask('post ' + place, fetch(place, {method: 'POST', body: 'x'}).then(a => a.text()));
  ask('xhr ' + place, new Promise((yes, no) => { const x = new XMLHttpRequest();
    x.onload = () => yes(x.responseText); x.onerror = no;
    try { x.open('GET', place); x.send() } catch (e) { no(e) } }));
  ask('image ' + place, new Promise((yes, no) => { const i = new Image();
    i.onload = () => yes('shown'); i.onerror = no; i.src = place }));
  ask('script ' + place, new Promise((yes, no) => { const s = document.createElement('script');
    s.onload = () => yes('ran'); s.onerror = no; s.src = place; document.head.append(s) }));
  ask('import ' + place, import(place).then(() => 'ran'));
  ask('worker ' + place, new Promise((yes, no) => { try { const w = new Worker(place);
    w.onerror = no; setTimeout(() => no(), 1500) } catch (e) { no(e) } }));
}
0
"""


def places(address):
    return [
        "cc://app/../../etc/passwd", "cc://app/%2e%2e/%2e%2e/etc/passwd", "cc://app/..%2f..%2fetc%2fpasswd",
        "cc:///etc/passwd", "cc:////etc/passwd", "cc://etc/passwd", "cc://app//etc/passwd", "cc://app/",
        "cc://lib/..%5c..%5cwindows%5cwin.ini", "cc://localhost/etc/passwd", "cc://app/map.html%00.js",
        "cc://lib/leaflet.js/../../secret", "cc://app.evil/map.html", "file:///etc/passwd",
        "file://localhost/etc/passwd", "qrc:///qtwebchannel/qwebchannel.js", f"{address}/x",
        f"{address.replace('http', 'https')}/x", "ftp://127.0.0.1/x", "chrome://version",
        "filesystem:cc://app/temporary/x", "view-source:cc://app/map.html", "about:blank",
        "blob:cc://app/0", "mailto:a@b", "javascript:window.hacked=1",
    ]  # fmt: skip


def test_nothing_but_what_is_on_the_shelf_is_served_by_any_way(qtbot, web, asked, counter):
    address, hits = counter
    wanted = places(address)
    expect_errors(web)
    web.page.runJavaScript(ASKED.replace("PLACES", json.dumps(wanted)))
    qtbot.waitUntil(lambda: asked("Object.keys(told).length") == 7 * len(wanted), timeout=30_000)
    served = asked("Object.entries(told).filter(e => e[1] !== 'refused')")
    assert served == []
    assert_nothing_ran(asked, hits)


def test_what_is_on_the_shelf_cannot_be_changed_by_the_page(qtbot, web, asked):
    held = dict(web._shelf._held)
    expect_errors(web)
    web.page.runJavaScript(
        "window.got = {}; for (const how of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH'])"
        "fetch('cc://app/shape.json?' + how, {method: how})"
        ".then(a => how === 'GET' ? a.text() : a.status)"
        ".then(t => got[how] = t, () => got[how] = 'refused'); 0"
    )
    qtbot.waitUntil(lambda: len(asked("window.got")) == 6, timeout=10_000)
    assert web._shelf._held == held
    assert asked("got.GET") == held["app/shape.json"].decode()


@pytest.mark.parametrize(
    "away",
    [
        "file:///etc/passwd", "http://127.0.0.1:9/", "data:text/html,<script>hacked=1</script>",
        "cc://app/map.js", "cc://app/picture.json", "cc://app/map.html?x", "cc://app/map.html#x/../y",
        "qrc:///x", "chrome://gpu", "about:blank", "blob:cc://app/1", "view-source:cc://app/map.html",
    ],
)  # fmt: skip
def test_the_page_itself_can_be_sent_nowhere(web, away):
    page = web.page
    kinds = type(page).NavigationType
    for kind in kinds:
        for main in (True, False):
            assert not page.acceptNavigationRequest(QUrl(away), kind, main)


# What a page that was taken over could still say to the program, past its own script.
SAID = [
    '{"type":6,"object":"bridge","method":%d,"args":[],"id":1}',
    '{"type":6,"object":"bridge","method":"%d","args":[1e308,true],"id":2}',
    '{"type":9,"object":"bridge","property":0,"value":"x%d"}',
    '{"type":7,"object":"bridge","signal":%d}',
    '{"type":5,"object":"nobody%d"}',
    '{"__proto__":{"type":6},"object":"bridge","method":%d}',
    '[%d]', 'null%d', '{"type":6%d',
]  # fmt: skip


@pytest.mark.qt_log_ignore(".*", extend=True)  # Qt says of each what is wrong with it
def test_a_page_that_was_taken_over_can_do_no_more_than_the_bridge_lets_it(qtbot, web, asked):
    expect_errors(web)
    for method in range(24):
        for words in SAID:
            script = f"qt.webChannelTransport.send({json.dumps(words % method)}); 0"
            web.page.runJavaScript(script)
    web.page.runJavaScript(
        "new QWebChannel(qt.webChannelTransport, c => { const b = c.objects.bridge;"
        "window.offered = Object.keys(b); b.viewChanged(1e308, true); b.viewChanged(NaN, true);"
        "b.viewChanged(-1e9, false); b.featureClicked('district', '9'.repeat(5000));"
        "b.featureClicked('cluster', '1,'.repeat(9)); b.featureClicked('__proto__', '1') }); 0"
    )
    qtbot.waitUntil(lambda: asked("typeof window.offered") == "object", timeout=5000)
    assert shiboken6.isValid(web._bridge)
    assert shiboken6.isValid(web.page)
    assert web.alive


@pytest.mark.qt_log_ignore(".*", extend=True)
def test_a_page_that_ends_the_bridge_is_lost_and_no_more(qtbot, web, picture):
    """The channel lets it: the map then begins anew, or is drawn without the engine."""
    expect_errors(web)
    web.page.runJavaScript(
        "new QWebChannel(qt.webChannelTransport, c => c.objects.bridge.deleteLater()); 0"
    )
    qtbot.waitUntil(lambda: not shiboken6.isValid(web._bridge), timeout=5000)
    with qtbot.waitSignal(web.lost, timeout=5000):
        web.set_picture(picture)
    web.show_all()
    assert not web.alive
