"use strict";

// Conditions, as the form engine has them: ["call", name, …], ["answer", key], ["number", "3"], ["value", …].

function numberOf(value) {
  if (typeof value === "number") { return value; }
  if (typeof value === "string" && /^\s*-?\d+(\.\d+)?\s*$/.test(value)) { return Number(value); }
  return null;
}

function truthOf(value) {
  if (Array.isArray(value)) { return value.length > 0; }
  return value !== null && value !== undefined && value !== "" && value !== false && value !== 0;
}

function same(one, other) {
  const numbers = [numberOf(one), numberOf(other)];
  if (numbers[0] !== null && numbers[1] !== null) { return numbers[0] === numbers[1]; }
  return plain(one) === plain(other);
}

function plain(value) {
  if (value === null || value === undefined) { return ""; }
  if (value === true) { return "yes"; }
  if (value === false) { return "no"; }
  return Array.isArray(value) ? value.join(" ") : String(value);
}

function picked(value) {
  return Array.isArray(value) ? value : plain(value).split(" ").filter(function (one) { return one !== ""; });
}

function valueOf(tree, answers) {
  if (tree[0] === "number") { return Number(tree[1]); }
  if (tree[0] === "value") { return tree[1]; }
  if (tree[0] === "answer") { return tree[1] in answers ? answers[tree[1]] : ""; }
  const name = tree[1], of = tree.slice(2);
  if (name === "and") { return of.every(function (part) { return truthOf(valueOf(part, answers)); }); }
  if (name === "or") { return of.some(function (part) { return truthOf(valueOf(part, answers)); }); }
  if (name === "if") { return valueOf(truthOf(valueOf(of[0], answers)) ? of[1] : of[2], answers); }
  const values = of.map(function (part) { return valueOf(part, answers); });
  const a = numberOf(values[0]), b = numberOf(values[1]), both = a !== null && b !== null;
  switch (name) {
    case "not": return !truthOf(values[0]);
    case "=": return same(values[0], values[1]);
    case "!=": return !same(values[0], values[1]);
    case "<": return both && a < b;
    case "<=": return both && a <= b;
    case ">": return both && a > b;
    case ">=": return both && a >= b;
    case "+": return both ? a + b : null;
    case "-": return values.length === 1 ? (a === null ? null : -a) : both ? a - b : null;
    case "*": return both ? a * b : null;
    case "div": return both && b !== 0 ? a / b : null;
    case "mod": return both && b !== 0 ? a % b : null;
    case "selected": return picked(values[0]).indexOf(plain(values[1])) >= 0;
    case "count-selected": return picked(values[0]).length;
    case "coalesce": return values.find(function (one) { return one !== null && one !== ""; }) ?? null;
    case "string-length": return Array.from(plain(values[0])).length;
  }
  return true;
}

// What is typed.

const numbers = { number: true, amount: true };

function numberTyped(words) { // with a comma or a point, with blanks between thousands; null: none
  const plain = words.replace(/\s/g, "").replace("\u2212", "-").replace(",", ".");
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(plain) ? Number(plain) : null;
}

function wrongIn(kind, typed, most) { // which words of the form say what is wrong; "": nothing is
  if (typed === "") { return ""; }
  if (!numbers[kind]) { return Array.from(typed).length > most ? "much" : ""; }
  const number = numberTyped(typed);
  if (kind === "amount") { return number === null || number < 0 ? "amount" : ""; }
  return number === null ? "number" : "";
}

// Replies.

function base64Of(words) {
  const bytes = new TextEncoder().encode(words);
  let signs = "";
  bytes.forEach(function (one) { signs += String.fromCharCode(one); });
  return btoa(signs);
}

function linesOf(signs) {
  return (signs.match(/.{1,60}/g) || []).join("\n");
}

function onceOf() { // tells two people who answered alike from one file that came twice; it is kept nowhere
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return Array.from(bytes, function (one) { return one.toString(16).padStart(2, "0"); }).join("");
}

function begin(form) {
  const about = Object.assign(JSON.parse(form.dataset.about), { once: onceOf() });
  const questions = Array.from(form.querySelectorAll("fieldset"));
  const sections = Array.from(form.querySelectorAll("section"));
  const said = document.getElementById("said");
  let isUnsaved = false;

  function fieldOf(question) { return question.querySelector("textarea, .typed input"); }

  function answerOf(question) {
    const boxes = Array.from(question.querySelectorAll("input[type=radio], input[type=checkbox]"));
    const field = fieldOf(question), typed = field ? field.value.trim() : "";
    if (typed) { return numbers[question.dataset.kind] ? numberTyped(typed) : typed; } // whatever box stands beside it
    const on = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    if (!on.length) { return null; }
    if (question.dataset.kind === "many") { return on.indexOf("na") >= 0 ? "na" : on; }
    return question.dataset.kind === "points" && on[0] !== "na" ? Number(on[0]) : on[0];
  }

  function mark(question) { // tell at a field what is wrong in it; whether nothing is
    const field = fieldOf(question);
    if (!field) { return true; }
    const typed = field.value.trim(), what = wrongIn(question.dataset.kind, typed, Number(form.dataset.most));
    question.querySelector(".wrong").textContent = what === "" ? "" :
      form.dataset[what].replace(/\{(\w+)\}/g, function (_all, name) { return { typed: typed, count: Array.from(typed).length }[name]; });
    field.setAttribute("aria-invalid", what === "" ? "false" : "true");
    return what === "";
  }

  function answered() {
    const answers = Object.create(null); // a question may be called like something that every object has
    questions.forEach(function (question) {
      const isAsked = (question.dataset.when ? JSON.parse(question.dataset.when) : []).every(function (tree) {
        return truthOf(valueOf(tree, answers));
      });
      question.hidden = !isAsked;
      const answer = isAsked ? answerOf(question) : null;
      if (answer !== null) { answers[question.dataset.key] = answer; }
    });
    sections.forEach(function (section) {
      section.hidden = Array.from(section.querySelectorAll("fieldset")).every(function (one) { return one.hidden; });
    });
    return answers;
  }

  function openIn(answers) { // the numbers of the questions that are asked and have no answer
    return questions.filter(function (question) {
      return !question.hidden && !question.dataset.optional && !(question.dataset.key in answers);
    }).map(function (question) { return question.dataset.number; });
  }

  function reply() {
    const answers = answered();
    const wrong = questions.filter(function (question) { return !question.hidden && !mark(question); });
    said.textContent = "";
    if (wrong.length) { fieldOf(wrong[0]).focus(); return null; }
    if (!Object.keys(answers).length) { say(form.dataset.nothing); return null; }
    return JSON.stringify(Object.assign({}, about, { answers: answers }));
  }

  function say(words) { // below the button, so maybe below the edge of the screen
    said.textContent = words;
    said.scrollIntoView({ block: "nearest" });
  }

  function done(what) {
    const open = openIn(answered());
    say(form.dataset[what] + (open.length ? " " + form.dataset.open.replace("{items}", open.join(", ")) : ""));
    isUnsaved = false;
  }

  function save() {
    const made = reply();
    if (made === null) { return; }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([made], { type: "application/json" }));
    link.download = form.dataset.file;
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    done("saved");
  }

  function send() {
    const made = reply();
    if (made === null) { return; }
    const block = form.dataset.begin + "\n" + linesOf(base64Of(made)) + "\n" + form.dataset.end;
    const body = encodeURIComponent((form.dataset.mail + "\n\n" + block + "\n").replace(/\n/g, "\r\n"));
    const link = "mailto:" + encodeURIComponent(form.dataset.to).replace("%40", "@") +
      "?subject=" + encodeURIComponent(form.dataset.subject) + "&body=" + body;
    if (link.length > 2000) { say(form.dataset.long); return; } // more is cut off on the way to some mail programs
    done("sent");
    window.location.href = link;
  }

  function changed(event) {
    const question = event.target.closest("fieldset");
    isUnsaved = true;
    said.textContent = "";
    answered();
    if (question && question.querySelector("[aria-invalid=true]")) { mark(question); } // what is wrong is told when it is saved
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", function (event) {
    const box = event.target, question = box.closest("fieldset");
    if (question && question.dataset.kind === "many" && box.checked) {
      question.querySelectorAll("input").forEach(function (other) {
        if (other !== box && (box.value === "na" || other.value === "na")) { other.checked = false; }
      });
    }
    changed(event);
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  document.getElementById("save").addEventListener("click", save);
  document.getElementById("send").addEventListener("click", send);
  window.addEventListener("pageshow", answered); // some browsers put back later what was typed before
  window.addEventListener("beforeunload", function (event) {
    if (isUnsaved) { event.preventDefault(); event.returnValue = true; }
  });
  answered();
  document.getElementById("unable").hidden = true;
  document.getElementById("deeds").hidden = false;
}

if (typeof document !== "undefined") { begin(document.getElementById("form")); }
