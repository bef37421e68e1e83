import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder to be at home in, and the programs that run there. */
export interface Sandbox {
  folder: string
  /** Starts a program in a group of its own, so that whatever it starts can be ended with it. */
  start(command: string, args: string[], options?: Pick<SpawnOptions, 'stdio' | 'env'>): ChildProcess
  /** Ends all programs and removes the folder. */
  close(): Promise<void>
}

/** How long a program may take to end politely, in ms. */
const PATIENCE = 5_000

/** Makes a sandbox. Nothing in it outlives this process. */
export function openSandbox(): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'react-private-embed-engine-'))
  const programs: ChildProcess[] = []
  const remove = (): void => {
    for (const program of programs) signalGroup(program, 'SIGKILL')
    // Processes killed just now may still be writing.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
  // Ctrl-C gets no further than here.
  process.once('exit', remove)
  const home = { HOME: folder, XDG_RUNTIME_DIR: folder }
  const folders = { XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder }

  return {
    folder,
    start(command, args, { stdio = 'ignore', env } = {}) {
      const program = spawn(command, args, {
        stdio,
        env: { ...process.env, ...home, ...folders, ...env },
        detached: true,
      })
      // A failed start is noticed by the caller's timeout.
      program.on('error', () => {})
      programs.push(program)
      return program
    },
    async close() {
      for (const program of programs.reverse()) await end(program)
      process.off('exit', remove)
      remove()
    },
  }
}

async function end(program: ChildProcess): Promise<void> {
  if (program.pid === undefined || program.exitCode !== null || program.signalCode !== null) return
  const ended = once(program, 'exit')
  signalGroup(program, 'SIGTERM')
  const timer = setTimeout(() => signalGroup(program, 'SIGKILL'), PATIENCE)
  await ended
  clearTimeout(timer)
}

/** A group outlives its leader while anything is in it. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {
    // There is nobody in it any more.
  }
}
