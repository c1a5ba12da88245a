"use strict";
// What all pages share: the two languages, light and dark, the help, and small builders.
// Invariant: text of a page reaches the document as text only.
const site = (() => {
  const html = document.documentElement;
  const stored = (key, value) => {
    try {
      if (value !== undefined) localStorage.setItem(`cleaner-${key}`, value);
      return localStorage.getItem(`cleaner-${key}`);
    } catch {
      return null; // storage is off: the choice holds for this page
    }
  };
  const has = (key) => Object.hasOwn(cleanerWords, key);
  let chinese = (stored("language") ?? navigator.language).startsWith("zh");
  const word = (key) => (has(key) ? cleanerWords[key][chinese ? 1 : 0] : key);
  const speak = () => {
    html.lang = chinese ? "zh-Hans" : "en";
    for (const item of document.querySelectorAll("[data-w]")) {
      if (has(item.dataset.w)) item.textContent = word(item.dataset.w);
    }
    document.getElementById("language").lang = chinese ? "en" : "zh-Hans";
    document.dispatchEvent(new Event("spoken"));
  };
  const language = () => {
    chinese = !chinese;
    stored("language", chinese ? "zh" : "en");
    speak();
  };
  const theme = () => {
    const dark = html.dataset.theme ? html.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    html.dataset.theme = dark ? "light" : "dark";
    stored("theme", html.dataset.theme);
  };
  if (stored("theme")) html.dataset.theme = stored("theme");

  // make("a", {href: "#x"}, "text", child)
  const make = (tag, values, ...inside) => {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(values ?? {})) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  };
  const load = (path) =>
    new Promise((done, failed) => {
      const script = make("script", { src: html.dataset.root + path });
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });

  const help = document.getElementById("help");
  document.getElementById("help-open").onclick = () => help.showModal();
  document.getElementById("help-close").onclick = () => help.close();
  document.getElementById("language").onclick = language;
  document.getElementById("theme").onclick = theme;
  const keys = { "?": () => (help.open ? help.close() : help.showModal()), d: theme, l: language };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=radio], [type=checkbox]), select, textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (help.open && event.key !== "?") return;
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  return { word, speak, make, load, keys, stored };
})();
