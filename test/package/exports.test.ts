import { expect, test } from 'vitest'
import * as client from '../../src/index.ts'
import * as server from '../../src/server.ts'
import * as testing from '../../src/testing.ts'

/** A change here is a change to the public API: a new minor version, or a new major one where a name goes. */
test('the client entry exports just this', () => {
  expect(Object.keys(client).sort()).toEqual([
    'EmbedError',
    'ExploEmbed',
    'FeltEmbed',
    'clearEmbedTokens',
    'createEmbed',
    'defineProvider',
    'explo',
    'felt',
    'isEmbedError',
    'parseTokenAnswer',
    'prefetchEmbedToken',
    'useEmbedToken',
  ])
})

test('the server entry exports just this', () => {
  expect(Object.keys(server).sort()).toEqual([
    'EmbedError',
    'createTokenHandler',
    'isEmbedError',
    'mintExploToken',
    'mintFeltToken',
  ])
})

test('the testing entry exports just this', () => {
  expect(Object.keys(testing).sort()).toEqual([
    'DEFAULT_OPTIONS',
    'EVERY_RESOURCE',
    'EXPLO_VIEWER',
    'FELT_VIEWER',
    'createEmulator',
    'createTokenServer',
    'emulatePages',
  ])
})

test('every export is there', () => {
  const all = [...Object.values(client), ...Object.values(server), ...Object.values(testing)]
  expect(all.filter((value) => value === undefined || value === null)).toEqual([])
})
