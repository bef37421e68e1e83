import type { Camera } from '../contract/watchFrame.ts'
import type { Box, Sampling } from '../support/commands.ts'
import type { CameraCommand } from './cameraDesk.ts'

/** Asks the script that drives the browser for pictures. */
export const camera: Camera = {
  // They are taken one by one, by whatever way the engine has.
  leastPerSecond: 1,
  isBlank: (box) => sendCommand({ do: 'look', ...place(box) }) as Promise<boolean>,
  start: () => sendCommand({ do: 'start' }),
  stop: (box) => sendCommand({ do: 'stop', ...place(box) }) as Promise<Sampling>,
}

const place = (box: Box) => ({ box, pageWidth: innerWidth })

async function sendCommand(body: CameraCommand): Promise<unknown> {
  const response = await fetch('/camera', { method: 'POST', body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`/camera: ${response.status} ${await response.text()}`)
  return response.json()
}
