import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Makes a folder that is gone when the process ends. */
export function makeTempFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `react-private-embed-${name}-`))
  // At the exit and not in a `finally`: Ctrl-C never gets there.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
