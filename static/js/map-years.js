/* The course of the years on the map: a year that is being chosen, and playing through all of them.
   The server says once where every point stands in which years; from then on nothing is asked for.
   Points are drawn as SVG while the years go by, with the marks and rules of the server's drawing,
   and Plotly draws the year at which it stops. */

import { rowsOf } from "./map-drawing.js";

const STEP = 600;
const SVG = "http://www.w3.org/2000/svg";
const [FROM, TO, DESCRIBES, DECENTRALISATION, PURPOSE, REGION, STANDING, NOTE, MOVED] =
  Array(9).keys();

export class Years {
  /** Show years in `map`, a <quadrant-map>; `tell` is told of each year that is shown. */
  constructor(map, tell) {
    this.map = map;
    this.tell = tell;
    this.timer = null;
  }

  get isPlaying() {
    return this.timer !== null;
  }

  /** Have the points of every year; tell whether they are there. One request for a filter. */
  async have(query) {
    if (!(await this.map.takeOver())) return false;
    if (this.query === query) return true;
    try {
      const { points, time } = await this.map.fetchPoints("&time=1");
      this.rows = rowsOf(points);
      Object.assign(this, { time, query });
      return true;
    } catch (error) {
      console.warn(error);
      this.map.say(this.map.dataset.failed);
      return false;
    }
  }

  /** Show the points of a year: only what stood somewhere then. */
  show(year) {
    const { map, time } = this;
    const { drawing } = map;
    const spans = new Map();
    for (const row of this.rows) {
      const span = row.spans.find(([from, to]) => from <= year && year <= to);
      if (span) spans.set(row, span);
    }
    drawing.year = year === time.last ? null : year;
    drawing.show([...spans].map(([row, span]) => inYear(row, span)));
    drawing.steady = true;
    const names = drawing.arrange();
    const moved = new Set(
      [...spans].filter(([, span]) => span[MOVED] && span[FROM] === year).map(([row]) => row.slug),
    );
    this.overlay ??= new Overlay(map);
    this.overlay.draw(drawing, names, moved);
    map.canvas.classList.add("playing");
    map.drawn();
    this.tell(year, time.undescribed[year - time.first]);
  }

  /** Go on from a year, a step each 600 ms; `done` is told the year at which it ends. */
  play(year, done) {
    const { first, last } = this.time;
    let now = year >= last ? first : year;
    const step = () => {
      this.show(now);
      if (now === last) return done(this.stop());
      this.now = now;
      now += 1;
      this.timer = setTimeout(step, STEP);
    };
    step();
  }

  /** Stop playing; return the year at which it was. */
  stop() {
    clearTimeout(this.timer);
    this.timer = null;
    return this.now;
  }

  /** Leave the years to Plotly again. */
  leave() {
    this.stop();
    this.map.canvas.classList.remove("playing");
  }
}

function inYear(row, span) {
  return {
    ...row,
    describes: span[DESCRIBES],
    decentralisation: span[DECENTRALISATION],
    purpose: span[PURPOSE],
    region: span[REGION],
    standing: span[STANDING],
    note: span[NOTE],
  };
}

/* The points as elements of an SVG that stay from year to year: only what changes is written, and
   the browser lets the marks glide that moved. */
class Overlay {
  constructor(map) {
    this.svg = made("svg", "map glide");
    this.svg.ariaHidden = "true";
    // The better known lie above.
    this.levels = [1, 2, 3].map(() => this.svg.appendChild(made("g")));
    this.marks = new Map();
    map.canvas.append(this.svg);
  }

  draw({ points, frame, selected }, names, moved) {
    const { classList } = this.svg;
    classList.toggle("many", frame.many);
    classList.toggle("crowded", frame.crowded);
    const named = new Map(names.map((name) => [name.point.slug, name]));
    const seen = new Set();
    for (const point of points) {
      seen.add(point.slug);
      const mark = this.marks.get(point.slug) ?? this.add(point);
      mark.group.setAttribute("class", classesOf(point, selected, moved));
      mark.path.setAttribute("d", point.mark.shape);
      mark.group.style.translate = `${point.x + point.dx}px ${point.y + point.dy}px`;
      write(mark, named.get(point.slug));
      count(mark, point);
    }
    for (const [slug, { group }] of this.marks) {
      if (seen.has(slug)) continue;
      group.remove();
      this.marks.delete(slug);
    }
  }

  add(point) {
    const group = made("g");
    const path = group.appendChild(made("path", "dot"));
    const mark = { group, path };
    this.levels[point.prominence - 1].append(group);
    this.marks.set(point.slug, mark);
    return mark;
  }
}

function classesOf({ slug, mark, hollow, prominence }, selected, moved) {
  return [
    "pt",
    mark.css_class,
    `known-${prominence}`,
    hollow && "open",
    slug === selected && "selected",
    moved.has(slug) && "moves",
  ]
    .filter(Boolean)
    .join(" ");
}

/* Write the name of a mark beside it, or take it away. */
function write(mark, name) {
  mark.lead?.remove();
  if (!name) {
    mark.text?.remove();
    mark.text = null;
    return;
  }
  const { point, x, y, weight, line } = name;
  const [atX, atY] = [point.x + point.dx, point.y + point.dy];
  mark.text ??= mark.group.appendChild(made("text"));
  mark.text.textContent = point.label;
  mark.text.setAttribute("class", weight > 500 ? "first" : "");
  mark.text.setAttribute("x", x - atX);
  mark.text.setAttribute("y", y - atY);
  if (!line) return;
  mark.lead = mark.group.insertBefore(made("path", "lead"), mark.path);
  const [fromX, fromY, toX, toY] = line;
  mark.lead.setAttribute("d", `M${fromX - atX} ${fromY - atY}L${toX - atX} ${toY - atY}`);
}

/* Say how many lie hidden beneath a mark. */
function count(mark, { more, below, dx, dy }) {
  if (!more) {
    mark.count?.remove();
    mark.count = null;
    return;
  }
  mark.count ??= mark.group.appendChild(made("text", "count"));
  mark.count.textContent = `+${more}`;
  mark.count.setAttribute("x", -dx);
  mark.count.setAttribute("y", below - dy);
}

function made(name, className = "") {
  const element = document.createElementNS(SVG, name);
  if (className) element.setAttribute("class", className);
  return element;
}
