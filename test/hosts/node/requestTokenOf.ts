import { startEmulator } from '../../testing/startEmulator.ts'
import { startServerCode } from './startServerCode.ts'

const ORIGIN = 'https://app.example.com'

/** Starts a server, requests one token for ada from it, and stops it. */
export async function requestTokenOf(name: string, code: string): Promise<Response> {
  const { emulator } = await startEmulator()
  try {
    const { felt, explo } = emulator
    const served = await startServerCode(name, code, { felt, explo, allowedOrigin: ORIGIN })
    const response = await fetch(served.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: ORIGIN, cookie: 'viewer=ada' },
      body: JSON.stringify({ provider: 'felt', mapId: 'map-1' }),
    })
    await served.close()
    return response
  } finally {
    await emulator.close()
  }
}
