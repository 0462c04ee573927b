// Registers the service worker that stores the page for use without a connection, and tells the page when a newer version is
// ready. Without service workers (plain http, private windows of some browsers) the page works as long as its host does.
const container = navigator.serviceWorker;
const policy = globalThis.trustedTypes?.createPolicy("facade-offline", { createScriptURL: () => "service-worker.js" });
const registration = await container?.register(policy?.createScriptURL("") ?? "service-worker.js").catch(() => null);
if (registration) {
  const controlled = container.controller !== null;
  // Which records of this version the newer one reads; empty if it does not say so.
  const records = (worker) =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => resolve(String(data));
      setTimeout(() => resolve(""), 5000);
      worker.postMessage("records", [port2]);
    });
  const ready = async (worker) => {
    if (controlled) window.dispatchEvent(new CustomEvent("newer-version", { detail: await records(worker) }));
    // This page came from the host, not from a worker, and is the newest version.
    else worker.postMessage("take over");
  };
  const watch = (worker) =>
    worker?.addEventListener("statechange", () => worker.state !== "redundant" && ready(worker));
  if (registration.waiting) ready(registration.waiting);
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  window.addEventListener("load-newer-version", () => {
    // Another tab may have activated it already.
    if (!registration.waiting) return location.reload();
    container.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting.postMessage("take over");
    // Chromium lets it wait while it considers the previous worker busy. A reload ends that.
    setTimeout(() => location.reload(), 3000);
  });
}
