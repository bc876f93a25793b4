/* What a browser can check of a form, said beside its fields instead of in bubbles, in words of the
   server (`data-missing`, `data-invalid`, `data-either`); and how much room is left in them. */

import { fill } from "./placing.js";

// Of the room in a field, the last part of so many.
const NEAR_END = 5;
const SAID_AFTER = 700;

/** Check these controls; mark the wrong ones, and return them. */
export function check(controls) {
  const checked = controls.filter((control) => control.willValidate && control.closest(".field"));
  for (const control of checked) mark(control, problemOf(control));
  return checked.filter(problemOf);
}

/** A message goes when what it stands beside is typed again, unless the same is still wrong. */
export function checkAgain(control) {
  const either = control.closest("[data-either]");
  for (const one of either ? either.querySelectorAll("input") : [control]) {
    if (one.hasAttribute("aria-invalid") && !problemOf(one)) mark(one, "");
  }
}

/** Say how many signs are left in each field that has a limit; of `data-late` ones only near it. */
export function count(form) {
  for (const place of form.querySelectorAll("[data-count]")) {
    const control = document.getElementById(place.dataset.count);
    const [shown, said] = place.children;
    const say = () => {
      const left = control.maxLength - control.value.length;
      const isNear = left <= control.maxLength / NEAR_END;
      const words = fill(place.dataset.left, { count: left });
      shown.textContent = isNear || !("late" in place.dataset) ? words : "";
      return isNear ? words : "";
    };
    let saying;
    control.addEventListener("input", () => {
      const words = say();
      clearTimeout(saying);
      saying = setTimeout(() => (said.textContent = words), SAID_AFTER);
    });
    say();
  }
}

/** Whether pasting filled a field to its limit: browsers cut off what does not fit. */
export function isFilledUp({ inputType, target }) {
  const isPut = inputType === "insertFromPaste" || inputType === "insertFromDrop";
  return isPut && target.maxLength > 0 && target.value.length >= target.maxLength;
}

export function sayFull(control) {
  mark(control, control.closest(".field").dataset.full, { isAloud: true });
}

function problemOf(control) {
  const { validity } = control;
  const { missing, invalid } = control.closest(".field").dataset;
  const either = control.closest("[data-either]");
  const isBlank = ({ value }) => !value.trim();
  if (either && control.matches("[data-either] .field:first-child input")) {
    if ([...either.querySelectorAll("input")].every(isBlank)) return either.dataset.either;
  }
  if (validity.valueMissing || (control.required && isBlank(control))) return missing;
  return validity.valid ? "" : invalid;
}

/* Say a message beside a field, as the server does; "" takes it away. */
function mark(control, message, { isAloud = false } = {}) {
  const field = control.closest(".field");
  const id = `${control.id}_error`;
  let place = document.getElementById(id);
  if (!message && !place) return;
  if (!place) {
    place = Object.assign(document.createElement("p"), { id, className: "error" });
    (field.querySelector(".hint") ?? field.querySelector("label")).after(place);
  }
  place.role = isAloud ? "alert" : null;
  place.textContent = message;
  place.hidden = !message;
  field.classList.toggle("wrong", Boolean(message));
  const described = (control.getAttribute("aria-describedby") ?? "").split(" ");
  const others = described.filter((one) => one && one !== id);
  control.setAttribute("aria-describedby", [...others, ...(message ? [id] : [])].join(" "));
  if (message) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}
