import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Vitest ends its workers with this signal, after which Node would emit no `exit`.
process.once('SIGTERM', () => process.exit(143))

/** Makes a folder that is gone when the process ends. */
export function makeTempFolder(name: string, parent: string = tmpdir()): string {
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, `react-private-embed-${name}-`))
  // At the exit and not in a `finally`: Ctrl-C never gets there.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
