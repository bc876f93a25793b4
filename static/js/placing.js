/* What answers suggest, how firm a point is, and how a position is said: as quadrant/domain does,
   in whole numbers wherever it counts in fractions. No DOM, and no words of its own: they come with
   the data of quadrant/picker.py. tests/vectors/placing.json holds both to the same answers. */

export const AXES = ["decentralisation", "purpose"];
export const SCORE_MAX = 100;
/** From so many points on, a position needs a reason beside what the answers suggest. */
export const SNAP_BELOW = 8;

const BORDER_ZONE = 20;
const MIN_ANSWERS = 3;
const FACTOR = 50;
const UNKNOWN_SPREAD = 50;
// Of a whole of 40,000, the product of two distances of at most 200.
const MAINLY = 20000;
const WORTH_NAMING = 8000;
const PER_CENT = 400;

/** What the answers (key to -2..2, unknown ones left out) suggest for each axis. */
export function suggest(answers, { indicators }) {
  const isMarket = answers.settlement === -2 && (answers.exchange ?? 0) >= 1;
  return byAxis((axis) => {
    const given = indicators.filter((one) => one.axis === axis && one.key in answers);
    const values = given.map(({ key }) => answers[key]);
    const weights = given.map(({ facet }) => (isMarket && facet === "exchange" ? 2 : 1));
    return {
      score: scoreOf(values, weights),
      spread: spreadOf(values),
      answered: given.length,
      provisional: given.length < MIN_ANSWERS,
    };
  });
}

/** The half-widths of the halo: the larger of the spread and the distance to the suggestion. */
export function halo(placement, suggestions) {
  return byAxis((axis) => {
    const { score, spread } = suggestions[axis];
    return score === null ? UNKNOWN_SPREAD : Math.max(spread, Math.abs(placement[axis] - score));
  });
}

/** The group in which a point is counted, and whether its mark is hollow. */
export function standing(placement, { corners }) {
  const near = AXES.filter((axis) => isNearZero(placement[axis]));
  const region = regionAt(placement, corners);
  return { group: near.length === 2 ? "mix" : region, isHollow: near.length > 0 };
}

/** The mix of a position as one sentence. */
export function positionSentence(placement, data) {
  const { sentences, corners } = data;
  const near = AXES.filter((axis) => isNearZero(placement[axis]));
  if (near.length === 2) return `${upperFirst(sentences.in_the_middle)}.`;
  const own = regionAt(placement, corners);
  const keys = Object.keys(corners);
  const closeness = (key, axis, i) => SCORE_MAX + side(corners[key][i]) * placement[axis];
  const shares = Object.fromEntries(
    keys.map((key) => [key, AXES.reduce((share, axis, i) => share * closeness(key, axis, i), 1)]),
  );
  // Sorting is stable: of equal shares the point's own region comes first, then the reading order.
  const largest = keys.toSorted((a, b) => shares[b] - shares[a] || (b === own) - (a === own));
  const isMainly = shares[largest[0]] >= MAINLY;
  const named = largest.filter((key, i) => (isMainly ? i === 0 : shares[key] >= WORTH_NAMING));
  const rounded = percentages(shares);
  const names = named.map((key) => {
    const percentage = percentageWords(rounded[key], shares[key], sentences);
    return `${sentences.regions[key]} (${percentage})`;
  });
  const words = fill(isMainly ? sentences.mainly : sentences.mix_of, {
    regions: joined(names, sentences.and),
  });
  if (!near.length) return `${words}.`;
  const mirrored = { ...placement, [near[0]]: side(placement[near[0]]) > 0 ? -1 : 0 };
  const neighbour = sentences.regions[regionAt(mirrored, corners)];
  return `${words}, ${fill(sentences.border_with, { region: neighbour })}.`;
}

/** A score in words, such as "somewhat centralised". */
export function scoreWords(axis, score, { sentences }) {
  const [negative, positive] = sentences.ends[axis];
  if (isNearZero(score)) return fill(sentences.between, { negative, positive });
  const [, words] = sentences.strengths.find(([least]) => Math.abs(score) >= least);
  return fill(words, { end: score >= 0 ? positive : negative });
}

/** How many questions are answered, and whether that makes the position provisional. */
export function answeredWords(suggestions, { indicators, sentences }) {
  const both = Object.values(suggestions);
  const answered = both.reduce((sum, one) => sum + one.answered, 0);
  const words = fill(sentences.answered, { answered, asked: indicators.length });
  return both.some((one) => one.provisional) ? `${words}: ${sentences.provisional}.` : `${words}.`;
}

/** Put values in the places of a text that are named {so}. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function byAxis(valueOf) {
  return Object.fromEntries(AXES.map((axis) => [axis, valueOf(axis)]));
}

/* The weighted mean times 50, rounded half away from zero. */
function scoreOf(values, weights) {
  const total = sum(weights);
  if (!total) return null;
  const points = FACTOR * sum(values.map((value, i) => value * weights[i]));
  const size = Math.floor((2 * Math.abs(points) + total) / (2 * total));
  return points < 0 ? -size || 0 : size;
}

/* 50 s / sqrt(n), at least 50 / n; one division of whole numbers under the root. */
function spreadOf(values) {
  const count = values.length;
  if (!count) return null;
  if (count === 1) return UNKNOWN_SPREAD;
  const squares = count * sum(values.map((value) => value * value)) - sum(values) ** 2;
  const squared = (FACTOR ** 2 * squares) / (count ** 2 * (count - 1));
  return Math.max(Math.sqrt(squared), FACTOR / count);
}

/* Whole percentages that add up to 100: the largest remainders are rounded up. */
function percentages(shares) {
  const rounded = Object.fromEntries(
    Object.entries(shares).map(([key, share]) => [key, Math.floor(share / PER_CENT)]),
  );
  const missing = 100 - sum(Object.values(rounded));
  const byRemainder = Object.keys(shares).toSorted(
    (a, b) => (shares[b] % PER_CENT) - (shares[a] % PER_CENT),
  );
  for (const key of byRemainder.slice(0, missing)) rounded[key] += 1;
  return rounded;
}

/* Never "50%" for less than half: that gets one decimal, cut off. */
function percentageWords(rounded, share, sentences) {
  if (rounded < 50 || share >= MAINLY) return `${rounded}%`;
  const tenths = Math.floor((share * 10) / PER_CENT);
  return `${Math.floor(tenths / 10)}${sentences.decimal}${tenths % 10}%`;
}

function regionAt(placement, corners) {
  return Object.keys(corners).find((key) =>
    AXES.every((axis, i) => side(corners[key][i]) === side(placement[axis])),
  );
}

function side(score) {
  return score >= 0 ? 1 : -1;
}

function isNearZero(score) {
  return Math.abs(score) < BORDER_ZONE;
}

function joined(names, and) {
  if (names.length === 1) return names[0];
  return `${names.slice(0, -1).join(", ")} ${and} ${names.at(-1)}`;
}

function upperFirst(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
