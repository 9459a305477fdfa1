/* Signing out leaves nothing of one's own on this device; what the server does not have yet is asked about first.
   What others wrote here stays for them, sealed with keys that nobody else is given: see room_store.js. */
(() => {
  "use strict";
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sign-out]") || !window.isSecureContext) return;
    const own = Object.keys(localStorage).filter((key) => key.startsWith(`unknot-draft:${event.target.dataset.signOut}:`));
    if (own.length && !window.confirm("Something you wrote on this device is not saved yet. Sign out and lose it?")) {
      event.preventDefault();
      return;
    }
    document.dispatchEvent(new Event("signing-out"));
    own.forEach((key) => localStorage.removeItem(key));
  });
})();
