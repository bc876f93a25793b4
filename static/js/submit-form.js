/* <submit-form>: around a form of the public. Its parts (`data-step`) become steps, one at a time,
   each with an address; what is typed is kept on this device (`data-draft`); wrong fields are said
   beside them; and the server is asked what may be the same, and how it will look. Without this
   script it is one page, and the server says all that. */

import { Draft } from "./draft.js";
import { check, checkAgain, count, isFilledUp, sayFull } from "./form-checks.js";
import "./placement-field.js";
import { Problems } from "./problems.js";

const TYPING = 400;

class SubmitForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.steps = [...this.form.querySelectorAll("[data-step]")];
    // Both may stand above this element.
    this.problems = new Problems();
    this.notice = document.querySelector("#notice");
    this.form.noValidate = true;
    this.keepDraft();
    count(this.form);
    this.hideFurther();
    if (this.steps.length > 1) this.beSteps();
    this.listen();
    if (this.isAboutSimilar) this.askSimilar();
    const first = this.problems.shown ?? this.notice;
    if (first) first.tabIndex = -1;
    first?.focus();
  }

  listen() {
    this.form.addEventListener("input", (event) => {
      const { target } = event;
      if (isFilledUp(event)) sayFull(target);
      else if (target.closest(".field")) checkAgain(target);
      if (target.matches("[data-similar] input")) this.askSimilar();
    });
    this.form.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("click", (event) => {
      const link = event.target.closest("#problems a, #check a[href^='#']");
      const control = link && document.getElementById(link.hash.slice(1));
      if (!control) return;
      event.preventDefault();
      this.reveal(control);
    });
  }

  // --- steps ----------------------------------------------------------------------------------

  beSteps() {
    history.scrollRestoration = "manual";
    const wrong = this.form.querySelector("[aria-invalid]");
    const last = this.steps.length - 1;
    // What is said of no field is said of sending.
    if (wrong) this.show(this.stepOf(wrong), { looks: false });
    else if (this.problems.shown || this.notice) this.show(last, { looks: false });
    else this.show(Math.max(0, this.asked()));
    this.addEventListener("click", (event) => {
      const way = event.target.closest("[data-go], .progress a");
      if (!way) return;
      event.preventDefault();
      const to = way.hash ? this.steps.findIndex((step) => `#${step.id}` === way.hash) : null;
      this.go(to ?? this.at + Number(way.dataset.go));
    });
    window.addEventListener("popstate", () => {
      const to = location.hash ? this.asked() : 0;
      if (to < 0) return;
      this.show(to);
      this.toHeading();
    });
  }

  /** Questions that may be skipped wait behind a button, unless one is answered. */
  hideFurther() {
    const further = this.form.querySelector("#further");
    if (!further || further.querySelector("input:checked:not([value=''])")) return;
    const offer = further.previousElementSibling;
    further.hidden = true;
    offer.hidden = false;
    offer.querySelector("button").addEventListener("click", () => {
      further.hidden = false;
      offer.hidden = true;
      further.querySelector("input:checked").focus({ preventScroll: true });
      further.scrollIntoView();
    });
  }

  /** Which step the address names; -1 where it names none. */
  asked() {
    return this.steps.findIndex((step) => `#${step.id}` === location.hash);
  }

  stepOf(element) {
    return Math.max(0, this.steps.findIndex((step) => step.contains(element)));
  }

  /** To another step; forwards only past steps in which nothing is wrong. */
  go(to) {
    const wrong = check(this.controls.filter((one) => this.stepOf(one) < to));
    if (wrong.length) return this.stop(wrong);
    if (to > this.at) this.problems.update();
    this.move(to);
    this.toHeading();
  }

  move(to) {
    if (to === this.at || this.steps.length < 2) return;
    history.pushState(null, "", `#${this.steps[to].id}`);
    this.show(to);
  }

  show(to, { looks = true } = {}) {
    this.at = to;
    this.steps.forEach((step, i) => {
      step.hidden = i !== to;
      const link = this.querySelector(`.progress a[href="#${step.id}"]`);
      link.classList.toggle("done", i < to);
      if (i === to) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    });
    if (looks && to === this.steps.length - 1) this.look();
  }

  toHeading() {
    this.steps[this.at].querySelector("h2").focus({ preventScroll: true });
    const { top } = this.querySelector(".progress").getBoundingClientRect();
    window.scrollTo({ top: top + window.scrollY });
  }

  /** Show a field wherever it stands, and go there. */
  reveal(control) {
    this.move(this.stepOf(control));
    for (const details of ancestors(control, "details")) details.open = true;
    for (const part of ancestors(control, "[hidden]")) part.hidden = false;
    control.focus();
  }

  /** Say what is wrong: nothing is left or sent before it is right. */
  stop(wrong) {
    this.move(this.stepOf(wrong[0]));
    if (!this.problems.show(wrong)) this.reveal(wrong[0]);
  }

  // --- sending --------------------------------------------------------------------------------

  get controls() {
    return [...this.form.elements];
  }

  submit(event) {
    if (this.at < this.steps.length - 1) {
      // Enter in a field of an earlier step.
      event.preventDefault();
      return this.go(this.at + 1);
    }
    const isLook = event.submitter?.name === "look";
    if (isLook) event.preventDefault();
    const wrong = check(this.controls.filter(({ type }) => !isLook || type !== "checkbox"));
    if (wrong.length) {
      event.preventDefault();
      this.stop(wrong);
    } else if (isLook) {
      this.look();
    }
  }

  // --- asking the server ----------------------------------------------------------------------

  /** Show the entry as it will look. */
  async look() {
    const place = this.querySelector("#check");
    if (!place) return;
    const body = new URLSearchParams(new FormData(this.form));
    body.set("look", "1");
    place.ariaBusy = "true";
    const parts = await this.fetched("look", this.form.action, { method: "POST", body });
    if (parts === undefined) return;
    place.ariaBusy = "false";
    this.querySelector("#check-failed").hidden = parts !== null;
    if (parts) place.replaceChildren(...parts);
  }

  /** Whether it asks for a name or address that is filled in, and nothing is said of it yet. */
  get isAboutSimilar() {
    const place = this.querySelector("#similar");
    const { name, website } = this.form.elements;
    return place && !place.children.length && Boolean(name.value || website.value);
  }

  /** Show what may be the same initiative, once the typing pauses. */
  askSimilar() {
    clearTimeout(this.typing);
    this.typing = setTimeout(async () => {
      const place = this.querySelector("#similar");
      const { name, website } = this.form.elements;
      const query = new URLSearchParams({ name: name.value, website: website.value });
      const parts = await this.fetched("similar", `${place.dataset.from}?${query}`);
      if (parts) place.replaceChildren(...parts);
    }, TYPING);
  }

  /** What the server answers, as nodes; null where it does not, undefined once asked again. */
  async fetched(kind, address, options = {}) {
    this.asking ??= {};
    this.asking[kind]?.abort();
    const { signal } = (this.asking[kind] = new AbortController());
    try {
      const headers = { "HX-Request": "true" };
      const answer = await fetch(address, { ...options, signal, headers });
      if (!answer.ok && answer.status !== 422) return null;
      const html = await answer.text();
      return [...new DOMParser().parseFromString(html, "text/html").body.childNodes];
    } catch {
      return signal.aborted ? undefined : null;
    }
  }

  // --- the draft ------------------------------------------------------------------------------

  keepDraft() {
    if (!this.form.dataset.draft) return;
    const draft = new Draft(this.form);
    const line = this.querySelector("[data-part='kept']");
    const button = line?.querySelector("button");
    line?.classList.toggle("unseen", !draft.canKeep);
    draft.addEventListener("change", () => button?.classList.toggle("unseen", !draft.isKept));
    draft.keep({ goesOn: Boolean(this.problems.shown || this.notice) });
    // What is drawn follows what was put back.
    this.form.dispatchEvent(new Event("change"));
    button?.addEventListener("click", () => {
      if (!confirm(button.dataset.sure)) return;
      draft.forget();
      location.assign(location.pathname + location.search);
    });
  }
}

function ancestors(element, selector) {
  const found = [];
  for (let one = element.closest(selector); one; one = one.parentElement?.closest(selector)) {
    found.push(one);
  }
  return found;
}

customElements.define("submit-form", SubmitForm);
