/* <filter-form>: around a GET form (#filter) whose results htmx swaps in, with the links of those
   results. It works without this; here is what markup alone cannot say. */

class FilterForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("htmx:configRequest", leaveOutBlanks);
    this.addEventListener("htmx:oobBeforeSwap", keepOpen);
    this.addEventListener("htmx:afterSwap", (event) => this.follow(event.detail.requestConfig.elt));
    this.addEventListener("htmx:beforeRequest", () => this.sayFailure(false));
    for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
      this.addEventListener(failure, () => this.sayFailure(true));
    }
  }

  /* After the results of `source`, a control of the form or a link. */
  follow(source) {
    for (const link of document.querySelectorAll("a[hreflang]")) {
      link.search = location.search;
    }
    if (source instanceof HTMLAnchorElement) {
      // The link is gone or no longer true: what it led to has the focus, and says itself.
      this.querySelector("#q").value = new URLSearchParams(location.search).get("q") ?? "";
      this.querySelector("#results-title").focus({ preventScroll: true });
    }
  }

  sayFailure(failed) {
    this.querySelector("#no-answer").hidden = !failed;
  }
}

/* An address names only what is asked for. */
function leaveOutBlanks({ detail }) {
  const blanks = [...detail.formData].filter(([, value]) => value.trim() === "");
  for (const [name] of blanks) detail.formData.delete(name);
}

/* Lists that the reader opened stay open. */
function keepOpen({ detail }) {
  for (const { id } of detail.target.querySelectorAll("details[open][id]")) {
    const again = detail.fragment.querySelector(`#${id}`);
    if (again) again.open = true;
  }
}

customElements.define("filter-form", FilterForm);
