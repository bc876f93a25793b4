/* <quadrant-map>: around the server's drawing of the map. It brings in Plotly when that is worth
   its weight, and then zooms, pans and says what is under the pointer. Until then, and where it
   fails, the server's drawing stays.

   It tells: `map-select` (a slug was chosen) and `map-hot` (the pointer is at a slug, or at none). */

import { placeServersDrawing } from "./map-svg.js";

const ZOOM = 1.6;
const CLICK_WITHIN = 6;
const KEYS = /^(Arrow|Page|Home$|End$|Enter$|Escape$|[ +=0-]$)/;

class QuadrantMap extends HTMLElement {
  connectedCallback() {
    this.canvas = this.querySelector(".canvas");
    this.selected = null;
    this.beOneStop();
    this.querySelector(".zoom").hidden = false;
    this.listen();
    this.comeWhenIdle();
  }

  /** For the keyboard the map is one place to go to; the list before it holds its links. */
  beOneStop() {
    const { role, label } = this.dataset;
    Object.assign(this.canvas, { tabIndex: 0, role: "application", ariaLabel: label });
    this.canvas.ariaRoleDescription = role;
    this.drawingChanged();
  }

  /** The server's drawing was swapped. */
  drawingChanged() {
    for (const link of this.canvas.querySelectorAll(".pt")) link.tabIndex = -1;
    this.select(this.selected, this.story);
  }

  listen() {
    const { canvas } = this;
    canvas.addEventListener("pointerenter", (event) => this.enter(event));
    canvas.addEventListener("pointermove", (event) => this.hover(event));
    canvas.addEventListener("pointerleave", () => this.leave());
    canvas.addEventListener("pointerdown", (event) => this.press(event), true);
    // On the window: Plotly covers the page while the button is down.
    window.addEventListener("pointerup", (event) => this.release(event), true);
    window.addEventListener("pointercancel", () => (this.pressed = null), true);
    canvas.addEventListener("auxclick", (event) => this.openAside(event));
    canvas.addEventListener("click", (event) => this.follow(event));
    canvas.addEventListener("dblclick", () => this.drawing && this.zoom("whole"));
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("focusin", () => {
      if (this.walk && canvas.matches(":focus-visible")) this.tell(this.walk.at);
    });
    canvas.addEventListener("focusout", () => this.tell(null));
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    canvas.addEventListener("map-moved", () => this.redraw());
    this.querySelector(".zoom").addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) this.ask(() => this.zoom(button.value));
    });
    new ResizeObserver(() => this.redraw()).observe(canvas);
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
      matchMedia(query).addEventListener("change", () => this.redraw());
    }
  }

  // --- Plotly comes ---------------------------------------------------------------------------

  comeWhenIdle() {
    const isWide = matchMedia("(min-width: 64rem) and (hover: hover) and (pointer: fine)").matches;
    if (!isWide || navigator.connection?.saveData) return;
    const idle = window.requestIdleCallback ?? ((run) => setTimeout(run, 200));
    const come = () => idle(() => this.takeOver());
    if (document.readyState === "complete") come();
    else window.addEventListener("load", come, { once: true });
  }

  /** Do something that only Plotly's drawing can, once it is there; it says that it is coming. */
  async ask(deed) {
    if (!this.drawing) this.say(this.dataset.loading);
    if (await this.takeOver()) deed();
  }

  /** Bring in Plotly; tell whether it is there. */
  takeOver() {
    this.coming ??= this.bring().then(
      () => true,
      (error) => {
        console.warn(error);
        this.coming = null;
        this.say(this.dataset.failed);
        return false;
      },
    );
    return this.coming;
  }

  async bring() {
    const [{ Drawing }, { Card }, answer] = await Promise.all([
      import("./map-drawing.js"),
      import("./map-card.js"),
      this.fetchPoints("&layout=1"),
      loadPlotly(this.dataset),
      document.fonts.ready,
    ]);
    const drawing = new Drawing(this.canvas, answer);
    drawing.selected = this.selected;
    drawing.depth = await this.depth();
    await drawing.draw();
    this.canvas.classList.add("taken");
    this.drawing = drawing;
    this.card = new Card(this);
    this.say("");
    this.drawn();
    this.replay();
  }

  /** The pointer that brought it is where it was: show or choose what lies there. */
  replay() {
    const { tap, pointer } = this;
    this.tap = null;
    if (tap) this.choose(tap);
    else if (pointer) this.hover(pointer);
  }

  // --- what is shown --------------------------------------------------------------------------

  /** Show the points of another filter; the address of the page says which. */
  async load() {
    if (!this.coming || !(await this.coming)) return;
    const asked = (this.asked = Symbol("the latest"));
    try {
      const answer = await this.fetchPoints();
      const depth = await this.depth();
      if (asked !== this.asked) return;
      this.drawing.take(answer);
      this.drawing.depth = depth;
      this.say("");
      await this.redraw();
    } catch (error) {
      console.warn(error);
      if (asked === this.asked) this.say(this.dataset.failed);
    }
  }

  async fetchPoints(more = "") {
    const query = location.search.replace("?", "&");
    const doubt = this.showsDoubt ? "&doubt=1" : "";
    const answer = await fetch(`${this.dataset.source}${query}${doubt}${more}`);
    if (!answer.ok) throw new Error(`${answer.status} for the points of the map`);
    return answer.json();
  }

  get showsDoubt() {
    return new URLSearchParams(location.search).has("uncertainty");
  }

  /** What lies behind the points, where there is something to show of it. */
  async depth() {
    if (!this.story && !this.showsDoubt) return null;
    const { Depth } = await import("./map-depth.js");
    return new Depth(this.story, this.showsDoubt);
  }

  /** Let a point stand out, or none; `story` is what its panel says of its places. */
  async select(slug, story = null) {
    this.selected = slug;
    this.story = story;
    for (const link of this.canvas.querySelectorAll(".pt")) {
      link.classList.toggle("selected", link.dataset.slug === slug);
    }
    this.hot = null;
    // Where there is something behind the point, it is for Plotly to draw.
    if (story && !this.drawing && !navigator.connection?.saveData) this.takeOver();
    const depth = this.drawing && (await this.depth());
    if (slug !== this.selected) return;
    if (this.drawing) Object.assign(this.drawing, { selected: slug, depth });
    this.redraw();
    this.point();
  }

  /** Draw anew, once a frame however often it is asked for. */
  redraw() {
    this.redrawing ??= new Promise(requestAnimationFrame).then(() => {
      this.redrawing = null;
      return this.drawNow();
    });
    return this.redrawing;
  }

  async drawNow() {
    // Names are as wide as their font makes them.
    if (!this.drawing) await document.fonts.ready;
    if (!this.drawing) return this.count("unnamed", placeServersDrawing(this.canvas));
    await this.drawing.draw();
    this.drawn();
  }

  drawn() {
    this.count("unnamed", this.drawing.points.length - this.drawing.names.length);
    this.count("drawn", this.drawing.points.length);
    this.showCorners();
    this.point();
  }

  /** Correct a number under the map. */
  count(what, number) {
    for (const place of document.querySelectorAll(`[data-${what}]`)) place.textContent = number;
  }

  /** A region that left the view hides its name: what is seen of it touches its own corner. */
  showCorners() {
    const { x, y } = this.drawing.ranges;
    const left = Math.min(...x) < 0;
    const right = Math.max(...x) > 0;
    const top = Math.min(...y) < 0;
    const bottom = Math.max(...y) > 0;
    const seen = { net: top && left, gc: top && right, dist: bottom && left, lr: bottom && right };
    for (const [region, isSeen] of Object.entries(seen)) {
      this.querySelector(`.rg.${region}`).hidden = !isSeen;
    }
  }

  /** Show what the pointer, the focus or the list is at; the selected point keeps its ring. */
  point() {
    const { drawing, hot, selected } = this;
    if (!drawing) return;
    const place = this.spot(hot ?? selected);
    this.classList.toggle("hot", Boolean(hot && place));
    this.card.circle(place);
    if (hot && hot !== selected && place) this.card.tell(drawing.bySlug.get(hot), place, drawing);
    else this.card.tell(null);
  }

  /** Light up a point; null none. */
  light(slug) {
    if (slug === (this.hot ?? null)) return;
    this.hot = slug;
    this.point();
  }

  /** Return the place of a point in px from the corner of this element, or null. */
  spot(slug) {
    const spot = slug && this.drawing.spot(slug);
    return spot && [spot[0] + this.canvas.offsetLeft, spot[1] + this.canvas.offsetTop];
  }

  /** Say something in the middle of the map; "" takes it away. */
  say(words) {
    this.message ??= this.appendChild(document.createElement("p"));
    Object.assign(this.message, { className: "msg", role: "status", textContent: words });
    this.message.hidden = !words;
  }

  // --- what people do -------------------------------------------------------------------------

  enter(event) {
    if (event.pointerType !== "mouse" || navigator.connection?.saveData) return;
    this.pointer = event;
    this.takeOver();
  }

  hover(event) {
    if (event.pointerType !== "mouse" || event.buttons) return;
    this.pointer = event;
    if (this.drawing) this.tell(this.near(event)[0]?.slug ?? null);
  }

  leave() {
    this.pointer = null;
    this.tell(null);
  }

  /** Light up a point, and tell the page. */
  tell(slug) {
    if (slug === (this.hot ?? null)) return;
    this.light(slug);
    this.send("map-hot", slug);
  }

  press(event) {
    if (event.button !== 0) return;
    this.pressed = event;
    if (!this.coming) this.say("");
    this.takeOver();
  }

  release(event) {
    const { pressed } = this;
    this.pressed = null;
    if (!pressed) return;
    const moved = Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY);
    if (moved > CLICK_WITHIN) return;
    if (this.drawing) this.choose(event);
    else if (!pressed.target.closest(".pt")) this.tap = event;
  }

  /** A click or tap on Plotly's drawing: select what is near, or open its page aside. */
  choose(event) {
    const points = this.near(event);
    if (!points.length) return;
    if (!isPlain(event)) this.openPage(points[0].slug);
    // Under a finger lie several.
    else if (event.pointerType === "touch" && points.length > 1) this.openCrowd(points);
    else this.open(points[0]);
  }

  /** Select a point; of one that hides others, open the list of all of them. */
  open(point) {
    if (point.more) this.openCrowd(point.crowd);
    else this.send("map-select", point.slug);
  }

  async openCrowd(points) {
    const { openCrowd } = await import("./map-crowd.js");
    this.tell(null);
    openCrowd(this, points, this.spot(points[0].slug));
  }

  openAside(event) {
    const [point] = event.button === 1 && this.drawing ? this.near(event) : [];
    if (point) this.openPage(point.slug);
  }

  openPage(slug) {
    window.open(this.pageOf(slug), "_blank", "noopener");
  }

  /** Return the address of an initiative's page. */
  pageOf(slug) {
    const year = new URLSearchParams(location.search).get("year");
    return this.dataset.detail.replace("slug", slug) + (year ? `?year=${year}` : "");
  }

  /** A click on a link of the server's drawing; modified ones stay links. */
  follow(event) {
    const link = event.target.closest(".pt");
    if (!link || !isPlain(event)) return;
    event.preventDefault();
    this.send("map-select", link.dataset.slug);
  }

  /** Go from point to point; where there is nothing to leave, Escape is the page's. */
  key(event) {
    const { key, target } = event;
    if (target !== this.canvas || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!KEYS.test(key) || (key === "Escape" && !this.hot)) return;
    event.preventDefault();
    if (key === "Escape") event.stopPropagation();
    if (this.walk) this.walk.press(key);
    else this.ask(() => this.startWalk(key));
  }

  async startWalk(key) {
    const { Walk } = await import("./map-walk.js");
    this.walk ??= new Walk(this);
    this.walk.press(key);
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = this.canvas.getBoundingClientRect();
    const place = [event.clientX - left, event.clientY - top];
    const factor = Math.exp(-event.deltaY * 0.004);
    this.ask(() => {
      this.drawing.zoom(factor, place);
      this.redraw();
    });
  }

  zoom(how) {
    if (how === "whole") this.drawing.showWhole();
    else this.drawing.zoom(how === "in" ? ZOOM : 1 / ZOOM);
    this.redraw();
  }

  /** Return the points near a place on the screen, the nearest first. */
  near({ clientX, clientY }) {
    const { left, top } = this.canvas.getBoundingClientRect();
    return this.drawing.near(clientX - left, clientY - top);
  }

  send(name, slug) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: slug }));
  }
}

export function isPlain({ ctrlKey, metaKey, shiftKey, altKey, button }) {
  return !(ctrlKey || metaKey || shiftKey || altKey || button);
}

/* With its rules as a file of this id Plotly inserts none, which the policy would refuse. */
async function loadPlotly({ plotly, rules }) {
  const link = Object.assign(document.createElement("link"), {
    id: "plotly.js-style-global",
    className: "no-inline-styles",
    rel: "stylesheet",
    href: rules,
  });
  await added(link);
  await added(Object.assign(document.createElement("script"), { src: plotly }));
}

function added(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => reject(new Error(`no answer for ${element.src}`)));
    document.head.append(element);
  });
}

customElements.define("quadrant-map", QuadrantMap);
