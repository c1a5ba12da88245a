"use strict";
// The index: the queue, filtered by what the address says, so that every view has a link.
(() => {
  const STEP = 100;
  const all = queue.rows();
  const form = document.getElementById("filters");
  const body = document.getElementById("rows");
  const more = document.getElementById("more");
  const { make, word, keys } = site;
  let found = [];
  let shown = 0;
  let at = -1;

  for (const name of ["verdict", "class", "rule", "warning", "site", "encoding", "script"]) {
    const counts = new Map();
    const key = { class: "classes", rule: "rules", warning: "warnings" }[name] ?? name;
    for (const row of all) {
      for (const value of new Set([row[key]].flat())) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const ranked = [...counts].filter(([value]) => value).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    for (const [value, count] of ranked.slice(0, 500)) {
      form.elements[name].append(make("option", { value }, `${value} (${count})`));
    }
  }

  const reason = (why) => {
    const [key, count] = why.split(" ");
    const text = count ? `${word(key)} ${count}` : word(key);
    return make("span", { class: key.startsWith("verdict-") ? "chip alarm" : "chip" }, text);
  };
  const line = (row) => {
    const wanted = queue.write(queue.read(location.hash));
    const link = make("a", { href: `pages/${row.key}.html${wanted && `#${wanted}`}` });
    link.append(make("span", { lang: "zh-Hans" }, row.title || row.name));
    const made = make("tr", {});
    made.append(
      make("td", {}, link, make("small", {}, row.name)),
      make("td", {}, ...row.why.map(reason)),
      make("td", { class: "n", "data-head": word("removed-head") }, `${Math.round(100 * row.removed)}%`),
      make("td", { class: "n", "data-head": word("changes-head") }, row.changes.toLocaleString("en")),
      make("td", { class: "n", "data-head": word("risk") }, String(row.risk)),
    );
    return made;
  };
  const show = () => {
    const next = found.slice(shown, shown + STEP);
    body.append(...next.map(line));
    shown += next.length;
    more.hidden = shown >= found.length;
  };
  const refresh = () => {
    const wanted = queue.read(location.hash);
    for (const name of queue.NAMES) {
      const field = form.elements[name];
      const value = wanted[name] ?? "";
      // A bar's link may name what is not among the commonest.
      if (field.options && value && ![...field.options].some((option) => option.value === value)) {
        field.append(make("option", { value }, value));
      }
      if (field !== document.activeElement || field.options) field.value = value;
    }
    found = queue.fitting(all, wanted);
    body.replaceChildren();
    shown = 0;
    at = -1;
    show();
    document.getElementById("found").textContent = `${found.length.toLocaleString("en")} ${word("found")} ${all.length.toLocaleString("en")}`;
    document.getElementById("none").hidden = found.length > 0;
  };
  const wish = () => {
    const wanted = queue.write(Object.fromEntries(new FormData(form)));
    history.replaceState(null, "", wanted ? `#${wanted}` : location.pathname + location.search);
    refresh();
  };
  const move = (step) => {
    at = Math.max(0, Math.min(found.length - 1, at + step));
    while (at >= shown && shown < found.length) show();
    for (const row of body.querySelectorAll(".at")) row.classList.remove("at");
    const row = body.children[at];
    if (!row) return;
    row.classList.add("at");
    row.querySelector("a").focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
  };

  form.addEventListener("input", wish);
  form.addEventListener("change", wish);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(wish));
  more.onclick = show;
  addEventListener("hashchange", () => {
    refresh();
    document.getElementById("queue-head").scrollIntoView();
  });
  document.addEventListener("spoken", refresh);
  Object.assign(keys, {
    j: () => move(1),
    k: () => move(-1),
    n: () => move(1),
    p: () => move(-1),
    "/": () => form.elements.q.focus(),
  });
  site.speak();
})();
