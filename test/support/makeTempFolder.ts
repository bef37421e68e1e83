import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folders = new Set<string>()

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

// At the exit and not in a `finally`: Ctrl-C never gets there.
process.once('exit', removeAll)
// Vitest ends its workers with this signal, after which Node emits no `exit`.
process.once('SIGTERM', () => {
  removeAll()
  process.kill(process.pid, 'SIGKILL')
})

/** Makes a folder that is gone when the process ends. */
export function makeTempFolder(name: string, parent: string = tmpdir()): string {
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, `react-private-embed-${name}-`))
  folders.add(folder)
  return folder
}
