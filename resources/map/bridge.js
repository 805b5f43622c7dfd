/* The page's side of the incident map. Everything it shows comes as JSON from cc://app and
   is put in as text (textContent), never as markup. It tells back: ready, zoom, clicks. */
(function () {
  "use strict";

  const map = window.ccMap, counties = window.ccCounties;
  const CLOSER = Math.log2(1.6); // this much closer than the whole city, bubbles bear numbers
  const HIT = 8;                 // pixels around a complaint point that belong to it
  const svg = L.svg({ padding: 0.4 });
  let bridge = null, shape = null, whole = 0, fitted = true, fitting = false, shown = null, pointsShown = -1;
  let tips = new Map();

  function pane(name, z) { map.createPane(name).style.zIndex = z; return name; }
  pane("points", 450); pane("lines", 460); pane("rings", 470); pane("tags", 640); pane("names", 650);
  const canvas = L.canvas({ pane: "points", padding: 0.3 });
  const layers = { rings: L.layerGroup(), cores: L.layerGroup(), tags: L.layerGroup(), names: L.layerGroup() };
  for (const group of Object.values(layers)) group.addTo(map);
  const river = L.polyline([], { renderer: svg, interactive: false });
  const hover = L.polygon([], { renderer: svg, fill: false, interactive: false }).addTo(map);
  let cluster = null;

  function element(kind, name, text) {
    const made = document.createElement(kind);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function mark(at, content, options) {
    const icon = L.divIcon({ className: "mark", iconSize: null, html: content });
    return L.marker(at, Object.assign({ icon: icon, interactive: false, keyboard: false }, options));
  }

  /* ---- colours and sizes ------------------------------------------------------------ */

  function dress(look) {
    const root = document.documentElement.style;
    for (const [name, value] of Object.entries(look.colors)) root.setProperty("--" + name, value);
    root.setProperty("--scale", look.scale);
    root.setProperty("--font", look.font);
    document.body.classList.toggle("still", !look.interactive);
    river.setStyle({ color: look.colors.river, weight: 2.4 * look.scale });
    hover.setStyle({ color: look.colors.district_hover, weight: 2 * look.scale });
  }

  function hatch(look) {
    // Leaflet has no patterns: one of our own in the drawing of the counties.
    const drawing = counties.getLayers()[0]._renderer._container;
    const ns = "http://www.w3.org/2000/svg", step = 7 * look.scale * Math.SQRT1_2;
    let old = drawing.querySelector("defs");
    if (old) old.remove();
    const make = (kind, values) => {
      const made = document.createElementNS(ns, kind);
      for (const [name, value] of Object.entries(values)) made.setAttribute(name, value);
      return made;
    };
    const defs = make("defs", {});
    const tile = make("pattern", { id: "cc-hatch", patternUnits: "userSpaceOnUse", width: step, height: step,
      patternTransform: "rotate(45)" });
    tile.append(make("rect", { width: step, height: step, fill: look.colors.district_0 }),
      make("rect", { width: 1.3 * look.scale, height: step, fill: look.colors.hatch, "fill-opacity": 0.8 }));
    defs.append(tile);
    drawing.prepend(defs);
  }

  /* ---- the picture ------------------------------------------------------------------ */

  function draw(picture) {
    shown = picture;
    dress(picture.look);
    hatch(picture.look);
    const fills = new Map(picture.areas.map(a => [a.code, a.hatched ? "url(#cc-hatch)" : a.fill]));
    counties.setStyle(feature => ({
      color: picture.look.colors.district_line, weight: 1.6 * picture.look.scale, opacity: 1, fillOpacity: 1,
      fillColor: fills.get(feature.properties.adcode) || picture.look.colors.district_0 }));
    drawCircles(picture);
    drawTags(picture);
    drawNames(picture.names);
    drawLegend(picture);
  }

  function drawCircles(picture) {
    layers.rings.clearLayers();
    layers.cores.clearLayers();
    for (const c of picture.circles) {
      const ring = L.circleMarker(c.at, { pane: "rings", radius: c.radius, color: c.color, weight: 2 * picture.look.scale,
        fillColor: c.color, fillOpacity: 0.22, bubblingMouseEvents: false });
      const core = element("div", "core", c.sign);
      core.style.width = core.style.height = 2 * c.core + "px";
      core.style.background = c.color;
      core.style.color = c.sign_color;
      const disc = mark(c.at, core, { interactive: true, zIndexOffset: 1000, bubblingMouseEvents: false });
      for (const part of [ring, disc]) {
        part.on("click", () => tell("incident", c.id));
        part.on("mousemove", event => showTip(c.tip, event.containerPoint));
        part.on("mouseout", hideTip);
      }
      layers.rings.addLayer(ring);
      layers.cores.addLayer(disc);
    }
  }

  function drawTags(picture) {
    layers.tags.clearLayers();
    const color = picture.look.colors.team_line, s = picture.look.scale;
    for (const t of picture.tags) {
      const box = element("div", t.team ? "team" : "tag", t.text);
      if (t.team) { box.style.width = t.width + "px"; box.style.height = t.height + "px"; }
      if (t.line.length) layers.tags.addLayer(L.polyline(t.line, { pane: "lines", color: color, weight: 1.4 * s, interactive: false }));
      if (t.dot) layers.tags.addLayer(L.circleMarker(t.line[0], { pane: "lines", radius: 3 * s, stroke: false,
        fillColor: color, fillOpacity: 1, interactive: false }));
      if (t.text) layers.tags.addLayer(mark(t.at, box, { pane: "tags" }));
    }
  }

  function drawNames(names) {
    layers.names.clearLayers();
    for (const n of names) {
      const box = element("div", "name");
      box.append(element("b", "", n.name));
      if (n.count) box.append(element("span", "", n.count));
      if (n.note) box.append(element("small", "", n.note));
      layers.names.addLayer(mark(n.at, box, { pane: "names" }));
    }
  }

  function drawLegend(picture) {
    const size = map.getSize(), s = picture.look.scale;
    const legend = document.getElementById("legend"), words = picture.words, key = picture.legend;
    const line = (sign, ...texts) => {
      const row = element("div");
      row.append(sign, ...texts.map(t => element("span", "", t)));
      return row;
    };
    const bar = element("i", "bar");
    bar.style.background = "linear-gradient(90deg," + key.scale.map((c, i) => c + " " + 100 * (i / 4) ** 2 + "%").join(",") + ")";
    const rows = [];
    if (key.points) rows.push(line(element("i", "dot"), words.point_key));
    if (key.silent) rows.push(line(element("i", "hatched"), words.silent_key));
    const scale = element("div");
    scale.append(element("span", "", words.complaints_key), element("span", "", "0"), bar, element("span", "", String(key.highest)));
    rows.push(scale);
    legend.replaceChildren(...(size.x < 400 * s || size.y < 260 * s ? [] : rows));
    document.getElementById("credit").textContent = picture.credit;
  }

  /* ---- complaint points ------------------------------------------------------------- */

  function drawPoints(points) {
    const s = shown.look.scale, colors = shown.look.colors;
    if (cluster) map.removeLayer(cluster);
    tips = new Map(points.map(p => [p[0], p[3]]));
    cluster = L.markerClusterGroup({ chunkedLoading: true, chunkInterval: 60, animate: false, spiderfyOnMaxZoom: false,
      zoomToBoundsOnClick: false, showCoverageOnHover: false, maxClusterRadius: 46 * s, iconCreateFunction: bubble,
      chunkProgress: (done, all) => { if (done === all) paintPoints(); } });
    cluster.on("clusterclick", event => tell("cluster", event.layer.getAllChildMarkers().map(m => m.ccId).join(",")));
    cluster.addLayers(points.map(p => {
      const point = L.circleMarker([p[1], p[2]], { pane: "points", renderer: canvas, radius: 4 * s, color: colors.cluster_text,
        weight: 1, fillColor: colors.cluster, fillOpacity: 0.9 });
      point.ccId = p[0];
      return point;
    }));
    map.addLayer(cluster);
  }

  function paintPoints() {
    // Seen with the whole city, single points look like the other bubbles: numberless.
    const far = document.body.classList.contains("whole"), s = shown.look.scale, colors = shown.look.colors;
    const style = { fillColor: far ? colors.cluster : colors.point };
    if (cluster) for (const point of cluster.getLayers()) {
      point.setRadius((far ? 3 : 4) * s);
      point.setStyle(style);
    }
  }

  function bubble(group) {
    const n = group.getChildCount(), s = shown.look.scale, box = element("div", "bubble", String(n));
    box.style.setProperty("--near", 2 * (8.5 + 3.2 * Math.log10(n)) * s + "px");
    box.style.setProperty("--far", 2 * (3 + 2.6 * Math.log10(n)) * s + "px");
    return L.divIcon({ className: "mark", iconSize: null, html: box });
  }

  function pointAt(at) {
    // The canvas lets the pointer through, so that counties under it can be hit.
    let best = null, nearest = HIT;
    if (cluster) cluster._featureGroup.eachLayer(layer => {
      if (layer.ccId === undefined) return;
      const away = map.latLngToContainerPoint(layer.getLatLng()).distanceTo(at);
      if (away < nearest) { best = layer.ccId; nearest = away; }
    });
    return best;
  }

  /* ---- the pointer ------------------------------------------------------------------ */

  function tell(kind, id) { if (bridge) bridge.featureClicked(kind, id); }

  function showTip(text, at) {
    const tip = document.getElementById("tip");
    if (!text) { hideTip(); return; }
    tip.textContent = text;
    tip.style.display = "block";
    const size = map.getSize();
    tip.style.left = Math.max(4, Math.min(at.x + 14, size.x - tip.offsetWidth - 4)) + "px";
    tip.style.top = Math.max(4, Math.min(at.y + 16, size.y - tip.offsetHeight - 4)) + "px";
  }

  function hideTip() { document.getElementById("tip").style.display = "none"; }

  counties.eachLayer(layer => {
    layer.options.bubblingMouseEvents = false;
    layer.on("mouseover", () => hover.setLatLngs(layer.getLatLngs()));
    layer.on("mouseout", () => { hover.setLatLngs([]); hideTip(); });
    layer.on("mousemove", event => pointed(event.containerPoint));
    layer.on("click", event => {
      const point = pointAt(event.containerPoint);
      if (point === null) tell("district", layer.feature.properties.adcode);
      else tell("point", point);
    });
  });
  map.on("click", event => { const point = pointAt(event.containerPoint); if (point !== null) tell("point", point); });
  map.on("mousemove", event => pointed(event.containerPoint));

  function pointed(at) {
    const point = pointAt(at);
    if (point === null) hideTip(); else showTip(tips.get(point), at);
  }

  /* ---- the view --------------------------------------------------------------------- */

  function fit() {
    const margin = 12 * (shown ? shown.look.scale : 1);
    fitting = true;
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(shape.bounds, { padding: [margin, margin], animate: false });
    fitting = false;
    whole = map.getZoom();
    fitted = true;
    viewed();
  }

  function viewed() {
    const far = map.getZoom() < whole + CLOSER, turned = far !== document.body.classList.contains("whole");
    document.body.classList.toggle("whole", far);
    if (turned && cluster) paintPoints();
    if (bridge) bridge.viewChanged(map.getZoom(), far);
  }

  map.on("resize", () => { if (shape && fitted && !fitting) fit(); });
  map.on("zoomend", () => {
    if (!shape || fitting) return;
    fitted = false;
    if (map.getZoom() <= whole) fit(); else viewed();
  });
  map.on("dragend", () => {
    fitted = false;
    if (!map.getBounds().intersects(shape.bounds)) fit();
  });
  window.addEventListener("keydown", event => { if (event.key === "Home" || event.key === "0") fit(); });

  /* ---- the way in ------------------------------------------------------------------- */

  async function load(name, version) {
    const answer = await fetch("cc://app/" + name + ".json?v=" + version);
    return answer.json();
  }

  async function redraw(version, pointsVersion, refit) {
    const picture = await load("picture", version);
    if (shown && picture.version < shown.version) return;  // a later one was faster
    const points = pointsVersion === pointsShown ? null : await load("points", pointsVersion);
    if (refit) { shown = picture; fit(); }
    draw(picture);
    if (points) { drawPoints(points); pointsShown = pointsVersion; }
    bridge.painted(picture.version);
  }

  function failed(error) { console.error(String(error && error.stack || error)); }
  window.addEventListener("unhandledrejection", event => failed(event.reason));

  for (const id of ["legend", "credit", "tip"]) {
    const box = element("div");
    box.id = id;
    document.body.append(box);
  }

  new QWebChannel(qt.webChannelTransport, channel => {
    load("shape", 0).then(answer => {
      shape = answer;
      river.setLatLngs(shape.rivers).addTo(map);
      bridge = channel.objects.bridge;
      bridge.redraw.connect((version, points, refit) => redraw(version, points, refit).catch(failed));
      bridge.fitAll.connect(fit);
      fit();
      bridge.pageReady();
    }).catch(failed);
  });
})();
