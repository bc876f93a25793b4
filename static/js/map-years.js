/* The course of the years on the map: a year that is being chosen, and playing through all of them.
   The server says once where every point stands in which years; from then on nothing is asked for.
   Points are drawn as SVG while the years go by, with the marks and rules of the server's drawing,
   and Plotly draws the year at which it stops. */

import { rowsOf } from "./map-drawing.js";

const STEP = 600;
// A year in which nothing changes is no more than a flicker.
const FLICKER = 60;
const SETTLING = 300;
const SVG = "http://www.w3.org/2000/svg";
const [FROM, TO, DESCRIBES, DECENTRALISATION, PURPOSE, REGION, STANDING, NOTE, MOVED] =
  Array(9).keys();

export class Years {
  /** Show years in `page`, a <map-page>. */
  constructor(page) {
    this.page = page;
    this.map = page.map;
    this.timer = null;
  }

  /** Have the points of every year of the filter; tell whether they are there. One request. */
  async have() {
    const asked = new URLSearchParams(this.page.query);
    asked.delete("year");
    const query = asked.toString();
    if (!(await this.map.takeOver())) return false;
    if (this.query === query) return true;
    try {
      const { points, time } = await this.map.fetchPoints("&time=1");
      this.rows = rowsOf(points);
      const changes = this.rows.flatMap(({ spans }) => spans.flatMap(([from, to]) => [from, to + 1]));
      Object.assign(this, { time, query, changes: new Set(changes) });
      return true;
    } catch (error) {
      console.warn(error);
      this.map.say(this.map.dataset.failed);
      return false;
    }
  }

  /** A year is being chosen: the map goes along. */
  input(year) {
    this.stop();
    this.show(year);
  }

  /** A year is chosen: the page follows, when no other comes at once. */
  change(year) {
    clearTimeout(this.choosing);
    this.choosing = setTimeout(() => this.go(year), SETTLING);
  }

  /** Play from the chosen year, from the first where that is now; or stop where it is. */
  toggle() {
    if (this.timer) return this.go(this.stop());
    const { first, last } = this.time;
    const chosen = Number(this.page.timeline.year.value);
    this.now = chosen >= last ? first : chosen;
    this.step();
    this.page.timeline.play.ariaPressed = "true";
    return null;
  }

  step() {
    this.show(this.now);
    if (this.now >= this.time.last) return this.go(this.stop());
    this.timer = setTimeout(() => {
      this.now += 1;
      this.step();
    }, this.changes.has(this.now + 1) ? STEP : FLICKER);
    return null;
  }

  /** Stop playing; return the year at which it was. */
  stop() {
    clearTimeout(this.timer);
    this.timer = null;
    this.page.timeline.play.ariaPressed = "false";
    return this.now;
  }

  /** Let the page show a year for good; now needs no word of it. */
  async go(year) {
    const { page, map } = this;
    const query = new URLSearchParams(location.search);
    if (year < this.time.last) query.set("year", year);
    else query.delete("year");
    const before = page.query;
    page.go(query);
    if (page.query !== before) return;
    await map.load();
    this.leave();
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
    // What is measured comes before what is written: nothing is laid out twice.
    map.drawn();
    this.overlay.draw(drawing, names, moved);
    map.canvas.classList.add("playing");
    this.tell(year);
  }

  /** Say which year the map shows, while the page still shows another. */
  tell(year) {
    const { page, time } = this;
    const write = (what, words) => {
      for (const place of page.querySelectorAll(`[data-${what}]`)) place.textContent = words;
    };
    page.timeline.year.value = year;
    write("year", year);
    write("undescribed", time.undescribed[year - time.first]);
    page.querySelector("#undescribed").hidden = year === time.last;
    for (const name of page.querySelectorAll(".rg")) {
      const { group } = name.dataset;
      const there = this.map.drawing.points.filter(({ region }) => region === group);
      name.querySelector("em").textContent = there.length;
    }
    this.wait("true");
  }

  /** What the page says of another year is pale until the page follows. */
  wait(isBusy) {
    for (const part of this.page.querySelectorAll("#list, #foot, .mp-words")) {
      part.ariaBusy = isBusy;
    }
  }

  /** Leave the years to Plotly again. */
  leave() {
    if (this.timer) this.stop();
    this.wait(null);
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
      put(mark.group, "class", classesOf(point, selected, moved));
      put(mark.path, "d", point.mark.shape);
      put(mark.path, "class", point.hollow ? "dot open" : "dot");
      const place = `${point.x + point.dx}px ${point.y + point.dy}px`;
      if (mark.place !== place) mark.group.style.translate = mark.place = place;
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

/* Write an attribute where it changes: of very many marks few do from year to year. */
function put(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
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
  if (mark.text.textContent !== point.label) mark.text.textContent = point.label;
  put(mark.text, "class", weight > 500 ? "first" : "");
  put(mark.text, "x", x - atX);
  put(mark.text, "y", y - atY);
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
