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
  ['https://felt.com/map/My-map-CjU1CMJPTAGofjOK3ICf1D', 'CjU1CMJPTAGofjOK3ICf1D'],
  ['https://felt.com/map/My-map-CjU1CMJPTAGofjOK3ICf1D?loc=1,2,3z&share=1', 'CjU1CMJPTAGofjOK3ICf1D'],
  ['https://felt.com/map/K%C3%B6ln-CjU1CMJPTAGofjOK3ICf1D/#x', 'CjU1CMJPTAGofjOK3ICf1D'],
  ['https://felt.com/embed/map/CjU1CMJPTAGofjOK3ICf1D?token=secret', 'CjU1CMJPTAGofjOK3ICf1D'],
  ['felt.com/map/CjU1CMJPTAGofjOK3ICf1D', 'CjU1CMJPTAGofjOK3ICf1D'],
  ['https://felt.com/dashboard', 'https://felt.com/dashboard'],
  ['https://felt.com/map/', 'https://felt.com/map/'],
])('toFeltMapId(%j) returns %j', (text, id) => {
  expect(toFeltMapId(text)).toBe(id)
})
