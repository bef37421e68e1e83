import type { EmulatedProvider, ProviderOptions } from '../../src/testing.ts'
import type { Random } from '../support/randomOf.ts'
import { READY_TIMEOUT } from './soakPage.ts'

const KINDS = [
  'error',
  'rate-limited',
  'unauthorized',
  'hang',
  'slow-token',
  'slow-page',
  'silent-page',
  'reload',
  'offline',
  'hidden',
] as const

/** Kinds of faults. */
export type FaultKind = (typeof KINDS)[number]

/** Effect of a fault, and its end. */
export interface FaultNature {
  /** Options of the emulated provider during the fault. */
  options?: Partial<ProviderOptions>
  /** How much longer no token can be had, in ms; undefined where one always can. */
  noToken?: number
  /** How much longer no page can be had, in ms; undefined where one always can. */
  noPage?: number
  /** How long it lasts at most, in ms. */
  most: number
}

/** A replacement that a mute page held up fails after this long at most, and is tried again this soon, in ms. */
const SECOND_TRY = READY_TIMEOUT + 4_000
/** How long a fault lasts at most, in ms; a page may be hidden for longer. */
const LONGEST = 8_000
const LATENCY = 2_500
const SLOWNESS = 2_000
const RETRY_AFTER = 3

/** Every kind. None lasts so long that backing off takes longer than the soak grants. */
export const FAULTS: Readonly<Record<FaultKind, FaultNature>> = {
  error: { options: { mintFault: 'error' }, noToken: 0, most: LONGEST },
  'rate-limited': {
    options: { mintFault: 'rate-limited', retryAfter: RETRY_AFTER },
    noToken: RETRY_AFTER * 1_000,
    most: LONGEST,
  },
  unauthorized: { options: { mintFault: 'refuse' }, noToken: 0, most: LONGEST },
  hang: { options: { mintFault: 'hang' }, noToken: 0, most: LONGEST },
  'slow-token': { options: { latency: LATENCY }, noToken: LATENCY, most: LONGEST },
  'slow-page': { options: { readyDelay: SLOWNESS }, noPage: SLOWNESS, most: LONGEST },
  'silent-page': { options: { unresponsive: true }, noPage: SECOND_TRY, most: LONGEST },
  // The page loads twice: once on its own, with the token that it was born with, and once with the newest.
  reload: { noPage: 3_000, most: 1_000 },
  offline: { noToken: 0, noPage: SECOND_TRY, most: LONGEST },
  hidden: { noToken: 0, noPage: 0, most: 24_000 },
}

/** A scheduled fault. */
export interface Fault {
  kind: FaultKind
  providers: readonly EmulatedProvider[]
  /** In ms. */
  duration: number
  /** How long nothing goes wrong after it, in ms. */
  rest: number
}

/** So long a rest that whatever is wrong after it is for good, in ms. */
const CALM = 45_000

/** Faults without end, every kind once, then a calm, before any comes again. */
export function* planFaults(random: Random): Generator<Fault, never, undefined> {
  for (;;) {
    const kinds = random.shuffle(KINDS)
    for (const kind of kinds) {
      const { most, options } = FAULTS[kind]
      const some = random.pick<readonly EmulatedProvider[]>([['felt'], ['explo'], ['felt', 'explo']])
      yield {
        kind,
        providers: options ? some : ['felt', 'explo'],
        duration: random.between(Math.min(3_000, most), most),
        rest: kind === kinds.at(-1) ? CALM : random.between(3_000, 7_000),
      }
    }
  }
}

/** Failures double the pause, so it is at most twice as long as the longest fault; 2 s for an attempt, in ms. */
export const LONGEST_BACKOFF = 2 * LONGEST + 2_000

/** Since when tokens and pages could be had, without a break until now. */
export interface Troubles {
  /** Nothing goes wrong for a while, and nothing may put right what was missed. */
  isCalm: boolean
  /** Something begins to go wrong. Returns what is called at its end. */
  begin(fault: Fault): () => void
  /** `Infinity` while none can be had. */
  since(provider: EmulatedProvider, what: 'noToken' | 'noPage', at: number): number
}

/** Keeps account of what could be had when. */
export function createTroubles(): Troubles {
  const spans: { fault: Fault; from: number; to: number }[] = []
  return {
    isCalm: false,
    begin(fault) {
      const span = { fault, from: Date.now(), to: Infinity }
      spans.push(span)
      return () => void (span.to = Date.now())
    },
    since: (provider, what, at) =>
      spans.reduce((latest, { fault, from, to }) => {
        const allowance = FAULTS[fault.kind][what]
        const counts = allowance !== undefined && from <= at && fault.providers.includes(provider)
        return counts ? Math.max(latest, to + allowance) : latest
      }, 0),
  }
}
