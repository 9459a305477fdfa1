/* What waits on this device, by person, visit and tab, sealed with a key of the person's own. The key comes with each page of
   theirs and stays in the page's memory: whoever signs in next can neither read what they left nor has to lose it for them.
   As long as a tab lives it holds a lock by its name; what lies under other names was left behind. */

const PREFIX = "unknot-draft:";
const toText = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const toBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const VECTOR = 12;

export class SealedStore {
  constructor({ person, visit, seal }) {
    this.own = `${PREFIX}${person}:${visit}:`;
    this.name = `${this.own}${Date.now().toString(36)}${Math.floor(Math.random() * 46656).toString(36)}`;
    this.key = crypto.subtle.importKey("raw", toBytes(seal), "AES-GCM", false, ["encrypt", "decrypt"]);
    this.asked = 0;
    this.kept = 0;
    this.left = false;
    document.addEventListener("signing-out", () => { this.left = true; });
  }

  get isBehind() {
    return this.asked !== this.kept;
  }

  /* Sealing takes a moment: what was asked for last is what lies there in the end. */
  async keep(what) {
    if (this.left) return;
    this.asked += 1;
    const turn = this.asked;
    const sealed = what && await this.close(what);
    if (turn !== this.asked || this.left) return;
    if (sealed) localStorage.setItem(this.name, sealed);
    else localStorage.removeItem(this.name);
    this.kept = turn;
  }

  async takeUp(inherit) {
    navigator.locks.request(this.name, () => new Promise(() => {}));
    const others = Object.keys(localStorage).filter((name) => name.startsWith(this.own) && name !== this.name);
    for (const name of others) {
      await navigator.locks.request(name, { ifAvailable: true }, async (free) => {
        if (!free) return;
        const left = await this.open(localStorage.getItem(name)).catch(() => null);
        if (!left || await inherit(left)) localStorage.removeItem(name);
      });
    }
  }

  /* Sealed together with whose it is and of which visit, so that nobody can lay it under another name. */
  how(vector) {
    return { name: "AES-GCM", iv: vector, additionalData: new TextEncoder().encode(this.own) };
  }

  async close(what) {
    const vector = crypto.getRandomValues(new Uint8Array(VECTOR));
    const words = new TextEncoder().encode(JSON.stringify(what));
    const sealed = new Uint8Array(await crypto.subtle.encrypt(this.how(vector), await this.key, words));
    return toText(vector) + toText(sealed);
  }

  async open(text) {
    const bytes = [text.slice(0, VECTOR * 4 / 3), text.slice(VECTOR * 4 / 3)].map(toBytes);
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(this.how(bytes[0]), await this.key, bytes[1])));
  }
}
