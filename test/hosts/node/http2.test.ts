import { connect, type IncomingHttpHeaders } from 'node:http2'
import { expect, test } from 'vitest'
import { startEmulator } from '../../testing/startEmulator.ts'
import { readServerBlock } from '../readServerBlock.ts'
import { startServerCode } from './startServerCode.ts'

const ORIGIN = 'https://app.example.com'

/** Each server of the guide that builds its `Request` from Node's headers, served over HTTP/2. */
const SERVERS: [heading: string, toHttp2: (code: string) => string][] = [
  ['Fastify', (code) => code.replace('fastify()', 'fastify({ http2: true })')],
  [
    'Koa',
    (code) =>
      `import { createServer } from 'node:http2'\n${code.replace('app.listen(3000)', 'createServer(app.callback()).listen(3000)')}`,
  ],
]

test.each(SERVERS)('the code block "%s" of the guide responds with a token over HTTP/2', async (heading, toHttp2) => {
  const { emulator } = await startEmulator()
  try {
    const { felt, explo } = emulator
    const code = toHttp2(readServerBlock(heading))
    const served = await startServerCode(heading, code, { felt, explo, allowedOrigin: ORIGIN }, respondsOverHttp2)
    try {
      const headers = { ':method': 'POST', 'content-type': 'application/json', origin: ORIGIN, cookie: 'viewer=ada' }
      const response = await request(served.url, headers, JSON.stringify({ provider: 'felt', mapId: 'map-1' }))
      expect([response.headers[':status'], JSON.parse(response.body), served.log()]).toEqual([
        200,
        { token: expect.any(String), expiresIn: expect.any(Number) },
        '',
      ])
    } finally {
      await served.close()
    }
  } finally {
    await emulator.close()
  }
})

function respondsOverHttp2(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const session = connect(url, () => {
      session.close()
      resolve(true)
    }).on('error', () => resolve(false))
  })
}

function request(url: string, headers: Record<string, string>, body: string) {
  return new Promise<{ headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const { origin, pathname } = new URL(url)
    const session = connect(origin).on('error', reject)
    const stream = session.request({ ':path': pathname, ...headers }).on('error', reject)
    let received: IncomingHttpHeaders = {}
    let text = ''
    stream.on('response', (responseHeaders) => (received = responseHeaders))
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    stream.on('close', () => {
      session.close()
      resolve({ headers: received, body: text })
    })
    stream.end(body)
  })
}
