/** The engines that `npm test` does not use: what is there, else what is installed now. */
import { delimiter, join } from 'node:path'
import { installWithApt } from './apt.mjs'
import { isExecutable } from './find-browser.mjs'
import { run } from './run.mjs'

/**
 * @typedef {object} Program
 * @property {(string | undefined)[]} paths where it may be, the preferred one first
 * @property {string} question an argument that makes it print something and end
 * @property {string} debian the package that holds it
 */

const suffix = process.platform === 'win32' ? '.exe' : ''
const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
const inPath = (/** @type {string} */ name) => folders.map((folder) => join(folder, name + suffix))

/** @type {Program} */
const firefox = {
  paths: [
    process.env.FIREFOX_PATH,
    ...inPath('firefox-esr'),
    ...inPath('firefox'),
    '/Applications/Firefox.app/Contents/MacOS/firefox',
  ],
  question: '--version',
  debian: 'firefox-esr',
}

/** @type {Program} */
const webKitDriver = { paths: inPath('WebKitWebDriver'), question: '--help', debian: 'webkit2gtk-driver' }

/** WebKitGTK's browser has no headless mode. @type {Program} */
const xServer = { paths: inPath('Xvfb'), question: '-help', debian: 'xvfb' }

/** Without a font package text has no glyphs, and so no size. */
const fonts = ['fonts-liberation', 'fonts-dejavu-core']

/** A file may be there and still not start, as Ubuntu's stub that asks for a snap. @param {Program} program */
async function firstThatStarts({ paths, question }) {
  for (const path of paths) {
    if (!path || !isExecutable(path)) continue
    const { code } = await run(path, [question], { quiet: true, limit: 60_000 })
    if (code === 0) return path
    console.log(`${path} does not start; looking further.`)
  }
  return undefined
}

/**
 * The paths of some programs, installed together when one is missing.
 *
 * @param {Program[]} programs
 */
async function ensure(programs) {
  const find = () => Promise.all(programs.map(firstThatStarts))
  let found = await find()
  const missing = programs.filter((_, index) => !found[index]).map(({ debian }) => debian)
  if (missing.length > 0) {
    const failure = await installWithApt([...missing, ...fonts])
    if (failure) throw new Error(failure)
    found = await find()
  }
  return found.map((path, index) => {
    if (!path) throw new Error(`${programs[index].debian} was installed, and does not start`)
    return path
  })
}

/**
 * The path of a Firefox that starts: `FIREFOX_PATH`, else an installed one, else Debian's, which is installed.
 *
 * @returns {Promise<string>}
 */
export async function ensureFirefox() {
  const [path] = await ensure([firefox])
  return path
}

/**
 * The paths of WebKitGTK's WebDriver, and of an X server without a screen for its browser; installed when missing.
 *
 * @returns {Promise<{ driverPath: string, xServerPath: string }>}
 */
export async function ensureWebKit() {
  const [driverPath, xServerPath] = await ensure([webKitDriver, xServer])
  return { driverPath, xServerPath }
}
