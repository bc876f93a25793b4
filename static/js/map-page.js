/* <map-page>: the tools, the map and the list beside it, as one page that stays while it changes.
   The address says everything: a filter or a choice changes it, and the page follows the address,
   also when that is Back. Without this script each of these is a link or a form. */

import { isPlain } from "./quadrant-map.js";

const TYPING = 300;
const SWIPE = 70;

class MapPage extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("#tools");
    this.map = this.querySelector("quadrant-map");
    this.side = this.querySelector("#side");
    [this.query, this.slug] = asked();
    this.beToggles();
    this.beTimeline();
    if (this.panel) this.map.select(this.slug, this.story);
    if (this.panel && !window.scrollY) this.makeRoom();
    this.listen();
  }

  get panel() {
    return this.side.querySelector("#panel");
  }

  /** What the panel knows of the places of its initiative. */
  get story() {
    return JSON.parse(this.panel.dataset.depth ?? "null");
  }

  listen() {
    this.form.addEventListener("input", (event) => this.changed(event.target));
    this.querySelector("#sort").addEventListener("input", (event) => this.changed(event.target));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.changed(this.form.elements.q, 0);
    });
    for (const kind of ["input", "change"]) {
      this.addEventListener(kind, ({ target }) => {
        if (target.id === "year") this.inYears((years) => years[kind](Number(target.value)));
      });
    }
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("map-select", ({ detail }) => this.choose(detail));
    this.addEventListener("map-hot", ({ detail }) => this.lightRow(detail));
    for (const kind of ["pointerover", "focusin"]) {
      this.side.addEventListener(kind, ({ target }) => this.map.light(slugAt(target)));
    }
    for (const kind of ["pointerleave", "focusout"]) {
      this.side.addEventListener(kind, () => this.map.light(null));
    }
    document.addEventListener("pointerdown", (event) => this.closeFilters(event.target));
    this.side.addEventListener("touchstart", (event) => this.grip(event), { passive: true });
    this.side.addEventListener("touchmove", (event) => this.pull(event), { passive: true });
    for (const kind of ["touchend", "touchcancel"]) {
      this.side.addEventListener(kind, () => this.letGo());
    }
    window.addEventListener("popstate", () => {
      this.latest = null;
      this.follow();
    });
  }

  // --- to another address ---------------------------------------------------------------------

  /** A control of the form has another value. */
  changed(control, wait = control.type === "search" ? TYPING : 0) {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => {
      // A filter shows its list; what only changes the look leaves the panel.
      const looks = ["colour", "uncertainty"].includes(control.name);
      const query = new URLSearchParams(looks ? location.search : this.query);
      query.delete(control.name);
      const value = control.type === "checkbox" && !control.checked ? "" : control.value.trim();
      if (value) query.set(control.name, value);
      // One search is one step back, however many letters it took.
      const isSameSearch = control.type === "search" && this.latest === control;
      this.go(query, { instead: isSameSearch });
      this.latest = control;
    }, wait);
  }

  clicked(event) {
    if (event.target.closest("#play")) this.inYears((years) => years.toggle());
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || !isPlain(event)) return;
    const slug = slugAt(link);
    const isMap = link.pathname === location.pathname && !link.hash;
    if (!slug && !isMap) return;
    event.preventDefault();
    if (slug) this.choose(slug);
    else this.go(new URLSearchParams(link.search));
  }

  choose(slug) {
    const query = new URLSearchParams(location.search);
    query.set("i", slug);
    this.go(query);
  }

  go(query, { instead = false } = {}) {
    const address = query.size ? `?${query}` : location.pathname;
    this.latest = null;
    history[instead ? "replaceState" : "pushState"](null, "", address);
    this.follow();
  }

  /** Show what the address asks for. */
  async follow() {
    const [query, slug] = asked();
    const isOtherYear = yearOf(query) !== yearOf(this.query);
    const isOtherQuery = query !== this.query;
    for (const link of document.querySelectorAll("a[hreflang]")) link.search = location.search;
    this.query = query;
    const isOther = slug !== this.slug;
    if (isOther || (slug && isOtherYear)) {
      this.slug = slug;
      await (slug ? this.open(slug, isOther) : this.close());
    }
    if (isOtherQuery) {
      await Promise.all([this.swap(), this.map.load()]);
      this.years?.leave();
    }
  }

  // --- the years ------------------------------------------------------------------------------

  /** The number of the year becomes a slider, and there is a button to play. */
  beTimeline() {
    const { year, play } = this.timeline;
    const now = year.value || year.max;
    year.type = "range";
    year.value = now;
    play.hidden = false;
  }

  /** The year and the button to play, as they stand now: each filter brings others. */
  get timeline() {
    return { year: this.querySelector("#year"), play: this.querySelector("#play") };
  }

  /** Let the years do something, once they are there. */
  async inYears(deed) {
    const { Years } = await import("./map-years.js");
    this.years ??= new Years(this);
    if (await this.years.have()) deed(this.years);
  }

  // --- the filter -----------------------------------------------------------------------------

  /** Swap the parts of the page that depend on the filter. */
  async swap() {
    const { query } = this;
    const fresh = await fetched(location.href);
    if (query !== this.query) return;
    if (!fresh) return this.map.say(this.map.dataset.failed);
    const focused = document.activeElement;
    for (const part of this.querySelectorAll("[data-part]")) {
      part.replaceWith(fresh.querySelector(`[data-part="${part.dataset.part}"]`) ?? "");
    }
    this.fillForm(fresh.querySelector("#tools"));
    this.beToggles();
    this.beTimeline();
    this.map.drawingChanged();
    if (!focused.isConnected) {
      const again = focused.id && document.getElementById(focused.id);
      (again || this.querySelector("#count")).focus({ preventScroll: true });
    }
    this.querySelector("#said").textContent = this.querySelector("#count").textContent;
  }

  /** Give the controls the values of a form that the server made; they keep focus and state. */
  fillForm(fresh) {
    for (const control of fresh.elements) {
      const own = control.id && this.querySelector(`#${control.id}`);
      // What is being typed is newer than the answer.
      if (!own || own === this.latest) continue;
      const { value, checked } = control;
      if (own.tagName === "SELECT") own.replaceChildren(...control.children);
      Object.assign(own, { value, checked });
    }
  }

  /** The further filters float over the map, but for phones: they go when the reader goes on. */
  closeFilters(target) {
    const filters = this.querySelector(".more");
    const floats = getComputedStyle(filters.lastElementChild).position === "absolute";
    if (floats && !filters.contains(target)) filters.open = false;
  }

  /** The names of the regions become buttons that are pressed while their region is shown. */
  beToggles() {
    for (const name of this.querySelectorAll("[data-group]")) {
      name.role = "button";
      name.ariaPressed = String(!name.classList.contains("off"));
    }
  }

  // --- the panel ------------------------------------------------------------------------------

  /** Show an initiative beside the map; what is shown already stays where the reader is in it. */
  async open(slug, isOther) {
    const query = this.query ? `?${this.query}` : "";
    const address = this.map.dataset.detail.replace("slug", slug);
    const fresh = await fetched(`${address}${query}`);
    if (slug !== this.slug) return;
    const panel = fresh?.querySelector("#panel");
    if (!panel) return location.assign(`${address}${query}`);
    if (isOther) this.opener ??= document.activeElement;
    if (this.panel) this.panel.replaceWith(panel);
    else this.side.prepend(panel);
    this.showList(false);
    this.map.select(slug, this.story);
    if (!isOther) return;
    panel.querySelector("h2").focus({ preventScroll: true });
    this.makeRoom();
  }

  /** On a phone the panel is a sheet: the map moves up, to be seen above it. */
  makeRoom() {
    if (matchMedia("(max-width: 40rem)").matches) {
      window.scrollTo({ top: this.map.getBoundingClientRect().top + window.scrollY - 8 });
    }
  }

  // The sheet goes down with the finger, from where its text begins, and closes when it is far enough.

  grip({ touches: [touch] }) {
    const isSheet = this.panel && getComputedStyle(this.side).position === "fixed";
    this.gripped = isSheet && !this.panel.scrollTop ? touch : null;
    this.pulled = 0;
  }

  pull({ touches: [touch, second] }) {
    if (!this.gripped || second) return;
    const aside = Math.abs(touch.clientX - this.gripped.clientX);
    this.pulled = Math.max(0, touch.clientY - this.gripped.clientY - aside);
    this.side.style.translate = `0 ${this.pulled}px`;
  }

  letGo() {
    this.side.style.translate = "";
    if (this.gripped && this.pulled > SWIPE) this.go(new URLSearchParams(this.query));
    this.gripped = null;
  }

  close() {
    this.panel?.remove();
    this.showList(true);
    this.map.select(null);
    const { opener } = this;
    this.opener = null;
    const isThere = opener?.isConnected && opener !== document.body;
    (isThere ? opener : this.map.canvas).focus({ preventScroll: true });
  }

  showList(isShown) {
    this.side.classList.toggle("open", !isShown);
    for (const part of this.side.querySelectorAll("#list-head, #list")) part.hidden = !isShown;
  }

  row(slug) {
    return slug && this.side.querySelector(`#list [data-slug="${CSS.escape(slug)}"]`);
  }

  /** Light up a row, and scroll to it inside the list: never the page. */
  lightRow(slug) {
    this.querySelector(".list a.hot")?.classList.remove("hot");
    const row = this.row(slug);
    const list = this.querySelector("#list");
    if (!row || list.hidden) return;
    row.classList.add("hot");
    const top = row.offsetTop - list.offsetTop;
    const isSeen =
      top >= list.scrollTop && top + row.offsetHeight <= list.scrollTop + list.clientHeight;
    if (!isSeen) list.scrollTop = top - list.clientHeight / 2;
  }

  key(event) {
    if (event.key === "Escape") {
      const filters = event.target.closest(".more[open]");
      if (filters) {
        filters.open = false;
        filters.querySelector("summary").focus();
      } else if (this.slug && !this.form.contains(event.target)) {
        this.go(new URLSearchParams(this.query));
      }
    }
    if (event.key === " " && event.target.role === "button") {
      event.preventDefault();
      event.target.click();
    }
  }
}

/* What the address asks for: the filter as a query string, and the slug that is chosen. */
function asked() {
  const query = new URLSearchParams(location.search);
  const slug = query.get("i");
  query.delete("i");
  return [query.toString(), slug];
}

function yearOf(query) {
  return new URLSearchParams(query).get("year");
}

function slugAt(element) {
  return element.closest(".list [data-slug]")?.dataset.slug ?? null;
}

/* What a script gets at an address, as a document; null where there is no answer. */
async function fetched(address) {
  try {
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null;
  }
}

customElements.define("map-page", MapPage);
