import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { startGuard } from './startGuard.ts'

/** A program that a test starts. */
export interface AppProgram {
  /** For error messages. */
  name: string
  command: string
  args: readonly string[]
  cwd?: string
  /** All variables, also those of this process that the program needs. */
  env?: NodeJS.ProcessEnv
  /** In ms. For a server: until its first response. */
  timeout?: number
}

/** A server that runs until it is closed. */
export interface AppServer {
  /** All that the server has written so far. */
  log(): string
  close(): Promise<void>
}

const TIMEOUT = 240_000

/**
 * Runs a program to its end.
 *
 * @returns all that the program wrote
 * @throws with the same, if the program fails or takes too long
 */
export async function runProgram(program: AppProgram): Promise<string> {
  const { child, log, closed, kill } = start(program)
  const timer = setTimeout(kill, program.timeout ?? TIMEOUT)
  await closed
  clearTimeout(timer)
  if (child.exitCode !== 0) throw new Error(`${program.name} failed or took too long:\n${log()}`)
  return log()
}

/**
 * Starts a server and waits until it responds.
 *
 * @param url an address of the server that does nothing
 * @param isUp requests the address; by default over HTTP/1
 * @throws with all that the server wrote, if it ends or does not respond in time
 */
export async function startProgram(program: AppProgram, url: string, isUp = responds): Promise<AppServer> {
  const { child, log, closed, kill } = start(program)
  const isLate = AbortSignal.timeout(program.timeout ?? TIMEOUT)
  while (!(await isUp(url))) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    const hasEnded = child.exitCode !== null || child.signalCode !== null
    if (!hasEnded && !isLate.aborted) continue
    kill()
    await closed
    throw new Error(`${program.name} ${hasEnded ? 'ended' : 'did not respond in time'}:\n${log()}`)
  }
  return {
    log,
    async close() {
      kill()
      await closed
    },
  }
}

/** Returns a port of this machine that no program listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

function start({ command, args, cwd, env }: AppProgram) {
  // In a process group of its own, as npm leaves behind what it started.
  const child = spawn(command, [...args], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const written: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => void written.push(String(chunk)))
  child.on('error', (error) => void written.push(error.message))
  const guard = startGuard(child)
  const closed = new Promise<void>((resolve) =>
    child.once('close', () => {
      guard?.release()
      resolve()
    }),
  )
  return { child, log: () => written.join(''), closed, kill: () => guard?.endGroup() }
}

function responds(url: string): Promise<boolean> {
  return fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(
    () => true,
    () => false,
  )
}
