/* Signing out leaves nothing of a session on this device. What the server does not have yet is asked about first. */
(() => {
  "use strict";
  const PREFIX = "unknot-draft:";
  const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sign-out]") || !window.isSecureContext) return;
    const own = `${PREFIX}${event.target.dataset.signOut}:`;
    const words = kept().every((key) => key.startsWith(own))
      ? "Something written on this device is not saved yet. Sign out and lose it?"
      : "Something that somebody else wrote on this device is not saved yet. It is saved when they sign in here and open that visit. Sign out and lose it?";
    if (kept().length && !window.confirm(words)) { event.preventDefault(); return; }
    kept().forEach((key) => localStorage.removeItem(key));
  });
})();
