/* The keys on the map: from point to point as they lie, or through the list's order, with what is
   reached spoken. The plot stays the one place that has the focus. */

const WAYS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const STEPS = { PageDown: 1, PageUp: -1 };
const ZOOMS = { "+": "in", "=": "in", "-": "out", 0: "whole" };
// A step sideways is as long as this many ahead, and at most so much of it is taken.
const SIDEWAYS = 2.2;
const MOST_SIDEWAYS = 2;

export class Walk {
  constructor(map) {
    this.map = map;
    this.at = null;
    this.live = map.appendChild(document.createElement("p"));
    Object.assign(this.live, { className: "vh", role: "status" });
  }

  /** Do what a key asks for. */
  press(key) {
    const { map } = this;
    if (ZOOMS[key]) map.zoom(ZOOMS[key]);
    else if (key === "Enter" || key === " ") this.open();
    else if (key === "Escape") map.tell(null);
    else this.go(this.next(key));
  }

  /** Open what the walk is at: its page beside the map, or the list of a crowd. */
  open() {
    const point = this.map.drawing.bySlug.get(this.map.hot ?? this.map.selected ?? this.at);
    if (point) this.map.open(point);
  }

  go(point) {
    if (!point) return;
    const { map } = this;
    this.at = point.slug;
    if (map.drawing.bringIntoView(point)) map.redraw();
    map.tell(point.slug);
    this.say(point);
  }

  say(point) {
    const { words, sectors, year, points } = this.map.drawing;
    const place = words.place
      .replace("%(place)s", this.order.indexOf(point) + 1)
      .replace("%(count)s", points.length);
    const region = point.region === "mix" ? "" : point.group.name;
    const describes = words.describes.replace("%(year)s", point.describes);
    this.live.textContent = [
      point.name,
      place,
      region,
      point.note,
      sectors[point.sector],
      year && year !== point.describes ? describes : "",
      point.more ? words.crowd.replace("%(count)s", point.crowd.length) : "",
    ]
      .filter(Boolean)
      .join(", ");
  }

  next(key) {
    const { drawing, hot, selected } = this.map;
    const { order } = this;
    const now = drawing.bySlug.get(hot ?? selected ?? this.at);
    if (key === "Home" || !now) return order[0];
    if (key === "End") return order.at(-1);
    if (WAYS[key]) return this.towards(now, WAYS[key]);
    return order[order.indexOf(now) + STEPS[key]];
  }

  /** The order of the list; what it does not name comes after, the best known first. */
  get order() {
    const { bySlug, points } = this.map.drawing;
    const rows = document.querySelectorAll("#list [data-slug]");
    const listed = [...rows].map(({ dataset }) => bySlug.get(dataset.slug)).filter(Boolean);
    return [...new Set([...listed, ...points])];
  }

  /** Return the nearest point in a direction, or null where there is none. */
  towards(now, [across, down]) {
    const [x, y] = [now.x + now.dx, now.y + now.dy];
    let found = null;
    let least = Infinity;
    for (const point of this.map.drawing.points) {
      const [dx, dy] = [point.x + point.dx - x, point.y + point.dy - y];
      const along = dx * across + dy * down;
      const aside = Math.abs(dx * down) + Math.abs(dy * across);
      const cost = along + SIDEWAYS * aside;
      if (along > 0 && aside <= MOST_SIDEWAYS * along && cost < least) {
        [found, least] = [point, cost];
      }
    }
    return found;
  }
}
