import { setTimeout as sleep } from 'node:timers/promises'

/** Pictures that are being taken. */
export interface Taking {
  /** Takes no more. Rejects when one could not be taken. */
  stop(): Promise<{ pictures: string[]; duration: number }>
}

/** Between pictures, in ms: the engine has other things to do. */
const PAUSE = 30

/** Takes pictures, one after the other, until it is told to stop. */
export function takePictures(picture: () => Promise<string>): Taking {
  const startedAt = performance.now()
  const over = new AbortController()
  const pictures: string[] = []
  const taking = (async () => {
    while (!over.signal.aborted) {
      pictures.push(await picture())
      await sleep(PAUSE)
    }
  })()
  // The error is reported when stopping.
  taking.catch(() => {})
  return {
    async stop() {
      over.abort()
      await taking
      return { pictures, duration: performance.now() - startedAt }
    },
  }
}
