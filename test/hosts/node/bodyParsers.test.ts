import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bodyParser } from '@koa/bodyparser'
import { getRequestListener } from '@hono/node-server'
import express, { type RequestHandler } from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { cloneRawRequest } from 'hono/request'
import Koa from 'koa'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTokenHandler, isEmbedError } from '../../../src/server.ts'

const ORDER = { provider: 'felt', mapId: 'map-1' }
const MESSAGE = expect.stringMatching(
  /^The request body was already read\. Mount the token handler before body parsers/,
)

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanups.splice(0)) await cleanUp()
})

function createHandler() {
  const onResponse = vi.fn()
  const handler = createTokenHandler({
    felt: { apiToken: 'secret', fetch: async () => Response.json({ token: 't' }) },
    authorize: () => ({ felt: { userEmail: 'ada@example.com', mapIds: ['map-1'] } }),
    onResponse,
  })
  const listener = getRequestListener(handler, { overrideGlobalObjects: false })
  return { handler, listener, onResponse }
}

/** Sends a request for a token to an app. */
async function askApp(app: RequestListener, body: BodyInit = JSON.stringify(ORDER)) {
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/embed-token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  })
}

async function expectClearError(response: Response, onResponse: ReturnType<typeof vi.fn>): Promise<void> {
  expect([response.status, await response.json()]).toEqual([500, { code: 'INVALID_OPTIONS', message: MESSAGE }])
  expect(onResponse).toHaveBeenCalledOnce()
  const [{ error }] = onResponse.mock.calls[0] ?? [{}]
  expect(isEmbedError(error)).toBe(true)
  expect(error).toMatchObject({ code: 'INVALID_OPTIONS', message: MESSAGE })
}

describe('a request whose body was read before the token handler', () => {
  const PARSERS: [string, RequestHandler][] = [
    ['express.json()', express.json()],
    ['express.raw() for all types', express.raw({ type: '*/*' })],
    ['express.text() for all types', express.text({ type: '*/*' })],
  ]

  test.each(PARSERS)('gets a clear error in Express: %s', async (_, parser) => {
    const { listener, onResponse } = createHandler()
    await expectClearError(await askApp(express().use(parser).all('/api/embed-token', listener)), onResponse)
  })

  test('gets a clear error if it was sent in chunks of unknown length', async () => {
    const { listener, onResponse } = createHandler()
    const body = new Blob([JSON.stringify(ORDER)]).stream()
    await expectClearError(
      await askApp(express().use(express.json()).all('/api/embed-token', listener), body),
      onResponse,
    )
  })

  test('gets a clear error in Koa', async () => {
    const { listener, onResponse } = createHandler()
    const app = new Koa().use(bodyParser()).use(async (ctx) => {
      ctx.respond = false
      await listener(ctx.req, ctx.res)
    })
    await expectClearError(await askApp(app.callback()), onResponse)
  })

  test('gets a clear error in Fastify', async () => {
    const { listener, onResponse } = createHandler()
    const app = fastify()
    app.post('/api/embed-token', (request, reply) => {
      reply.hijack()
      return listener(request.raw, reply.raw)
    })
    await app.ready()
    await expectClearError(await askApp(app.routing), onResponse)
  })

  test.each<[string, (request: Request) => unknown]>([
    ['json() was called', (request) => request.json()],
    ['a reader holds the body', (request) => request.body?.getReader()],
    ['a clone was not made, and the body was cancelled', (request) => request.body?.cancel()],
  ])('gets a clear error as a Request: %s', async (_, read) => {
    const { handler, onResponse } = createHandler()
    const headers = { 'content-type': 'application/json' }
    const request = new Request('http://localhost/', { method: 'POST', headers, body: JSON.stringify(ORDER) })
    await read(request)
    await expectClearError(await handler(request), onResponse)
  })

  test('gets a clear error in Hono, and a token by cloneRawRequest', async () => {
    const { handler, onResponse } = createHandler()
    const app = new Hono().use(async (c, next) => {
      await c.req.json()
      await next()
    })
    app.all('/raw', (c) => handler(c.req.raw))
    app.all('/clone', async (c) => handler(await cloneRawRequest(c.req)))
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ORDER),
    }
    await expectClearError(await app.request('/raw', init), onResponse)
    expect((await app.request('/clone', init)).status).toBe(200)
  })
})

describe('a request whose body was not read before the token handler', () => {
  test.each<[string, (app: express.Express, listener: RequestHandler) => express.Express]>([
    ['express.json() comes after the route', (app, route) => app.all('/api/embed-token', route).use(express.json())],
    ['express.urlencoded() comes first', (app, route) => app.use(express.urlencoded(), route)],
    ['express.raw() comes first', (app, route) => app.use(express.raw(), route)],
  ])('gets a token in Express: %s', async (_, addTo) => {
    const { listener, onResponse } = createHandler()
    expect((await askApp(addTo(express(), listener))).status).toBe(200)
    expect(onResponse.mock.calls).toMatchObject([[{ status: 200, error: undefined }, {}]])
  })

  test.each(['', 'null', '{'])('is a 400 if the body is %j', async (body) => {
    const { listener, onResponse } = createHandler()
    expect((await askApp(express().all('/api/embed-token', listener), body)).status).toBe(400)
    expect(onResponse.mock.calls).toMatchObject([[{ status: 400, error: { code: 'REQUEST_REJECTED' } }, {}]])
  })
})
