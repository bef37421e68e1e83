// The test server rewrites every import() for pages that run tests, which this is not.
globalThis.__vitest_browser_runner__ = { wrapDynamicImport: (load) => load() }
// The test server's client reloads the page when its line drops, as it does when the tab is frozen.
globalThis.WebSocket = class extends EventTarget {}
