/* The keys of curators: what has a data-key is pressed by that key, wherever the page has one. They
   do nothing while somebody types, or together with Ctrl, Alt or Meta, and can be turned off. */

const OFF = "p2pmap-keys-off";
const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

const isOff = () => read() === "1";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isOff()) return;
  if (event.key === "Escape") return leave(event);
  if (event.target.closest(TYPED_IN)) return;
  if (event.key === "j" || event.key === "k") return step(event, event.key === "j" ? 1 : -1);
  if (event.key === "x") return tick(event);
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  press(target);
});

for (const box of document.querySelectorAll("[data-keys-off]")) {
  box.checked = isOff();
  box.addEventListener("change", () => write(box.checked ? "1" : ""));
}

// What was wrong with what was sent comes first.
document.querySelector(".problems")?.focus();

function press(target) {
  if (target.matches("details")) return open(target);
  if (target.matches("input")) return target.focus();
  target.click();
}

/** Open a panel, close the others, and lead to what is needed next in it. */
function open(panel) {
  for (const other of document.querySelectorAll("details.deed[open]")) {
    if (other !== panel) other.open = false;
  }
  panel.open = true;
  const first = panel.querySelector("[data-focus]") ?? panel.querySelector("select, textarea, input:not([type=hidden])");
  (first ?? panel.querySelector("summary")).focus();
  first?.scrollIntoView({ block: "nearest" });
}

/** Escape leaves a field; then it closes the panel that is open. */
function leave({ target }) {
  const panel = target.closest("details[open]");
  if (target.matches(TYPED_IN)) return panel?.querySelector("summary").focus() ?? target.blur();
  if (!panel) return;
  panel.open = false;
  panel.querySelector("summary").focus();
}

/** Go down or up in the list of cases. */
function step(event, by) {
  const links = [...document.querySelectorAll("[data-case] a.case-link")];
  if (!links.length) return;
  event.preventDefault();
  const row = event.target.closest("[data-case]");
  const at = links.findIndex((link) => row?.contains(link));
  links[Math.max(0, Math.min(links.length - 1, at + by))].focus();
}

/** Tick the case in whose row the focus is. */
function tick(event) {
  const box = event.target.closest("[data-case]")?.querySelector("input[type=checkbox]");
  if (!box) return;
  event.preventDefault();
  box.click();
}

/* Where nothing can be kept, the keys are on. */
function read() {
  try {
    return localStorage.getItem(OFF);
  } catch {
    return "";
  }
}

function write(value) {
  try {
    localStorage.setItem(OFF, value);
  } catch {
    // It holds for this page alone.
  }
}
