/* <placement-field>: two number fields, and the quadrant on which a person places a point. The
   answers of the form it stands in suggest a place; each axis follows them until it is moved, and
   as long as it does its number field is empty. Where nothing is asked (the markup has no part that
   says how much is answered) the point alone is drawn and said. Without this script the fields are
   there, and the server draws. */

import {
  AXES,
  SCORE_MAX,
  SNAP_BELOW,
  answeredWords,
  fill,
  halo,
  positionSentence,
  scoreWords,
  standing,
  suggest,
} from "./placing.js";

const SAID_AFTER = 700;
const HELD_AFTER = 350;
// A finger that stays within so many pixels did not move.
const SLOP = 8;
// As in the style sheet: there is one column.
const NARROW = "(max-width: 59.99rem)";
const STEP = 1;
const LARGE_STEP = 5;
// The drawing shows this many scores to both sides of its middle.
const EDGE = 110;
const KEYS = {
  ArrowUp: ["decentralisation", -1],
  ArrowDown: ["decentralisation", 1],
  ArrowLeft: ["purpose", -1],
  ArrowRight: ["purpose", 1],
};

class PlacementField extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    const parts = [...this.querySelectorAll("[data-part]")];
    this.parts = Object.fromEntries(parts.map((part) => [part.dataset.part, part]));
    this.picker = this.querySelector(".picker");
    this.data = JSON.parse(document.querySelector("#placing-data").textContent);
    this.numbers = byAxis((axis) => this.querySelector(`[data-axis='${axis}'] input`));
    this.sliders = byAxis((axis) => this.makeSlider(axis));
    this.makePicker();
    this.dock();
    this.listen();
    this.listenToPointers();
    this.paint();
  }

  // --- what there is --------------------------------------------------------------------------

  /** The answers that were given: key to -2..2. */
  get answers() {
    const chosen = this.form.querySelectorAll(".ask[data-axis] input:checked");
    return Object.fromEntries(
      [...chosen]
        .filter(({ value }) => value !== "")
        .map((radio) => [radio.closest(".ask").dataset.key, Number(radio.value)]),
    );
  }

  /** The score that a person gave on an axis; null where it follows the answers. */
  own(axis) {
    const { value, validity } = this.numbers[axis];
    return value !== "" && validity.valid ? Number(value) : null;
  }

  // --- what a person does ---------------------------------------------------------------------

  listen() {
    this.form.addEventListener("change", () => this.paint());
    this.addEventListener("input", ({ target }) => {
      if (target.type === "range") this.move({ [target.name]: Number(target.value) });
      if (target.type === "number") this.paint();
    });
    this.parts.follow?.addEventListener("click", () => {
      this.move({ decentralisation: "", purpose: "" });
      this.picker.focus({ preventScroll: true });
    });
    this.picker.addEventListener("keydown", (event) => this.key(event));
  }

  /** A finger that comes by to scroll moves nothing: only a tap, a hold or a drag sideways does. */
  listenToPointers() {
    const on = (kind, deed) => this.picker.addEventListener(kind, deed);
    on("pointerdown", (event) => {
      if (event.button || !event.isPrimary) return;
      if (event.pointerType !== "touch") return this.take(event);
      this.touch = event;
      this.holding = setTimeout(() => this.take(event), HELD_AFTER);
    });
    on("pointermove", (event) => {
      if (this.isTaken) return this.point(event);
      if (!this.touch) return;
      const across = Math.abs(event.clientX - this.touch.clientX);
      const down = Math.abs(event.clientY - this.touch.clientY);
      if (Math.max(across, down) <= SLOP) return;
      if (across > down) this.take(event);
      else this.release();
    });
    on("pointerup", (event) => {
      if (this.touch && !this.isTaken) this.point(event);
      this.release();
    });
    on("pointercancel", () => this.release());
    // Once it is taken, no direction scrolls.
    const keep = (event) => this.isTaken && event.cancelable && event.preventDefault();
    this.picker.addEventListener("touchmove", keep, { passive: false });
  }

  take(event) {
    clearTimeout(this.holding);
    this.isTaken = true;
    this.picker.setPointerCapture(event.pointerId);
    this.point(event);
  }

  release() {
    clearTimeout(this.holding);
    this.isTaken = false;
    this.touch = null;
  }

  key(event) {
    if (!(event.key in KEYS) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const [axis, direction] = KEYS[event.key];
    const from = byAxis((one) => this.scores[one] ?? 0);
    const moved = from[axis] + direction * (event.shiftKey ? LARGE_STEP : STEP);
    // A point that is nowhere yet starts in the middle, on both axes.
    this.move({ ...(this.placement ? {} : from), [axis]: within(moved) });
  }

  point({ clientX, clientY }) {
    const { left, top, width, height } = this.picker.getBoundingClientRect();
    this.move({
      purpose: within(((clientX - left) / width) * 2 * EDGE - EDGE),
      decentralisation: within(((clientY - top) / height) * 2 * EDGE - EDGE),
    });
  }

  move(scores) {
    for (const [axis, score] of Object.entries(scores)) {
      this.numbers[axis].value = score;
      tellChange(this.numbers[axis]);
    }
  }

  // --- what it shows --------------------------------------------------------------------------

  paint() {
    const suggestions = suggest(this.answers, this.data);
    const suggested = byAxis((axis) => suggestions[axis].score);
    this.scores = byAxis((axis) => this.own(axis) ?? suggested[axis]);
    this.placement = isWhole(this.scores) ? this.scores : null;
    this.draw(suggestions, suggested);
    this.say(suggestions, suggested);
    for (const axis of AXES) this.paintAxis(axis, suggested[axis]);
  }

  draw(suggestions, suggested) {
    const { placement } = this;
    const [oval, gap, ring, dot] = [".q-halo", ".q-link", ".q-sug", ".dot"].map((part) =>
      this.picker.querySelector(part),
    );
    set(ring, suggestedPath(suggested, this.data.drawn.ring));
    set(gap, placement && isWhole(suggested) ? { d: gapPath(suggested, placement) } : null);
    if (!placement) return [oval, dot].forEach((part) => set(part, null));
    const { decentralisation: cy, purpose: cx } = placement;
    const { group, isHollow } = standing(placement, this.data);
    const [colours, icon] = this.data.marks[group];
    const { decentralisation: ry, purpose: rx } = halo(placement, suggestions);
    set(oval, { class: `q-halo ${colours}`, cx, cy, rx, ry });
    set(dot, {
      class: `dot ${colours}${isHollow ? " open" : ""}`,
      d: icon,
      transform: `translate(${cx} ${cy}) scale(${this.data.drawn.scale})`,
    });
  }

  say(suggestions, suggested) {
    const words = this.placement ? positionSentence(this.placement, this.data) : this.missing();
    this.parts.verdict.textContent = words;
    const aside = this.parts.answered ? this.sayAnswers(suggestions, suggested) : [];
    this.sayAloud([words, ...aside].join(" "));
  }

  sayAnswers(suggestions, suggested) {
    const { data } = this;
    const moved = AXES.filter((axis) => this.own(axis) !== null);
    const away = Math.max(...moved.map((axis) => distance(this.own(axis), suggested[axis])));
    const answered = answeredWords(suggestions, data);
    this.parts.answered.textContent = answered;
    const isElsewhere = away > 0 && isWhole(suggested);
    const ends = byAxis((axis) => isElsewhere && scoreWords(axis, suggested[axis], data));
    const aside = isElsewhere ? fill(data.suggested, ends) : "";
    this.parts.suggested.textContent = aside;
    this.parts.close.hidden = !(away > 0 && away < SNAP_BELOW);
    this.parts.follow.hidden = !moved.length;
    this.askForReason(away);
    return [answered, aside];
  }

  /** A reason is owed by a point that is placed elsewhere. Curators give theirs in any case. */
  askForReason(away) {
    const reason = this.parts.reason?.querySelector("textarea");
    if (!reason) return;
    const wasRequired = reason.required;
    reason.required = away >= SNAP_BELOW;
    // Where none is owed any more, the message that one is missing goes.
    if (wasRequired && !reason.required) tellChange(reason);
    this.parts.reason.hidden = !reason.required && !reason.hasAttribute("aria-invalid");
  }

  missing() {
    const lacking = AXES.filter((axis) => this.scores[axis] === null);
    return lacking.length === 1 ? this.data.missing[lacking[0]] : this.data.unplaced;
  }

  /** A point on its way says nothing yet; nor does one that stands where it stood. */
  sayAloud(words) {
    clearTimeout(this.saying);
    const isFirst = this.said === undefined;
    if (isFirst) this.said = words;
    if (words === this.said) return;
    this.saying = setTimeout(() => {
      this.said = words;
      this.parts.live.textContent = words;
    }, SAID_AFTER);
  }

  paintAxis(axis, suggested) {
    const score = this.scores[axis];
    const row = this.querySelector(`[data-axis='${axis}']`);
    const words = score === null ? "" : scoreWords(axis, score, this.data);
    row.querySelector("output").textContent = words;
    row.classList.toggle("off", score === null);
    this.numbers[axis].placeholder = suggested ?? "";
    this.sliders[axis].value = score ?? 0;
    this.sliders[axis].ariaValueText = words || this.data.unplaced;
  }

  makeSlider(axis) {
    const number = this.numbers[axis];
    const slider = Object.assign(document.createElement("input"), {
      type: "range",
      min: -SCORE_MAX,
      max: SCORE_MAX,
      step: STEP,
      ariaLabel: number.labels[0].textContent,
    });
    slider.name = axis;
    // Only the number field is sent.
    slider.setAttribute("form", "");
    number.before(slider);
    return slider;
  }

  /** Where there is one column, the quadrant stands before the questions and stays in sight. */
  dock() {
    const drawn = this.querySelector(".ph");
    const dock = this.closest(".place")?.querySelector(".dock");
    if (!dock) return;
    const narrow = matchMedia(NARROW);
    const move = () => {
      const hasFocus = document.activeElement === this.picker;
      (narrow.matches ? dock : this).prepend(drawn);
      if (hasFocus) this.picker.focus({ preventScroll: true });
    };
    if (narrow.matches) move();
    narrow.addEventListener("change", move);
  }

  makePicker() {
    this.picker.tabIndex = 0;
    this.picker.role = "application";
    this.picker.ariaLabel = this.dataset.label;
    this.picker.setAttribute("aria-describedby", this.parts.verdict.id);
  }
}

/* What keeps the form's draft, and marks its errors, follows what is typed. */
function tellChange(control) {
  control.dispatchEvent(new Event("input", { bubbles: true }));
}

function byAxis(valueOf) {
  return Object.fromEntries(AXES.map((axis) => [axis, valueOf(axis)]));
}

function isWhole(scores) {
  return AXES.every((axis) => scores[axis] !== null);
}

function within(score) {
  return Math.max(-SCORE_MAX, Math.min(SCORE_MAX, Math.round(score)));
}

/* A score beside no suggestion is as far away as can be. */
function distance(score, suggested) {
  return suggested === null ? Infinity : Math.abs(score - suggested);
}

/* Set the attributes of a part of the drawing, where it has that part; null hides it. */
function set(part, attributes) {
  if (!part) return;
  part.toggleAttribute("hidden", !attributes);
  for (const [name, value] of Object.entries(attributes ?? {})) part.setAttribute(name, value);
}

function gapPath(from, to) {
  return `M${from.purpose} ${from.decentralisation}L${to.purpose} ${to.decentralisation}`;
}

/* A ring; where the answers speak of one axis only, a line across the other. */
function suggestedPath({ decentralisation: y, purpose: x }, radius) {
  if (x === null && y === null) return null;
  if (x === null) return { d: `M-${EDGE} ${y}H${EDGE}` };
  if (y === null) return { d: `M${x}-${EDGE}V${EDGE}` };
  const arc = (across) => `a${radius} ${radius} 0 1 0 ${across} 0`;
  return { d: `M${x - radius} ${y}${arc(2 * radius)}${arc(-2 * radius)}z` };
}

customElements.define("placement-field", PlacementField);
