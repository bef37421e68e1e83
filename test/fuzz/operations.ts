import fc from 'fast-check'
import { DAY, HOUR, MINUTE, SECOND } from '../core/support.ts'

/** How the server's answers say when a token ends. */
export type Form = 'expiresIn' | 'expiresAt and serverNow' | 'expiresAt' | 'expires_at' | 'bare'

/** Behavior of the backend. */
export type Mode =
  | 'ok'
  | 'hang'
  | '503'
  | '429'
  | '401'
  | 'network'
  | 'expired'
  | 'undefined'
  /** The token of before until it ends, then a new one. */
  | 'cached'
  /** The token of before forever, with what is truly left of its life. */
  | 'stuck'
  /** The answer of before, word for word. */
  | 'replay'

/** Constants of one generated scenario. */
export interface Settings {
  readonly lifetime: number
  readonly form: Form
  /** The provider documents the lifetime of its tokens. */
  readonly isFixed: boolean
  /** How far the client's clock is ahead, ms. */
  readonly skew: number
  /** `performance.now()` goes on while the machine sleeps, as on some systems. */
  readonly isMonotonicAwake: boolean
  /** The token is minted when the request comes in, rather than when the answer goes out. */
  readonly mintsEarly: boolean
  readonly honoursAbort: boolean
  readonly isProvided: boolean
  readonly isStrict: boolean
  readonly inBackground: boolean
  /** In the end nothing is mounted again. */
  readonly isPatient: boolean
  readonly refreshMode: 'in-place' | 'swap' | 'none'
  /** Seeds the random numbers that the library draws. */
  readonly luck: number
}

/** Possible events of a generated scenario. */
export type Operation =
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'sleep'; readonly ms: number; readonly wakes: boolean }
  | { readonly do: 'set the clock'; readonly by: number }
  | { readonly do: 'event'; readonly type: 'hide' | 'show' | 'focus' | 'online' | 'offline' | 'pageshow' | 'resume' }
  | { readonly do: 'back end'; readonly mode: Mode; readonly latency: number; readonly retryAfter: number }
  /** Bit mask of observers: two components with the hook, and an embed. */
  | { readonly do: 'mount'; readonly observers: number }
  | { readonly do: 'remount' }
  | { readonly do: 'refresh' }
  | { readonly do: 'reload' }
  | { readonly do: 'view'; readonly place: 'a' | 'b'; readonly viewer: 'x' | 'y' }
  | { readonly do: 'host'; readonly call: 'invalidate' | 'reset' | 'cancel' | 'remove' | 'clear' }
  | { readonly do: 'sign out' }
  | { readonly do: 'page'; readonly behavior: 'answers' | 'is silent' | 'is broken' }
  | { readonly do: 'page acts'; readonly act: 'asks' | 'reloads' }
  | { readonly do: 'look at the clock' }

/** A run: settings and operations. */
export interface Run {
  readonly settings: Settings
  readonly operations: readonly Operation[]
}

const between = (min: number, max: number) => fc.integer({ min, max })
const pick = <const T>(...values: readonly T[]) => fc.constantFrom(...values)
const duration = fc.oneof(
  between(0, 2 * SECOND),
  between(SECOND, MINUTE),
  between(SECOND, 10 * MINUTE),
  between(MINUTE, HOUR),
)

const lifetimes = [1, 2, 5, 10, 30, 60, 120, 300, 900, 900, 900, 3_600, 86_400, 2_592_000, 5_184_000]
const settings: fc.Arbitrary<Settings> = fc.record({
  lifetime: pick(...lifetimes).map((seconds) => seconds * SECOND),
  form: pick<Form>('expiresIn', 'expiresIn', 'expiresAt and serverNow', 'expiresAt', 'expires_at', 'bare'),
  isFixed: fc.boolean(),
  skew: fc.oneof(fc.constant(0), between(-20 * MINUTE, 20 * MINUTE), between(-DAY, DAY)),
  isMonotonicAwake: fc.boolean(),
  mintsEarly: fc.boolean(),
  honoursAbort: fc.boolean(),
  isProvided: fc.boolean(),
  isStrict: fc.boolean(),
  inBackground: fc.boolean(),
  isPatient: fc.boolean(),
  refreshMode: pick('in-place', 'swap', 'none'),
  luck: fc.nat(),
})

const mode = pick<Mode>(
  'ok',
  'ok',
  'hang',
  '503',
  '503',
  '429',
  '401',
  'network',
  'expired',
  'undefined',
  'cached',
  'stuck',
  'replay',
)
const latency = fc.oneof(between(0, 500), between(0, 10 * SECOND), between(0, 45 * SECOND))

const operation = fc.oneof<{ arbitrary: fc.Arbitrary<Operation>; weight: number }[]>(
  { weight: 8, arbitrary: fc.record({ do: pick('pass'), ms: duration }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: pick('sleep'),
      ms: fc.oneof(between(2 * SECOND, MINUTE), between(2 * SECOND, 4 * HOUR)),
      wakes: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: pick('set the clock'),
      by: fc.oneof(between(-10 * MINUTE, 10 * MINUTE), between(-2 * HOUR, 2 * HOUR)),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: pick('event'),
      type: pick('hide', 'show', 'show', 'focus', 'online', 'offline', 'pageshow', 'resume'),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: pick('back end'), mode, latency, retryAfter: between(0, 10 * MINUTE) }) },
  { weight: 2, arbitrary: fc.record({ do: pick('mount'), observers: between(0, 7) }) },
  { weight: 2, arbitrary: fc.record({ do: pick('view'), place: pick('a', 'b'), viewer: pick('x', 'y') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: pick('host'),
      call: pick('invalidate', 'invalidate', 'reset', 'cancel', 'remove', 'clear'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: pick('page'), behavior: pick('answers', 'answers', 'is silent', 'is broken') }),
  },
  { weight: 1, arbitrary: fc.record({ do: pick('page acts'), act: pick('asks', 'reloads') }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: pick('remount', 'refresh', 'refresh', 'reload', 'sign out', 'look at the clock') }),
  },
)

/** Any run. */
export const anyRun: fc.Arbitrary<Run> = fc.record({
  settings,
  operations: fc.array(operation, { minLength: 1, maxLength: 30, size: 'max' }),
})
