"""The web engine, fenced in: files of this machine by a list, nothing else.

A page can load what `Shelf` holds: some files of the installed packages and of
resources/map, and the JSON that WebMap puts there. The interceptor refuses every other
address, the page every other navigation, new windows, downloads and permissions.
"""

import importlib.resources
import logging
from functools import cache
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlSchemeHandler,
)

from commandcenter.offices.failure_words import careful
from commandcenter.outputs.map_page import POLICY
from commandcenter.paths import RESOURCES
from commandcenter.ui.map.scheme import NAME

log = logging.getLogger("commandcenter.map")

START = QUrl("cc://app/map.html")
LEAFLET = ("xstatic.pkg.leaflet", "leaflet.js", "leaflet.css")
CLUSTER = ("xstatic.pkg.leaflet_markercluster", "leaflet.markercluster.js", "MarkerCluster.css")
OWN = ("bridge.js", "map.css")
TYPES = {
    "html": b"text/html",
    "js": b"text/javascript",
    "css": b"text/css",
    "json": b"application/json",
}


@cache
def _files() -> dict[str, bytes]:
    """What every map page loads, by host and path."""
    found = {}
    for package, *names in (LEAFLET, CLUSTER):
        folder = importlib.resources.files(package) / "data"
        found.update({f"lib/{name}": (folder / name).read_bytes() for name in names})
    found.update({f"app/{name}": (RESOURCES / "map" / name).read_bytes() for name in OWN})
    channel = QFile(":/qtwebchannel/qwebchannel.js")
    channel.open(QIODevice.OpenModeFlag.ReadOnly)
    found["app/qwebchannel.js"] = bytes(channel.readAll().data())
    return found


def _headers() -> Any:
    """WORKAROUND: values must be lists, which Qt's types deny; a bare one is split into bytes."""
    sent = {
        b"Content-Security-Policy": POLICY.encode(),
        b"X-Content-Type-Options": b"nosniff",
        b"Cache-Control": b"no-store",
    }
    return {QByteArray(name): [QByteArray(value)] for name, value in sent.items()}


class Shelf(QWebEngineUrlSchemeHandler):
    """Answers cc: addresses with what it holds; anything else is not found."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._held = dict(_files())

    def put(self, name: str, content: bytes) -> None:
        """Hold `content` as cc://app/`name`."""
        self._held[f"app/{name}"] = content

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        url = job.requestUrl()
        place = f"{url.host()}{url.path()}"
        content = self._held.get(place)
        if bytes(job.requestMethod().data()) != b"GET" or content is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        job.setAdditionalResponseHeaders(_headers())
        buffer = QBuffer(job)
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(TYPES[place.rpartition(".")[2]]), buffer)


class OwnSchemeOnly(QWebEngineUrlRequestInterceptor):
    """Blocks every request that is not for cc:."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        blocked = True
        try:
            # data: is for the inline images of Leaflet's own style sheet.
            blocked = info.requestUrl().scheme() not in (NAME.decode(), "data")
        except Exception:  # noqa: BLE001 - what is raised here would let the request through
            log.error("a request of the map page could not be judged")
        if blocked:
            log.warning("the map page asked for something else than itself")
            info.block(True)


class MapPageView(QWebEnginePage):
    """The one page. It goes nowhere else and may ask for nothing.

    Signals:
        script_failed(message: str): an error of the page's script, for the log and tests.
    """

    script_failed = Signal(str)

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        settings, attribute = self.settings(), QWebEngineSettings.WebAttribute
        for off in (
            attribute.LocalContentCanAccessFileUrls,
            attribute.LocalContentCanAccessRemoteUrls,
            attribute.JavascriptCanOpenWindows,
            attribute.JavascriptCanAccessClipboard,
            attribute.PluginsEnabled,
            attribute.PdfViewerEnabled,
            attribute.LocalStorageEnabled,
            attribute.ScreenCaptureEnabled,
            attribute.FullScreenSupportEnabled,
            attribute.ErrorPageEnabled,
            attribute.WebGLEnabled,
        ):
            settings.setAttribute(off, False)
        settings.setAttribute(attribute.ShowScrollBars, False)
        self.newWindowRequested.connect(self._no_window)

    def _no_window(self, request: QWebEngineNewWindowRequest) -> None:
        """A window that nobody opens stays shut."""

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, main: bool
    ) -> bool:
        return QUrl(url) == START

    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        line: int,
        source: str,
    ) -> None:
        log.error("map page, line %d of %s: %s", line, careful(source), careful(message))
        self.script_failed.emit(message)


def fenced_profile() -> QWebEngineProfile:
    """A profile of its own for a page, off the record, that keeps and fetches nothing."""
    profile = QWebEngineProfile()
    profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
    profile.setUrlRequestInterceptor(OwnSchemeOnly(profile))
    profile.downloadRequested.connect(_no_download)
    return profile


def _no_download(request: QWebEngineDownloadRequest) -> None:
    request.cancel()
