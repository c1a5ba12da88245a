"use strict";
// A page: its changes one by one, why they were made, the layers, the two views, and the way to the next page.
const page = (() => {
  const { make, word, keys, stored } = site;
  const { rules, changes } = JSON.parse(document.getElementById("changes").textContent);
  const text = document.getElementById("text");
  const said = document.getElementById("said");
  let marks = [...text.querySelectorAll(".c")];
  let current = -1; // number of the change that the keyboard is at

  const tag = (name) => make("span", { class: `tag k-${name}` }, word(`k-${name}`));
  const tell = (number) => {
    const [rule, line, zone, note, doubt, also, kind] = changes[number];
    const name = rules[rule];
    const known = Object.hasOwn(cleanerRules, name) ? cleanerRules[name] : "";
    const head = make("p", {}, tag(kind), " ", make("code", { class: "rule" }, name), ` · ${word("line")} ${line}`);
    if (zone) head.append(` · ${word(`zone-${zone}`)}`);
    if (doubt) head.append(" · ", make("strong", { class: "v-damaged" }, word(doubt)));
    const rest = [];
    if (known) rest.push(make("p", { lang: "en" }, known));
    if (note) rest.push(make("p", { class: "soft" }, note));
    if (also.length) rest.push(make("p", { class: "soft" }, `${word("also")}: ${also.map((other) => rules[other]).join(", ")}`));
    said.replaceChildren(head, ...rest);
    document.dispatchEvent(new CustomEvent("told", { detail: number }));
  };
  const visible = (mark) => !text.classList.contains(`off-${changes[mark.dataset.i][6]}`);
  const go = (number, focus = true) => {
    for (const mark of text.querySelectorAll(".c[aria-current]")) {
      mark.removeAttribute("aria-current");
      mark.removeAttribute("tabindex");
    }
    const mark = marks.find((one) => Number(one.dataset.i) === number);
    if (!mark) return;
    current = number;
    mark.setAttribute("aria-current", "true");
    mark.tabIndex = 0;
    if (focus) {
      mark.scrollIntoView({ block: "center" });
      mark.focus({ preventScroll: true });
    }
    tell(number);
  };
  const step = (way) => {
    const seen = marks.filter(visible);
    const later = way > 0 ? seen.find((mark) => mark.dataset.i > current) : seen.findLast((mark) => mark.dataset.i < current);
    if (later) go(Number(later.dataset.i));
    else if (current < 0 && seen.length) go(Number(seen.at(way > 0 ? 0 : -1).dataset.i));
  };

  text.addEventListener("mouseover", (event) => {
    const mark = event.target.closest(".c");
    if (mark && visible(mark)) tell(Number(mark.dataset.i));
  });
  text.addEventListener("mouseleave", () => current >= 0 && tell(current));
  text.addEventListener("click", (event) => {
    const mark = event.target.closest(".c");
    if (mark && visible(mark)) go(Number(mark.dataset.i));
  });

  for (const box of document.querySelectorAll("#layers input")) {
    const set = () => text.classList.toggle(`off-${box.value}`, !box.checked);
    box.addEventListener("change", set);
    set();
  }
  const views = [...document.querySelectorAll("input[name=view]")];
  const view = (name) => {
    const side = name === "side";
    for (const box of views) box.checked = box.value === name;
    stored("view", name);
    if (side === text.classList.contains("side")) return;
    text.classList.toggle("side", side);
    document.querySelector(".heads").classList.toggle("side", side);
    for (const row of text.children) {
      if (!side) {
        row.lastElementChild.remove();
        row.lastElementChild.classList.remove("was");
        continue;
      }
      const now = row.lastElementChild.cloneNode(true);
      row.lastElementChild.classList.add("was");
      now.classList.add("now");
      row.append(now);
    }
    marks = [...text.querySelectorAll(".c")];
  };
  for (const box of views) box.addEventListener("change", () => view(box.value));
  if (stored("view") === "side") view("side");

  // The index is read when somebody wants the next page: it may be some megabytes.
  const turn = async (way) => {
    if (typeof cleanerIndex === "undefined") await site.load("data/index.js");
    const wanted = queue.read(location.hash);
    const own = document.body.dataset.key;
    const found = queue.fitting(queue.rows(), wanted);
    const next = found[found.findIndex((row) => row.key === own) + way];
    const hash = queue.write(wanted);
    if (next) location.href = `${next.key}.html${hash && `#${hash}`}`;
  };
  document.getElementById("next").onclick = () => turn(1);
  document.getElementById("previous").onclick = () => turn(-1);
  const hash = queue.write(queue.read(location.hash));
  if (hash) document.getElementById("index").href += `#${hash}`;
  Object.assign(keys, {
    j: () => step(1),
    k: () => step(-1),
    n: () => turn(1),
    p: () => turn(-1),
    s: () => view(text.classList.contains("side") ? "inline" : "side"),
  });
  document.addEventListener("spoken", () => current >= 0 && tell(current));
  site.speak();
  return { go, tell, changes, rules, at: () => current };
})();
