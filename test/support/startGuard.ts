import { type ChildProcess, spawn } from 'node:child_process'

/** Guard of a program that leads a process group of its own. */
export interface Guard {
  /** Kills the program and all that it has started. */
  endGroup(): void
  /** Call after the program has ended. */
  release(): void
}

/**
 * Starts a shell that kills the group of a program as soon as its own input ends: on request, or when this process has
 * ended, for whatever reason. Without the guard, a server would outlive a worker that Vitest kills.
 *
 * @returns undefined if the program could not be started
 */
export function startGuard({ pid }: ChildProcess): Guard | undefined {
  if (pid === undefined) return undefined
  const command = ['-c', `read -r line; kill -9 -${pid}`]
  const shell = spawn('sh', command, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  return { endGroup: () => void shell.stdin.end(), release: () => void shell.kill() }
}
