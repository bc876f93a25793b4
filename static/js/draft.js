/* What is typed into a form stays on the reader's device until it is sent: under the form's name,
   without what says who sends it (`data-private`) and without hidden fields, but for the stamp: the
   same sent with the same stamp is stored once, also where the answer to the first time got lost.
   Only what differs from what the server filled in is kept: an old draft brings no old values of
   other fields. A page that follows sending says so in
   `<meta name="p2pmap-sent" content="name of the form">`. */

const PREFIX = "p2pmap-draft-";
const STAMP = "stamp";
const SAVED_AFTER = 300;

export class Draft extends EventTarget {
  constructor(form) {
    super();
    this.form = form;
    this.key = PREFIX + form.dataset.draft;
    this.before = {};
  }

  /** Whether anything can be kept on this device. */
  get canKeep() {
    return attempt(() => localStorage.length) !== null;
  }

  /** Keep what is typed from now on, after what was kept: `goesOn` says that the form holds it. */
  keep({ goesOn }) {
    if (goesOn) this.goOn();
    else this.restore();
    this.form.addEventListener("input", () => {
      clearTimeout(this.saving);
      this.saving = setTimeout(() => this.save(), SAVED_AFTER);
    });
    window.addEventListener("pagehide", () => this.saveNow());
    document.addEventListener("visibilitychange", () => this.saveNow());
  }

  /** Fill the form with what was kept. */
  restore() {
    const kept = read(this.key);
    if (!kept) return;
    for (const control of this.controls) {
      const values = kept[control.name];
      if (!Array.isArray(values)) continue;
      if (isTick(control)) control.checked = values.includes(control.value);
      else control.value = values[0] ?? "";
    }
    this.tell(this.touched.size > 0);
    const stamp = this.form.elements[STAMP];
    if (stamp && this.isKept) stamp.value = kept[STAMP]?.[0] ?? stamp.value;
  }

  /** A page with mistakes holds what was kept already: from here on it is added to. */
  goOn() {
    const { [STAMP]: _, ...before } = read(this.key) ?? {};
    this.before = before;
    this.save();
  }

  forget() {
    clearTimeout(this.saving);
    this.saving = null;
    this.before = {};
    forget(this.form.dataset.draft);
    this.tell(false);
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
    if (!Object.keys(kept).length) return this.forget();
    const stamp = this.form.elements[STAMP];
    if (stamp) kept[STAMP] = [stamp.value];
    attempt(() => localStorage.setItem(this.key, JSON.stringify(kept)));
    this.tell(this.canKeep);
  }

  saveNow() {
    if (!this.saving) return;
    clearTimeout(this.saving);
    this.save();
  }

  /** Say whether something is kept. */
  tell(isKept) {
    this.isKept = isKept;
    this.dispatchEvent(new Event("change"));
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
if (sent) {
  forget(sent.content);
  // Once is enough: a later visit must not forget what was typed since.
  history.replaceState(null, "", location.pathname);
}
