/** Where a Chromium or Chrome is on this machine, and how to start it. Installs nothing. */
import { accessSync, constants, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

const asRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0

/** Arguments to start the browser with: it should talk to nobody but the pages under test. */
export const browserArgs = [
  // Without a graphics card this takes a quarter less time for a dozen WebGL maps; WebGL itself is as before.
  '--disable-gpu-compositing',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium refuses to start its sandbox as root.
  ...(asRootOnLinux ? ['--no-sandbox'] : []),
]

/** Chromium without any window, as Playwright downloads it: the same pages take a fifth less processor time. */
const shellNames = ['chromium-headless-shell', 'chrome-headless-shell']
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** @param {string | undefined} path */
export function isExecutable(path) {
  try {
    if (!path || !statSync(path).isFile()) return false
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Playwright's own browser: the path is known before it is downloaded, and `undefined` without Playwright. */
function ofPlaywright() {
  try {
    return createRequire(import.meta.url)('playwright').chromium.executablePath()
  } catch {
    return undefined
  }
}

function ofSystem() {
  const { env, platform } = process
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`)
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    )
    return ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'].flatMap((path) =>
      folders.map((folder) => join(folder, path)),
    )
  }
  return names.map((name) => `/usr/bin/${name}`)
}

/** @param {string[]} names */
function ofPath(names) {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.flatMap((folder) => names.map((name) => join(folder, name + suffix)))
}

/**
 * Every browser there is, the preferred one first.
 *
 * @returns {Generator<string, void, undefined>}
 */
export function* browsers() {
  // Lazy, because Playwright is slow to load and `CHROMIUM_PATH` makes that needless.
  const sources = [() => [process.env.CHROMIUM_PATH], () => [ofPlaywright()], ofSystem, () => ofPath(names)]
  for (const source of sources) {
    for (const path of source()) if (path && isExecutable(path)) yield path
  }
}

/**
 * The browser to use, if there is one.
 *
 * @returns {string | undefined}
 */
export function findBrowser() {
  for (const path of browsers()) return path
  return undefined
}

/**
 * How to start the browser of the tests, which needs no window: `HEADLESS_SHELL_PATH`, a browser that was asked for, an
 * installed headless shell, any browser. Its pages live for seconds: not to optimize their code saves another tenth.
 *
 * @param {string} [path] of a browser that starts, to be used if none is preferred
 * @returns {{ executablePath: string | undefined, args: string[] }}
 */
export function testBrowser(path) {
  const { HEADLESS_SHELL_PATH, CHROMIUM_PATH } = process.env
  const preferred = [HEADLESS_SHELL_PATH, CHROMIUM_PATH, ...ofPath(shellNames)]
  return {
    executablePath: preferred.find(isExecutable) ?? path ?? findBrowser(),
    args: [...browserArgs, '--js-flags=--no-opt'],
  }
}
