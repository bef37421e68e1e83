import { build } from 'vite'

/** Writes `worker.ts` with the library as one module, `worker.js`, into a folder. */
export async function bundleWorker(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      minify: false,
      lib: { entry: 'test/hosts/worker.ts', formats: ['es'], fileName: () => 'worker.js' },
    },
  })
}

/** Returns a configuration of workerd that serves the Worker with a compatibility date. */
export function workerConfig(date: string, port: number, felt: { origin: string; apiToken: string }): string {
  return `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "internet", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "worker")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "${date}",
  bindings = [
    (name = "FELT_ORIGIN", text = "${felt.origin}"),
    (name = "FELT_API_TOKEN", text = "${felt.apiToken}"),
  ],
);
`
}
