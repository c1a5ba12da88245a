"use strict";
// Verdicts: one key each on the change, or the line, that is chosen; saved at once; rules shown before they are written.
(() => {
  const { make, word, keys } = site;
  const key = document.body.dataset.key;
  const text = document.getElementById("text");
  const state = document.getElementById("state");
  const list = document.getElementById("said-list");
  const asking = document.getElementById("asking");
  const form = document.getElementById("asking-form");
  const proposals = document.getElementById("proposals");
  const diff = document.getElementById("diff");
  let line = 0; // the chosen line of the source; 0 when a change is
  let seal = "";

  const ask = async (path, values) => {
    const sent = values && {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ key, ...values }),
    };
    const answer = await fetch(path, sent);
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.error);
    return told;
  };
  const trying = async (act) => {
    try {
      await act();
    } catch (error) {
      state.textContent = error.message;
    }
  };
  let verdicts = [];
  const show = (told) => {
    verdicts = told.verdicts;
    for (const mark of text.querySelectorAll("[data-verdict]")) delete mark.dataset.verdict;
    list.replaceChildren(...verdicts.map((one) => {
      const place = one.change >= 0 ? text.querySelectorAll(`.c[data-i="${one.change}"]`) : text.querySelectorAll(`#L${one.line}`);
      for (const mark of place) mark.dataset.verdict = one.verdict;
      const shown = make("li", {}, make("strong", {}, word(`say-${one.verdict}`)), " ");
      shown.append(make("a", { href: `#L${one.line}` }, `${word("line")} ${one.line}`), " ");
      if (one.rule) shown.append(make("code", {}, one.rule), " ");
      if (one.other) shown.append("→ ", make("code", {}, one.other), " ");
      shown.append(make("q", { lang: "zh-Hans" }, one.text.trim().slice(0, 60)));
      if (one.note) shown.append(` ${one.note}`);
      shown.append(make("small", { class: "soft" }, ` ${one.who}, ${one.when.slice(0, 16).replace("T", " ")}`));
      return shown;
    }));
  };
  const target = () => (line ? { line } : page.at() >= 0 ? { change: page.at() } : null);
  const say = (verdict, more = {}) => trying(async () => {
    const place = target();
    if (!place) {
      state.textContent = word("choose");
      return;
    }
    show(await ask("/api/verdict", { verdict, ...place, ...more }));
    state.textContent = word("saved");
    if (!line) keys.j();
  });
  const question = (verdict) => {
    if (!target()) {
      state.textContent = word("choose");
      return;
    }
    form.reset();
    form.dataset.verdict = verdict;
    document.getElementById("other-part").hidden = verdict !== "other";
    asking.showModal();
  };
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value !== "save") return;
    const { note, other } = form.elements;
    say(form.dataset.verdict, { note: note.value, other: form.dataset.verdict === "other" ? other.value : "" });
  });
  const undo = () => trying(async () => {
    const told = await ask("/api/undo", {});
    show(told);
    state.textContent = told.undone ? word("undone") : word("nothing");
  });
  const preview = () => trying(async () => {
    const told = await ask("/api/preview", {});
    seal = told.seal;
    diff.textContent = told.diff || word("nothing");
    document.getElementById("write").disabled = !told.diff;
    proposals.showModal();
  });
  document.getElementById("leave").onclick = () => proposals.close();
  document.getElementById("write").onclick = () => trying(async () => {
    proposals.close();
    const told = await ask("/api/write", { seal });
    const bad = told.pages.filter((one) => one.error);
    if (bad.length) state.textContent = bad.map((one) => `${one.page}: ${one.error}`).join("; ");
    else location.reload();
  });

  const choose = (row) => {
    for (const one of text.querySelectorAll(".row.chosen")) one.classList.remove("chosen");
    line = 0;
    if (!row) return;
    row.classList.add("chosen");
    line = Number(row.id.slice(1));
    row.scrollIntoView({ block: "center" });
    state.textContent = `${word("line")} ${line}`;
  };
  const move = (way) => {
    const rows = [...text.children].filter((row) => row.textContent.trim() && row.offsetHeight);
    const at = rows.findIndex((row) => row.classList.contains("chosen"));
    choose(rows[Math.max(0, Math.min(rows.length - 1, at + way))]);
  };
  text.addEventListener("click", (event) => {
    if (event.target.closest(".no")) choose(event.target.closest(".row"));
    else if (event.target.closest(".c")) choose(null);
  });
  const { j, k } = keys;
  Object.assign(keys, {
    j: () => (choose(null), j()),
    k: () => (choose(null), k()),
    J: () => move(1),
    K: () => move(-1),
    a: () => say("accept"),
    y: () => say("keep"),
    x: () => say("drop"),
    o: () => question("other"),
    m: () => question("note"),
    u: undo,
    w: preview,
  });
  for (const button of document.querySelectorAll("button[data-verdict]")) {
    button.onclick = () => keys[button.getAttribute("aria-keyshortcuts")]();
  }
  document.getElementById("undo").onclick = undo;
  document.getElementById("preview").onclick = preview;
  document.addEventListener("spoken", () => show({ verdicts }));
  trying(async () => show(await ask(`/api/page/${key}`)));
})();
