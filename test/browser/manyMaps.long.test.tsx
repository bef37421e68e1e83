import { test } from 'vitest'
import { expectContextsKept } from './manyMaps/expectContextsKept.ts'

test('ten embeds of one map keep their WebGL contexts through three refreshes', () => expectContextsKept(10))
