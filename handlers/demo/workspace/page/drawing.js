// Draws blocks as DOM nodes. Everything that came from elsewhere goes in as text, never as markup.

import { instant } from "/_page/dates.js";

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";
function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const safeLink = (url) => (/^(https?:|mailto:)/i.test(url) ? url : null);
const COLOURS = ["#14665a", "#c98a00", "#2b7de9", "#b3261e", "#6a4fb3", "#5b6f82", "#1f7a4d", "#a0522d", "#008ba3", "#d1478f", "#7a8b00", "#444"];

// --- text -----------------------------------------------------------------------------------

const entities = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

function mark(inner, names) {
  const [target, label] = inner.split("|");
  if (target.startsWith("@")) return el("span", { class: "mention" }, `@${names[target.slice(1)] ?? target.slice(1)}`);
  if (target.startsWith("#")) return el("span", { class: "mention" }, `#${names[target.slice(1)] ?? label ?? target.slice(1)}`);
  if (/^!(channel|here|everyone)$/.test(target)) return el("span", { class: "mention" }, `@${target.slice(1)}`);
  if (target.startsWith("!date^")) {
    const [, seconds, form] = target.split("^");
    return document.createTextNode(instant(seconds, entities(form ?? ""), entities(label ?? "")));
  }
  if (target.startsWith("!")) return document.createTextNode(entities(label ?? target));
  const href = safeLink(entities(target));
  return href ? el("a", { href, rel: "noopener noreferrer", target: "_blank" }, entities(label ?? target)) : document.createTextNode(entities(label ?? target));
}

const INLINE = /<([^<>]+)>|```([\s\S]+?)```|`([^`\n]+)`|(?<![\w*])\*([^*\n]+)\*(?![\w*])|(?<![\w_])_([^_\n]+)_(?![\w_])|(?<![\w~])~([^~\n]+)~(?![\w~])/g;

export function mrkdwn(text, names) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(entities(text.slice(at, found.index)));
    const [whole, angle, pre, code, bold, italic, strike] = found;
    if (angle) nodes.push(mark(angle, names));
    else if (pre) nodes.push(el("pre", {}, entities(pre)));
    else if (code) nodes.push(el("code", {}, entities(code)));
    else nodes.push(el(bold ? "strong" : italic ? "em" : "s", {}, mrkdwn(bold ?? italic ?? strike, names)));
    at = found.index + whole.length;
  }
  nodes.push(entities(text.slice(at)));
  return nodes.flatMap((node) => (typeof node === "string" ? lines(node) : [node]));
}

function lines(text) {
  return text.split("\n").flatMap((line, index) => (index ? [el("br"), line] : [line]));
}

export function textNodes(object, names) {
  if (!object) return [];
  return object.type === "mrkdwn" ? mrkdwn(object.text, names) : lines(object.text);
}

function richInline(part, names) {
  return part.elements.map((word) => {
    let node;
    if (word.type === "link") {
      const href = safeLink(word.url);
      node = href ? el("a", { href, rel: "noopener noreferrer", target: "_blank" }, word.text ?? word.url) : el("span", {}, word.text ?? word.url);
    } else if (word.type === "user") node = el("span", { class: "mention" }, `@${names[word.user_id] ?? word.user_id}`);
    else if (word.type === "channel") node = el("span", { class: "mention" }, `#${names[word.channel_id] ?? word.channel_id}`);
    else if (word.type === "usergroup") node = el("span", { class: "mention" }, `@${word.usergroup_id}`);
    else if (word.type === "broadcast") node = el("span", { class: "mention" }, `@${word.range}`);
    else if (word.type === "emoji") node = el("span", {}, `:${word.name}:`);
    else if (word.type === "date") node = el("span", {}, instant(word.timestamp, word.format, word.fallback));
    else node = el("span", {}, lines(String(word.text ?? word.value ?? "")));
    for (const [style, tag] of [["bold", "strong"], ["italic", "em"], ["strike", "s"], ["code", "code"], ["underline", "u"]]) {
      if (word.style?.[style]) node = el(tag, {}, node);
    }
    return node;
  });
}

function richText(item, names) {
  return item.elements.map((part) => {
    if (part.type === "rich_text_list") {
      const tag = part.style === "ordered" ? "ol" : "ul";
      const start = part.offset ? part.offset + 1 : undefined;
      const list = el(tag, { start }, part.elements.map((line) => el("li", {}, richInline(line, names))));
      list.style.marginLeft = `${(part.indent ?? 0) * 1.2}rem`;
      return list;
    }
    if (part.type === "rich_text_quote") return el("blockquote", {}, richInline(part, names));
    if (part.type === "rich_text_preformatted") return el("pre", {}, richInline(part, names));
    return el("div", {}, richInline(part, names));
  });
}

// --- tables and charts ------------------------------------------------------------------------

function table(item, names) {
  const header = item.type === "data_table";
  const rows = item.rows.map((row, index) => el("tr", {}, row.map((cell) => {
    const tag = header && index === 0 ? "th" : "td";
    const content = cell.type === "rich_text" ? richText(cell, names) : lines(cell.text);
    return el(tag, { class: cell.type === "raw_number" ? "number" : undefined, scope: tag === "th" ? "col" : undefined }, content);
  })));
  return el("div", { class: "scroll" }, el("table", {}, item.caption ? el("caption", {}, item.caption) : null, rows));
}

function pie(chart) {
  const total = chart.segments.reduce((sum, part) => sum + part.value, 0);
  const shapes = [];
  let angle = -Math.PI / 2;
  chart.segments.forEach((part, index) => {
    const turn = Math.min((part.value / total) * 2 * Math.PI, 2 * Math.PI - 1e-4);
    const [x1, y1, x2, y2] = [Math.cos(angle), Math.sin(angle), Math.cos(angle + turn), Math.sin(angle + turn)].map((value) => 100 + 90 * value);
    shapes.push(svg("path", { d: `M100 100 L${x1} ${y1} A90 90 0 ${turn > Math.PI ? 1 : 0} 1 ${x2} ${y2} Z`, fill: COLOURS[index % COLOURS.length], stroke: "#fff" }));
    angle += turn;
  });
  const picture = svg("svg", { class: "chart", viewBox: "0 0 200 200", role: "img" }, ...shapes);
  picture.style.maxWidth = "12rem";
  return [picture, legend(chart.segments.map((part) => `${part.label}: ${part.value}`))];
}

function legend(words) {
  return el("div", { class: "legend" }, words.map((word, index) => {
    const dot = el("span", {}, "■ ");
    dot.style.color = COLOURS[index % COLOURS.length];
    return el("span", {}, dot, word);
  }));
}

// Steps that people count in: one, two or five of a power of ten, about four of them from the lowest to the highest.
export function ticks(low, high) {
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((one) => one * power >= rough * 0.999) * power;
  const first = Math.floor(low / step + 1e-9), last = Math.max(Math.ceil(high / step - 1e-9), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

function xy(chart) {
  const { categories, x_label: xLabel, y_label: yLabel } = chart.axis_config;
  const series = chart.series.map((one) => categories.map((name) => one.data.find((point) => point.label === name)?.value ?? 0));
  const all = series.flat();
  const steps = ticks(Math.min(0, ...all), Math.max(0, ...all));
  const low = steps[0], span = steps.at(-1) - low;
  const [left, right, top, bottom] = [56, 530, 14, 196];
  const x = (index) => left + ((index + 0.5) * (right - left)) / categories.length;
  const y = (value) => bottom - ((value - low) * (bottom - top)) / span;
  const shapes = [];
  for (const value of steps) {
    shapes.push(svg("line", { x1: left, x2: right, y1: y(value), y2: y(value), stroke: "#e3e3e3" }));
    shapes.push(svg("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end" }, value.toLocaleString("en", { maximumSignificantDigits: 6 })));
  }
  series.forEach((values, index) => {
    const colour = COLOURS[index % COLOURS.length];
    if (chart.type === "bar") {
      const width = ((right - left) / categories.length) * 0.8 / series.length;
      values.forEach((value, place) => {
        const start = x(place) - (width * series.length) / 2 + width * index;
        shapes.push(svg("rect", { x: start, width, y: Math.min(y(value), y(0)), height: Math.abs(y(value) - y(0)), fill: colour }));
      });
      return;
    }
    const points = values.map((value, place) => `${x(place)},${y(value)}`).join(" ");
    if (chart.type === "area") shapes.push(svg("polygon", { points: `${x(0)},${y(0)} ${points} ${x(values.length - 1)},${y(0)}`, fill: colour, "fill-opacity": 0.25 }));
    shapes.push(svg("polyline", { points, fill: "none", stroke: colour, "stroke-width": 2 }));
    values.forEach((value, place) => shapes.push(svg("circle", { cx: x(place), cy: y(value), r: 3, fill: colour })));
  });
  const every = Math.ceil(categories.length / 8);
  categories.forEach((name, place) => {
    if (place % every === 0) shapes.push(svg("text", { x: x(place), y: bottom + 16, "text-anchor": "middle" }, name));
  });
  if (xLabel) shapes.push(svg("text", { x: (left + right) / 2, y: bottom + 34, "text-anchor": "middle" }, xLabel));
  const picture = svg("svg", { class: "chart", viewBox: "0 0 540 236", role: "img" }, ...shapes);
  return [yLabel ? el("div", { class: "faint" }, yLabel) : null, picture, legend(chart.series.map((one) => one.name))];
}

const chart = (item) => el("figure", {}, el("figcaption", {}, item.title), item.chart.type === "pie" ? pie(item.chart) : xy(item.chart));

// --- blocks -----------------------------------------------------------------------------------

function picture(item) {
  const file = item.slack_file ? (item.slack_file.id ?? /-(F[A-Z0-9]+)\//.exec(item.slack_file.url ?? "")?.[1]) : null;
  const src = file ? `/_page/file/${encodeURIComponent(file)}` : safeLink(item.image_url ?? "");
  return src ? el("img", { class: "picture", src, alt: item.alt_text }) : el("em", {}, item.alt_text);
}

function card(item, draw) {
  return el("div", { class: "box" }, item.hero_image ? picture(item.hero_image) : null,
    item.title ? el("strong", {}, textNodes(item.title, draw.names)) : null,
    ["subtitle", "body", "subtext"].map((part) => (item[part] ? el("div", {}, textNodes(item[part], draw.names)) : null)),
    item.actions ? el("div", { class: "row" }, item.actions.map((one) => draw.element(item, one))) : null);
}

function task(item, names) {
  return el("div", { class: "box" }, el("strong", {}, `[${item.status ?? "pending"}] ${item.title}`), [item.details, item.output].map((part) => (part ? richText(part, names) : null)));
}

const KINDS = {
  header: (item, draw) => el("h3", {}, textNodes(item.text, draw.names)),
  section: (item, draw) => el("div", { class: "split" },
    el("div", {}, textNodes(item.text, draw.names), item.fields ? el("div", { class: "fields" }, item.fields.map((field) => el("div", {}, textNodes(field, draw.names)))) : null),
    item.accessory ? draw.element(item, item.accessory) : null),
  context: (item, draw) => el("div", { class: "context" }, item.elements.map((one) => (one.type === "image" ? picture(one) : el("span", {}, textNodes(one, draw.names))))),
  divider: () => el("hr"),
  actions: (item, draw) => el("div", { class: "row" }, item.elements.map((one) => draw.element(item, one))),
  context_actions: (item, draw) => el("div", { class: "row" }, item.elements.map((one) => draw.element(item, one))),
  input: (item, draw) => draw.field(item),
  image: (item, draw) => el("figure", {}, item.title ? el("figcaption", {}, textNodes(item.title, draw.names)) : null, picture(item)),
  rich_text: (item, draw) => el("div", {}, richText(item, draw.names)),
  markdown: (item, draw) => el("div", {}, lines(item.text)),
  data_table: (item, draw) => table(item, draw.names),
  table: (item, draw) => table(item, draw.names),
  data_visualization: (item) => chart(item),
  alert: (item, draw) => el("div", { class: `alert ${item.level ?? "default"}` }, textNodes(item.text, draw.names)),
  card,
  carousel: (item, draw) => el("div", { class: "stack" }, item.elements.map((one) => card({ ...one, block_id: item.block_id }, draw))),
  container: (item, draw) => el("div", { class: "box" }, item.title ? el("strong", {}, textNodes(item.title, draw.names)) : null, item.subtitle ? el("div", { class: "faint" }, textNodes(item.subtitle, draw.names)) : null, blocks(item.child_blocks, draw)),
  layout: (item, draw) => el("div", {}, item.is_label_visible ? el("strong", {}, item.label) : null, item.rows.map((row) => el("div", { class: "stack" }, row.items.map((cell) => el("div", { class: "grow" }, blocks(cell.blocks ?? [cell.block], draw)))))),
  plan: (item, draw) => el("div", {}, el("strong", {}, item.title), (item.tasks ?? []).map((one) => task(one, draw.names))),
  task_card: (item, draw) => task(item, draw.names),
  video: (item, draw) => el("a", { href: safeLink(item.title_url ?? item.video_url), rel: "noopener noreferrer", target: "_blank" }, textNodes(item.title, draw.names)),
};

export function blocks(items, draw) {
  return items.map((item) => el("div", { class: "block" }, (KINDS[item.type] ?? (() => el("em", {}, `(${item.type})`)))(item, draw)));
}
