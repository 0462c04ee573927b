// Starts the page's module. The `build` folder holds the modules of one build, named after what is in them: a page and
// its workers are always of the same build, whatever a cache or a newer upload brings.
const build = document.querySelector("meta[name=build]").content;
// What the module cannot say while it is not there; all else is in texts/.
const sentences = {
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
let standing = false;
// A newer version that takes over while the page loads has not the rest of it.
container?.addEventListener("controllerchange", () => standing || location.reload(), { once: true });

/** Whether loading the page again may help: it is kept in the browser, and was not loaded again for this yet. */
function again() {
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
    if (again()) return location.reload();
    const words = document.createElement("p");
    words.setAttribute("role", "alert");
    words.lang = (navigator.languages.find((language) => /^(de|en)\b/i.test(language)) ?? "en").slice(0, 2).toLowerCase();
    words.textContent = sentences[words.lang]["WebAssembly" in globalThis ? 0 : 1];
    document.body.prepend(words);
    throw error;
  })
  // When the page stands, and hears it if there is a newer one.
  .then(() => {
    standing = true;
    return import("./offline.js");
  });
