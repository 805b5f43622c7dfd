"""The incident map's page, built once from the city's boundaries.

folium writes text into scripts without quoting it, so no foreign text ever goes
through it: it is given numbers and area codes only. All else reaches the page later as
JSON and is shown by textContent (resources/map/bridge.js). folium's own inline scripts
and styles are taken out of the page, so that its policy need allow no inline code.
"""

import re
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

from commandcenter.domain.errors import RuleBroken
from commandcenter.late_dataclass import dataclass

LIB, APP = "cc://lib/", "cc://app/"
POLICY = (
    "default-src 'none'; script-src cc:; style-src cc:; img-src cc: data:; "
    "connect-src cc:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
CODE = re.compile(r"[0-9]{6,12}")
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
CLOSEST = 17  # zoom; without it markercluster refuses a map that has no tiles


@dataclass(frozen=True, slots=True)
class MapPage:
    """The page and the script that it loads as cc://app/map.js."""

    html: str
    script: str


class OfflineMap(folium.Map):
    """A folium map whose libraries come from this machine."""

    default_js = [  # noqa: RUF012 - folium's own interface
        ("leaflet", LIB + "leaflet.js"),
        ("markerclusterjs", LIB + "leaflet.markercluster.js"),
        ("qwebchannel", APP + "qwebchannel.js"),
    ]
    default_css = [  # noqa: RUF012
        ("leaflet_css", LIB + "leaflet.css"),
        ("markerclustercss", LIB + "MarkerCluster.css"),
        ("map_css", APP + "map.css"),
    ]


class _Expose(MacroElement):
    """Give the map and its counties names that the bridge knows."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.ccMap = {{ this._parent.get_name() }};"
        "window.ccCounties = {{ this.counties }};"
        "{% endmacro %}"
    )

    def __init__(self, counties: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's is untyped
        self.counties = counties


def map_page(boundaries: dict[str, Any]) -> MapPage:
    """The same page for the same boundaries. Raise RuleBroken for a code that is not digits."""
    page = OfflineMap(
        tiles=None,
        zoom_start=8,
        maxZoom=CLOSEST,
        zoomSnap=0,
        zoomControl=False,
        attributionControl=False,
        zoomAnimation=False,
        fadeAnimation=False,
        markerZoomAnimation=False,
        inertia=False,
        wheelPxPerZoomLevel=120,
    )
    counties = folium.GeoJson(bare(boundaries))
    page.add_child(counties)
    page.add_child(_Expose(counties.get_name()))
    return _cut(_with_fixed_names(page.get_root().render(), page, counties))


def bare(boundaries: dict[str, Any]) -> dict[str, Any]:
    """The county units as numbers: areas, coordinates and codes, no word of the file."""
    features = []
    for feature in boundaries["features"]:
        shape = feature["geometry"]
        if shape["type"] not in ("Polygon", "MultiPolygon"):
            continue
        code = str(feature["properties"]["adcode"])
        if not CODE.fullmatch(code):
            raise RuleBroken("边界文件中的区划代码“{code}”不是数字。", code=code[:20])
        coordinates = _numbers(shape["coordinates"])
        features.append(
            {
                "type": "Feature",
                "properties": {"adcode": code},
                "geometry": {"type": shape["type"], "coordinates": coordinates},
            }
        )
    return {"type": "FeatureCollection", "features": features}


def _numbers(shape: Any) -> Any:
    return [_numbers(part) for part in shape] if isinstance(shape, list) else float(shape)


def _with_fixed_names(html: str, page: OfflineMap, counties: folium.GeoJson) -> str:
    """folium names things by random numbers; fixed names make the page the same each time."""
    html = html.replace(page.get_name(), "city_map")
    return html.replace(counties.get_name(), "counties")


def _cut(html: str) -> MapPage:
    """Take the inline scripts and styles out; load the scripts after the libraries."""
    scripts = SCRIPT.findall(html)
    html = STYLE.sub("", SCRIPT.sub("", html))
    loads = "".join(f'<script src="{APP}{name}.js"></script>\n' for name in ("map", "bridge"))
    return MapPage(html.replace("</html>", f"{loads}</html>"), "\n".join(scripts))
