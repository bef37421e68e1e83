import { expect, test } from 'vitest'
import { toFeltMapId } from '../../src/core/toFeltMapId.ts'

test.each([
  ['CjU1CMJPTAGofjOK3ICf1D', 'CjU1CMJPTAGofjOK3ICf1D'],
  ['My-map-CjU1CMJPTAGofjOK3ICf1D', 'CjU1CMJPTAGofjOK3ICf1D'],
  ['Übersicht-2024-CjU1CMJPTAGofjOK3ICf1D', 'CjU1CMJPTAGofjOK3ICf1D'],
  ['-CjU1CMJPTAGofjOK3ICf1D', '-CjU1CMJPTAGofjOK3ICf1D'],
  ['map-1', 'map-1'],
  ['My-map-short', 'My-map-short'],
  ['', ''],
])('toFeltMapId(%j) returns %j', (text, id) => {
  expect(toFeltMapId(text)).toBe(id)
})
