// Starts the page's module. The `build` folder contains the modules of one build, and is named after their content: a page and
// its workers are always of the same build, whatever a cache or a newer upload delivers.
const build = document.querySelector("meta[name=build]").content;
// Messages for the case that the module cannot be loaded; all others are in texts/.
const messages = {
  en: [
    "Facade could not be loaded. Check the connection, then load the page again.",
    "This browser has no WebAssembly, which Facade needs. Use a current browser.",
  ],
  de: [
    "Facade ließ sich nicht laden. Prüfen Sie die Verbindung, und laden Sie die Seite dann noch einmal.",
    "Dieser Browser hat kein WebAssembly, das Facade braucht. Nehmen Sie einen aktuellen Browser.",
  ],
};
const container = navigator.serviceWorker;
let started = false;
// A newer version that takes over while the page loads does not have the rest of this one.
container?.addEventListener("controllerchange", () => started || location.reload(), { once: true });

/** Whether a reload may help: a service worker answers for the page, and this build was not reloaded yet. */
function mayReload() {
  try {
    if (!container?.controller || sessionStorage.getItem("again") === build) return false;
    sessionStorage.setItem("again", build);
    return true;
  } catch {
    return false;
  }
}

import(new URL(`${build}/page.js`, document.baseURI).href)
  .then((module) => module.default())
  .catch((error) => {
    if (mayReload()) return location.reload();
    const paragraph = document.createElement("p");
    paragraph.setAttribute("role", "alert");
    const codes = navigator.languages.map((language) => language.toLowerCase().split("-")[0]);
    paragraph.lang = codes.find((code) => code in messages) ?? "en";
    paragraph.textContent = messages[paragraph.lang]["WebAssembly" in globalThis ? 0 : 1];
    document.body.prepend(paragraph);
    throw error;
  })
  // The page has started, and listens for newer versions.
  .then(() => {
    started = true;
    return import("./offline.js");
  });
