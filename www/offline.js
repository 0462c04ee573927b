// Has a service worker keep the page for use without a connection, and tells the page when a newer version lies ready.
// Where there is none (plain http, a private window of some browsers) the page works as long as its host does.
const container = navigator.serviceWorker;
const policy = globalThis.trustedTypes?.createPolicy("facade-offline", { createScriptURL: () => "service-worker.js" });
const registration = await container?.register(policy?.createScriptURL("") ?? "service-worker.js").catch(() => null);
if (registration) {
  const controlled = container.controller !== null;
  // What the newer version reads of what this one keeps; empty where it does not tell.
  const records = (worker) =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => resolve(String(data));
      setTimeout(() => resolve(""), 5000);
      worker.postMessage("records", [port2]);
    });
  const ready = async (worker) => {
    if (controlled) document.dispatchEvent(new CustomEvent("newer-version", { detail: await records(worker) }));
    // This page came from the host past the worker, and is the newest.
    else worker.postMessage("take over");
  };
  const watch = (worker) =>
    worker?.addEventListener("statechange", () => worker.state !== "redundant" && ready(worker));
  if (registration.waiting) ready(registration.waiting);
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  document.addEventListener("load-newer-version", () => {
    // Another tab may have had it take over already.
    if (!registration.waiting) return location.reload();
    container.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting.postMessage("take over");
    // Chromium has it wait while it takes the one before to be at work. Loading the page ends that.
    setTimeout(() => location.reload(), 3000);
  });
}
