import { expect, test } from 'vitest'
import { type ExploEvent, parseExploEvent } from '../../src/adapters/exploEvent.ts'

test.each<[unknown, ExploEvent]>([
  [
    { event: 'sendVariableUpdatedEvent', detail: { varName: 'year', newValue: [2024] } },
    { name: 'sendVariableUpdatedEvent', varName: 'year', newValue: [2024] },
  ],
  [
    { event: 'dashboardReadyToLoad', detail: { dashboardId: 'd1', dashboardHeight: 640 } },
    { name: 'dashboardReadyToLoad', dashboardId: 'd1', height: 640 },
  ],
  [
    { event: 'dashboardLoaded', detail: { dashboardId: '', dashboardHeight: 900.5, loadTime: 1_200 } },
    { name: 'dashboardLoaded', dashboardId: '', height: 900.5, loadTime: 1_200 },
  ],
  [
    { event: 'dashboardUpdated', detail: { dashboardHeight: 700 } },
    { name: 'dashboardUpdated', height: 700 },
  ],
  [{ event: 'customerJwtExpired' }, { name: 'customerJwtExpired' }],
  [{ event: 'customerJwtExpired', detail: { more: 1 } }, { name: 'customerJwtExpired' }],
  [
    { event: 'editableSectionUpdated', detail: { charts: [] } },
    { name: 'editableSectionUpdated', detail: { charts: [] } },
  ],
  [
    { event: 'editableSectionChartAdded', detail: 1 },
    { name: 'editableSectionChartAdded', detail: 1 },
  ],
  [
    { event: 'editableSectionChartRemoved', detail: 2 },
    { name: 'editableSectionChartRemoved', detail: 2 },
  ],
  [
    { event: 'drillDown', detail: { id: 7 } },
    { name: 'other', event: 'drillDown', detail: { id: 7 } },
  ],
  [{ event: 'other' }, { name: 'other', event: 'other', detail: undefined }],
  [
    { event: 'sendVariableUpdatedEvent', detail: { newValue: 1 } },
    { name: 'other', event: 'sendVariableUpdatedEvent', detail: { newValue: 1 } },
  ],
])('parseExploEvent parses %j', (message, event) => {
  expect(parseExploEvent(message)).toEqual(event)
})

test.each([0, -1, NaN, Infinity, '640', null, undefined])(
  'parseExploEvent ignores a height of %j',
  (dashboardHeight) => {
    for (const event of ['dashboardReadyToLoad', 'dashboardLoaded', 'dashboardUpdated']) {
      expect(parseExploEvent({ event, detail: { dashboardHeight } })).toMatchObject({ name: event, height: undefined })
    }
  },
)

test.each([undefined, null, 'junk', 5])('parseExploEvent parses an event with the detail %j', (detail) => {
  expect(parseExploEvent({ event: 'dashboardReadyToLoad', detail })).toEqual({
    name: 'dashboardReadyToLoad',
    dashboardId: '',
    height: undefined,
  })
})

test.each([undefined, null, 'dashboardLoaded', 5, [], {}, { event: 5 }, { event: null }, { type: 'webpackOk' }])(
  'parseExploEvent ignores %j',
  (message) => {
    expect(parseExploEvent(message)).toBeUndefined()
  },
)
