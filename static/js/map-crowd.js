/* A short list of the points that lie at one place, to choose one of: with a tap, a click or keys. */

const GAP = 12;
const WAYS = { ArrowDown: 1, ArrowUp: -1 };

/** Open the list of `points` beside a place in px in `map`; the choice is told as any other. */
export function openCrowd(map, points, [x, y]) {
  const opener = document.activeElement;
  const box = map.appendChild(document.createElement("div"));
  box.className = "crowd list";
  box.role = "dialog";
  box.ariaLabel = map.drawing.words.crowd.replace("%(count)s", points.length);
  const list = box.appendChild(document.createElement("ul"));
  list.append(...points.map((point) => row(map, point)));
  const rows = [...list.querySelectorAll("a")];

  const close = () => {
    document.removeEventListener("pointerdown", outside, true);
    const isInside = box.contains(document.activeElement);
    box.remove();
    const back = opener.isConnected && opener !== document.body ? opener : map.canvas;
    if (isInside) back.focus({ preventScroll: true });
  };
  const outside = ({ target }) => {
    if (!box.contains(target)) close();
  };
  document.addEventListener("pointerdown", outside, true);
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !box.contains(relatedTarget)) close();
  });
  box.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    if (event.key !== "Escape" && !way) return;
    // Escape closes this list, not what is beside it.
    event.stopPropagation();
    event.preventDefault();
    if (!way) return close();
    const place = rows.indexOf(document.activeElement) + way;
    rows[(place + rows.length) % rows.length].focus();
  });
  box.addEventListener("click", (event) => {
    const { slug } = event.target.closest("[data-slug]")?.dataset ?? {};
    if (!slug || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    close();
    map.send("map-select", slug);
  });

  const { clientWidth, clientHeight } = map;
  const { offsetWidth, offsetHeight } = box;
  const left = x > clientWidth / 2 ? x - offsetWidth - GAP : x + GAP;
  const within = (value, most) => Math.max(GAP, Math.min(most - GAP, value));
  box.style.left = `${within(left, clientWidth - offsetWidth)}px`;
  box.style.top = `${within(y - offsetHeight / 2, clientHeight - offsetHeight)}px`;
  rows[0].focus({ preventScroll: true });
}

function row(map, point) {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = map.pageOf(point.slug);
  link.dataset.slug = point.slug;
  const name = document.createElement("b");
  name.textContent = point.name;
  const sector = document.createElement("span");
  sector.textContent = map.drawing.sectors[point.sector] ?? "";
  link.append(markOf(point), name, sector);
  return item;
}

function markOf({ mark, hollow }) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", `mark ${mark.css_class}${hollow ? " open" : ""}`);
  svg.setAttribute("viewBox", "-5 -5 10 10");
  svg.ariaHidden = "true";
  const path = svg.appendChild(document.createElementNS(svg.namespaceURI, "path"));
  path.setAttribute("d", mark.icon);
  return svg;
}
