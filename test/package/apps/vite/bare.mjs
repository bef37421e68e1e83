/** Node without any globals of a browser: all entries load, and start nothing that would keep the process alive. */
import assert from 'node:assert/strict'

const before = Object.getOwnPropertyNames(globalThis)
const client = await import('react-private-embed')
const metabase = await import('react-private-embed/metabase')
const server = await import('react-private-embed/server')
const superset = await import('react-private-embed/superset')
const testing = await import('react-private-embed/testing')

assert.equal(typeof document, 'undefined')
assert.ok(client.FeltEmbed && client.ExploEmbed && superset.SupersetEmbed && metabase.MetabaseEmbed)
assert.equal(typeof server.createTokenHandler, 'function')
assert.equal(typeof testing.createEmulator, 'function')
assert.deepEqual(Object.getOwnPropertyNames(globalThis), before, 'no new globals')
