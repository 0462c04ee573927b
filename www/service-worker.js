// Stores one build of the page in the browser, and answers requests from it, with or without a connection. `www/offline.sh`
// writes VERSION, RECORDS and FILES above these lines: the build's files with their SHA-256, and which records the build reads.
// So this script changes exactly when the build does; by that the browser notices a newer version.
const SCOPE = registration.scope;
// All pages of an origin share its caches, so the name contains the scope.
const PREFIX = `facade ${SCOPE} `;
const CACHE = PREFIX + VERSION;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", ({ data, ports }) => {
  if (data === "take over") skipWaiting();
  // Requested by the running page, which tells the visitor what the newer version would keep.
  if (data === "records") ports[0]?.postMessage(RECORDS);
});
addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (Object.hasOwn(FILES, path)) event.respondWith(answer(event.request, path));
});

// Stores all of the build or nothing: after a failure the previous version stays, and the browser tries again later.
async function install() {
  const page = await load("./");
  // Such a host wants nothing stored (`trunk serve` is one): this worker deletes the caches of earlier ones, and unregisters.
  if (/no-store/.test(page.headers.get("cache-control"))) return skipWaiting();
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.entries(FILES).map(([path, sum]) => store(cache, path, sum)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function load(path) {
  const response = await fetch(new URL(path, SCOPE), { cache: "no-cache", redirect: "error" });
  if (!response.ok) throw new Error(`${path}: status ${response.status}`);
  return response;
}

async function store(cache, path, sum) {
  const response = await load(path);
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  // For example in the middle of an upload.
  if (hex !== sum) throw new Error(`${path} is of another build`);
  await cache.put(new URL(path, SCOPE), response);
}

async function activate() {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
  if (!(await caches.has(CACHE))) await registration.unregister();
}

/** The key of a request in FILES, if it is a request of this page. */
function pathOf({ method, url }) {
  if (method !== "GET" || !url.startsWith(SCOPE)) return null;
  const path = new URL(url).pathname.slice(new URL(SCOPE).pathname.length);
  return path === "" || path === "index.html" ? "./" : path;
}

async function answer(request, path) {
  const stored = await caches.match(new URL(path, SCOPE), { cacheName: CACHE, ignoreVary: true });
  // Browsers delete caches when storage is short.
  return stored ?? fetch(request).catch((error) => {
    if (request.mode !== "navigate") throw error;
    return new Response(GONE, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
  });
}

const GONE = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Facade</title><p role="alert">The browser has cleared away its copy of Facade, and the host cannot be reached. Connect,
then load the page again.</p></html>`;
