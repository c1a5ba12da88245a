"use strict";
// The rows of the index: which of them fit the filters in the address, and in what order.
const queue = (() => {
  const NAMES = ["q", "verdict", "class", "rule", "warning", "site", "encoding", "script", "sort"];
  const read = (hash) => {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    return Object.fromEntries(NAMES.filter((name) => given.get(name)).map((name) => [name, given.get(name)]));
  };
  const write = (wanted) => new URLSearchParams(Object.entries(wanted).filter(([, value]) => value)).toString();
  const FITS = {
    q: (row, value) => `${row.name}\n${row.title}`.toLowerCase().includes(value.toLowerCase()),
    verdict: (row, value) => row.verdict === value,
    class: (row, value) => row.classes.includes(value),
    rule: (row, value) => row.rules.includes(value),
    warning: (row, value) => row.warnings.includes(value),
    site: (row, value) => row.site === value,
    encoding: (row, value) => row.encoding === value,
    script: (row, value) => row.script === value,
  };
  const ORDER = {
    removed: (a, b) => b.removed - a.removed,
    changes: (a, b) => b.changes - a.changes,
    name: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  };
  // The rows come riskiest first, and sorting is stable.
  const fitting = (rows, wanted) => {
    const tests = Object.entries(wanted).filter(([name]) => name in FITS);
    const found = rows.filter((row) => tests.every(([name, value]) => FITS[name](row, value)));
    return wanted.sort in ORDER ? found.sort(ORDER[wanted.sort]) : found;
  };
  // The data says each rule and class once; rows name them by number.
  const rows = () => {
    const { names, rows: found } = cleanerIndex;
    const named = (numbers) => numbers.map((number) => names[number]);
    return found.map(([key, name, title, verdict, removed, changes, risk, why, warnings, rules, classes, ...rest]) => ({
      key, name, title, removed, changes, risk, why,
      verdict: names[verdict], warnings: named(warnings), rules: named(rules), classes: named(classes),
      encoding: names[rest[0]], script: names[rest[1]], site: names[rest[2]],
    }));
  };
  return { NAMES, read, write, fitting, rows };
})();
