/* What lies behind the points, for Plotly: how far each could shift (ovals), and of the selected one
   its way through the years, how it looks to users with one intention, and how others see it.
   Every place is one that the catalogue has: nothing is averaged, and nothing is guessed. */

const RINGS = [1, 0.82, 0.62, 0.4];
const SIDES = 28;
const SOFT = 0.05;
const SOFT_SELECTED = 0.075;
const DISC = 20;
const LIGHT_DISC = 17;
// Discs closer than so many scores stand so many px beside each other; at the rim, inwards.
const SAME = 4;
const ASIDE = 22;
const RIM = 90;

export class Depth {
  /** `story` is what the panel of the selected point says of it (`data-depth`), or null; `all` says
      that every point shows its doubt. */
  constructor(story, all) {
    this.story = story;
    this.all = all;
  }

  /** Return the traces that lie below the points, and those above. */
  traces(drawing) {
    const { story } = this;
    const below = this.halos(drawing);
    if (!story?.place) return { below, above: [] };
    return {
      below: [...below, ...trail(story, drawing), ...links(story, drawing)],
      above: [steps(story, drawing), discs(story, drawing)],
    };
  }

  /** Return the boxes in px that no name may cover. */
  boxes(drawing) {
    const { story } = this;
    if (!story?.place) return [];
    const discs = rowsOf(story, drawing).map(({ d, p }) => boxAt(drawing, d, p, 12, 12));
    return [...discs, ...story.trail.map(([, d, p]) => boxAt(drawing, d, p, 14, 22))];
  }

  /** All ovals of a colour are one path: where they overlap they do not darken. */
  halos(drawing) {
    const { story } = this;
    const selected = drawing.bySlug.get(drawing.selected);
    const shown = this.all && !selected ? drawing.points.filter(({ doubt }) => doubt) : [];
    const ovals = new Map();
    const add = (token, purpose, decentralisation, halo) => {
      ovals.set(token, [...(ovals.get(token) ?? []), [purpose, decentralisation, halo]]);
    };
    for (const { mark, group, purpose, decentralisation, doubt } of shown) {
      add(mark === group ? toneOf(group) : "ink-3", purpose, decentralisation, doubt);
    }
    if (selected && story?.place && story.halo) {
      add(toneOf(selected.group), story.place[1], story.place[0], story.halo);
    }
    const soft = selected ? SOFT_SELECTED : SOFT;
    return [...ovals].flatMap(([token, group]) =>
      RINGS.map((part) => ({
        ...pathOf(group.map((oval) => around(oval, part))),
        mode: "lines",
        fill: "toself",
        hoverinfo: "skip",
        line: { width: 0 },
        fillcolor: faded(drawing.colour(token), soft),
      })),
    );
  }
}

/* In ink, that of the middle would be a dark smudge. */
function toneOf({ token }) {
  return token === "ink" ? "ink-3" : token;
}

/* The way it went: thicker and more opaque towards now. */
function trail({ trail, place }, drawing) {
  const token = drawing.bySlug.get(drawing.selected)?.group.token ?? "ink-3";
  const stops = [...trail.map(([, d, p]) => [d, p]), place];
  return stops.slice(1).map((stop, i) => ({
    x: [stops[i][1], stop[1]],
    y: [stops[i][0], stop[0]],
    mode: "lines",
    hoverinfo: "skip",
    opacity: 0.25 + (0.6 * (i + 1)) / (stops.length - 1),
    line: { color: drawing.colour(token), width: 2 + i },
  }));
}

/* Earlier places, with their years. */
function steps({ trail }, drawing) {
  const token = drawing.bySlug.get(drawing.selected)?.group.token ?? "ink-3";
  return {
    x: trail.map(([, , p]) => p),
    y: trail.map(([, d]) => d),
    text: trail.map(([year]) => String(year)),
    mode: "markers+text",
    hoverinfo: "skip",
    textposition: "bottom center",
    textfont: font(drawing, "ink-2"),
    marker: {
      size: 9,
      symbol: "circle",
      color: drawing.colour(token),
      line: { color: drawing.colour("surface"), width: 1.5 },
    },
  };
}

/* From each view to the general view of its own year; from another voice to the point itself. */
function links({ views, voices, place }, drawing) {
  const link = (x, y, dash) => ({
    x,
    y,
    mode: "lines",
    hoverinfo: "skip",
    line: { color: drawing.colour("ink-3"), width: 1.25, dash },
  });
  return [
    ...views.map(([, d, p, gd, gp]) => link([gp, p], [gd, d], "3px,3px")),
    ...voices.map(([, d, p]) => link([place[1], p], [place[0], d], "1px,3px")),
  ];
}

/* Views are numbered and voices lettered, as in the panel. Where one would lie on the point or on
   another, it stands beside it, as the server draws it. */
function rowsOf({ place, views, voices }, drawing) {
  const taken = [place];
  const aside = drawing.atX(ASIDE) - drawing.atX(0);
  return [
    ...views.map(([text, d, p, , , token]) => ({ text, d, p, token, size: DISC, ink: "ink" })),
    ...voices.map(([text, d, p]) => ({
      text,
      d,
      p,
      token: "ink-3",
      size: LIGHT_DISC,
      ink: "ink-2",
    })),
  ].map((row) => {
    const { d, p } = row;
    const there = taken.filter(
      ([otherD, otherP]) => Math.abs(otherD - d) < SAME && Math.abs(otherP - p) < SAME,
    ).length;
    taken.push([d, p]);
    return { ...row, p: p + there * (p > RIM ? -aside : aside) };
  });
}

function discs(story, drawing) {
  const rows = rowsOf(story, drawing);
  return {
    x: rows.map(({ p }) => p),
    y: rows.map(({ d }) => d),
    text: rows.map(({ text }) => String(text)),
    mode: "markers+text",
    hoverinfo: "skip",
    textposition: "middle center",
    textfont: { ...font(drawing, "ink"), color: rows.map(({ ink }) => drawing.colour(ink)) },
    marker: {
      size: rows.map(({ size }) => size),
      symbol: "circle",
      color: drawing.colour("surface"),
      line: {
        color: rows.map(({ token }) => drawing.colour(token === "mixed" ? "ink" : token)),
        width: rows.map(({ size }) => (size === DISC ? 2 : 1)),
      },
    },
  };
}

function font(drawing, token) {
  return { family: drawing.frame.font, size: 12, weight: 650, color: drawing.colour(token) };
}

function boxAt(drawing, decentralisation, purpose, across, down) {
  const [x, y] = [drawing.toX(purpose), drawing.toY(decentralisation)];
  return [x - across, y - 12, x + across, y + down];
}

function around([purpose, decentralisation, [down, across]], part) {
  return Array.from({ length: SIDES + 1 }, (_, side) => {
    const angle = (side / SIDES) * 2 * Math.PI;
    return [
      purpose + across * part * Math.cos(angle),
      decentralisation + down * part * Math.sin(angle),
    ];
  });
}

function pathOf(outlines) {
  const stops = outlines.flatMap((outline) => [...outline, [null, null]]);
  return { x: stops.map(([x]) => x), y: stops.map(([, y]) => y) };
}

function faded(colour, opacity) {
  const [red, green, blue] = colour.match(/[\d.]+/g);
  return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
}
