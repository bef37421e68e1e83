import { expect, test } from 'vitest'
import * as library from '../../src/index'

/** A change here is a change to the public API: a new minor version, or a new major one where a name goes. */
test('the library exports just this', () => {
  expect(Object.keys(library).sort()).toEqual([
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
    'useEmbedToken',
  ])
})

test('every export is there', () => {
  expect(Object.values(library).filter((value) => value === undefined || value === null)).toEqual([])
})
