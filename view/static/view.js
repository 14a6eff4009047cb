// The page of rgo view. What is shown is what the URL says: f (function), stage, from (compare with), cols, line, tab.
// Every change of it goes through go(), which writes the URL; render() reads it.
"use strict";

const $ = id => document.getElementById(id);
const columns = [
  {id: "source", title: "Go source"},
  {id: "picture", title: "Graph"},
  {id: "text", title: "Graph as text"},
  {id: "backend", title: "Backend"},
  {id: "machine", title: "Machine code"},
];
const tabs = [{id: "why", title: "Why?"}, {id: "facts", title: "Facts"}, {id: "calls", title: "Calls"}];
const standard = {stage: "optimized", from: "", cols: "source,picture,machine", line: "", tab: "why", at: ""};

let program = null;   // answer of /api/program
let functions = [];   // [name, size, samples]
let info = null;      // answer of /api/function for the function shown
let shown = {};       // the state that is rendered
let places = new Map(); // "file:line" of own source → elements
let exact = new Map();  // "file:line:column" → elements
let pinned = null;      // the selected place: {own: [...], pos}
let renderings = 0;
const cache = new Map();

// Asking.

async function ask(path, params, kind) {
  const url = "api/" + path + "?" + new URLSearchParams(params || {});
  if (cache.has(url)) return cache.get(url);
  let answer;
  try {
    answer = await fetch(url);
  } catch (e) {
    throw new Error("The server does not answer: is rgo view still running?");
  }
  if (!answer.ok) {
    let text = "";
    try { text = (await answer.json()).error; } catch (e) { /* no JSON */ }
    throw new Error(text || "The server could not answer: " + answer.status + " " + answer.statusText + ".");
  }
  const x = kind === "text" ? await answer.text() : await answer.json();
  if (cache.size > 300) cache.clear();
  cache.set(url, x);
  return x;
}

// State and URL.

function state() {
  const q = new URLSearchParams(location.search);
  const s = {f: q.get("f") || ""};
  for (const k in standard) s[k] = q.has(k) ? q.get(k) : standard[k];
  return s;
}

function urlOf(s) {
  const q = new URLSearchParams();
  if (s.f) q.set("f", s.f);
  for (const k in standard) if (s.f && s[k] !== standard[k]) q.set(k, s[k]);
  const text = q.toString();
  return text ? "?" + text : location.pathname;
}

function go(change, replace) {
  const s = {...state(), ...change};
  const url = urlOf(s);
  if (replace) history.replaceState(null, "", url);
  else if (url !== location.pathname + location.search && url !== location.search) history.pushState(null, "", url);
  render();
}

function openFunction(name) {
  const s = state();
  go({f: name, line: "", at: "", stage: s.stage, from: s.from});
}

// Elements.

function el(tag, attrs, ...children) {
  const e = document.createElement(tag);
  for (const k in attrs || {}) {
    if (k === "onclick") e.addEventListener("click", attrs[k]);
    else if (attrs[k] !== undefined && attrs[k] !== null && attrs[k] !== false) e.setAttribute(k, attrs[k]);
  }
  e.append(...children.filter(c => c !== null && c !== undefined));
  return e;
}

function link(name, text) {
  const a = el("a", {href: urlOf({...state(), f: name, line: "", at: ""}), title: "Go to " + name}, text || name);
  a.addEventListener("click", e => {
    if (e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    e.stopPropagation();
    openFunction(name);
  });
  return a;
}

function short(name) {
  const bracket = name.indexOf("[");
  const head = bracket < 0 ? name : name.slice(0, bracket);
  return head.slice(head.lastIndexOf("/") + 1) + (bracket < 0 ? "" : name.slice(bracket));
}

const lineOf = pos => { const m = /^(.*?:\d+)(:\d+)?$/.exec(pos || ""); return m ? m[1] : ""; };
const fileLine = (file, n) => file + ":" + n;

// Counterparts: every line of every column that has a place registers it.

function register(e, pos, own) {
  if (pos) { if (!exact.has(pos)) exact.set(pos, []); exact.get(pos).push(e); }
  const owns = own && own.length ? own : pos ? [pos] : [];
  for (const o of owns) {
    const key = lineOf(o) || o;
    if (!places.has(key)) places.set(key, []);
    places.get(key).push(e);
  }
  e.place = {pos: pos || "", own: owns.map(o => lineOf(o) || o)};
}

function light(place) {
  for (const e of document.querySelectorAll(".near, .same")) e.classList.remove("near", "same");
  if (!place) return;
  for (const key of place.own) for (const e of places.get(key) || []) e.classList.add("near");
  if (place.pos) for (const e of exact.get(place.pos) || []) e.classList.add("same");
}

function pin(e, keep) {
  for (const p of document.querySelectorAll(".pinned")) p.classList.remove("pinned");
  pinned = e && e.place && e.place.own.length ? e.place : null;
  light(pinned);
  if (pinned) {
    e.classList.add("pinned");
    const own = e.closest(".column");
    for (const c of document.querySelectorAll(".column")) if (c !== own) reveal(c);
  }
  const n = pinned && info && info.source && pinned.own.find(o => o.startsWith(info.source.file + ":"));
  const line = n ? n.slice(n.lastIndexOf(":") + 1) : "";
  if (!keep && line !== state().line) {
    const s = {...state(), line};
    shown = s;
    history.replaceState(null, "", urlOf(s));
  }
  drawTab();
}

function reveal(column) {
  const first = column.querySelector(".same") || column.querySelector(".near");
  if (!first) return;
  const body = column.querySelector(".body");
  if (body.viewer) body.viewer.reveal(first);
  else body.scrollTop += first.getBoundingClientRect().top - body.getBoundingClientRect().top - body.clientHeight / 3;
}

function watch(body) {
  body.addEventListener("mouseover", e => {
    const x = e.target.closest("[data-line], .op");
    light(x && x.place && x.place.own.length ? x.place : pinned);
  });
  body.addEventListener("mouseleave", () => light(pinned));
  body.addEventListener("click", e => {
    const v = e.target.closest(".var");
    if (v) return chooseVariable(v.textContent);
    const x = e.target.closest("[data-line], .op");
    if (body.viewer && body.viewer.moved) return;
    pin(x && x.place && x.place.own.length && !x.classList.contains("pinned") ? x : null);
  });
  body.addEventListener("dblclick", e => {
    const x = e.target.closest("[data-callee]");
    if (x) openFunction(x.dataset.callee);
  });
  body.addEventListener("keydown", e => columnKey(e, body));
}

function columnKey(e, body) {
  if (e.ctrlKey || e.altKey || e.metaKey) return;
  if (body.viewer && body.viewer.key(e.key)) { e.preventDefault(); return; }
  const lines = [...body.querySelectorAll("[data-line], .op")].filter(x => x.place && x.place.own.length);
  const at = lines.findIndex(x => x.classList.contains("cursor"));
  if (e.key === "ArrowDown" || e.key === "ArrowUp") {
    e.preventDefault();
    let next = at < 0 ? lines.findIndex(x => x.classList.contains("near")) : at + (e.key === "ArrowDown" ? 1 : -1);
    next = Math.max(0, Math.min(lines.length - 1, next));
    if (at >= 0) lines[at].classList.remove("cursor");
    if (!lines[next]) return;
    lines[next].classList.add("cursor");
    pin(lines[next]);
    lines[next].scrollIntoView({block: "nearest"});
  } else if (e.key === "Enter" && at >= 0) {
    const callee = lines[at].dataset.callee || (lines[at].querySelector("[data-callee]") || {dataset: {}}).dataset.callee;
    if (callee) openFunction(callee); else pin(lines[at]);
  }
}

// Columns.

async function fill(body, make) {
  body.replaceChildren(el("p", {class: "wait"}, "One moment…"));
  const turn = renderings;
  try {
    const x = await make();
    if (turn !== renderings) return;
    body.replaceChildren(x);
  } catch (e) {
    if (turn === renderings) body.replaceChildren(el("p", {class: "error", role: "alert"}, e.message));
  }
}

function heat(li, share) {
  if (!share) return;
  li.style.backgroundImage = `linear-gradient(to right, rgba(var(--heat), ${Math.min(.75, .08 + 4 * share)}) 9ch, transparent 16ch)`;
  li.title = (100 * share).toFixed(2) + "% of all samples";
}

const percent = share => share >= .0005 ? (100 * share).toFixed(share < .1 ? 2 : 1) + "%" : "";

const goToken = /(\/\/.*$)|("(?:[^"\\]|\\.)*"?|`[^`]*`?|'(?:[^'\\]|\\.)*'?)|\b(break|case|chan|const|continue|default|defer|else|fallthrough|for|func|go|goto|if|import|interface|map|package|range|return|select|struct|switch|type|var|nil|true|false)\b/g;

function goText(text) {
  const out = [];
  let at = 0;
  for (const m of text.matchAll(goToken)) {
    out.push(text.slice(at, m.index), el("span", {class: m[1] ? "comment" : m[2] ? "string" : "keyword"}, m[0]));
    at = m.index + m[0].length;
  }
  out.push(text.slice(at));
  return out;
}

function sourceColumn() {
  if (!info.source) throw new Error(info.missing);
  const ol = el("ol");
  info.source.lines.forEach((text, i) => {
    const n = info.source.first + i, place = fileLine(info.source.file, n);
    const share = (info.hot || {})[n];
    const li = el("li", {"data-line": n}, el("i", {}, String(n)), program.profile ? el("em", {}, percent(share || 0)) : null, el("span", {}, ...goText(text)));
    heat(li, share);
    register(li, "", [place]);
    ol.append(li);
  });
  return ol;
}

const variable = /\b(?:v\d+|[A-Za-z_]\w*_\d+)\b/g;

function opText(text, callee) {
  const out = [];
  const words = s => {
    let at = 0;
    for (const m of s.matchAll(variable)) {
      out.push(s.slice(at, m.index), el("span", {class: "var"}, m[0]));
      at = m.index + m[0].length;
    }
    out.push(s.slice(at));
  };
  const i = callee ? text.indexOf(callee) : -1;
  if (i < 0) { words(text); return out; }
  words(text.slice(0, i));
  out.push(link(callee));
  words(text.slice(i + callee.length));
  return out;
}

function graphLines(g) {
  const ol = el("ol");
  const notes = list => list.filter(v => v.note).map(v => v.name + " " + v.note).join("; ");
  for (const b of g.blocks) {
    const args = b.args.map(a => a.name + ": " + a.type).join(", ");
    ol.append(el("li", {class: "label", "data-block": b.name}, el("span", {}, ...opText(b.name + "(" + args + "):"), notes(b.args) ? el("span", {class: "note"}, "  // " + notes(b.args)) : null)));
    const add = (x, text, extra) => {
      const note = extra ? notes(extra) : "";
      const li = el("li", {"data-line": "", "data-id": x.id, "data-callee": x.callee, class: x.change || null, title: whereText(x)},
        el("i", {}, (x.own || "").split(":").slice(-2)[0] || ""), program.profile ? el("em", {}, percent(x.samples || 0)) : null, el("span", {class: "op-text"}, ...opText(text, x.callee), note ? el("span", {class: "note"}, "  // " + note) : null));
      heat(li, x.samples);
      register(li, x.pos, x.own ? [x.own] : []);
      ol.append(li);
    };
    for (const op of b.ops) add(op, op.text, op.results);
    if (b.exit.text) b.exit.text.split("\n").forEach((t, i) => add(i ? {...b.exit, id: b.exit.id + i} : b.exit, t));
  }
  return ol;
}

function whereText(x) {
  let t = x.pos || "";
  for (const v of x.via || []) t += "\nin " + v.callee + ", inlined at " + v.pos;
  return t;
}

function listing(l) {
  const ol = el("ol");
  for (const x of l.lines) {
    const text = l.language === "go" ? goText(x.text) : [x.text];
    let content = text;
    if (x.callee) content = [...text, "  ", link(x.callee, "→ " + short(x.callee))];
    const li = el("li", {"data-line": "", "data-callee": x.callee, class: x.label ? "label" : null, title: x.pos},
      x.addr ? el("i", {style: "width: 8ch"}, x.addr) : null, program.profile && x.addr ? el("em", {}, percent(x.samples || 0)) : null, el("span", {}, ...content));
    heat(li, x.samples);
    if (x.pos) register(li, x.pos, x.own);
    ol.append(li);
  }
  return ol;
}

// The picture: an SVG whose view box is moved and scaled.

class Viewer {
  constructor(body, svg) {
    this.body = body;
    this.svg = svg;
    this.w = svg.viewBox.baseVal.width;
    this.h = svg.viewBox.baseVal.height;
    this.scale = 1;
    this.x = 0;
    this.y = 0;
    this.moved = false;
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    body.onwheel = e => {
      e.preventDefault();
      const r = body.getBoundingClientRect();
      if (e.ctrlKey || e.metaKey || !e.shiftKey && e.deltaMode === 0 && Math.abs(e.deltaY) >= 40) this.zoom(Math.exp(-e.deltaY / 500), e.clientX - r.left, e.clientY - r.top);
      else this.move(-e.deltaX - (e.shiftKey ? e.deltaY : 0), e.shiftKey ? 0 : -e.deltaY);
    };
    body.onpointerdown = e => {
      if (e.button) return;
      this.moved = false;
      const start = [e.clientX, e.clientY];
      let last = start;
      const onMove = e => {
        if (Math.hypot(e.clientX - start[0], e.clientY - start[1]) > 4) { this.moved = true; body.classList.add("drag"); }
        if (this.moved) this.move(e.clientX - last[0], e.clientY - last[1]);
        last = [e.clientX, e.clientY];
      };
      const onUp = () => {
        body.classList.remove("drag");
        removeEventListener("pointermove", onMove);
        removeEventListener("pointerup", onUp);
      };
      addEventListener("pointermove", onMove);
      addEventListener("pointerup", onUp);
    };
    new ResizeObserver(() => this.apply()).observe(body);
    this.first();
  }
  // first shows the start at a size that can be read, or everything if that is not too small.
  first() {
    const all = Math.min(this.body.clientWidth / this.w, this.body.clientHeight / this.h);
    this.scale = Math.min(1, Math.max(all, .85));
    const start = this.svg.querySelector(".block.start rect, .block.focus rect");
    const middle = start ? start.x.baseVal.value + start.width.baseVal.value / 2 + 16 : this.w / 2;
    this.x = this.w * this.scale <= this.body.clientWidth ? (this.w - this.body.clientWidth / this.scale) / 2 : middle - this.body.clientWidth / this.scale / 2;
    this.y = 0;
    this.apply();
  }
  fit() {
    this.scale = Math.min(this.body.clientWidth / this.w, this.body.clientHeight / this.h, 1.5);
    this.x = (this.w - this.body.clientWidth / this.scale) / 2;
    this.y = (this.h - this.body.clientHeight / this.scale) / 2;
    this.apply();
  }
  zoom(by, px, py) {
    if (px === undefined) { px = this.body.clientWidth / 2; py = this.body.clientHeight / 2; }
    const scale = Math.max(.02, Math.min(4, this.scale * by));
    this.x += px / this.scale - px / scale;
    this.y += py / this.scale - py / scale;
    this.scale = scale;
    this.apply();
  }
  move(dx, dy) {
    this.x -= dx / this.scale;
    this.y -= dy / this.scale;
    this.apply();
  }
  apply() {
    const w = Math.max(1, this.body.clientWidth), h = Math.max(1, this.body.clientHeight);
    this.svg.setAttribute("viewBox", `${this.x} ${this.y} ${w / this.scale} ${h / this.scale}`);
    this.svg.setAttribute("preserveAspectRatio", "xMinYMin meet");
  }
  reveal(e) {
    const b = e.getBBox();
    if (this.scale < .45) this.scale = .7;
    this.x = b.x + b.width / 2 + 16 - this.body.clientWidth / this.scale / 2;
    this.y = b.y + 16 - this.body.clientHeight / this.scale / 3;
    this.apply();
  }
  key(k) {
    const step = 60;
    switch (k) {
      case "+": case "=": this.zoom(1.25); break;
      case "-": this.zoom(.8); break;
      case "0": this.fit(); break;
      case "ArrowLeft": this.move(step, 0); break;
      case "ArrowRight": this.move(-step, 0); break;
      case "ArrowUp": this.move(0, step); break;
      case "ArrowDown": this.move(0, -step); break;
      default: return false;
    }
    return true;
  }
}

function parseSVG(text) {
  const t = document.createElement("template");
  t.innerHTML = text;
  return t.content.querySelector("svg");
}

async function pictureColumn(body, params) {
  const svg = parseSVG(await ask("picture", params, "text"));
  body.replaceChildren(svg);
  for (const op of svg.querySelectorAll(".op")) register(op, op.dataset.pos, op.dataset.own ? [op.dataset.own] : []);
  body.viewer = new Viewer(body, svg);
}

// A column of the page. make fills its body.
function addColumn(id, title, note, make, kind) {
  const head = el("h2", {}, title, el("small", {}, note || ""));
  const body = el("div", {class: "body " + (kind || "code"), tabindex: "0", role: "region", "aria-label": title});
  const c = el("section", {class: "column" + (id === "picture" ? " graph" : ""), id: "col-" + id}, head, body);
  $("main").append(c);
  watch(body);
  if (kind === "picture") {
    head.append(el("span", {class: "zoom"},
      el("button", {title: "Larger ( + )", onclick: () => body.viewer && body.viewer.zoom(1.25)}, "+"),
      el("button", {title: "Smaller ( - )", onclick: () => body.viewer && body.viewer.zoom(.8)}, "−"),
      el("button", {title: "All of it ( 0 )", onclick: () => body.viewer && body.viewer.fit()}, "all")));
    body.replaceChildren(el("p", {class: "wait"}, "One moment…"));
    return make(body).catch(e => body.replaceChildren(el("p", {class: "error", role: "alert"}, e.message)));
  }
  return fill(body, () => make(head));
}

async function drawColumns(s) {
  $("main").replaceChildren();
  places = new Map();
  exact = new Map();
  const wanted = s.cols.split(",");
  const params = {name: s.f, stage: s.stage};
  if (s.from) params.from = s.from;
  const since = s.from ? ", changes since " + s.from : "";
  const work = [];
  for (const c of columns) {
    if (!wanted.includes(c.id)) continue;
    switch (c.id) {
      case "source":
        work.push(addColumn("source", c.title, info.pos || "", async () => sourceColumn()));
        break;
      case "picture":
        work.push(addColumn("picture", "Graph", s.stage + since, body => pictureColumn(body, params), "picture"));
        break;
      case "text":
        if (s.from) work.push(addColumn("before", s.from, "gone, changed", async () => graphLines(await ask("graph", {...params, side: "before"}))));
        work.push(addColumn("text", s.from ? s.stage : c.title, s.from ? "new, changed" : s.stage, async () => graphLines(await ask("graph", params))));
        break;
      case "backend":
      case "machine":
        work.push(addColumn(c.id, columnTitle(c), "", async head => {
          const l = await ask(c.id, {name: s.f});
          head.querySelector("small").textContent = l.note;
          head.title = l.note;
          return listing(l);
        }));
    }
  }
  await Promise.all(work);
}

const columnTitle = c => c.id === "backend" && program ? (program.backend === "go" ? "Go of the backend" : "LLVM IR") : c.title;

// The drawer.

async function drawTab() {
  const s = state();
  for (const b of $("tabs").querySelectorAll("[role=tab]")) b.setAttribute("aria-selected", String(b.id === "tab-" + s.tab));
  const box = $("answers");
  const turn = box.turn = (box.turn || 0) + 1;
  const show = x => { if (turn === box.turn) { box.replaceChildren(x); box.scrollTop = 0; } };
  try {
    switch (s.tab) {
      case "facts": show(await factsTab(s)); break;
      case "calls": show(await callsTab(s)); break;
      default: show(await whyTab(s));
    }
  } catch (e) {
    show(el("p", {class: "error", role: "alert"}, e.message));
  }
}

function placeButton(pos) {
  if (!pos) return null;
  const line = lineOf(pos);
  const here = info && info.source && line.startsWith(info.source.file + ":");
  return el("button", {class: "where", title: "Show this line", onclick: () => {
    const e = (places.get(line) || []).find(x => x.closest("#col-source")) || (places.get(line) || [])[0];
    if (e) { pin(e); e.scrollIntoView({block: "center"}); }
  }}, here ? line.slice(info.source.file.length + 1) : pos);
}

function stepList(steps) {
  const ul = el("ul", {class: "steps"});
  for (const s of steps) {
    const li = el("li", {class: s.end ? "end" : null, style: "margin-left:" + 16 * s.depth + "px"});
    if (s.pos) li.append(el("span", {}, s.pos + "  "));
    li.append(s.text);
    if (s.in && s.in !== state().f) li.append(" in ", link(s.in, short(s.in)));
    ul.append(li);
  }
  return ul;
}

const topics = {alive: "alive", call: "call", inline: "inlining", alloc: "allocation", check: "check"};

async function whyTab(s) {
  const list = await ask("why", {name: s.f});
  const all = $("all").checked;
  const line = Number(s.line);
  const out = el("div");
  const mine = list.filter(a => line ? a.line === line : true);
  const picked = mine.filter(a => all || a.cost || a.topic === "alive");
  if (line) out.append(el("p", {class: "wait", style: "margin:2px 0"}, "About line " + line + ". ", el("button", {onclick: () => pin(null)}, "about all lines")));
  for (const a of picked) {
    out.append(el("div", {class: "answer " + (a.topic === "alive" ? "" : a.cost ? "cost" : "free")}, placeButton(a.pos), el("span", {class: "topic"}, topics[a.topic] || a.topic), a.text,
      a.notes.length ? stepList(a.notes) : null));
  }
  if (!picked.length) out.append(el("p", {}, mine.length ? "Nothing here costs anything when the program runs." : "No pass had to decide anything here."));
  if (!all && mine.length > picked.length) out.append(el("p", {class: "wait", style: "margin:6px 0"}, mine.length - picked.length + " more answers are about what costs nothing."));
  return out;
}

async function factsTab(s) {
  const out = el("div");
  if (s.at) {
    const f = await ask("fact", {name: s.f, var: s.at});
    out.append(el("h3", {}, f.var + ": " + f.type), el("div", {class: "answer"}, f.text));
    for (const part of f.origin) out.append(el("div", {class: "answer"}, el("b", {}, part.title), stepList(part.steps)));
    out.append(el("p", {}, el("button", {onclick: () => go({at: ""}, true)}, "All variables")));
    return out;
  }
  const g = await ask("graph", {name: s.f, stage: "annotated"});
  const table = el("table", {class: "facts"});
  const row = (v, pos) => {
    if (s.line && lineOf(pos).split(":").pop() !== s.line) return;
    table.append(el("tr", {}, el("td", {}, el("button", {title: "Where does this come from?", onclick: () => go({at: v.name}, true)}, v.name)), el("td", {}, el("code", {}, v.type)), el("td", {}, v.note || "")));
  };
  const first = g.pos;
  for (const b of g.blocks) {
    for (const a of b.args) row(a, b.ops.length ? b.ops[0].pos : b.exit.pos || first);
    for (const op of b.ops) for (const r of op.results) row(r, op.pos);
  }
  out.append(el("p", {class: "wait", style: "margin:2px 0"}, (s.line ? "Variables of line " + s.line : "Variables") + " at stage annotated, and what is known about them. Choose one to see where that comes from."), table);
  if (!table.rows.length) out.append(el("p", {}, "No variable belongs to this line."));
  return out;
}

function chooseVariable(name) {
  for (const v of document.querySelectorAll(".var")) v.classList.toggle("used", v.textContent === name);
  const s = state();
  if (s.stage === "annotated" || s.stage === "flow") go({tab: "facts", at: name}, true);
}

async function callsTab(s) {
  const out = el("div");
  const list = (title, near) => {
    out.append(el("h3", {}, title + " (" + near.length + ")"));
    const ul = el("ul", {class: "near-list"});
    for (const n of near.slice(0, 60)) {
      ul.append(el("li", {}, link(n.name), el("small", {}, "  " + [n.kind === "address" ? "through an address" : n.kind === "value" ? "as a value" : "", n.hot ? "in a loop" : ""].filter(x => x).join(", "))));
    }
    if (near.length > 60) ul.append(el("li", {}, "and " + (near.length - 60) + " more"));
    out.append(ul);
  };
  list("Called by", info.callers);
  list("Calls", info.callees);
  const svg = parseSVG(await ask("calls", {name: s.f, depth: 1}, "text"));
  svg.addEventListener("click", e => { const x = e.target.closest("[data-callee]"); if (x) openFunction(x.dataset.callee); });
  svg.style.maxWidth = "100%";
  svg.style.height = "auto";
  out.append(svg);
  return out;
}

// Everything.

async function render() {
  const s = state();
  const before = shown;
  shown = s;
  const turn = ++renderings;
  const empty = !s.f;
  for (const id of ["bar", "split", "drawer"]) $(id).hidden = empty;
  if (empty) return startPage();
  document.title = short(s.f) + " – rgo view";
  $("search").value = "";
  try {
    const answer = await ask("function", {name: s.f});
    if (turn !== renderings) return;
    info = answer;
  } catch (e) {
    if (turn !== renderings) return;
    for (const id of ["bar", "split", "drawer"]) $(id).hidden = true;
    $("main").replaceChildren(el("p", {class: "error", role: "alert"}, e.message));
    document.body.dataset.ready = String(turn);
    return;
  }
  s.f = info.name;
  $("title").textContent = info.name;
  drawBar(s);
  const same = ["f", "stage", "from", "cols"].every(k => before[k] === s[k]) && $("main").querySelector(".column");
  if (!same) {
    pinned = null;
    await drawColumns(s);
    if (turn !== renderings) return;
  }
  const e = s.line && info.source ? (places.get(fileLine(info.source.file, s.line)) || [])[0] : null;
  if (e && !(pinned && e.classList.contains("near"))) { pin(e, true); reveal(e.closest(".column")); }
  else drawTab();
  document.body.dataset.ready = String(turn);
}

function drawBar(s) {
  $("stage").replaceChildren(...program.stages.map(st => el("option", {value: st, selected: st === s.stage, disabled: !info.stages.includes(st)}, st)));
  $("from").replaceChildren(el("option", {value: ""}, "no comparison"), ...program.stages.map(st => el("option", {value: st, selected: st === s.from, disabled: !info.stages.includes(st)}, st)));
  const wanted = s.cols.split(",");
  $("toggles").replaceChildren(...columns.map((c, i) => el("button", {"aria-pressed": String(wanted.includes(c.id)), title: "Show or hide ( " + (i + 1) + " )", "data-column": c.id, onclick: () => toggle(c.id)}, columnTitle(c))));
}

function toggle(id) {
  const now = state().cols.split(",").filter(x => x);
  const next = columns.map(c => c.id).filter(c => c === id ? !now.includes(c) : now.includes(c));
  if (next.length) go({cols: next.join(",")});
}

async function startPage() {
  document.title = "rgo view";
  $("title").textContent = program.title;
  const page = el("div", {class: "start-page"}, el("h1", {}, program.title),
    el("p", {}, program.functions + " functions, translated with " + program.options + ". ", "Press ", el("kbd", {}, "/"), " to search one, or start at ", link(program.main), "."));
  if (program.profile) {
    page.append(el("h2", {}, "Where the time goes"), el("p", {}, program.profile));
    const table = el("table");
    for (const [name, , share] of [...functions].sort((a, b) => b[2] - a[2]).slice(0, 25)) if (share) table.append(el("tr", {}, el("td", {}, percent(share)), el("td", {}, link(name))));
    page.append(table);
  }
  $("main").replaceChildren(page);
  document.body.dataset.ready = String(renderings);
  try {
    const svg = parseSVG(await ask("treemap", {of: "code"}, "text"));
    const time = parseSVG(await ask("treemap", {of: "time"}, "text"));
    page.append(el("h2", {}, program.binary ? "What the bytes went to" : "Operations by package and function"), svg, el("h2", {}, "What the seconds of the translation went to"), time);
    svg.addEventListener("dblclick", e => {
      const t = e.target.closest(".tile");
      const name = t && t.querySelector("title").textContent.replace(/: [^:]*$/, "");
      if (functions.some(f => f[0] === name)) openFunction(name);
    });
  } catch (e) {
    page.append(el("p", {class: "error"}, e.message));
  }
}

// Search: letters in order, the better the more of them are together, at the start of words, and late in the name.

// What stands in brackets counts only if nothing else fits.
function score(name, query) {
  const bracket = name.indexOf("[");
  if (bracket > 0 && !query.includes("[")) {
    const s = match(name.slice(0, bracket), query);
    if (s) return s;
  }
  const s = match(name, query);
  if (s && bracket > 0 && !query.includes("[")) s.value -= 60;
  return s;
}

function match(name, query) {
  const n = name.toLowerCase();
  const direct = n.lastIndexOf(query);
  if (direct >= 0) {
    const before = n[direct - 1];
    const word = direct === 0 || "./(*)$_".includes(before) ? 40 : 0;
    const end = direct + query.length === n.length ? 60 : 0;
    return {value: 1000 + word + end - n.length / 10, marks: [[direct, query.length]]};
  }
  let at = -1, value = 0;
  const marks = [];
  for (const c of query) {
    if (c === " ") continue;
    const next = n.indexOf(c, at + 1);
    if (next < 0) return null;
    const word = next === 0 || "./(*)$_".includes(n[next - 1]) || name[next] !== n[next];
    value += next === at + 1 ? 6 : word ? 5 : 0;
    if (marks.length && next === at + 1) marks[marks.length - 1][1]++; else marks.push([next, 1]);
    at = next;
  }
  return {value: value - n.length / 20 - marks.length * 2, marks};
}

let chosen = 0;

function search() {
  const query = $("search").value.trim().toLowerCase();
  const list = $("results");
  if (!query) { closeSearch(); return; }
  const found = [];
  for (const f of functions) { const s = score(f[0], query); if (s) found.push({f, s}); }
  found.sort((a, b) => b.s.value - a.s.value || (a.f[0] < b.f[0] ? -1 : 1));
  chosen = 0;
  list.replaceChildren(...found.slice(0, 40).map(({f, s}, i) => {
    const text = [];
    let at = 0;
    for (const [from, n] of s.marks) { text.push(f[0].slice(at, from), el("b", {}, f[0].slice(from, from + n))); at = from + n; }
    text.push(f[0].slice(at));
    const li = el("li", {role: "option", id: "result-" + i, "aria-selected": String(i === 0), "data-name": f[0], title: f[0]}, el("span", {}, ...text), el("small", {}, (f[2] ? percent(f[2]) + ", " : "") + "size " + f[1]));
    li.addEventListener("mousedown", e => { e.preventDefault(); choose(f[0]); });
    return li;
  }));
  if (!found.length) list.append(el("li", {class: "none"}, "No function has these letters in this order."));
  list.hidden = false;
  $("finder").setAttribute("aria-expanded", "true");
  $("search").setAttribute("aria-activedescendant", found.length ? "result-0" : "");
}

function closeSearch() {
  $("results").hidden = true;
  $("finder").setAttribute("aria-expanded", "false");
}

function choose(name) {
  closeSearch();
  $("search").blur();
  openFunction(name);
}

function searchKey(e) {
  const list = [...$("results").querySelectorAll("[role=option]")];
  if (e.key === "ArrowDown" || e.key === "ArrowUp") {
    e.preventDefault();
    if (!list.length) return;
    list[chosen].setAttribute("aria-selected", "false");
    chosen = (chosen + (e.key === "ArrowDown" ? 1 : list.length - 1)) % list.length;
    list[chosen].setAttribute("aria-selected", "true");
    list[chosen].scrollIntoView({block: "nearest"});
    $("search").setAttribute("aria-activedescendant", list[chosen].id);
  } else if (e.key === "Enter") {
    if (list.length && !$("results").hidden) choose(list[chosen].dataset.name);
  } else if (e.key === "Escape") {
    closeSearch();
    $("search").blur();
  }
}

function key(e) {
  if (e.ctrlKey || e.altKey || e.metaKey || e.target.matches("input, select") || $("keys").open) return;
  const s = state();
  const stages = program.stages.filter(st => info && info.stages.includes(st));
  switch (e.key) {
    case "/": e.preventDefault(); $("search").focus(); $("search").select(); return;
    case "?": $("keys").showModal(); return;
    case "Escape": if (s.f) pin(null); return;
  }
  if (!s.f || !info) return;
  switch (e.key) {
    case "s": case "S": {
      const i = stages.indexOf(s.stage) + (e.key === "s" ? 1 : stages.length - 1);
      go({stage: stages[i % stages.length]});
      break;
    }
    case "d": {
      const i = stages.indexOf(s.stage);
      go({from: s.from ? "" : stages[Math.max(0, i - 1)]});
      break;
    }
    case "w": go({tab: "why"}, true); break;
    case "f": go({tab: "facts"}, true); break;
    case "c": go({tab: "calls"}, true); break;
    default:
      if (/^[1-5]$/.test(e.key)) toggle(columns[Number(e.key) - 1].id);
  }
}

async function start() {
  try {
    program = await ask("program");
  } catch (e) {
    $("main").replaceChildren(el("p", {class: "error", role: "alert"}, e.message));
    return;
  }
  $("search").addEventListener("input", search);
  $("search").addEventListener("keydown", searchKey);
  $("search").addEventListener("blur", closeSearch);
  $("search").addEventListener("focus", search);
  $("stage").addEventListener("change", () => go({stage: $("stage").value}));
  $("from").addEventListener("change", () => go({from: $("from").value}));
  $("help").addEventListener("click", () => $("keys").showModal());
  $("home").addEventListener("click", e => { e.preventDefault(); go({f: ""}); });
  $("tabs").append(...tabs.map(t => el("button", {role: "tab", id: "tab-" + t.id, onclick: () => go({tab: t.id, at: ""}, true)}, t.title)),
    el("label", {}, el("input", {type: "checkbox", id: "all"}), " also what costs nothing"));
  $("all").addEventListener("change", drawTab);
  $("split").addEventListener("pointerdown", e => {
    const move = e => { $("drawer").style.height = Math.max(60, Math.min(innerHeight - 160, innerHeight - e.clientY)) + "px"; };
    const up = () => { removeEventListener("pointermove", move); removeEventListener("pointerup", up); };
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    e.preventDefault();
  });
  addEventListener("keydown", key);
  addEventListener("popstate", render);
  try {
    functions = await ask("functions");
  } catch (e) {
    $("title").textContent = e.message;
  }
  render();
}

start();
