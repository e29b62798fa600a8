// An instant in the reader's own zone, as Slack's clients write it: by the tokens of `<!date^…>` and of a date in rich text.

let reader = { zone: "UTC", now: 0 };

/* Whose screen it is: their time zone, and the workspace's clock in seconds. */
export function readIn(zone, now) { reader = { zone, now }; }

const write = (seconds, form) => new Intl.DateTimeFormat("en-US", { timeZone: reader.zone, ...form }).format(new Date(seconds * 1000));
const dayOf = (seconds) => write(seconds, { year: "numeric", month: "2-digit", day: "2-digit" });
const SHORT = { month: "short", day: "numeric", year: "numeric" };
const MIDDLE = { month: "long", day: "numeric", year: "numeric" };
const LONG = { weekday: "long", ...MIDDLE };
const DAY = 86400;

/* “Today”, “Yesterday” or “Tomorrow” where that is true, as Slack's pretty tokens have it. */
function pretty(seconds, form) {
  const near = [["Yesterday", -DAY], ["Today", 0], ["Tomorrow", DAY]].find(([, away]) => dayOf(seconds) === dayOf(reader.now + away));
  return near ? near[0] : write(seconds, form);
}

const TOKENS = {
  date_num: (at) => write(at, { year: "numeric", month: "2-digit", day: "2-digit" }).replace(/(\d+)\/(\d+)\/(\d+)/, "$3-$1-$2"),
  date: (at) => write(at, MIDDLE),
  date_short: (at) => write(at, SHORT),
  date_long: (at) => write(at, LONG),
  date_pretty: (at) => pretty(at, MIDDLE),
  date_short_pretty: (at) => pretty(at, SHORT),
  date_long_pretty: (at) => pretty(at, LONG),
  time: (at) => write(at, { hour: "numeric", minute: "2-digit" }),
  time_secs: (at) => write(at, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
};

/* The words of an instant; the fallback where the form has a token that is not known here. */
export function instant(seconds, form, fallback) {
  const unknown = [...form.matchAll(/\{(\w+)\}/g)].some(([, token]) => !TOKENS[token]);
  if (unknown || !Number.isFinite(Number(seconds))) return fallback ?? form;
  return form.replace(/\{(\w+)\}/g, (_, token) => TOKENS[token](Number(seconds)));
}
