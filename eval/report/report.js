"use strict";
// Filters, sorting and unfolding of the questions; without it everything but the details can be read.
(() => {
  const table = document.querySelector("table.questions");
  const questions = [...table.querySelectorAll("tbody.question")];
  const field = (id) => document.getElementById(id);
  const words = new Map(questions.map((q) => [q, q.textContent.toLowerCase()]));

  const open = (question, yes) => {
    question.querySelector(".detail").hidden = !yes;
    question.querySelector(".open").setAttribute("aria-expanded", String(yes));
  };
  const isOpen = (question) => !question.querySelector(".detail").hidden;

  const filter = () => {
    const sought = field("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const q of questions) {
      const fits =
        ["type", "verdict", "cause"].every((k) => !field(k).value || q.dataset[k] === field(k).value) &&
        sought.every((word) => words.get(q).includes(word));
      q.hidden = !fits;
      shown += fits;
    }
    field("shown").textContent = `${shown} of ${questions.length}`;
  };

  const valueOf = (question, column) => {
    const cell = question.querySelector(".head").children[column];
    return cell.dataset.value === undefined ? cell.textContent.trim() : Number(cell.dataset.value);
  };
  const sort = (header) => {
    const column = [...header.parentNode.children].indexOf(header);
    const down = header.getAttribute("aria-sort") === "ascending";
    for (const other of header.parentNode.children) other.setAttribute("aria-sort", "none");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    questions.sort((a, b) => {
      const [x, y] = [valueOf(a, column), valueOf(b, column)];
      const order = typeof x === "number" ? x - y : x.localeCompare(y, undefined, { numeric: true });
      return down ? -order : order;
    });
    table.append(...questions);
  };

  for (const q of questions) {
    q.querySelector(".head").addEventListener("click", () => {
      if (!String(getSelection())) open(q, !isOpen(q));
    });
  }
  for (const header of table.querySelectorAll("thead th")) {
    header.querySelector("button").addEventListener("click", () => sort(header));
  }
  for (const id of ["search", "type", "verdict", "cause"]) field(id).addEventListener("input", filter);
  document.querySelector("form.filters").addEventListener("submit", (event) => event.preventDefault());
  field("unfold").addEventListener("click", (event) => {
    const shown = questions.filter((q) => !q.hidden);
    const yes = !shown.every(isOpen);
    for (const q of shown) open(q, yes);
    event.currentTarget.textContent = yes ? "Close all" : "Open all";
  });
  const named = () => {
    const question = questions.find((q) => `#${q.id}` === decodeURIComponent(location.hash));
    if (question) open(question, true), question.scrollIntoView();
  };
  addEventListener("hashchange", named);
  filter();
  named();
})();
