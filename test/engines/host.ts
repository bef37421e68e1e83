import type { EngineRun } from './engineRun.ts'

const run: EngineRun = { outcomes: [], isOver: false }
window.engineRun = run

// Imported when the global is there, so that a page that cannot even be loaded says so.
import('./playAll.ts')
  .then(({ playAll }) => playAll(run, Object.fromEntries(new URLSearchParams(location.search))))
  .catch((error: unknown) => (run.failure = String(error)))
  .finally(() => (run.isOver = true))
