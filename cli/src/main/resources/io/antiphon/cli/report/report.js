"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const $ = id => document.getElementById(id);
const byTime = (a, b) => a.atMs - b.atMs;
const events = data.events.slice().sort(byTime);
const duration = Math.max(1, data.call.durationMs);
const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
const peaks = data.sound.peaks.map(bytes);
const seconds = (ms, digits = 2) => (ms / 1000).toFixed(digits) + " s";
const whole = ms => Math.round(ms) + " ms";
const escape = text => String(text ?? "").replace(/[&<>"]/g, c => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"}[c]));

/* ---- what the events say, as spans ---- */

const ofType = (...types) => events.filter(e => types.includes(e.type));

function paired(begin, end) {
  const spans = [];
  let open = null;
  for (const e of ofType(begin, end)) {
    if (e.type === begin) open = open ?? e;
    else if (open) { spans.push({from: open.atMs, to: e.atMs}); open = null; }
  }
  if (open) spans.push({from: open.atMs, to: duration});
  return spans;
}

const voice = paired("voice.begin", "voice.end");

const said = data.turns.map(turn => {
  const begin = events.find(e => e.type === "line.begin" && e.line === turn.number);
  const end = events.find(e => e.type === "line.end" && e.line === turn.number);
  const from = turn.saidFromMs ?? begin?.atMs;
  return from === undefined ? null : {turn, from, to: turn.saidToMs ?? end?.atMs ?? from, text: turn.said};
}).filter(Boolean);

const speeches = ofType("speech.begin").map(begin => {
  const end = events.find(e => e.type === "speech.end" && e.utterance === begin.utterance && e.atMs >= begin.atMs);
  return {
    from: begin.atMs, to: end?.atMs ?? duration, how: end?.how ?? "",
    text: end ? [end.heard, end.unheard].filter(Boolean).join(" ") : begin.text, heard: end?.heard ?? begin.text, unheard: end?.unheard ?? ""
  };
});

const floors = ofType("floor").map((e, i, all) => ({
  from: e.atMs, to: all[i + 1]?.atMs ?? duration, state: String(e.state).toUpperCase()
}));
const orders = e => String(e.order ?? "").toUpperCase().split("+")
  .filter(order => ["DUCK", "HOLD", "RESUME", "CUT", "BACKCHANNEL", "FALSE_START"].includes(order));

const words = (() => {
  const news = [];
  let last = [];
  for (const e of ofType("heard.partial", "heard.final")) {
    if (e.type === "heard.final") { last = []; continue; }
    const now = (e.text ?? "").split(" ").filter(Boolean);
    let same = 0;
    while (same < last.length && same < now.length && last[same] === now[same]) same++;
    if (same < now.length) news.push({atMs: e.atMs, text: now.slice(same).join(" "), revised: same < last.length});
    last = now;
  }
  return news;
})();

const finals = ofType("heard.final").filter(e => e.text);

const marks = [
  ...ofType("floor").filter(e => orders(e).length).map(e => ({atMs: e.atMs, text: orders(e).join(", ").toLowerCase().replaceAll("_", " "), strong: true})),
  ...ofType("turn.over").map(e => ({atMs: e.atMs, text: "turn over" + (e.reason ? ": " + String(e.reason).toLowerCase().replaceAll("_", " ") : "")})),
  ...ofType("stage").map(e => ({atMs: e.atMs, text: "→ " + (e.to ?? "")})),
  ...ofType("not.understood").map(e => ({atMs: e.atMs, text: "not understood", strong: true})),
  ...ofType("field").map(e => ({atMs: e.atMs, text: (e.name ?? "") + " = " + (e.value ?? "")}))
].sort(byTime);

const keys = [...ofType("dtmf").map(e => ({atMs: e.atMs, digit: e.digit}))];

/* ---- drawing ---- */

const measure = (() => {
  const pen = document.createElement("canvas").getContext("2d");
  const family = getComputedStyle(document.body).fontFamily;
  return (text, weight = 400, size = 12.5) => { pen.font = `${weight} ${size}px ${family}`; return pen.measureText(text).width; };
})();

function fitted(text, room, weight, size) {
  text = String(text ?? "");
  if (measure(text, weight, size) <= room) return text;
  let low = 0, high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(text.slice(0, middle).trimEnd() + "…", weight, size) <= room) low = middle; else high = middle - 1;
  }
  return low < 2 ? "" : text.slice(0, low).trimEnd() + "…";
}

const sampleOf = (() => {
  const table = new Float32Array(256);
  for (let code = 0; code < 256; code++) {
    const bits = ~code & 255;
    const magnitude = (((bits & 15) * 8 + 132) << ((bits >> 4) & 7)) - 132;
    table[code] = (bits & 128 ? -magnitude : magnitude) / 32768;
  }
  return table;
})();
const sound = data.sound.mulaw ? data.sound.mulaw.map(text => Float32Array.from(bytes(text), code => sampleOf[code])) : null;

const gains = peaks.map(p => { let most = 12; for (const v of p) most = Math.max(most, v); return 127 / most; });

function wave(channel, view, x0, width, middle, half) {
  const perPixel = (view.to - view.from) / width;
  const fine = sound && perPixel < data.sound.windowMs;
  let path = "";
  for (let px = 0; px < width; px++) {
    const from = view.from + px * perPixel, to = from + perPixel;
    let low = 0, high = 0;
    if (fine) {
      const rate = data.sound.sampleRate / 1000, end = Math.min(sound[channel].length, Math.ceil(to * rate));
      for (let i = Math.max(0, Math.floor(from * rate)); i < end; i++) {
        low = Math.min(low, sound[channel][i]); high = Math.max(high, sound[channel][i]);
      }
    } else {
      const end = Math.min(peaks[channel].length, Math.ceil(to / data.sound.windowMs));
      for (let i = Math.max(0, Math.floor(from / data.sound.windowMs)); i < end; i++) high = Math.max(high, peaks[channel][i] / 127);
      low = -high;
    }
    if (high - low > .004) {
      const top = middle - half * Math.min(1, high * gains[channel]), bottom = middle - half * Math.max(-1, low * gains[channel]);
      path += `M${x0 + px + .5} ${top.toFixed(1)}V${Math.max(bottom, top + .8).toFixed(1)}`;
    }
  }
  return path;
}

function step(span, width) {
  const rough = span / (width / 95);
  return [50, 100, 200, 500, 1000, 2000, 5000, 10000, 15000, 30000, 60000, 120000].find(s => s >= rough) ?? 300000;
}

/** One stretch of the call with all its lanes, as SVG. */
function lanes(view, width) {
  const narrow = width < 640;
  const left = narrow ? 6 : 92, right = 8;
  const inner = Math.max(50, Math.floor(width - left - right));
  const X = ms => left + (ms - view.from) / (view.to - view.from) * inner;
  const shown = (from, to = from) => to >= view.from && from <= view.to;
  const clip = ms => Math.max(left, Math.min(left + inner, X(ms)));
  const out = [];
  const over = [];
  const name = (y, text) => narrow ? over.push(`<text class="lane over" x="${left}" y="${y}">${text}</text>`)
    : out.push(`<text class="lane" x="${left - 12}" y="${y}" text-anchor="end">${text}</text>`);
  const Y = {axis: 16, said: 30, caller: 96, vad: 142, heard: 172, gap: 222, floor: 246, marks: 282, agent: 352, speech: 400, end: 440};

  /* time */
  const every = step(view.to - view.from, inner);
  for (let t = Math.ceil(view.from / every) * every; t <= view.to; t += every) {
    const x = X(t).toFixed(1);
    out.push(`<line class="tick" x1="${x}" x2="${x}" y1="${Y.axis + 6}" y2="${Y.end - 8}"/>`);
    out.push(`<text class="soft" x="${x}" y="${Y.axis}" text-anchor="${X(t) > left + inner - 20 ? "end" : "middle"}" font-size="11.5">${every < 1000 ? (t / 1000).toFixed(every < 100 ? 2 : 1) : t / 1000} s</text>`);
  }

  /* caller: words, sound, voice */
  name(Y.said + 15, "caller says");
  name(Y.caller + 4, "caller");
  name(Y.vad + 7, "voice");
  for (const v of voice) if (shown(v.from, v.to)) {
    const x = clip(v.from), w = Math.max(1, clip(v.to) - x);
    out.push(`<rect class="vad-back" x="${x}" y="${Y.caller - 42}" width="${w}" height="84"/>`);
    out.push(`<rect class="vad" x="${x}" y="${Y.vad}" width="${w}" height="5" rx="2"/>`);
  }
  out.push(`<line class="zero" x1="${left}" x2="${left + inner}" y1="${Y.caller}" y2="${Y.caller}"/>`);
  out.push(`<path class="wave-caller" d="${wave(0, view, left, inner, Y.caller, 40)}"/>`);
  said.forEach((s, i) => {
    if (!shown(s.from, s.to)) return;
    const x = clip(s.from), w = Math.max(3, clip(s.to) - x);
    out.push(`<rect class="words" x="${x}" y="${Y.said}" width="${w}" height="20" rx="4"/>`);
    const next = said[i + 1] ? clip(said[i + 1].from) : left + inner;
    const text = fitted(s.text, Math.max(w, next - x - 6) - 8, 500);
    if (text) out.push(`<text class="words-text" x="${x + 5}" y="${Y.said + 14.5}">${escape(text)}</text>`);
  });
  for (const k of keys) if (shown(k.atMs)) {
    const x = X(k.atMs);
    out.push(`<rect class="key" x="${x - 11}" y="${Y.caller - 12}" width="22" height="24" rx="6"/><text class="key-text" x="${x}" y="${Y.caller + 5}" text-anchor="middle">${escape(k.digit)}</text>`);
  }

  /* recogniser */
  name(Y.heard + 11, "recogniser");
  const ends = [0, 0];
  for (const p of words) if (shown(p.atMs)) {
    const x = X(p.atMs), w = measure(p.text, 400, 12) + 8;
    const row = x >= ends[0] ? 0 : x >= ends[1] ? 1 : -1;
    out.push(`<line class="partial-tick" x1="${x}" x2="${x}" y1="${Y.heard - 13}" y2="${Y.heard + (row === 1 ? 13 : -1)}"/>`);
    if (row >= 0 && x + w < left + inner) { out.push(`<text class="partial" x="${x + 3}" y="${Y.heard - 2 + row * 14}">${escape(p.text)}</text>`); ends[row] = x + w; }
  }
  finals.forEach((f, i) => {
    const next = finals[i + 1] ? clip(finals[i + 1].atMs) : left + inner;
    if (!shown(f.atMs)) return;
    const x = X(f.atMs), text = fitted(f.text, next - x - 12, 600);
    out.push(`<line class="final-tick" x1="${x}" x2="${x}" y1="${Y.heard - 13}" y2="${Y.heard + 30}"/>`);
    if (text) out.push(`<text class="final" x="${x + 5}" y="${Y.heard + 27}">${escape(text)}</text>`);
  });

  /* the silence between */
  name(Y.gap + 4, "wire gap");
  for (const turn of data.turns) {
    if (turn.wireGapMs !== undefined && turn.replyFromMs !== undefined) {
      const a = Math.min(turn.replyFromMs, turn.replyFromMs - turn.wireGapMs), b = Math.max(turn.replyFromMs, turn.replyFromMs - turn.wireGapMs);
      if (shown(a, b)) dimension(out, clip(a), clip(b), Y.gap, whole(turn.wireGapMs), "gap", Y);
    }
    if (turn.bargeInStopMs !== undefined && turn.saidFromMs !== undefined) {
      const b = turn.saidFromMs + turn.bargeInStopMs;
      if (shown(turn.saidFromMs, b)) dimension(out, clip(turn.saidFromMs), clip(b), Y.gap, "stop " + whole(turn.bargeInStopMs), "stop", Y);
    }
  }

  /* decisions */
  name(Y.floor + 9, "floor");
  name(Y.marks + 2, "decisions");
  for (const f of floors) if (shown(f.from, f.to)) {
    const x = clip(f.from), w = Math.max(1, clip(f.to) - x);
    out.push(`<rect class="floor-${escape(f.state)}" x="${x}" y="${Y.floor}" width="${w}" height="12"/>`);
  }
  const rows = [0, 0, 0];
  for (const m of marks) if (shown(m.atMs)) {
    const x = X(m.atMs), w = measure(m.text, m.strong ? 600 : 400, 12) + 10;
    const row = rows.findIndex(end => x >= end);
    const strong = m.strong ? " strong" : "";
    out.push(`<line class="decision${strong}" x1="${x}" x2="${x}" y1="${Y.floor - 2}" y2="${Y.marks - 12 + Math.max(0, row) * 14}"/>`);
    if (row >= 0 && x + w < left + inner + 6) { out.push(`<text class="soft decision-text${strong}" x="${x + 4}" y="${Y.marks - 9 + row * 14}" font-size="12">${escape(m.text)}</text>`); rows[row] = x + w; }
  }

  /* agent */
  name(Y.agent + 4, "agent");
  name(Y.speech + 15, "agent says");
  out.push(`<line class="zero" x1="${left}" x2="${left + inner}" y1="${Y.agent}" y2="${Y.agent}"/>`);
  out.push(`<path class="wave-agent" d="${wave(1, view, left, inner, Y.agent, 38)}"/>`);
  speeches.forEach((s, i) => {
    const next = speeches[i + 1] ? clip(speeches[i + 1].from) : left + inner;
    const ghost = s.unheard ? Math.min(next - 4, clip(s.to) + measure(s.unheard, 500) + 14) : 0;
    if (!shown(s.from, s.to)) return;
    const x = clip(s.from), w = Math.max(3, clip(s.to) - x - 1);
    out.push(`<rect class="speech" x="${x}" y="${Y.speech}" width="${w}" height="20" rx="4"/>`);
    const text = fitted(s.heard, (s.unheard ? w : Math.max(w, next - x - 6)) - 8, 500);
    if (text) out.push(`<text class="speech-text" x="${x + 5}" y="${Y.speech + 14.5}">${escape(text)}</text>`);
    if (s.unheard && ghost - x - w > 26) {
      out.push(`<rect class="unheard" x="${x + w + 2.5}" y="${Y.speech + .5}" width="${ghost - x - w - 3}" height="19" rx="4"/>`);
      const lost = fitted(s.unheard, ghost - x - w - 14, 500);
      if (lost) out.push(`<text class="unheard-text" x="${x + w + 8}" y="${Y.speech + 14.5}">${escape(lost)}</text>`);
    }
  });
  return {svg: `<svg viewBox="0 0 ${width} ${Y.end}" height="${Y.end}" role="img" aria-label="Timeline from ${seconds(view.from)} to ${seconds(view.to)}">${out.join("")}${over.join("")}<g class="moving"></g></svg>`, left, inner, bottom: Y.end - 8, top: Y.axis + 6};
}

function dimension(out, a, b, y, text, kind, Y) {
  const w = measure(text, 600);
  if (kind === "gap") out.push(`<line class="gap-guide" x1="${a}" x2="${a}" y1="${Y.caller}" y2="${y}"/><line class="gap-guide" x1="${b}" x2="${b}" y1="${y}" y2="${Y.agent}"/>`);
  out.push(`<path class="${kind}" d="M${a} ${y - 5}v10M${b} ${y - 5}v10M${a} ${y}H${b}"/>`);
  out.push(`<text class="${kind}-text" x="${b + 6}" y="${y + 4}">${escape(text)}</text>`);
}

/* ---- the page ---- */

const start = /t=([\d.]+)-([\d.]+)/.exec(location.hash);
const view = start ? {from: start[1] * 1000, to: start[2] * 1000} : {from: 0, to: Math.min(duration, Math.max(8000, Math.min(24000, innerWidth * 18)))};
let drawn = null, head = 0, playing = null, cross = null;

function keepInside() {
  const span = Math.max(200, Math.min(view.to - view.from, duration));
  const from = Math.max(0, Math.min(view.from, duration - span));
  view.from = from; view.to = from + span;
}

function draw() {
  keepInside();
  const width = $("detail").clientWidth;
  drawn = lanes(view, width);
  $("detail").innerHTML = drawn.svg;
  drawOverview();
  drawMoving();
}

function drawOverview() {
  const width = $("overview").clientWidth, all = {from: 0, to: duration}, half = 20;
  const x = ms => ms / duration * width;
  const a = x(view.from), b = x(view.to);
  $("overview").innerHTML = `<svg viewBox="0 0 ${width} 54" height="54">
    <path class="wave-caller" d="${wave(0, all, 0, width, 16, 14)}"/><path class="wave-agent" d="${wave(1, all, 0, width, 40, 13)}"/>
    <rect class="veil" x="0" y="0" width="${a}" height="54"/><rect class="veil" x="${b}" y="0" width="${width - b}" height="54"/>
    <rect class="window" x="${a}" y="0" width="${b - a}" height="54"/><path class="window-edge" d="M${a} 0V54M${b} 0V54"/><g></g></svg>`;
}

function drawMoving() {
  const X = ms => drawn.left + (ms - view.from) / (view.to - view.from) * drawn.inner;
  const line = (ms, kind) => ms >= view.from && ms <= view.to ? `<line class="${kind}" x1="${X(ms)}" x2="${X(ms)}" y1="${drawn.top}" y2="${drawn.bottom}"/>` : "";
  const moving = document.querySelector("#detail .moving");
  if (moving) moving.innerHTML = line(head, "head") + (cross === null ? "" : line(cross, "cross"));
  const small = document.querySelector("#overview svg g"), x = head / duration * $("overview").clientWidth;
  if (small) small.innerHTML = `<path class="head" d="M${x} 0V54"/>`;
  $("clock").textContent = seconds(head);
}

function zoom(factor, around = (view.from + view.to) / 2) {
  const from = around - (around - view.from) * factor, to = around + (view.to - around) * factor;
  if (to - from < 200) return;
  view.from = from; view.to = to;
  draw();
}

function show(from, to) { view.from = from; view.to = to; draw(); }

function timeAt(event) {
  const box = $("detail").getBoundingClientRect();
  return view.from + (event.clientX - box.left - drawn.left) / drawn.inner * (view.to - view.from);
}

/* dragging, hovering, clicking */
let grip = null;
$("detail").addEventListener("pointerdown", e => { if (e.button === 0) { grip = {x: e.clientX, from: view.from, to: view.to, moved: false}; $("detail").setPointerCapture(e.pointerId); } });
$("detail").addEventListener("pointermove", e => {
  if (grip) {
    const by = (grip.x - e.clientX) / drawn.inner * (grip.to - grip.from);
    if (Math.abs(grip.x - e.clientX) > 4) { grip.moved = true; $("detail").classList.add("moving"); $("tip").hidden = true; show(grip.from + by, grip.to + by); }
    return;
  }
  cross = timeAt(e);
  drawMoving();
  tell(e);
});
$("detail").addEventListener("pointerup", e => {
  if (grip && !grip.moved) seek(timeAt(e));
  grip = null; $("detail").classList.remove("moving");
});
$("detail").addEventListener("pointerleave", () => { cross = null; $("tip").hidden = true; drawMoving(); });
$("detail").addEventListener("wheel", e => {
  if (e.ctrlKey || e.metaKey) { e.preventDefault(); zoom(Math.exp(e.deltaY / 300), timeAt(e)); }
  else if (Math.abs(e.deltaX) > Math.abs(e.deltaY) || e.shiftKey) {
    e.preventDefault();
    const by = (e.deltaX || e.deltaY) / drawn.inner * (view.to - view.from);
    show(view.from + by, view.to + by);
  }
}, {passive: false});

function tell(e) {
  const at = cross, near = 7 / drawn.inner * (view.to - view.from);
  const lines = [];
  for (const s of said) if (at >= s.from && at <= s.to) lines.push(`<span style="color:var(--caller)">caller: ${escape(s.text)}</span>`);
  for (const s of speeches) if (at >= s.from && at <= s.to) lines.push(`<span style="color:var(--agent)">agent: ${escape(s.text)}</span>`);
  const floor = floors.find(f => at >= f.from && at < f.to);
  if (floor) lines.push(`<span>floor: ${escape(String(floor.state).toLowerCase())}</span>`);
  for (const event of events.filter(v => Math.abs(v.atMs - at) <= near).slice(0, 6)) {
    const {atMs, source, type, ...rest} = event;
    lines.push(`<span><b style="display:inline">${seconds(atMs, 3)}</b> ${escape(type)} ${escape(Object.entries(rest).map(([k, v]) => k + "=" + v).join(" ").slice(0, 120))}</span>`);
  }
  const tip = $("tip"), box = $("timeline").getBoundingClientRect();
  tip.innerHTML = `<b>${seconds(at, 3)}</b>` + lines.join("");
  tip.hidden = at < 0 || at > duration;
  const x = e.clientX - box.left, y = e.clientY - box.top;
  tip.style.left = Math.max(4, x + 16 + tip.offsetWidth > box.width ? x - 16 - tip.offsetWidth : x + 16) + "px";
  tip.style.top = y + 14 + "px";
}

const overviewTo = e => {
  const box = $("overview").getBoundingClientRect(), middle = (e.clientX - box.left) / box.width * duration, span = view.to - view.from;
  show(middle - span / 2, middle + span / 2);
};
$("overview").addEventListener("pointerdown", e => { $("overview").setPointerCapture(e.pointerId); overviewTo(e); });
$("overview").addEventListener("pointermove", e => { if (e.buttons & 1) overviewTo(e); });

$("in").onclick = () => zoom(.6);
$("out").onclick = () => zoom(1 / .6);
$("all").onclick = () => show(0, duration);
$("theme").onclick = () => {
  const root = document.documentElement, dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
};
addEventListener("keydown", e => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const by = (view.to - view.from) / 5;
  const done = {
    " ": () => toggle(), "+": () => zoom(.6), "=": () => zoom(.6), "-": () => zoom(1 / .6), "0": () => show(0, duration),
    ArrowLeft: () => show(view.from - by, view.to - by), ArrowRight: () => show(view.from + by, view.to + by)
  }[e.key];
  if (done && e.target.tagName !== "BUTTON") { e.preventDefault(); done(); }
});

/* playing */
let speaker = null;
function toggle() { if (playing) stop(); else play(); }
function play() {
  if (!sound) return;
  speaker = speaker ?? new AudioContext();
  speaker.resume();
  const buffer = speaker.createBuffer(2, Math.max(1, sound[0].length), data.sound.sampleRate);
  sound.forEach((samples, channel) => buffer.copyToChannel(samples, channel));
  const source = speaker.createBufferSource();
  source.buffer = buffer;
  source.connect(speaker.destination);
  if (head >= duration - 20) head = 0;
  source.start(0, head / 1000);
  playing = {source, from: head, at: speaker.currentTime};
  $("play").textContent = "❚❚";
  requestAnimationFrame(follow);
}
function follow() {
  if (!playing) return;
  head = playing.from + (speaker.currentTime - playing.at) * 1000;
  if (head >= duration) { head = duration; stop(); return; }
  if (head > view.to || head < view.from) { const span = view.to - view.from; view.from = head - span * .1; view.to = view.from + span; draw(); }
  else drawMoving();
  requestAnimationFrame(follow);
}
function stop() {
  if (playing) { playing.source.stop(); playing = null; }
  $("play").textContent = "▶";
  drawMoving();
}
function seek(ms) {
  const was = playing;
  if (was) stop();
  head = Math.max(0, Math.min(duration, ms));
  if (was) play(); else drawMoving();
}
$("play").onclick = toggle;
if (!sound) { $("play").disabled = true; $("play").title = "The call is too long to be kept in this file: see call.wav"; }

/* ---- header, figures, table ---- */

const factNames = {durationMs: null};
$("facts").innerHTML = Object.entries(data.call).filter(([name]) => !(name in factNames))
  .map(([name, value]) => `<div><dt>${escape(name)}</dt><dd>${escape(value)}</dd></div>`).join("");

const gap = data.measures.wireGapMs, stopping = data.measures.bargeInStopMs, lost = data.measures.turnsLost;
const figure = (value, unit, text, bad) => `<div${bad ? " class=\"bad\"" : ""}><b>${value}<small>${unit}</small></b><span>${text}</span></div>`;
$("figures").innerHTML =
  figure(data.measures.turns - lost, " of " + data.measures.turns, lost ? `turns held; ${lost} lost` : "turns held, none lost", lost > 0)
  + (gap.count ? figure(Math.round(gap.median), "ms", `wire gap, median of ${gap.count} (${Math.round(gap.least)} to ${Math.round(gap.most)})`) : "")
  + (stopping.count ? figure(Math.round(stopping.median), "ms", stopping.count === 1 ? "until the agent stopped at a barge-in" : `barge-in stop, median of ${stopping.count}`) : "")
  + figure((duration / 1000).toFixed(1), "s", "of call, from the first RTP packet");

function compared(turn) {
  if (!turn.recognised) return "<span style=\"color:var(--soft)\">–</span>";
  const known = new Set(turn.said.toLowerCase().replace(/[^a-z0-9' ]/g, " ").split(/\s+/));
  return turn.recognised.split(" ").map(word => known.has(word.toLowerCase().replace(/[^a-z0-9']/g, "")) ? escape(word) : `<mark>${escape(word)}</mark>`).join(" ");
}
$("turns").innerHTML = `<h2>Turns</h2><table><thead><tr><th class="n">#</th><th></th><th>caller said</th><th>recognised</th><th>agent replied</th><th class="n">wire gap</th><th class="n">barge-in stop</th></tr></thead><tbody>`
  + data.turns.map((turn, i) => `<tr data-turn="${i}" class="${turn.lost ? "lost" : ""}"><td class="n">${turn.number}</td><td class="kind">${escape(turn.kind)}</td><td class="said">${escape(turn.said)}</td>
    <td class="heard">${compared(turn)}${turn.lost ? `<span class="why">lost: ${escape(turn.why)}</span>` : ""}</td><td class="reply">${escape(turn.reply)}</td>
    <td class="n">${turn.wireGapMs === undefined ? "" : whole(turn.wireGapMs)}</td><td class="n">${turn.bargeInStopMs === undefined ? "" : whole(turn.bargeInStopMs)}</td></tr>`).join("")
  + "</tbody></table>";
$("turns").addEventListener("click", e => {
  const row = e.target.closest("tr[data-turn]");
  if (!row) return;
  const turn = data.turns[row.dataset.turn], s = said.find(v => v.turn === turn);
  if (!s) return;
  head = s.from;
  show(s.from - 1200, Math.max(s.to, turn.replyFromMs ?? s.to) + 2800);
  $("timeline").scrollIntoView({behavior: "smooth", block: "start"});
});

$("legend").innerHTML = [["vad", "voice heard"], ["floor-AGENT", "agent has the floor"], ["floor-DUCKED", "ducked"], ["floor-HELD", "held"], ["floor-CALLER", "caller has the floor"]]
  .map(([kind, text]) => `<span><i class="${kind}"></i>${text}</span>`).join("");

$("rules").innerHTML = "<p>Wire gap and barge-in stop are measured from the RTP packets at the caller's socket, by energy in windows of 10 ms: "
  + "the caller's voice ends with the last window above −40 dB of that line's peak, counted when it was spoken (20 ms before its packet left); the agent is heard from the first of two windows above −45 dBFS, counted when its packet arrived; "
  + "the agent has stopped at its last such window before 300 ms of silence.</p>"
  + "<p>Recogniser, voice and floor are the server's own events, on the same monotonic clock. Dotted: words that the caller did not say.</p>";

/* ---- paper ---- */

addEventListener("beforeprint", () => {
  const row = 20000;
  let html = "";
  for (let from = 0; from < duration; from += row) html += `<div>${lanes({from, to: from + row}, 1040).svg}</div>`;
  $("score").innerHTML = html;
});

new ResizeObserver(() => draw()).observe($("detail"));
draw();
