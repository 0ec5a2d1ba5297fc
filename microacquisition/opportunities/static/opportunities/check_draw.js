// Computes a published draw (MAD-1) again in this browser and names what differs. Nothing is sent.
const ZEROS = "0".repeat(64);
const bytes = (text) => new TextEncoder().encode(text);
const hex = (raw) => Array.from(new Uint8Array(raw), (byte) => byte.toString(16).padStart(2, "0")).join("");
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const sha256 = async (data) => hex(await crypto.subtle.digest("SHA-256", typeof data === "string" ? bytes(data) : data));
const sortByBytes = (ids) => {
  const keyed = ids.map((id) => `${hex(bytes(id))} ${id}`).sort();
  return keyed.map((each) => each.slice(each.indexOf(" ") + 1));
};
const lines = (ids) => ids.map((id) => `${id}\n`).join("");
const importKey = (raw) => crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
const hmac = (key, data) => crypto.subtle.sign("HMAC", key, data);
const canon = (value) => {
  if (Array.isArray(value)) return `[${value.map(canon).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canon(value[key])}`).join(",")}}`;
};
async function* drawWords(seed) {
  const key = await importKey(seed);
  for (let first = 0; ; first += 64) {
    const counters = Array.from({ length: 64 }, (_, at) => {
      const message = new Uint8Array([...bytes("MAD-1|draw\n"), 0, 0, 0, 0, 0, 0, 0, 0]);
      new DataView(message.buffer).setBigUint64(11, BigInt(first + at));
      return hmac(key, message);
    });
    for (const block of await Promise.all(counters)) {
      for (let at = 0; at < 32; at += 8) yield new DataView(block).getBigUint64(at);
    }
  }
}

// Words above the last whole multiple of n are thrown away, so that no remainder is likelier than another.
async function uniform(n, words, taken) {
  const limit = 2n ** 64n - (2n ** 64n % BigInt(n));
  for (;;) {
    const { value: word } = await words.next();
    taken.push(word.toString(16).padStart(16, "0"));
    if (word < limit) return Number(word % BigInt(n));
  }
}
async function computeOrder(ids, before, inserts, seed) {
  const words = drawWords(seed), taken = [], order = inserts ? [...before] : sortByBytes(ids);
  if (inserts) order.splice(await uniform(order.length + 1, words, taken), 0, ...ids);
  for (let last = order.length - 1; last > 0 && !inserts; last -= 1) {
    const chosen = await uniform(last + 1, words, taken);
    [order[last], order[chosen]] = [order[chosen], order[last]];
  }
  return [order, taken];
}
// The value is of the source and moment named in advance or, after 24 hours without it, of the fallback.
function allowedStarts({ kind, round, date }) {
  if (kind === "drand-quicknet") return [`${kind}:${round}:`, `${kind}:${round + 28800}:`];
  if (kind === "practice") return [`${kind}:${date}:`];
  const later = [1, 2, 3, 4, 5, 6, 7].map((days) => new Date(Date.parse(date) + days * 864e5));
  const drawn = kind === "lotto-6-49" ? later.filter((day) => [3, 6].includes(day.getUTCDay())).slice(0, 1) : later;
  return [date, ...drawn.map((day) => day.toISOString().slice(0, 10))].map((day) => `${kind}:${day}:`);
}

function isWellWritten(kind, last) {
  const numbers = last.split(".").slice(0, -1).map(Number), form = { "lotto-6-49": /^([1-9][0-9]?\.){6}$/, "dice-d6": /^[1-6]{20}$/ };
  const rises = numbers.every((number, at) => number <= 49 && (at === 0 || number > numbers[at - 1]));
  return (form[kind] ?? /^[0-9a-f]{64}$/).test(last) && rises;
}
const latestCommitment = ({ kind, round, date }) =>
  kind === "drand-quicknet" ? (1692803367 + 3 * (round - 1) - 3600) * 1000
    : kind === "practice" ? Date.parse(date) - 1000 : Date.parse(`${date}T04:00:00Z`);

const differ = (shown, computed) => (shown === computed ? "" : `${shown} ≠ ${computed}`);
const differAt = (shown, computed) => {
  const longer = shown.length < computed.length ? computed : shown, at = longer.findIndex((_, n) => shown[n] !== computed[n]);
  return at < 0 ? "" : `${at + 1}: ${shown[at] ?? "–"} ≠ ${computed[at] ?? "–"}`;
};

// Returns [part, what differs] for each part checked; nothing differs where the second is empty.
export async function checkDraw(draw) {
  const { commitment, value = "", secret = ZEROS, before = [], order } = draw, { beacon, mode, purpose } = commitment;
  const isOld = new Set(before), drawn = order?.filter((id) => !isOld.has(id)), ids = sortByBytes(draw.ids ?? drawn);
  const found = [
    ["algorithm", differ(commitment.algorithm, "MAD-1")],
    ["time", Date.parse(commitment.committed_at) <= latestCommitment(beacon) ? "" : commitment.committed_at],
    ["commitment", differ(draw.commitment_sha256, await sha256(canon(commitment)))],
    ["entrants", differ(commitment.entrants_sha256, await sha256(`MAD-1|entrants\n${lines(ids)}`))],
    ["count", differ(commitment.entrants, new Set(ids).size) || differ(ids.length, new Set(ids).size)],
  ];
  if (!order) return found;
  found.push(["ids", differAt(ids, sortByBytes(drawn))]);
  const starts = allowedStarts(beacon), start = starts.findIndex((each) => value.startsWith(each));
  if (value || order.length > 1) {
    found.push(["value", start < 0 || !isWellWritten(beacon.kind, value.slice(starts[start].length)) ? value || "–" : ""]);
    found.push(["secret", mode === "witnessed" && start === 0 ? differ(commitment.secret_sha256, await sha256(unhex(secret))) : differ(secret, ZEROS)]);
  }
  const seed = await hmac(await importKey(unhex(secret)), bytes(`MAD-1|seed\n${canon(commitment)}\n${value}`));
  const [computed, taken] = await computeOrder(drawn, before, purpose === "insertion", seed);
  const digest = await sha256(lines(order));
  found.push(["seed", differ(draw.seed, hex(seed))], ["words", differAt(draw.words ?? taken, taken)]);
  return [...found, ["order", differAt(order, computed)], ["order_sha256", differ(draw.order_sha256 ?? digest, digest)]];
}

// The page is whole without this: its button appears where it can work.
const box = globalThis.document?.querySelector("[data-check]");
async function say() {
  const find = (name) => box.querySelector(`[data-said="${name}"]`);
  const found = await fetch(box.dataset.check).then((answer) => answer.json()).then(checkDraw).catch(() => null);
  find("impossible").hidden = found !== null;
  for (const [part, wrong] of found ?? []) {
    const row = find(part);
    row.hidden = false;
    row.querySelector(".good").hidden = wrong !== "";
    row.querySelector(".bad").hidden = wrong === "";
    row.querySelector("code").textContent = wrong;
  }
  find("same").hidden = !found?.every(([, wrong]) => wrong === "");
  find("different").hidden = !found?.some(([, wrong]) => wrong !== "");
}
box?.querySelector("button").addEventListener("click", say);
box?.querySelector("[data-start]").removeAttribute("hidden");
