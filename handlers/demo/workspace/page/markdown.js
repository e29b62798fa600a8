// Draws a canvas's Markdown as DOM nodes: headings, lists in lists, paragraphs; what is escaped goes in as it was typed.

import { el } from "/_page/drawing.js";

const INLINE = /\\([!-/:-@[-`{-~])|!\[\]\(([@#])(\w+)\)|`([^`]+)`|\*\*((?:\\.|[^*\\])+)\*\*|(?<!\w)_((?:\\.|[^_\\])+)_(?!\w)/g;

function inline(text, names) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    const [whole, sign, kind, id, code, bold, italic] = found;
    nodes.push(text.slice(at, found.index));
    if (sign) nodes.push(sign);
    else if (id) nodes.push(el("span", { class: "mention" }, `${kind}${names[id] ?? id}`));
    else if (code) nodes.push(el("code", {}, code));
    else nodes.push(el(bold ? "strong" : "em", {}, inline(bold ?? italic, names)));
    at = found.index + whole.length;
  }
  nodes.push(text.slice(at));
  return nodes;
}

function list(lines, names) {
  const items = [];
  for (const line of lines) {
    if (line.startsWith("    ") && items.length) items.at(-1).inner.push(line.slice(4));
    else items.push({ line, inner: [] });
  }
  return el("ul", {}, items.map(({ line, inner }) => el("li", {}, inline(line.replace(/^- /, ""), names), inner.length ? list(inner, names) : null)));
}

export function markdown(text, names) {
  return text.split("\n\n").filter((block) => block.trim()).map((block) => {
    const heading = /^(#{1,3}) (.*)$/.exec(block);
    if (heading) return el(`h${heading[1].length + 1}`, {}, inline(heading[2], names));
    return block.startsWith("- ") ? list(block.split("\n"), names) : el("p", {}, inline(block, names));
  });
}
