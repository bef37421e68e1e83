import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { ensureRedis } from '../../../scripts/redis.mjs'
import { freePort } from '../../support/appProcess.ts'
import { startGuard } from '../../support/startGuard.ts'

/** A real Redis on a loopback port. It writes nothing to the disk. */
export interface Redis {
  port: number
  /** Stops the process where it is: connections stay open, and no command is answered. */
  freeze(): void
  thaw(): void
  /** Ends the process, and waits until its port is free. */
  kill(): Promise<void>
}

/** Starts a Redis. @param port a free one by default */
export async function startRedis(port?: number): Promise<Redis> {
  const chosen = port ?? (await freePort())
  const args = ['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn(await ensureRedis(), args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const guard = startGuard(child)
  child.once('exit', () => guard?.release())
  await isReady(child)
  return {
    port: chosen,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      guard?.endGroup()
      await once(child, 'exit')
    },
  }
}

async function isReady({ stdout }: ChildProcess): Promise<void> {
  let log = ''
  for await (const chunk of stdout ?? []) {
    log += String(chunk)
    if (log.includes('Ready to accept connections')) break
  }
  if (!log.includes('Ready to accept connections')) throw new Error(`Redis ended:\n${log}`)
}
