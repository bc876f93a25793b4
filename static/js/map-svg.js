/* The server's drawing, with its marks and names placed for the size that it really has. The server
   placed them for the smallest map of three sizes: here there may be room for more names. */

import { frameOf, placeNames, radius, spreadOut } from "./map-places.js";

const GROUPS = ["net", "gc", "dist", "lr", "mixed"];

/** Place the marks and names of the drawing in `canvas`; return how many have no name. */
export function placeServersDrawing(canvas) {
  const map = canvas.querySelector(".map");
  const links = [...map.querySelectorAll(".pt")].reverse();
  const selected = map.querySelector(".pt.selected")?.dataset.slug;
  // What belongs to the point that the page came with is not that of another.
  for (const part of map.querySelectorAll("[data-of]")) {
    part.toggleAttribute("hidden", part.dataset.of !== selected);
  }
  const frame = frameOf(canvas, links.length);
  const { clientWidth: width, clientHeight: height } = map;
  const band = (frame.height - height) / 2;
  const ranks = {};
  const points = links.map((link) => {
    const { classList, dataset } = link;
    const region = GROUPS.find((name) => classList.contains(name));
    ranks[region] = (ranks[region] ?? -1) + 1;
    const prominence = [1, 2, 3].find((level) => classList.contains(`known-${level}`));
    const [x, y] = ["x", "y"].map((name) => parseFloat(markOf(link).getAttribute(name)) / 100);
    return {
      link,
      region,
      slug: dataset.slug,
      label: dataset.name,
      mark: { token: [...classList].find((name) => name.startsWith("s-")) ?? region },
      prominence,
      selected: classList.contains("selected"),
      rank: ranks[region],
      r: radius(prominence, frame),
      x: x * width,
      y: band + y * height,
    };
  });
  const below = spreadOut(points);
  for (const point of points) clear(point);
  const names = placeNames(points, frame);
  for (const { point, x, y, weight, line } of names) {
    const text = written(point, point.label, x - point.x, y - point.y);
    if (weight > 500) text.classList.add("first");
    if (line) markOf(point.link).prepend(leader(point, line));
  }
  for (const point of points.filter(({ more }) => more)) {
    written(point, `+${point.more}`, 0, below).classList.add("count");
  }
  return points.length - names.length;
}

function markOf(link) {
  return link.querySelector("svg");
}

/* One mark, where it is drawn, instead of one for each size; and no names. */
function clear({ link, dx, dy }) {
  const mark = link.querySelector(".dot");
  const moved = document.createElementNS(mark.namespaceURI, "g");
  moved.setAttribute("transform", `translate(${dx} ${dy})`);
  moved.append(mark);
  markOf(link).replaceChildren(moved);
  for (const text of link.querySelectorAll("text")) text.remove();
}

function leader({ link, x, y }, [fromX, fromY, toX, toY]) {
  const path = document.createElementNS(markOf(link).namespaceURI, "path");
  path.setAttribute("class", "lead");
  path.setAttribute("d", `M${fromX - x} ${fromY - y}L${toX - x} ${toY - y}`);
  return path;
}

function written({ link }, words, dx, dy) {
  const mark = markOf(link);
  const text = document.createElementNS(mark.namespaceURI, "text");
  const places = { x: mark.getAttribute("x"), y: mark.getAttribute("y"), dx, dy };
  for (const [name, value] of Object.entries(places)) text.setAttribute(name, value);
  text.textContent = words;
  link.append(text);
  return text;
}
