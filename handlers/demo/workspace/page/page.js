// The page: asks for the workspace as one person sees it, draws it, and sends what that person does.

import { blocks, el, mrkdwn, textNodes } from "/_page/drawing.js";
import { readIn } from "/_page/dates.js";
import { markdown } from "/_page/markdown.js";
import { held, resume, snapshot } from "/_page/typing.js";

const get = (id) => document.getElementById(id);
const here = { as: localStorage.getItem("as") ?? "", place: "", tab: "messages", seen: {}, modal: "" };
let picture = null;
const linked = /^\/archives\/(\w+)\/p(\d{10})(\d{6})$/.exec(location.pathname);
if (linked) here.place = linked[1];

// --- talking to the workspace -------------------------------------------------------------------

async function post(path, body) {
  const answer = await fetch(`/_page/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ as: picture?.me, place: picture?.place.id, ...body }),
  }).then((response) => response.json()).catch(() => ({ ok: false, error: "the workspace does not answer" }));
  if (answer.error) toast(answer.error);
  return answer;
}

const act = (name, body = {}) => post(`act/${name}`, body);

async function sendFile(file) {
  const query = new URLSearchParams({ as: picture.me, name: file.name });
  const answer = await fetch(`/_page/upload?${query}`, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file });
  return (await answer.json()).id;
}

function toast(words) {
  get("toast").textContent = words;
  get("toast").hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { get("toast").hidden = true; }, 6000);
}

let loading = false, again = false;
async function refresh() {
  if (loading) { again = true; return; }
  loading = true;
  try {
    const query = new URLSearchParams({ as: here.as, place: here.place });
    const response = await fetch(`/_page/state?${query}`);
    if (response.ok) { picture = await response.json(); draw(); }
    else get("messages").replaceChildren(el("p", { class: "faint" }, "Nobody is here yet."));
  } finally {
    loading = false;
    if (again) { again = false; refresh(); }
  }
}

// --- elements -----------------------------------------------------------------------------------

const options = (element) => [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options)];
const choices = (kind) => {
  if (kind.includes("users")) return picture.people.map((one) => [one.id, one.real_name]);
  if (kind.includes("channels") || kind.includes("conversations")) return picture.channels.map((one) => [one.id, `#${one.name}`]);
  return [];
};

function control(element, value, changed) {
  const kind = element.type, id = `f-${element.action_id}-${Math.random().toString(36).slice(2)}`;
  const placeholder = element.placeholder?.text;
  if (kind === "checkboxes" || kind === "radio_buttons") {
    const many = kind === "checkboxes";
    const boxes = element.options.map((option) => el("input", { type: many ? "checkbox" : "radio", name: id, value: option.value, checked: many ? (value ?? []).includes(option.value) : value === option.value, onchange: changed }));
    const node = el("div", {}, boxes.map((box, index) => el("label", { class: "choice" }, box, " ", textNodes(element.options[index].text, picture.names), element.options[index].description ? el("span", { class: "faint" }, " ", textNodes(element.options[index].description, picture.names)) : null)));
    const ticked = () => boxes.filter((box) => box.checked).map((box) => box.value);
    return { node, read: () => (many ? ticked() : ticked()[0] ?? null) };
  }
  if (kind.includes("select")) {
    const many = kind.startsWith("multi");
    let list = kind.includes("static") ? options(element).map((option) => [option.value, option.text.text]) : choices(kind);
    if (kind.includes("external")) list = [].concat(value ?? []).map((one) => [one, one]);
    const chosen = [].concat(value ?? []);
    const node = el("select", { id, multiple: many, class: "inline", onchange: changed }, many ? null : el("option", { value: "" }, placeholder ?? "Choose…"), list.map(([key, label]) => el("option", { value: key, selected: chosen.includes(key) }, label)));
    const read = () => (many ? [...node.selectedOptions].map((one) => one.value) : node.value || null);
    return { node, id, read, fillIn: (list) => node.replaceChildren(el("option", { value: "" }, placeholder ?? "Choose…"), ...list.map((option) => el("option", { value: option.value }, option.text.text))) };
  }
  if ((kind === "plain_text_input" && element.multiline) || kind === "rich_text_input") {
    const node = el("textarea", { id, placeholder, onchange: changed });
    node.value = value ?? "";
    return { node, id, read: () => node.value || null };
  }
  if (kind === "file_input") {
    let ids = [].concat(value ?? []);
    const upload = async (event) => { ids = await Promise.all([...event.currentTarget.files].map(sendFile)); changed(); };
    return { node: el("input", { id, type: "file", multiple: (element.max_files ?? 10) > 1, onchange: upload }), id, read: () => ids };
  }
  const types = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local", email_text_input: "email", url_text_input: "url" };
  const node = el("input", { id, type: types[kind] ?? "text", inputmode: kind === "number_input" ? "decimal" : undefined, placeholder, onchange: changed });
  node.value = kind === "datetimepicker" && value ? new Date(value * 1000).toISOString().slice(0, 16) : value ?? "";
  const read = () => (kind === "datetimepicker" && node.value ? Date.parse(`${node.value}Z`) / 1000 : node.value || null);
  return { node, id, read };
}

// --- one message or view ------------------------------------------------------------------------

function drawer(target, values, errors, fields, typed) {
  const send = async (name, item, element, more) => {
    if (fields && target.view) await act("fill", { values: readAll(fields) });
    return act(name, { ...target, action_id: element.action_id, block_id: item.block_id, ...more });
  };
  const draw = {
    names: picture.names,
    element(item, element) {
      if (element.type.endsWith("button")) {
        if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(picture.me)) return null;
        const label = textNodes(element.text, picture.names);
        const press = async (event) => {
          if (element.confirm && !window.confirm(`${element.confirm.title.text}\n\n${element.confirm.text.text}`)) return;
          const button = event.currentTarget;
          button.disabled = true;
          await send("press", item, element, { value: element.value });
          button.disabled = false;
          if (element.url && /^https?:/i.test(element.url)) window.open(element.url, "_blank", "noopener");
        };
        return el("button", { type: "button", class: element.style ?? "plain", title: element.accessibility_label, onclick: press }, label);
      }
      if (element.type === "image") return blocks([{ ...element, type: "image" }], draw)[0];
      if (element.type === "overflow") {
        const node = el("select", { class: "inline", "aria-label": "More", onchange: () => { const { value } = node; node.value = ""; if (value) send("choose", item, element, { value }); } },
          el("option", { value: "" }, "⋯"), element.options.map((option) => el("option", { value: option.value }, option.text.text)));
        return node;
      }
      if (element.type === "feedback_buttons") return el("span", { class: "faint" }, `${element.positive_button.text.text} / ${element.negative_button.text.text}`);
      const made = control(element, held(values?.[item.block_id]?.[element.action_id]), () => send("choose", item, element, { value: made.read() }));
      return made.node;
    },
    field(item) {
      const { element } = item;
      const changed = () => {
        if (!target.view) act("enter", { ...target, action_id: element.action_id, block_id: item.block_id, value: made.read() });
        else if (item.dispatch_action) act("fill", { values: { ...readAll(fields) } });
      };
      const shown = held(values?.[item.block_id]?.[element.action_id]);
      const made = control(element, typed?.has(item.block_id) ? typed.get(item.block_id) : shown, changed);
      fields?.set(item.block_id, { ...made, shown });
      const wrong = errors?.[item.block_id];
      const label = [textNodes(item.label, picture.names), item.optional ? el("span", { class: "faint" }, " (optional)") : null];
      const search = made.fillIn && element.type.includes("external")
        ? el("input", { placeholder: "Type to search", oninput: async (event) => { const found = await act("suggest", { ...target, action_id: element.action_id, block_id: item.block_id, query: event.currentTarget.value }); made.fillIn(found.options ?? []); } })
        : null;
      return el("div", { class: wrong ? "field wrong" : "field", "data-field": item.block_id }, made.id ? el("label", { for: made.id }, label) : el("div", { class: "label" }, label), search, made.node,
        wrong ? el("div", { class: "error", role: "alert" }, wrong) : null, item.hint ? el("div", { class: "hint" }, textNodes(item.hint, picture.names)) : null);
    },
  };
  return draw;
}

function readAll(fields) {
  const values = {};
  for (const [name, made] of fields) { const value = made.read(); if (value !== undefined) values[name] = value; }
  return values;
}

function message(one) {
  const app = one.bot_id !== undefined;
  const name = picture.names[one.user] ?? one.user;
  const content = one.blocks?.length ? blocks(one.blocks, drawer({ ts: one.ts, place: one.channel }, one.values)) : el("div", {}, mrkdwn(one.text ?? "", picture.names));
  const files = (one.files ?? []).map((file) => el("div", {}, el("a", { href: `/_page/file/${encodeURIComponent(file.id)}` }, `File: ${file.title}`)));
  const reactions = (one.reactions ?? []).map((reaction) => el("span", { class: "tag" }, `:${reaction.name}: ${reaction.count} `));
  const shortcuts = picture.shortcuts.filter((shortcut) => shortcut.type === "message" && !one.ephemeral)
    .map((shortcut) => el("button", { class: "plain", type: "button", onclick: () => act("shortcut", { ts: one.ts, callback_id: shortcut.callback_id }) }, shortcut.name));
  return el("article", { class: `message${one.ephemeral ? " only-you" : ""}${one.thread_ts && one.thread_ts !== one.ts ? " reply" : ""}${linked && one.ts === `${linked[2]}.${linked[3]}` ? " linked" : ""}`, "data-ts": one.ts },
    el("div", { class: app ? "avatar app" : "avatar", "aria-hidden": "true" }, name.slice(0, 1).toUpperCase()),
    el("div", { class: "body" },
      el("div", {}, el("span", { class: "who-said" }, name), " ", app ? el("span", { class: "tag" }, "APP") : null, " ",
        el("time", { class: "faint" }, clockTime(one.ts)), one.edited ? el("span", { class: "faint" }, " (edited)") : null,
        picture.place.pins.includes(one.ts) ? [" ", el("span", { class: "tag" }, "pinned")] : null,
        one.ephemeral ? el("div", { class: "faint" }, "Only visible to you") : null),
      content, files, reactions, shortcuts.length ? el("div", { class: "row" }, shortcuts) : null));
}

const zone = () => picture.people.find((one) => one.id === picture.me)?.tz ?? "UTC";
const when = (seconds, form) => new Intl.DateTimeFormat("en-GB", { timeZone: zone(), ...form }).format(new Date(seconds * 1000));
const clockTime = (ts) => when(Number(ts), { hour: "2-digit", minute: "2-digit" });
const day = (ts) => when(Number(ts), { weekday: "long", day: "numeric", month: "long", year: "numeric" });

// --- the whole page -----------------------------------------------------------------------------

function draw() {
  here.place ||= picture.place.id;
  readIn(zone(), Date.parse(picture.now) / 1000);
  get("team").textContent = picture.team;
  document.title = `${picture.app.name} · ${picture.team}`;
  const who = get("who");
  who.replaceChildren(...picture.people.map((one) => el("option", { value: one.id, selected: one.id === picture.me }, one.real_name)));
  get("local").textContent = `${zone()}`;
  get("clock").textContent = when(Date.parse(picture.now) / 1000, { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
  drawSide();
  drawPlace();
  drawModal();
}

function drawSide() {
  const link = (id, label, last, mine = true) => el("button", { type: "button", "aria-current": String(picture.place.id === id), class: last > (here.seen[`${picture.me}${id}`] ?? "") ? "news" : undefined,
    onclick: () => { here.place = id; here.tab = "messages"; refresh(); } }, label, mine ? null : el("span", { class: "dot" }, "not joined"));
  here.seen[`${picture.me}${picture.place.id}`] = picture.place.last;
  get("side").replaceChildren(
    el("h2", {}, "Channels"),
    ...picture.channels.map((one) => link(one.id, `# ${one.name}${one.kind === "private" ? " (private)" : ""}${one.archived ? " (archived)" : ""}`, one.member ? one.last : "", one.member)),
    el("h2", {}, "Apps"), link(picture.dm, picture.app.name, ""),
    ...(picture.shortcuts.some((one) => one.type === "global") ? [el("h2", {}, "Shortcuts")] : []),
    ...picture.shortcuts.filter((one) => one.type === "global").map((one) => el("button", { type: "button", onclick: () => act("shortcut", { callback_id: one.callback_id }) }, one.name)));
}

function drawPlace() {
  const { place } = picture, dm = place.kind === "im";
  get("title").textContent = dm ? picture.app.name : `# ${place.name}`;
  const tab = (name, label, go) => el("button", { type: "button", role: "tab", "aria-selected": String(here.tab === name), onclick: go }, label);
  const pinned = place.messages.filter((one) => place.pins.includes(one.ts));
  const show = (name, label) => tab(name, label, () => { here.tab = name; draw(); });
  const more = [pinned.length ? show("pins", `Pins (${pinned.length})`) : null, place.canvas ? show("canvas", "Canvas") : null].filter(Boolean);
  get("tabs").replaceChildren(...(dm && picture.has_home ? [tab("home", "Home", async () => { here.tab = "home"; draw(); await act("home"); })] : []),
    ...((dm && picture.has_home) || more.length ? [show("messages", "Messages")] : []), ...more);
  const bookmarks = place.bookmarks.filter((one) => /^https?:/i.test(one.link)).map((one) => el("a", { href: one.link, target: "_blank", rel: "noopener noreferrer" }, one.title));
  const join = !dm && !place.member ? [el("button", { class: "plain", type: "button", onclick: () => act("join") }, "Join channel")] : [];
  get("bookmarks").replaceChildren(...bookmarks, ...join);
  const box = get("messages");
  get("composer").hidden = dm && picture.has_home && here.tab === "home";
  const follow = box.dataset.place !== place.id || box.scrollHeight - box.scrollTop - box.clientHeight < 40;
  if (dm && here.tab === "home") {
    const { home } = picture;
    box.replaceChildren(...(home ? blocks(home.blocks, drawer({ view: home.id }, home.values)) : [el("p", { class: "faint" }, "Nothing here yet.")]));
    return;
  }
  if (here.tab === "canvas" && place.canvas) {
    box.replaceChildren(el("article", { class: "canvas" }, markdown(place.canvas.markdown, picture.names)));
    box.dataset.place = "";
    return;
  }
  const nodes = [], pinsOnly = here.tab === "pins" && pinned.length;
  let date = "";
  for (const one of pinsOnly ? pinned : place.messages) {
    const today = day(one.ts);
    if (today !== date) { nodes.push(el("div", { class: "day" }, today)); date = today; }
    nodes.push(message(one));
  }
  box.replaceChildren(...(nodes.length ? nodes : [el("p", { class: "faint" }, "Nothing was said here yet. Type / to see the commands.")]));
  box.dataset.place = place.id;
  if (follow) box.scrollTop = box.scrollHeight;
  if (linked && here.place === linked[1] && !here.arrived) arrive();
}

/* Where a permalink leads: the message, once. */
function arrive() {
  here.arrived = true;
  document.querySelector(".message.linked")?.scrollIntoView({ block: "center" });
}

let open = null;
function drawModal() {
  const overlay = get("overlay"), view = picture.modals.at(-1);
  const stamp = view ? JSON.stringify([view.id, view.hash, view.errors]) : "";
  if (stamp === here.modal) return;
  here.modal = stamp;
  overlay.hidden = !view;
  if (!view) { overlay.replaceChildren(); open = null; return; }
  const before = open?.view === view.id ? snapshot(open) : null;
  const fields = new Map();
  const content = el("div", { class: "content" }, blocks(view.blocks, drawer({ view: view.id }, view.values, view.errors, fields, before?.typed)));
  const submit = async (event) => {
    event.preventDefault();
    const button = event.currentTarget.querySelector("[type=submit]");
    if (!button || button.disabled) return;
    button.disabled = true;
    await act("submit", { values: readAll(fields) });
    button.disabled = false;
  };
  const close = () => act("close");
  overlay.replaceChildren(el("form", { class: "modal", role: "dialog", "aria-modal": "true", "aria-label": view.title.text, "data-hash": view.hash, novalidate: true, autocomplete: "off", onsubmit: submit },
    el("header", {}, el("h2", {}, view.title.text), el("button", { type: "button", class: "plain", "aria-label": "Close", onclick: close }, "×")),
    content,
    el("footer", {}, el("button", { type: "button", class: "plain", onclick: close }, view.close?.text ?? "Cancel"), view.submit ? el("button", { type: "submit", class: "primary" }, view.submit.text) : null)));
  open = { view: view.id, fields, content };
  const wrong = content.querySelector(".wrong input, .wrong textarea, .wrong select");
  if (wrong) wrong.focus();
  else if (!resume(before, open)) content.querySelector(".field input, .field textarea, .field select")?.focus();
}

// --- what the person does -----------------------------------------------------------------------

get("who").addEventListener("change", (event) => {
  here.as = event.currentTarget.value;
  localStorage.setItem("as", here.as);
  if (picture.place.kind === "im") here.place = "";
  here.modal = "";
  refresh();
});
get("composer").addEventListener("submit", async (event) => {
  event.preventDefault();
  const line = get("line"), text = line.value.trim();
  if (!text) return;
  line.value = "";
  hints();
  const answer = await act("say", { text });
  if (!answer.ok) line.value = text;
});
function hints() {
  const found = hinted(get("line").value, picture?.commands ?? []);
  get("hints").hidden = !found.length;
  get("hints").replaceChildren(...found.map((one) => el("button", { type: "button", onclick: () => { get("line").value = `${one.command} `; get("line").focus(); hints(); } }, el("strong", {}, one.command), ` ${one.hint} `, el("span", { class: "faint" }, one.description))));
}
/* The commands that begin so; behind one of them, the words of its usage hint that do: "[status | a project]" names one. */
function hinted(text, commands) {
  if (!text.startsWith("/")) return [];
  const [typed, word, ...more] = text.split(" ");
  if (word === undefined) return commands.filter((one) => one.command.startsWith(typed));
  const command = commands.find((one) => one.command === typed);
  if (!command || !word || more.length || !command.hint.includes("|")) return [];
  const words = command.hint.replace(/[[\]]/g, "").split("|").map((one) => one.trim());
  return words.filter((one) => !one.includes(" ") && one.startsWith(word.toLowerCase()) && one !== word).map((one) => ({ command: `${typed} ${one}`, hint: "", description: "" }));
}
get("line").addEventListener("input", hints);
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && picture?.modals.length) act("close"); });
for (const button of document.querySelectorAll("[data-hours]")) {
  button.addEventListener("click", async () => { button.disabled = true; await post("clock", { hours: Number(button.dataset.hours) }); button.disabled = false; });
}
new EventSource("/_page/events").addEventListener("message", refresh);
refresh();
