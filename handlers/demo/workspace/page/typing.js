// What a person is typing into a window while the app replaces it: Slack keeps the text, the caret and the place, and so do we.

/* What the workspace holds of a field, in the form in which its control reads it. */
export function held(entry) {
  if (!entry) return null;
  const value = Object.entries(entry).find(([name]) => name !== "type")?.[1];
  const plain = (one) => (one && typeof one === "object" ? one.value ?? one.id ?? richWords(one) : one);
  return Array.isArray(value) ? value.map(plain) : plain(value ?? null);
}
const richWords = (one) => (one.elements ?? []).map((part) => (part.elements ?? []).map((word) => word.text ?? "").join("")).join("\n");

/* The fields that say something else than when they were drawn, where the caret is, and how far down the person has read. */
export function snapshot({ fields, content }) {
  const typed = new Map();
  for (const [name, made] of fields) {
    const value = made.read();
    if (JSON.stringify(value) !== JSON.stringify(made.shown)) typed.set(name, value);
  }
  const active = content.contains(document.activeElement) ? document.activeElement : null;
  const field = active?.closest("[data-field]")?.dataset.field;
  const caret = field && typeof active.selectionStart === "number" ? [active.selectionStart, active.selectionEnd, active.selectionDirection] : null;
  const nth = field ? [...active.closest("[data-field]").querySelectorAll(INPUTS)].indexOf(active) : -1;
  return { typed, field, nth, caret, names: [...fields.keys()], top: content.scrollTop, at: active?.getBoundingClientRect().top };
}
const INPUTS = "input, textarea, select";

/* Puts the person back to where they were; false where the window shows another page, which begins at its own head. */
export function resume(before, { fields, content }) {
  if (!before?.names.some((name) => fields.has(name))) return false;
  content.scrollTop = before.top;
  const node = before.field ? [...content.querySelectorAll(`[data-field="${CSS.escape(before.field)}"]`)].flatMap((one) => [...one.querySelectorAll(INPUTS)])[before.nth] : null;
  if (!node) return true;
  content.scrollTop += node.getBoundingClientRect().top - before.at;  // what stands above it may have grown
  node.focus({ preventScroll: true });
  if (before.caret) node.setSelectionRange(...before.caret);
  return true;
}
