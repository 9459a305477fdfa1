/* Signing out leaves nothing of one's own on this device; what the server does not have yet is asked about first.
   What others wrote here stays for them, sealed with keys that nobody else is given: see room_store.js.
   Other tabs that are open here leave too: they show what whoever sits down next must not read. */
(() => {
  "use strict";
  const SIGNED_OUT = "unknot-signed-out";
  const leave = () => document.dispatchEvent(new Event("signing-out"));
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sign-out]")) return;
    const own = Object.keys(localStorage).filter((key) => key.startsWith(`unknot-draft:${event.target.dataset.signOut}:`));
    if (own.length && !window.confirm("Something you wrote on this device is not saved yet. Sign out and lose it?")) {
      event.preventDefault();
      return;
    }
    leave();
    own.forEach((key) => localStorage.removeItem(key));
    localStorage.setItem(SIGNED_OUT, Date.now());
    localStorage.removeItem(SIGNED_OUT);
  });
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key !== SIGNED_OUT || !newValue) return;
    leave();
    document.body.hidden = true;
    window.location.replace("/");
  });
})();
