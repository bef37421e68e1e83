/**
 * Starts an example: `node ../start.js COMMAND ARGS`. A provider without an API token in the environment is emulated, so
 * that the example needs no account.
 */
import { spawn } from 'node:child_process'
import { createEmulator } from 'react-private-embed/testing'

const env = { ...process.env }

if (!env.FELT_API_TOKEN || !env.EXPLO_API_TOKEN) {
  const { felt, explo } = await createEmulator()
  if (!env.FELT_API_TOKEN) {
    console.log(`Felt is emulated at ${felt.origin}, as FELT_API_TOKEN is not set.`)
    Object.assign(env, { FELT_API_TOKEN: felt.apiToken, FELT_ORIGIN: felt.origin, VITE_FELT_ORIGIN: felt.origin })
  }
  if (!env.EXPLO_API_TOKEN) {
    console.log(`Explo is emulated at ${explo.origin}, as EXPLO_API_TOKEN is not set.`)
    const { origin, apiToken } = explo
    Object.assign(env, { EXPLO_API_TOKEN: apiToken, EXPLO_API_ORIGIN: origin, EXPLO_APP_ORIGIN: origin })
    env.VITE_EXPLO_ORIGIN = origin
  }
}

const [command = '', ...args] = process.argv.slice(2)
const child = spawn(command, args, { env, stdio: 'inherit', shell: process.platform === 'win32' })
child.on('error', (error) => {
  console.error(error.message)
  process.exit(1)
})
child.on('exit', (code) => process.exit(code ?? 1))
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
