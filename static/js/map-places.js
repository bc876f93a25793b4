/* Where marks and names go on the map, in px: the rules of quadrant/placing.py, for the size that a
   frame really has. Stored positions are never moved: these are places for drawing. */

const COVERING = 0.5;
const RING = 7;
const FIRST = 8;
const MOST_NAMED = 400;
const PLUS = [0, 0, 0.6, 1.6];
const MANY = 90;
const CROWDED = 400;

/** Return the frame that a canvas is, as it is now: its size, and what stands on it beside points.

    `many` and `crowded` say that points are smaller, `must` how many of each group are named even
    where it is crowded, over at most `mayCover` lesser marks. */
export function frameOf(canvas, count, { zoomed = false } = {}) {
  const phone = matchMedia("(max-width: 40rem)").matches;
  const wide = matchMedia("(min-width: 86rem)").matches;
  return {
    width: canvas.clientWidth,
    height: canvas.clientHeight,
    font: getComputedStyle(canvas).fontFamily,
    phone,
    zoomed,
    many: count > MANY,
    crowded: count > CROWDED,
    must: phone ? 4 : wide ? 8 : 6,
    mayCover: phone ? 4 : wide ? 1 : 2,
    obstacles: obstaclesOn(canvas),
  };
}

function obstaclesOn(canvas) {
  const box = canvas.getBoundingClientRect();
  // Under Plotly's drawing the server's is still there, unseen.
  const parts = ".rg, .end, .zoom, .canvas:not(.taken) .sat";
  return [...canvas.parentElement.querySelectorAll(parts)]
    .filter((part) => part.checkVisibility())
    .map((part) => part.getBoundingClientRect())
    .map(({ left, top, right, bottom }) => [
      left - box.left - 2,
      top - box.top - 1,
      right - box.left + 2,
      bottom - box.top + 1,
    ]);
}

/** Return the radius of a point in px, before the factor of its shape. */
export function radius(prominence, frame) {
  const base = frame.crowded ? 4 : frame.many ? (frame.phone ? 4 : 5.5) : frame.phone ? 5.5 : 7;
  return base + PLUS[prominence];
}

/** Move points that would cover each other by half, so that they touch around the best known one.

    Sets `dx` and `dy` of each, and `more` of the best known of a crowd: how many it hides. Returns
    how far below a crowd that number is written. The selected point stays at its true place. */
export function spreadOut(points) {
  for (const point of points) Object.assign(point, { dx: 0, dy: 0, more: 0 });
  const others = points.filter(({ selected }) => !selected);
  for (const crowd of others.length ? crowds(others) : []) {
    const [leader] = crowd;
    const places = ring(crowd.length, 2.02 * Math.max(...crowd.map(({ r }) => r)));
    leader.more = Math.max(crowd.length - RING, 0);
    leader.crowd = crowd;
    crowd.forEach((point, order) => {
      const [x, y] = places[order] ?? [0, 0];
      point.dx = leader.x - point.x + x;
      point.dy = leader.y - point.y + y;
    });
  }
  const below = 3 * Math.max(0, ...others.map(({ r }) => r)) + 12;
  for (const point of points) point.below = below;
  return below;
}

function crowds(points) {
  const cell = 2 * COVERING * Math.max(...points.map(({ r }) => r));
  const cells = new Map();
  const found = [];
  for (const point of points) {
    const column = Math.floor(point.x / cell);
    const row = Math.floor(point.y / cell);
    const near = neighbours(cells, column, row).filter(
      ({ crowd: [leader] }) =>
        Math.hypot(leader.x - point.x, leader.y - point.y) < COVERING * (leader.r + point.r),
    );
    if (near.length) {
      near.reduce((one, other) => (other.order < one.order ? other : one)).crowd.push(point);
    } else {
      const made = { crowd: [point], order: found.length };
      found.push(made);
      const key = `${column} ${row}`;
      cells.set(key, [...(cells.get(key) ?? []), made]);
    }
  }
  return found.map(({ crowd }) => crowd).filter(({ length }) => length > 1);
}

function neighbours(cells, column, row) {
  const steps = [-1, 0, 1];
  return steps.flatMap((c) => steps.flatMap((r) => cells.get(`${column + c} ${row + r}`) ?? []));
}

function ring(count, diameter) {
  const size = Math.min(count, RING);
  if (size < 5) {
    const start = { 2: Math.PI, 3: -Math.PI / 2, 4: -0.75 * Math.PI }[size];
    return around(size, start, diameter / 2 / Math.sin(Math.PI / size));
  }
  return [[0, 0], ...around(size - 1, -Math.PI / 2, diameter)];
}

function around(count, start, distance) {
  return Array.from({ length: count }, (_, step) => {
    const angle = start + (step * 2 * Math.PI) / count;
    return [distance * Math.cos(angle), distance * Math.sin(angle)];
  });
}

/** Choose which points are named, and on which side, so that no name touches another.

    Points come best known first, with `rank` in their group, as `spreadOut` left them. */
export function placeNames(points, frame) {
  const inView = points.filter(({ x, y }) => x > 0 && y > 0 && x < frame.width && y < frame.height);
  const marks = new Map(inView.map((point) => [point, markBox(point)]));
  const isMust = (point) => point.selected || (point.prominence === 3 && point.rank < frame.must);
  const lesser = inView.filter((point) => !isMust(point)).map((point) => marks.get(point));
  const fixed = [
    ...inView.filter(isMust).map((point) => marks.get(point)),
    ...inView.filter(({ more }) => more).map(countBox),
    ...frame.obstacles,
  ];
  const calm = frame.many && !frame.zoomed;
  const names = [];
  for (const point of byTurn(inView, calm, frame).slice(0, MOST_NAMED)) {
    const own = marks.get(point);
    const air = calm && point.rank >= FIRST ? 5 : 0;
    const free = candidates(point, frame)
      .filter(({ box }) => isInside(box, frame) && !touching(widened(box, air), fixed, own))
      .map((name) => ({ ...name, covers: touching(widened(name.box, air), lesser, own) }))
      .sort((one, other) => one.covers - other.covers);
    if (free.length && free[0].covers <= (isMust(point) ? frame.mayCover : 0)) {
      names.push(free[0]);
      fixed.push(free[0].box);
    }
  }
  return names;
}

function byTurn(points, calm, frame) {
  const first = points.filter(({ rank, selected }) => rank < FIRST || selected);
  const rest = points.filter(
    ({ rank, selected, prominence }) =>
      rank >= FIRST && !selected && !(calm && (frame.phone || prominence === 1)),
  );
  return [
    ...first.sort((one, other) => isSelected(other) - isSelected(one) || one.rank - other.rank),
    ...rest.sort((one, other) => other.prominence - one.prominence),
  ];
}

function isSelected({ selected }) {
  return Number(selected ?? false);
}

function candidates(point, frame) {
  const isFirst = point.selected || (point.prominence === 3 && point.rank < FIRST);
  const [size, weight] = nameFont(point.prominence, isFirst, frame);
  const width = textWidth(point.label, size, weight, frame.font);
  const away = point.r + 4 + (point.selected ? 5 : 0);
  const y = point.y + point.dy;
  return [1, -1].map((side) => {
    const x = point.x + point.dx + side * away;
    const left = side > 0 ? x : x - width;
    const box = [left - 2, y - 0.56 * size, left + width + 2, y + 0.56 * size];
    return { point, side, x, y, size, weight, box };
  });
}

function nameFont(prominence, isFirst, frame) {
  if (isFirst) return [frame.phone && frame.many ? 13 : 15.5, 650];
  return [(prominence === 1 ? 12.5 : 13.5) - (frame.phone ? 1 : 0), 500];
}

const context = document.createElement("canvas").getContext("2d");
const widths = new Map();

function textWidth(text, size, weight, family) {
  const key = `${weight} ${size} ${text}`;
  if (!widths.has(key)) {
    context.font = `${weight} ${size}px ${family}`;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

function markBox({ x, y, dx, dy, r }) {
  const half = 0.9 * r;
  return [x + dx - half, y + dy - half, x + dx + half, y + dy + half];
}

function countBox({ x, y, below }) {
  return [x - 12, y + below - 10, x + 12, y + below + 3];
}

function widened([left, top, right, bottom], air) {
  return [left - air, top - air / 2, right + air, bottom + air / 2];
}

function isInside([left, top, right, bottom], { width, height }) {
  return left >= 3 && top >= 3 && right <= width - 3 && bottom <= height - 3;
}

function touching(box, others, own) {
  return others.filter(
    (other) =>
      other !== own &&
      box[0] < other[2] &&
      box[2] > other[0] &&
      box[1] < other[3] &&
      box[3] > other[1],
  ).length;
}
