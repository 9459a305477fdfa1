/* A draft that is written on this device and kept by the server: every change waits until the server has it.

   A change says what stood at its path when it was made; what this device wrote there last counts as that. What was sent once
   is sent again as it was, never mended, so that sending twice is sending once. In a secure context what waits lies sealed in the
   browser's store too, and goes from there as soon as the server has it. A tab that is gone leaves what it had to the next one. */

import { SealedStore } from "./room_store.js";

const PAUSE = 400;
const MOST_AT_ONCE = 60;
const PATIENCE = 20000;
const isWhole = (left) => [left?.batches, left?.pending, left?.refused].every(Array.isArray);
const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

export class Draft {
  constructor({ address, person, visit, seal, note, version, content, token, told, counted, came, answered }) {
    Object.assign(this, { address, person, note, version, token, told, counted, came, answered });
    this.content = { ...content };
    this.standing = { ...content };
    this.batches = [];
    this.pending = new Map();
    this.refused = [];
    this.why = "";
    this.wait = PAUSE;
    this.store = window.isSecureContext ? new SealedStore({ person, visit, seal }) : null;
    this.isStored = Boolean(this.store);
    this.store?.takeUp((left) => this.inherit(left));
    window.addEventListener("online", () => this.send());
    window.addEventListener("offline", () => this.tell());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.send());
    window.addEventListener("beforeunload", (event) => {
      if (this.waiting && (!this.store || this.store.isBehind)) event.preventDefault();
    });
  }

  get waiting() {
    return this.pending.size + this.batches.reduce((sum, batch) => sum + batch.length, 0);
  }

  change(path, value) {
    const now = value === "" || value === undefined ? null : value;
    if (same(now, this.content[path])) return;
    const waits = this.pending.get(path);
    this.pending.set(path, { was: waits ? waits.was : this.lastWritten(path), now });
    if (same(this.pending.get(path).was, now)) this.pending.delete(path);
    this.put(this.content, path, now);
    /* That it waits here is said once it does: sealing takes a moment. */
    this.keep().then(() => navigator.onLine || this.tell("waiting"));
    this.soon(PAUSE);
  }

  lastWritten(path) {
    for (const batch of [...this.batches].reverse()) {
      const made = batch.find((each) => each.path === path);
      if (made) return made.now;
    }
    return this.standing[path] ?? null;
  }

  put(where, path, value) {
    if (value === null || value === undefined) delete where[path];
    else where[path] = value;
  }

  /* ---------------------------------------------------------------- the store */
  async keep() {
    this.counted(this.waiting);
    const waits = this.waiting || this.refused.length;
    const kept = waits ? { note: this.note, batches: this.batches, pending: [...this.pending], refused: this.refused } : null;
    const was = this.isStored;
    this.isStored = Boolean(this.store) && await this.store.keep(kept).then(() => true, () => false);
    if (was && !this.isStored) this.tell();
  }

  /* Whether what was left lies under this tab's name by now, and may go from where it lay. */
  async inherit(left) {
    if (!isWhole(left)) return true;
    /* For a note that was struck out meanwhile the server refuses them, and they stay in sight. */
    if (left.note !== null) this.note = left.note;
    const unsent = left.pending.map(([path, { was, now }]) => ({ path, was, now }));
    this.batches.unshift(...left.batches, ...(unsent.length ? [unsent] : []));
    this.refused.push(...left.refused);
    const paths = [...left.batches.flat(), ...unsent, ...left.refused];
    paths.forEach((each) => { if (!this.pending.has(each.path)) this.put(this.content, each.path, each.now); });
    this.came(paths.map((each) => each.path));
    await this.keep();
    this.soon(0);
    return this.isStored;
  }

  letGo() {
    this.refused = [];
    this.why = "";
    this.keep();
    this.tell();
  }

  /* -------------------------------------------------------------- the sending */
  soon(after) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), after);
  }

  async send() {
    if (this.sending || !this.waiting) { this.tell(); return; }
    if (!navigator.onLine) { this.tell("waiting"); return; }
    clearTimeout(this.timer);
    this.freeze();
    this.sending = true;
    const batch = this.batches[0];
    const answer = await this.post(batch).catch(() => null);
    this.sending = false;
    await this.take(answer, batch);
  }

  /* Whether the server has everything, after waiting for it a little. */
  async allSent() {
    this.send();
    for (let tries = 0; tries < 80 && this.waiting; tries += 1) await new Promise((go) => setTimeout(go, 100));
    if (this.waiting) this.tell("waiting");
    return !this.waiting && !this.refused.length;
  }

  freeze() {
    const made = [...this.pending].map(([path, { was, now }]) => ({ path, was, now }));
    this.pending.clear();
    for (let from = 0; from < made.length; from += MOST_AT_ONCE) this.batches.push(made.slice(from, from + MOST_AT_ONCE));
    this.keep();
  }

  post(batch) {
    const body = JSON.stringify({ person: this.person, note: this.note, version: this.version, changes: batch });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token() };
    return fetch(this.address, { method: "POST", headers, body, redirect: "manual", credentials: "same-origin", keepalive: body.length < 60000, signal: AbortSignal.timeout?.(PATIENCE) });
  }

  async take(answer, batch) {
    if (answer?.ok) return this.accept(await answer.json(), batch);
    if (answer?.status === 400) return this.refuse((await answer.json().catch(() => ({}))).words || "", batch);
    const away = answer && (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404);
    this.tell(away ? "signed out" : "waiting");
    this.wait = Math.min(this.wait * 2, 60000);
    return this.soon(this.wait);
  }

  accept(said, batch) {
    this.wait = PAUSE;
    this.batches.shift();
    this.note = said.note;
    this.version = said.version;
    batch.forEach((each) => this.put(this.standing, each.path, each.now));
    if (said.content) this.absorb(said.content);
    this.keep();
    this.answered(said);
    if (this.waiting) this.soon(0);
    else this.tell(said.clashes.length ? "clash" : "saved", said.clashes);
  }

  /* What others wrote comes in, except where something is being written here just now. */
  absorb(content) {
    const writing = new Set([...this.pending.keys(), ...this.batches.flat().map((each) => each.path)]);
    const paths = new Set([...Object.keys(content), ...Object.keys(this.content)]);
    const changed = [...paths].filter((path) => !writing.has(path) && !same(content[path], this.content[path]));
    paths.forEach((path) => { if (!writing.has(path)) this.put(this.standing, path, content[path]); });
    changed.forEach((path) => this.put(this.content, path, content[path]));
    if (changed.length) this.came(changed);
  }

  /* One change that cannot stand must not hold up the others: they are tried one by one. */
  refuse(words, batch) {
    this.batches.shift();
    if (batch.length > 1) this.batches.unshift(...batch.map((each) => [each]));
    else { this.refused.push(...batch); this.why = words; }
    this.keep();
    if (this.waiting) this.soon(0);
    else this.tell("refused");
  }

  tell(state, clashes = []) {
    this.state = state || (this.waiting && !navigator.onLine ? "waiting" : this.state);
    if (this.refused.length && state !== "signed out" && !this.waiting) this.state = "refused";
    if (this.state) this.told(this.state, { waiting: this.waiting, stored: this.isStored, clashes, why: this.why, refused: this.refused.length });
  }
}
