import { test } from 'vitest'
import { refreshWithSlowTiles } from './refreshWithSlowTiles.ts'

test.each([8_000])('a map whose tiles arrive %i ms late shows no blank at a refresh', refreshWithSlowTiles)
