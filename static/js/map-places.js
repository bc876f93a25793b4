/* Where marks and names go on the map, in px: the rules of quadrant/placing.py, for the size that a
   frame really has. Stored positions are never moved: these are places for drawing. */

const COVERING = 0.5;
const RING = 7;
const LEAST = 6;
const FIRST = 8;
const MOST_NAMED = 400;
const MOST_TRIED = 48;
// Cells of 64 px, as a power of two.
const CELL = 6;
const PLUS = [0, 0, 0.6, 1.6];
const MANY = 90;
const CROWDED = 400;
// Where a name stands beside its mark, across and down, the best first; then come rings around it.
const SIDES = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [1, 1],
  [-1, -1],
  [-1, 1],
];
const NEAR = 8;
const TURN = 16;
const NEXT = NEAR + TURN;
const FAR = NEAR + 10 * TURN;
// How far a mark of radius 1 reaches, where that is further than a circle; triangles less downwards.
const REACH = { dist: 1.41, "s-trade": 1.41, "s-know": 1.52, "s-making": 1.16, "s-stay": 1.25 };
const TRIANGLES = ["lr", "s-mobility"];

const CROSSING = { mayCross: true };
const ANYWHERE = { mayCross: true, mayMove: true };

const memories = new WeakMap();

/** Return the frame that a canvas is, as it is now: its size, and what stands on it beside points.

    `many` and `crowded` say that points are smaller. `memory` holds which names were shown last, and
    where; zoomed in there is another, so that the whole map is found again as it was. */
export function frameOf(canvas, count, { zoomed = false } = {}) {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const phone = matchMedia("(max-width: 40rem)").matches;
  const tiny = matchMedia("(max-width: 24rem)").matches;
  const size = `${width} ${height}`;
  const rest = memories.get(canvas) ?? { sides: new Map() };
  memories.set(canvas, rest);
  if (rest.size !== size) Object.assign(rest, { size, shown: new Set() });
  rest.near = zoomed ? (rest.near ?? { sides: new Map(rest.sides), shown: rest.shown }) : null;
  return {
    width,
    height,
    font: getComputedStyle(canvas).fontFamily,
    phone,
    tiny,
    zoomed,
    many: count > MANY,
    crowded: count > CROWDED,
    memory: rest.near ?? rest,
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
  for (const point of points) Object.assign(point, { dx: 0, dy: 0, more: 0, hidden: false });
  const others = points.filter(({ selected }) => !selected);
  for (const crowd of others.length ? crowds(others) : []) {
    const [leader] = crowd;
    const places = ring(crowd.length, 2.02 * Math.max(...crowd.map(({ r }) => r)));
    leader.more = Math.max(crowd.length - RING, 0);
    leader.crowd = crowd;
    crowd.forEach((point, order) => {
      const [x, y] = places[order] ?? [0, 0];
      point.hidden = order >= RING;
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

/** Choose which points are named, and where: no name touches another, or a mark not its own.

    Points come best known first, as `spreadOut` left them. Each region gets eight names in turn, and
    where it is crowded six that may stand further off; then come others, where all have six. Names
    that were shown stay where they are or go; `steady` names them before better known ones.

    Returns the left end of the base line of each, and the `line` from its mark if it is far. */
export function placeNames(points, frame, steady) {
  const { sides, shown } = frame.memory;
  const [marks, taken] = [grid(), grid()];
  const names = new Map();
  const regions = {};
  for (const point of points) {
    marks.put((point.box = markBox(point)));
    if (point.more) taken.put(countBox(point));
    const isSeen = isInside([point.x, point.y, point.x, point.y], frame, 0);
    if (isSeen && !point.hidden) (regions[point.region] ??= []).push(point);
  }
  frame.obstacles.forEach(taken.put);
  const lists = Object.values(regions);
  const count = (list) => list.filter((point) => names.has(point)).length;

  const name = (point, places, { air = 0, mayCross, mayMove } = {}) => {
    const last = sides.get(point.slug);
    const wasShown = shown.has(point.slug);
    const others = wasShown && !mayMove ? [] : Array(places).keys();
    const letters = lettersOf(point, frame);
    for (const n of wasShown || last < places ? [last, ...others] : others) {
      const { box, line } = placeAt(point, n, letters);
      const room = widened(box, air);
      if (!isInside(box, frame, 3) || !marks.isFree(room, point.box) || !taken.isFree(room)) continue;
      const dots = line ? dotsOf(line) : [];
      const crosses = (dot) =>
        !taken.isFree(dot) || !(mayCross || wasShown || marks.isFree(dot, point.box));
      if (dots.some(crosses)) continue;
      [box, ...dots].forEach(taken.put);
      names.set(point, { ...letters, point, line, x: box[0] + 2, y: box[1] + letters.up });
      sides.set(point.slug, n);
      return true;
    }
    return false;
  };
  const inTurn = (most, places, isMeant, how) => {
    let turns = lists.map((list) => [
      most - count(list),
      list.filter((point, order) => !names.has(point) && isMeant(point, order)),
    ]);
    while (turns.length) {
      turns = turns.filter((turn) => {
        while (turn[0] > 0 && turn[1].length) {
          if (name(turn[1].shift(), places, how)) return (turn[0] -= 1);
        }
        return false;
      });
    }
  };

  for (const point of lists.flat()) if (point.selected) name(point, FAR, ANYWHERE);
  inTurn(FIRST, 0, ({ slug }, order) => shown.has(slug) && (steady || order < FIRST));
  inTurn(FIRST, NEXT, (_, order) => order < FIRST);
  inTurn(FIRST, NEAR, () => true);
  const isFew = (point, order) => isInRegion(point) && order < MOST_TRIED;
  inTurn(LEAST, FAR, isFew, { air: 6 });
  inTurn(LEAST, FAR, isFew, steady ? CROSSING : ANYWHERE);

  const calm = frame.many && !frame.zoomed;
  const isFair = lists.every(
    (list) => !isInRegion(list[0]) || count(list) >= Math.min(LEAST, list.length),
  );
  if (frame.zoomed || (isFair && !(calm && frame.phone))) {
    const rest = lists
      .flat()
      .filter((point) => !names.has(point) && !(calm && point.prominence === 1))
      .sort((one, other) => other.prominence - one.prominence)
      .slice(0, MOST_NAMED);
    for (const isOld of [true, false]) {
      for (const point of rest) {
        if (shown.has(point.slug) === isOld) name(point, NEAR, { air: calm ? 5 : 0 });
      }
    }
  }
  frame.memory.shown = new Set([...names.keys()].map(({ slug }) => slug));
  return [...names.values()];
}

function placeAt(point, n, { width, up, down }) {
  const half = (up + down) / 2;
  const r = point.r + (point.selected ? 5 : 0);
  const [x, y] = [point.x + point.dx, point.y + point.dy];
  let [across, below] = SIDES[n] ?? [];
  let end = x + across * (below ? 0.55 * r + 2 : r + 4);
  let middle = y + below * (across ? 0.6 * r + 0.87 * half : r + 2 + half);
  let line = null;
  if (n >= NEAR) {
    const ring = Math.floor((n - NEAR) / TURN);
    const angle = ((n - NEAR) * 2 * Math.PI) / TURN;
    const away = r + 12 + 9 * ring + ring * ring;
    [across, below] = [Math.cos(angle), Math.sin(angle)];
    [end, middle] = [x + away * across, y + away * below];
    line = [x + r * across, y + r * below, end, middle];
    across = Math.round(across * 1.2);
    line[2] -= 2 * across;
    if (!across) middle += below * half;
  }
  const left = across > 0 ? end : across < 0 ? end - width : x - width / 2;
  return { line, box: [left - 2, middle - half, left + width + 2, middle + half] };
}

/* A line as small boxes. */
function dotsOf([x, y, toX, toY]) {
  const count = Math.ceil(Math.hypot(toX - x, toY - y) / 4);
  return Array.from({ length: count }, (_, step) => {
    const [atX, atY] = [x + ((toX - x) * step) / count, y + ((toY - y) * step) / count];
    return [atX - 1, atY - 1, atX + 1, atY + 1];
  });
}

function nameFont({ selected, prominence, rank }, { phone, many, tiny }) {
  if (selected || (prominence === 3 && rank < FIRST)) {
    return [tiny || (phone && many) ? 13 : 15.5, 650];
  }
  return [(prominence === 1 ? 12.5 : 13.5) - (phone ? 1 : 0), 500];
}

const context = document.createElement("canvas").getContext("2d");
const measured = new Map();

function lettersOf(point, frame) {
  const [size, weight] = nameFont(point, frame);
  const font = `${weight} ${size}px ${frame.font}`;
  const key = font + point.label;
  if (!measured.has(key)) {
    context.font = font;
    const text = context.measureText(point.label);
    const [up, down] = [text.fontBoundingBoxAscent, text.fontBoundingBoxDescent];
    measured.set(key, { size, weight, width: text.width, up, down });
  }
  return measured.get(key);
}

function markBox({ x, y, dx, dy, r, mark: { token } }) {
  const reach = REACH[token] ?? 1;
  const [side, up, down] = TRIANGLES.includes(token) ? [1.25, 1.08, 0.54] : [reach, reach, reach];
  return [x + dx - side * r - 1, y + dy - up * r - 1, x + dx + side * r + 1, y + dy + down * r + 1];
}

function countBox({ x, y, below }) {
  return [x - 12, y + below - 10, x + 12, y + below + 3];
}

function widened([left, top, right, bottom], air) {
  return [left - air, top - air / 2, right + air, bottom + air / 2];
}

function isInside([left, top, right, bottom], { width, height }, edge) {
  return left >= edge && top >= edge && right <= width - edge && bottom <= height - edge;
}

/* Boxes by the cells that they lie in, to find fast whether one touches another. */
function grid() {
  const cells = new Map();
  const some = ([left, top, right, bottom], isIt) => {
    for (let x = left >> CELL; x <= right >> CELL; x += 1) {
      for (let y = top >> CELL; y <= bottom >> CELL; y += 1) {
        const key = x * 4096 + y;
        if (isIt(cells.get(key) ?? [], key)) return true;
      }
    }
    return false;
  };
  return {
    put: (box) => some(box, (cell, key) => void cells.set(key, [...cell, box])),
    isFree: (box, own) =>
      !some(box, (cell) => cell.some((other) => other !== own && isTouching(box, other))),
  };
}

function isTouching(one, other) {
  return one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];
}

/* The middle is none: it gets its names where there is room. */
function isInRegion({ region }) {
  return !region.startsWith("mix");
}
