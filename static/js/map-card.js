/* What follows the pointer on the map: a ring around a point, and a card that says what it is. */

const GAP = 20;
const MARGIN = 8;

export class Card {
  constructor(map) {
    this.map = map;
    this.ring = made("i", "ring");
    this.card = made("div", "hc");
    this.title = made("h3");
    this.facts = made("span", "muted");
    this.summary = made("p");
    this.note = made("p", "muted xs");
    for (const follower of [this.ring, this.card]) {
      Object.assign(follower, { hidden: true, ariaHidden: "true" });
    }
    this.card.append(this.title, this.facts, this.summary, this.note);
    map.append(this.ring, this.card);
  }

  /** Put the ring around a place in the map, in px; null takes it away. */
  circle(place) {
    this.ring.hidden = !place;
    if (place) move(this.ring, ...place);
  }

  /** Say what a point is, beside its place; null says nothing. */
  tell(point, place, { words, sectors } = {}) {
    this.card.hidden = !point;
    if (!point) return;
    this.title.textContent = point.name;
    this.facts.textContent = listed([sectors[point.sector], lifetime(point, words)], " · ");
    this.summary.textContent = point.summary;
    const year = words.describes.replace("%(year)s", point.describes);
    // In the middle the note says it all.
    const region = point.region === "mix" ? "" : point.group.name;
    this.note.textContent = listed([region, point.note, year], " · ");
    const [x, y] = place;
    const { clientWidth, clientHeight } = this.map;
    const { offsetWidth, offsetHeight } = this.card;
    const left = x > clientWidth / 2 ? x - offsetWidth - GAP : x + GAP;
    move(
      this.card,
      clamped(left, clientWidth - offsetWidth),
      clamped(y - offsetHeight / 2, clientHeight - offsetHeight),
    );
  }
}

function lifetime({ since, until }, words) {
  const sentence = since && until ? words.lifetime : since ? words.since : until ? words.until : "";
  return sentence.replace("%(founded)s", since).replace("%(ended)s", until);
}

function listed(parts, separator) {
  return parts.filter(Boolean).join(separator);
}

function made(name, className = "") {
  const element = document.createElement(name);
  element.className = className;
  return element;
}

function move(element, x, y) {
  element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}

function clamped(value, most) {
  return Math.max(MARGIN, Math.min(most - MARGIN, value));
}
