import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'vite'
import { makeTempFolder } from '../support/makeTempFolder.ts'

const execute = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

/** The version of TypeScript that the repository is written with. */
export const TYPESCRIPT = `${root}node_modules/typescript`

/** Runs a compiler; resolves with what it complains of, and with nothing where all is well. */
export async function compile(typescript: string, args: readonly string[]): Promise<string> {
  const command = [`${typescript}/bin/tsc`, ...args, '--pretty', 'false']
  return execute(process.execPath, command, { cwd: root }).then(
    () => '',
    (error: { stdout?: string; stderr?: string }) => `${error.stdout ?? ''}${error.stderr ?? ''}` || String(error),
  )
}

/**
 * Makes a folder in which the library is installed as it was built just now, and React with the other packages as they
 * are here. It lies inside of the repository for that reason, and goes with the process.
 */
export async function installBuilt(part: 'code' | 'types'): Promise<string> {
  const folder = makeTempFolder('built', `${root}node_modules/.cache`)
  await putBuilt(folder, part)
  return folder
}

/** Installs the library, as it was built just now, in a folder that is a package of its own after this. */
export async function putBuilt(folder: string, part: 'code' | 'types'): Promise<void> {
  // Its own, as within the package of the repository the library's name means that one's last build.
  writeFileSync(`${folder}/package.json`, JSON.stringify({ type: 'module' }))
  const home = `${folder}/node_modules/react-private-embed`
  mkdirSync(home, { recursive: true })
  cpSync(`${root}package.json`, `${home}/package.json`)
  if (part === 'code') {
    await build({ root, logLevel: 'error', build: { outDir: `${home}/dist`, emptyOutDir: true } })
  } else {
    const complaints = await compile(TYPESCRIPT, ['-p', 'tsconfig.build.json', '--outDir', `${home}/dist`])
    if (complaints) throw new Error(complaints)
  }
}
