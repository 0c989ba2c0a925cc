"use strict";
// What rests on what is in the page already: an item has an id, and each piece of the article names its items in
// data-items. This script only follows those names.

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const list = (text) => (text ? text.trim().split(/\s+/) : []);
const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

const article = document.getElementById("article");
const bar = document.querySelector(".bar");
const status = bar.querySelector("[role=status]");
const leave = bar.querySelector("button");
const beside = matchMedia("(min-width: 54rem)"); // as in the style: the article has a column of its own
const calm = matchMedia("(prefers-reduced-motion: reduce)");

// The elements that name each id, gathered on first use: of a long article that takes a moment.
function naming(selector, attribute) {
  let found = null;
  return (id) => {
    if (!found) {
      found = new Map();
      for (const element of all(selector)) {
        for (const named of list(element.dataset[attribute])) {
          if (!found.has(named)) found.set(named, []);
          found.get(named).push(element);
        }
      }
    }
    return found.get(id) ?? [];
  };
}
const pieces = naming(".piece", "items"); // of the article, on which an item rests
const marks = naming("[data-item]", "item"); // of an event, on the axis

// What is pointed at, focused or held: some items and some words. `from` is the side it was chosen on.
let pointed = null;
let focused = null;
let held = null;
let origin = null; // where the focus goes back to
let person = "";
let waiting = 0;
let lit = [];
let named = [];

function choice(element) {
  const word = element.closest(".piece");
  if (word) return { from: word, items: list(word.dataset.items), words: [word] };
  const number = element.closest(".ref");
  if (number) return { from: number, items: list(number.dataset.items), words: all(".piece", number.parentElement) };
  const item = element.closest(".item, [data-item]");
  if (!item) return null;
  const items = item.id ? [item.id] : list(item.dataset.item);
  return { from: item, items, words: items.flatMap(pieces) };
}

function show() {
  const chosen = pointed ?? held ?? focused;
  for (const element of lit) element.classList.remove("lit", "cue");
  const items = chosen?.items ?? [];
  const words = chosen?.words ?? [];
  lit = [...items.flatMap((id) => [document.getElementById(id), ...marks(id)]), ...words];
  for (const element of lit) element.classList.add("lit");
  for (const word of words) {
    word.classList.toggle("cue", list(word.dataset.cues).some((id) => items.includes(id)));
  }
}

// What is not laid out yet has no place to go to: lay out where the element stands, and what comes before and after.
function layOut(element) {
  const chunks = all(".chunk:not([hidden])");
  const at = chunks.findIndex(
    (chunk) => chunk.contains(element) || element.compareDocumentPosition(chunk) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const here = at < 0 ? chunks.length : at;
  for (const chunk of chunks.slice(Math.max(here - 1, 0), here + 2)) chunk.classList.add("near");
}

function move(element) {
  layOut(element);
  const box = element.getBoundingClientRect();
  const far = element.closest(".chunk") && Math.abs(box.top) > 5 * innerHeight; // all between would have to be drawn
  const behavior = calm.matches || far ? "auto" : "smooth";
  if (beside.matches && article.contains(element)) {
    const frame = article.getBoundingClientRect();
    if (box.top >= Math.max(frame.top, 0) && box.bottom <= Math.min(frame.bottom, innerHeight)) return;
    article.scrollTo({ top: article.scrollTop + box.top - frame.top - frame.height / 3, behavior });
  } else if (box.top < 0 || box.bottom > innerHeight - bar.offsetHeight) {
    element.scrollIntoView({ block: "center", behavior });
  }
}

function point(element) {
  clearTimeout(waiting);
  pointed = element && choice(element);
  show();
  const [word] = pointed?.words ?? [];
  // Only beside the digest, where nothing jumps away from under the pointer; and not at every item it passes over.
  if (word && !held && beside.matches && !article.contains(element)) waiting = setTimeout(move, 120, word);
}

function hold(chosen, element) {
  pointed = null;
  held = chosen;
  origin = element;
  show();
  const inText = article.contains(chosen.from);
  const target = inText ? chosen.items.map((id) => document.getElementById(id)).find((item) => !item.hidden) : chosen.words[0];
  if (target) move(target);
  tell();
}

function release() {
  held = focused = pointed = null;
  show();
  tell();
}

function back() {
  if (!held) return clear();
  const to = origin;
  release();
  move(to);
  const stop = to.closest("a, button") ?? to.closest(".item")?.querySelector(".cite, .chip");
  stop?.focus({ preventScroll: true });
  focused = null; // being there again is no new choice
  show();
}

function clear() {
  for (const select of all("[data-filter]")) select.value = "";
  person = "";
  filter();
}

function filter() {
  for (const chip of all(".chip")) chip.setAttribute("aria-pressed", String(chip.dataset.person === person));
  for (const piece of named) piece.classList.remove("named");
  named = person ? pieces(person) : [];
  for (const piece of named) piece.classList.add("named");
  const wanted = all("[data-filter]").filter((select) => select.value);
  for (const item of all(".event, .claim")) {
    const concerned = !person || list(item.dataset.people).includes(person);
    const fits = item.matches(".event") || wanted.every((select) => item.dataset[select.dataset.filter] === select.value);
    item.hidden = !(concerned && fits);
  }
  // A mark or a label of several events fades only when all of them do.
  for (const mark of all("[data-item]")) {
    mark.classList.toggle("out", list(mark.dataset.item).every((id) => document.getElementById(id).hidden));
  }
  for (const chunk of all(".events.chunk, .claims.chunk")) {
    const shown = [...chunk.children].filter((item) => !item.hidden).length;
    chunk.hidden = !shown;
    chunk.style.containIntrinsicBlockSize = shown < chunk.children.length ? `${6 * shown}rem` : ""; // while not laid out
  }
  for (const count of all("[data-count]")) count.textContent = left(count.dataset.count);
  const none = document.querySelector(".none");
  if (none) none.hidden = all(".claim:not([hidden])").length > 0;
  tell();
}

function left(selector) {
  const items = all(selector);
  const shown = items.filter((item) => !item.hidden).length;
  return shown === items.length ? `${shown}` : `${shown} of ${items.length}`;
}

function tell() {
  const filtered = person || all("[data-filter]").some((select) => select.value);
  const parts = [];
  if (held && article.contains(held.from)) {
    const hidden = held.items.filter((id) => document.getElementById(id).hidden).length;
    parts.push(`${plural(held.items.length, "item")} on these words${hidden ? `, ${hidden} hidden by the filters` : ""}`);
  } else if (held) {
    const [id] = held.items;
    const kind = held.items.length === 1 ? document.getElementById(id).dataset.kind : plural(held.items.length, "event");
    parts.push(`${kind}: ${plural(new Set(held.words.map((word) => word.parentElement)).size, "sentence")} lit in the article`);
  }
  if (filtered) {
    if (person) parts.push(document.querySelector(`[data-person="${person}"]`).textContent);
    if (document.querySelector(".event")) parts.push(`events: ${left(".event")}`);
    if (document.querySelector(".claim")) parts.push(`claims: ${left(".claim")}`);
  }
  status.textContent = parts.join(" · ");
  leave.textContent = held ? "Back" : "Show all";
  leave.hidden = !parts.length;
  bar.classList.toggle("full", parts.length > 0);
}

function press(element) {
  const chip = element.closest(".chip");
  if (chip) {
    person = person === chip.dataset.person ? "" : chip.dataset.person;
    filter();
    const [mention] = named;
    if (mention && beside.matches) move(mention);
    return;
  }
  const chosen = choice(element);
  if (!chosen) return;
  const again = held && held.from === chosen.from && !element.closest("a");
  if (again) release();
  else hold(chosen, element);
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "touch") point(event.target);
});
document.documentElement.addEventListener("pointerleave", () => point(null));
document.addEventListener("focusin", (event) => {
  focused = event.target.matches(".cite, .ref, .chip") ? choice(event.target) : null;
  if (event.target.matches(":focus-visible")) pointed = null; // the keyboard goes on where the pointer only rests
  show();
  const [word] = focused?.words ?? [];
  if (word && !held && beside.matches && !article.contains(event.target)) move(word);
});
document.addEventListener("focusout", () => {
  focused = null;
  show();
});
document.addEventListener("click", (event) => {
  if (event.target.closest(".kicker a, select, .skip") || String(getSelection())) return;
  if (event.target.closest(".bar button")) return back();
  const entry = event.target.closest(".contents a");
  if (entry) {
    event.preventDefault(); // as below
    const heading = document.getElementById(entry.hash.slice(1));
    layOut(heading);
    heading.scrollIntoView();
    heading.tabIndex = -1;
    return heading.focus({ preventScroll: true });
  }
  const link = event.target.closest(".cite, .ref");
  press(event.target);
  if (!link) return;
  // As the link would, but without leaving a frame: go where it points, and let the focus go there too.
  event.preventDefault();
  const target = document.getElementById(link.hash.slice(1));
  const end = target.matches(".sentence") ? target.querySelector(".ref") : target.querySelector(".cite, .chip");
  if (target.hidden || !end) return;
  move(link.matches(".cite") ? target : end);
  end.focus({ preventScroll: true });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") back();
  const link = event.target.closest(".cite, .ref");
  if (event.key === " " && link) {
    event.preventDefault(); // Enter goes there; Space holds the words lit and stays
    press(link);
  }
});
for (const select of all("[data-filter]")) select.addEventListener("change", filter);

document.documentElement.classList.add("live");
