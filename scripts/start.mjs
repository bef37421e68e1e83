/** `npm start`: the stories, served on this machine only. Needs no account, no key and, once installed, no network. */
import { ensureInstalled } from './install.mjs'
import { startPlayground } from './playground.mjs'

try {
  await ensureInstalled()
  const { address, served, ended } = await startPlayground()
  served.then(
    () => console.log(`\nStories are served at ${address} (Ctrl-C ends it)\n`),
    () => {},
  )
  const { code } = await ended
  process.exitCode = code
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
