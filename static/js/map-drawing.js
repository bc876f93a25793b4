/* The map as Plotly draws it: the points of one answer of /map/data/, in a view that may be zoomed.
   It draws and answers where things are; what people do with it is quadrant-map.js. */

import { frameOf, placeNames, radius, spreadOut } from "./map-places.js";

const REACH = 108;
const LEAST_SPAN = 14;
const NEAR = 22;
const FADED = 0.3;
const DIMMED = 0.55;

export class Drawing {
  /** Draw in `canvas`, an element of the map. `answer` is what /map/data/?layout=1 gave. */
  constructor(canvas, answer) {
    this.canvas = canvas;
    this.answer = answer;
    this.words = answer.words;
    this.sectors = answer.sectors;
    this.selected = null;
    this.depth = null;
    this.plot = document.createElement("div");
    this.plot.className = "drawn";
    this.plot.ariaHidden = "true";
    this.probe = document.createElement("i");
    this.probe.hidden = true;
    canvas.append(this.plot, this.probe);
    this.showWhole();
    this.take(answer);
  }

  /** Take other points: the columns of an answer to another filter. */
  take({ points, year }) {
    this.year = year;
    // What the server's drawing named stays named; after a filter the best known come first.
    this.steady = !this.points;
    this.show(rowsOf(points));
  }

  /** Show these points, best known first; each as a row of the columns. */
  show(rows) {
    const { groups, colours } = this.answer.layout.meta;
    const { sector_groups: sectors } = this.answer;
    const bySector = new URLSearchParams(location.search).get("colour") === "sector";
    const ranks = {};
    this.points = rows.map((row) => {
      ranks[row.region] = (ranks[row.region] ?? -1) + 1;
      return {
        ...row,
        label: row.label ?? row.name,
        group: groups[row.region],
        mark: bySector ? colours[sectors[row.sector] ?? "other"] : groups[row.region],
        hollow: row.standing !== "clear",
        rank: ranks[row.region],
      };
    });
    this.bySlug = new Map(this.points.map((point) => [point.slug, point]));
  }

  /** Find a place for marks and names, at the size that the canvas has now; return the names. */
  arrange() {
    this.colours = new Map();
    this.measure();
    this.place();
    this.frame.obstacles.push(...(this.depth?.boxes(this) ?? []));
    this.names = placeNames(this.points, this.frame, this.steady);
    this.steady = true;
    return this.names;
  }

  /** Draw everything anew. */
  async draw() {
    const names = this.arrange();
    const { layout, config } = this.answer;
    const { below = [], above = [] } = this.depth?.traces(this) ?? {};
    await Plotly.react(
      this.plot,
      [...below, this.lines(names), this.markers(), this.texts(names), ...above],
      { ...layout, ...this.look(layout) },
      config,
    );
    if (!this.listening) this.plot.on("plotly_relayout", (change) => this.follow(change));
    this.listening = true;
  }

  /** The reader panned: Plotly says to where. */
  follow(change) {
    if (!("xaxis.range[0]" in change || "yaxis.range[0]" in change)) return;
    const { xaxis, yaxis } = this.plot.layout;
    this.view = { x: [...xaxis.range], y: [...yaxis.range] };
    this.plot.dispatchEvent(new CustomEvent("map-moved", { bubbles: true }));
  }

  showWhole() {
    this.view = null;
  }

  /** Whether the whole map is in view. */
  get isWhole() {
    return this.view === null;
  }

  /** The scores at the edges: left and right, bottom and top. */
  get ranges() {
    return this.view ?? { x: [-REACH, REACH], y: [this.reach, -this.reach] };
  }

  /** Zoom in by a factor around a place in px, or around the selected point, or the middle. */
  zoom(factor, place) {
    const { x, y } = this.ranges;
    const selected = this.bySlug.get(this.selected);
    const [px, py] = place ?? [this.frame.width / 2, this.frame.height / 2];
    const middle = [this.atX(px), this.atY(py)];
    if (!place && selected) middle.splice(0, 2, selected.purpose, selected.decentralisation);
    this.lookAt(zoomed(x, middle[0], factor), zoomed(y, middle[1], factor));
  }

  /** Move the view so that a point is well inside, where it is not in view; tell whether it did. */
  bringIntoView({ purpose, decentralisation }) {
    const { x, y } = this.ranges;
    if (isWithin(purpose, x) && isWithin(decentralisation, y)) return false;
    this.lookAt(
      x.map((end) => end + purpose - (x[0] + x[1]) / 2),
      y.map((end) => end + decentralisation - (y[0] + y[1]) / 2),
    );
    return true;
  }

  lookAt(x, y) {
    this.view = { x: within(x, [-REACH, REACH]), y: within(y, [this.reach, -this.reach]) };
    const isWhole = span(this.view.x) >= 2 * REACH && span(this.view.y) >= 2 * this.reach;
    if (isWhole) this.showWhole();
  }

  /** Return the points that are near to a place in px, the nearest first; their counts too. */
  near(x, y) {
    return this.points
      .map((point) => {
        const own = Math.hypot(point.x + point.dx - x, point.y + point.dy - y);
        const count = point.more ? Math.hypot(point.x - x, point.y + point.below - 4 - y) : own;
        return { point, away: Math.min(own, count) };
      })
      .filter(({ away }) => away < NEAR)
      .sort((one, other) => one.away - other.away)
      .map(({ point }) => point);
  }

  /** Return where a point is drawn in px, or null where it is not in view. */
  spot(slug) {
    const point = this.bySlug.get(slug);
    const [x, y] = point ? [point.x + point.dx, point.y + point.dy] : [-1, -1];
    const isInView = x >= 0 && y >= 0 && x <= this.frame.width && y <= this.frame.height;
    return isInView ? [x, y] : null;
  }

  measure() {
    this.frame = frameOf(this.canvas, this.points.length, { zoomed: !this.isWhole });
    // The bands above and below the scores are as high as the style sheet makes them.
    const part = this.canvas.querySelector(".map").clientHeight / this.frame.height;
    this.reach = this.answer.layout.meta.down / part;
    if (this.view) this.lookAt(this.view.x, this.view.y);
  }

  place() {
    for (const point of this.points) {
      point.selected = point.slug === this.selected;
      point.r = point.selected ? 10 : radius(point.prominence, this.frame);
      [point.x, point.y] = [this.toX(point.purpose), this.toY(point.decentralisation)];
    }
    spreadOut(this.points);
  }

  markers() {
    // Best known on top, and the selected one above all.
    const points = this.points.toReversed().sort((one, other) => one.selected - other.selected);
    const surface = this.colour("surface");
    const colours = points.map(({ mark }) => this.colour(mark.token));
    return {
      mode: "markers",
      hoverinfo: "skip",
      x: points.map((point) => this.atX(point.x + point.dx)),
      y: points.map((point) => this.atY(point.y + point.dy)),
      marker: {
        symbol: points.map(({ mark }) => mark.symbol),
        size: points.map(({ r, mark, hollow }) => 2 * r * mark.factor - (hollow ? 1.4 : 0)),
        color: points.map(({ hollow }, i) => (hollow ? surface : colours[i])),
        opacity: points.map((point) => this.opacity(point)),
        line: {
          color: points.map(({ hollow }, i) => (hollow ? colours[i] : surface)),
          width: points.map(({ hollow }) => (hollow ? 2 : 1.5)),
        },
      },
    };
  }

  opacity({ selected, prominence }) {
    if (this.selected) return selected ? 1 : FADED;
    return this.frame.crowded && prominence < 3 ? DIMMED : 1;
  }

  /** The lines from marks to the names that stand further off. */
  lines(names) {
    const lines = names.flatMap(({ line }) => (line ? [line] : []));
    return {
      mode: "lines",
      hoverinfo: "skip",
      line: { width: 1, color: this.colour("ink-3") },
      x: lines.flatMap(([x, , toX]) => [this.atX(x), this.atX(toX), null]),
      y: lines.flatMap(([, y, , toY]) => [this.atY(y), this.atY(toY), null]),
    };
  }

  texts(names) {
    const [ink, second, quiet] = ["ink", "ink-2", "ink-3"].map((token) => this.colour(token));
    const crowds = this.points.filter(({ more }) => more);
    const isQuiet = (point) => this.selected && !point.selected;
    const rows = [
      ...names.map(({ point, x, y, size, weight }) => ({
        x,
        // Plotly writes a quarter of the size below the place.
        y: y - size / 4,
        size,
        weight,
        text: escaped(point.label),
        position: "middle right",
        colour: isQuiet(point) ? quiet : point.prominence === 1 ? second : ink,
      })),
      ...crowds.map((point) => ({
        x: point.x,
        y: point.y + point.below - 4,
        size: 12,
        weight: 500,
        text: `+${point.more}`,
        position: "middle center",
        colour: second,
      })),
    ];
    return {
      mode: "text",
      hoverinfo: "skip",
      x: rows.map(({ x }) => this.atX(x)),
      y: rows.map(({ y }) => this.atY(y)),
      text: rows.map(({ text }) => text),
      textposition: rows.map(({ position }) => position),
      textfont: {
        family: this.frame.font,
        size: rows.map(({ size }) => size),
        weight: rows.map(({ weight }) => weight),
        color: rows.map(({ colour }) => colour),
      },
    };
  }

  /** Return what the layout leaves to the browser: sizes, ranges and colours. */
  look(layout) {
    const { x, y } = this.ranges;
    const isTouched = matchMedia("(pointer: coarse)").matches;
    return {
      autosize: false,
      width: this.frame.width,
      height: this.frame.height,
      dragmode: isTouched ? false : layout.dragmode,
      paper_bgcolor: "rgba(0, 0, 0, 0)",
      plot_bgcolor: "rgba(0, 0, 0, 0)",
      shapes: layout.shapes.map((shape) => {
        const color = this.colour(shape.name);
        return shape.type === "line"
          ? { ...shape, line: { ...shape.line, color } }
          : { ...shape, fillcolor: color };
      }),
      xaxis: { ...layout.xaxis, range: [...x] },
      yaxis: {
        ...layout.yaxis,
        range: [...y],
        minallowed: -this.reach,
        maxallowed: this.reach,
      },
    };
  }

  /** Return a colour of the style sheet by the name of its token, as it is in this scheme. */
  colour(token) {
    if (!this.colours.has(token)) {
      this.probe.style.color = `var(--${token})`;
      this.colours.set(token, getComputedStyle(this.probe).color);
    }
    return this.colours.get(token);
  }

  toX(purpose) {
    const { x } = this.ranges;
    return ((purpose - x[0]) / (x[1] - x[0])) * this.frame.width;
  }

  toY(decentralisation) {
    const { y } = this.ranges;
    return ((decentralisation - y[1]) / (y[0] - y[1])) * this.frame.height;
  }

  atX(px) {
    const { x } = this.ranges;
    return x[0] + (px / this.frame.width) * (x[1] - x[0]);
  }

  atY(px) {
    const { y } = this.ranges;
    return y[1] + (px / this.frame.height) * (y[0] - y[1]);
  }
}

/** Return columns as rows, each an object with a value of every column. */
export function rowsOf(columns) {
  const entries = Object.entries(columns);
  return columns.slug.map((_, i) =>
    Object.fromEntries(entries.map(([name, column]) => [name, column[i]])),
  );
}

/* Plotly reads markup in texts. */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function isWithin(value, [start, end]) {
  return (value - start) * (value - end) <= 0;
}

function span([start, end]) {
  return Math.abs(end - start);
}

function zoomed([start, end], middle, factor) {
  const part = Math.max(LEAST_SPAN, span([start, end]) / factor) / span([start, end]);
  return [middle - (middle - start) * part, middle + (end - middle) * part];
}

/* Keep a range inside the limits; both may run downwards. */
function within([start, end], [first, last]) {
  const sign = Math.sign(last - first);
  const length = Math.min(span([start, end]), span([first, last]));
  const [low, high] = sign > 0 ? [first, last] : [last, first];
  const from = Math.min(Math.max(Math.min(start, end), low), high - length);
  return sign > 0 ? [from, from + length] : [from + length, from];
}
