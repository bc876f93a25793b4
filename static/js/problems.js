/* The summary of what is wrong with a form: first on the page, with links to the fields, as the
   server writes it. Its words come with the form, in a template. */

import { fill } from "./placing.js";

export class Problems {
  constructor() {
    this.template = document.querySelector("template[data-part='problems']");
    this.shown = document.querySelector("#problems");
  }

  /** Say of each control what is wrong with it, and go there; false where there are no words. */
  show(controls) {
    if (!this.template) return false;
    this.shown?.remove();
    this.shown = this.template.content.firstElementChild.cloneNode(true);
    this.shown.querySelector("ul").append(...controls.map(item));
    this.count();
    (document.querySelector("#notice") ?? document.querySelector("h1")).after(this.shown);
    this.shown.focus();
    return true;
  }

  /** Take out what is right by now, and the summary once that is all of it. */
  update() {
    for (const one of this.shown?.querySelectorAll("li") ?? []) {
      const control = document.getElementById(one.querySelector("a")?.hash.slice(1));
      if (!control?.hasAttribute("aria-invalid")) one.remove();
    }
    this.count();
  }

  count() {
    const number = this.shown?.querySelectorAll("li").length;
    if (!number) return this.remove();
    const { one, many } = this.template.dataset;
    this.shown.querySelector("h2").textContent = number === 1 ? one : fill(many, { number });
  }

  remove() {
    this.shown?.remove();
    this.shown = null;
  }
}

function item(control) {
  const label = control.labels[0].cloneNode(true);
  label.querySelector(".muted")?.remove();
  const message = document.getElementById(`${control.id}_error`).textContent;
  const link = document.createElement("a");
  link.href = `#${control.id}`;
  link.textContent = `${label.textContent.trim()}: ${message}`;
  const made = document.createElement("li");
  made.append(link);
  return made;
}
