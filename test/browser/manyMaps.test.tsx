import { test } from 'vitest'
import { expectContextsKept } from './manyMaps/expectContextsKept.ts'

test('twelve embeds of one map keep their WebGL contexts through three refreshes', () => expectContextsKept(12))
