/* What is typed into a form stays on the reader's device until it is sent: under the form's name,
   without what says who sends it (`data-private`) and without hidden fields. Only what differs from
   what the server filled in is kept, so that an old draft brings no old values of other fields. A
   page that follows sending says so in `<meta name="p2pmap-sent" content="names of forms">`. */

const PREFIX = "p2pmap-draft-";
const SAVED_AFTER = 300;

export class Draft {
  constructor(form) {
    this.form = form;
    this.key = PREFIX + form.dataset.draft;
  }

  /** Keep what is typed from now on. */
  keep() {
    this.form.addEventListener("input", () => {
      clearTimeout(this.saving);
      this.saving = setTimeout(() => this.save(), SAVED_AFTER);
    });
    window.addEventListener("pagehide", () => this.saveNow());
    document.addEventListener("visibilitychange", () => this.saveNow());
  }

  /** Fill the form with what was kept; say whether anything was. */
  restore() {
    const kept = read(this.key);
    if (!kept) return false;
    for (const control of this.controls) {
      const values = kept[control.name];
      if (!Array.isArray(values)) continue;
      if (isTick(control)) control.checked = values.includes(control.value);
      else control.value = values[0] ?? "";
    }
    return this.touched.size > 0;
  }

  /** A page with mistakes holds what was kept already: from here on it is added to. */
  goOn() {
    this.before = read(this.key) ?? {};
  }

  forget() {
    clearTimeout(this.saving);
    this.saving = null;
    this.before = {};
    forget(this.form.dataset.draft);
  }

  save() {
    this.saving = null;
    const kept = { ...this.before };
    const touched = this.touched;
    for (const name of touched) kept[name] = [];
    for (const control of this.controls) {
      if (!touched.has(control.name) || (isTick(control) && !control.checked)) continue;
      kept[control.name].push(control.value);
    }
    if (!Object.keys(kept).length) return forget(this.form.dataset.draft);
    attempt(() => localStorage.setItem(this.key, JSON.stringify(kept)));
  }

  saveNow() {
    if (!this.saving) return;
    clearTimeout(this.saving);
    this.save();
  }

  /** The names of the fields that hold something else than the server filled in. */
  get touched() {
    return new Set(this.controls.filter(isTouched).map(({ name }) => name));
  }

  get controls() {
    return [...this.form.elements].filter(
      (control) => control.name && control.type !== "hidden" && !isPrivate(control),
    );
  }
}

function isTouched(control) {
  if (isTick(control)) return control.checked !== control.defaultChecked;
  if (control.options) return [...control.options].some((one) => one.selected !== isDefault(one));
  return control.value !== control.defaultValue;
}

/* Where no option is marked as chosen, the browser chooses the first. */
function isDefault(option) {
  const { options } = option.closest("select");
  const isAnyMarked = [...options].some(({ defaultSelected }) => defaultSelected);
  return isAnyMarked ? option.defaultSelected : option === options[0];
}

function isTick({ type }) {
  return type === "checkbox" || type === "radio";
}

function isPrivate(control) {
  return control.tagName === "BUTTON" || control.closest("[data-private]") !== null;
}

function read(key) {
  const kept = attempt(() => JSON.parse(localStorage.getItem(key)));
  return typeof kept === "object" ? kept : null;
}

function forget(name) {
  attempt(() => localStorage.removeItem(PREFIX + name));
}

/* Storage may be blocked or full: then nothing is kept, and everything else works. */
function attempt(deed) {
  try {
    return deed();
  } catch {
    return null;
  }
}

const sent = document.querySelector("meta[name='p2pmap-sent']");
for (const name of sent?.content.split(" ") ?? []) forget(name);
