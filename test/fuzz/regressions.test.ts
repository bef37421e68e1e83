import fc from 'fast-check'
import { expect, test } from 'vitest'
// First, as it replaces the timers.
import { countTimers } from './virtualTime.ts'
import { HOUR, MINUTE, SECOND } from '../core/support.ts'
import type { Operation, Settings } from './operations.ts'
import { countListeners } from './page.ts'
import { runOperations } from './runOperations.ts'

/** A world in which nothing is unusual. */
const usual: Settings = {
  lifetime: 15 * MINUTE,
  form: 'expiresIn',
  isFixed: true,
  skew: 0,
  isMonotonicAwake: false,
  mintsEarly: true,
  honoursAbort: true,
  isProvided: true,
  isStrict: false,
  inBackground: false,
  isPatient: true,
  refreshMode: 'in-place',
  luck: 1,
}

const pass = (ms: number): Operation => ({ do: 'pass', ms })
const backend = (mode: Extract<Operation, { do: 'back end' }>['mode'], latency = 200, retryAfter = 0): Operation => ({
  do: 'back end',
  mode,
  latency,
  retryAfter,
})

/** Failures of earlier designs, each reduced to the minimum. */
const regressions: Record<string, { settings?: Partial<Settings>; operations: Operation[] }> = {
  'a cache emptied by the app, and a token that is repeated after the clock jumped ahead': {
    settings: { isFixed: false, mintsEarly: false, honoursAbort: false, isProvided: false, luck: 0 },
    operations: [
      pass(SECOND),
      { do: 'host', call: 'clear' },
      { do: 'set the clock', by: 15 * MINUTE - 5_118 },
      backend('cached', 0),
      pass(71),
      { do: 'sleep', ms: 2_003, wakes: false },
      { do: 'refresh' },
      pass(SECOND),
    ],
  },
  'an expired token, sent without its expiry between two responses with one valid token': {
    settings: { lifetime: HOUR, form: 'bare', isFixed: false, mintsEarly: false, refreshMode: 'swap' },
    operations: [
      pass(SECOND),
      backend('expired', 7),
      { do: 'refresh' },
      { do: 'event', type: 'offline' },
      { do: 'refresh' },
      backend('cached', 0),
      pass(SECOND),
      backend('ok', 0),
    ],
  },
  'a request cancelled by the app and refused, and embeds mounted right after the refusal': {
    settings: {
      lifetime: SECOND,
      isFixed: false,
      mintsEarly: false,
      honoursAbort: false,
      isProvided: false,
      isPatient: false,
    },
    operations: [{ do: 'host', call: 'cancel' }, backend('401', 0), pass(70), { do: 'view', place: 'a', viewer: 'x' }],
  },
  'a clock set back by five minutes before a sleep of an hour': {
    operations: [
      pass(SECOND),
      { do: 'set the clock', by: -296 * SECOND },
      pass(SECOND),
      { do: 'sleep', ms: 65 * MINUTE, wakes: false },
      pass(MINUTE),
    ],
  },
  'a sleep shorter than two watchdog periods with a token of a minute': {
    settings: { lifetime: MINUTE },
    operations: [pass(20 * SECOND), { do: 'sleep', ms: 39 * SECOND, wakes: false }, backend('hang'), pass(MINUTE)],
  },
  'timestamps in whole seconds, requested twice within one, by a fast clock': {
    settings: { form: 'expires_at', skew: HOUR },
    operations: [pass(MINUTE), pass(20 * MINUTE)],
  },
  'a fast clock after a long outage': {
    settings: { form: 'expiresAt', skew: HOUR },
    operations: [backend('503'), { do: 'remount' }, pass(20 * MINUTE), backend('ok'), pass(5 * MINUTE)],
  },
  'a cached token with a timestamp, with a slow clock': {
    settings: { form: 'expiresAt', skew: -10 * MINUTE },
    operations: [pass(8 * MINUTE), backend('cached'), { do: 'refresh' }, pass(20 * MINUTE)],
  },
  'a late response, after a failure whose Retry-After is longer than the token is valid': {
    settings: { lifetime: 4 * MINUTE, honoursAbort: false },
    operations: [
      backend('ok', 39_403),
      { do: 'remount' },
      { do: 'host', call: 'clear' },
      pass(SECOND),
      backend('429', 5 * SECOND, 200 * SECOND),
      pass(5 * MINUTE),
    ],
  },
  'a repeated token that has expired, after another token': {
    settings: {
      lifetime: SECOND,
      form: 'bare',
      isFixed: false,
      mintsEarly: false,
      honoursAbort: false,
      isProvided: false,
    },
    operations: [pass(SECOND), backend('expired', 0), { do: 'refresh' }, backend('replay', 0), pass(MINUTE)],
  },
  'a render right after a sleep that no event reports, and in which the token expired': {
    settings: { isFixed: false, mintsEarly: false, honoursAbort: false, isProvided: false, isPatient: false, luck: 0 },
    operations: [
      pass(SECOND),
      { do: 'sleep', ms: 899_082, wakes: false },
      { do: 'mount', observers: 1 },
      { do: 'remount' },
    ],
  },
}

test.each(Object.entries(regressions))('the invariants hold for %s', async (_, { settings, operations }) => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), (luck) => runOperations({ settings: { ...usual, ...settings, luck }, operations })),
    {
      numRuns: 10,
    },
  )
})

test('an embed is ready seconds after its refresh when a fast clock was set ahead before it, whenever that refresh is', async () => {
  // The refresh is at random within 33 s. In one of these runs the world ends between the refused answer and its retry.
  for (let ms = SECOND; ms < 36 * SECOND; ms += 2 * SECOND) {
    const settings: Settings = { ...usual, lifetime: 330 * SECOND, form: 'expires_at', skew: HOUR }
    const operations: Operation[] = [pass(3 * SECOND), { do: 'set the clock', by: 6 * SECOND }, pass(ms)]
    await runOperations({ settings, operations })
  }
})

test('a failed run leaves no timer and no listener to the next run', async () => {
  const before = { timers: countTimers(), listeners: countListeners() }
  const impossible = {
    do: 'host',
    get call(): never {
      throw new Error('broken on purpose')
    },
  } as const
  await expect(runOperations({ settings: usual, operations: [pass(SECOND), impossible] })).rejects.toThrow('on purpose')
  expect({ timers: countTimers(), listeners: countListeners() }).toEqual(before)
})
