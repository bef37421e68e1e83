import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { mintFeltToken } from '../../src/server.ts'
import { failureOf } from './failureOf.ts'
import { createTestHandler, EXPLO, FELT } from './createTestHandler.ts'

describe('the token handler', () => {
  test.each(['gzip', 'br', 'GZIP', 'deflate, gzip'])(
    'the token handler responds with 415 to a body with content-encoding %s',
    async (encoding) => {
      const { handler, fetch } = createTestHandler()
      const response = await handler(
        new Request('http://localhost/', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'content-encoding': encoding },
          body: new Uint8Array(gzipSync(JSON.stringify(FELT))),
        }),
      )
      expect([response.status, await response.json()]).toEqual([
        415,
        { code: 'REQUEST_REJECTED', message: 'The body must not be compressed.' },
      ])
      expect(fetch).not.toHaveBeenCalled()
    },
  )

  test('the token handler responds with 400 to a body that breaks off', async () => {
    const { handler, events } = createTestHandler()
    const cause = new Error('aborted')
    const body = new ReadableStream({ pull: (controller) => controller.error(cause) })
    const headers = { 'content-type': 'application/json' }
    const response = await handler(
      new Request('http://localhost/', { method: 'POST', headers, body, duplex: 'half' } as RequestInit),
    )
    expect([response.status, await response.json()]).toEqual([
      400,
      { code: 'REQUEST_REJECTED', message: 'The body could not be read.' },
    ])
    expect(events).toMatchObject([{ status: 400, code: 'REQUEST_REJECTED', error: { cause } }])
  })

  test('the token handler accepts a body with content-encoding identity', async () => {
    expect((await createTestHandler().ask(FELT, { 'content-encoding': 'identity' })).status).toBe(200)
  })

  test.each(['..', '.', '', ' ', '\t\n', '\ud800', 'a\udc00b'])(
    'the token handler responds with 400 to the id %j',
    async (id) => {
      const { ask, fetch } = createTestHandler({
        authorize: () => ({
          felt: { userEmail: 'ada@example.com', mapIds: () => true },
          explo: { customerId: 'c', embedIds: () => true },
        }),
      })
      expect((await ask({ ...FELT, mapId: id })).status).toBe(400)
      expect((await ask({ ...EXPLO, embedId: id })).status).toBe(400)
      expect(fetch).not.toHaveBeenCalled()
    },
  )

  test('the token handler accepts an id with a character outside of the basic plane', async () => {
    const authorize = () => ({ felt: { userEmail: 'ada@example.com', mapIds: ['map-😀'] } })
    expect((await createTestHandler({ authorize }).ask({ ...FELT, mapId: 'map-😀' })).status).toBe(200)
  })

  test('the token handler trims the email address of a viewer', async () => {
    const authorize = () => ({ felt: { userEmail: ' ada+maps@example.com\n', mapIds: ['map-1'] } })
    const { ask, fetch } = createTestHandler({ authorize })
    await ask()
    expect(String(fetch.mock.calls[0]?.[0])).toMatch(/\?user_email=ada%2Bmaps%40example.com$/)
  })
})

test.each(['..', '\ud800'])('mintFeltToken rejects the map %j as an option, before a request', async (mapId) => {
  const fetch = () => Promise.reject(new Error('not reached'))
  const error = await failureOf(mintFeltToken({ apiToken: 'secret', mapId, userEmail: 'ada@example.com', fetch }))
  expect(error).toMatchObject({ code: 'INVALID_OPTIONS', provider: 'felt' })
})

test.each(['My-map-CjU1CMJPTAGofjOK3ICf1D', 'https://felt.com/map/My-map-CjU1CMJPTAGofjOK3ICf1D?loc=1,2,3z'])(
  'mintFeltToken mints for the id in %s',
  async (mapId) => {
    let url = ''
    const fetch = async (input: unknown) => {
      url = String(input)
      return Response.json({ token: 't' })
    }
    await mintFeltToken({ apiToken: 'secret', mapId, userEmail: 'a@example.com', fetch })
    expect(url).toContain('/maps/CjU1CMJPTAGofjOK3ICf1D/embed_token')
  },
)
