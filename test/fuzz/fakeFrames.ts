import { awake, later, real, wasJustSleptThrough } from './virtualTime.ts'
import { isDead, type Minted, type Scenario } from './scenario.ts'

const ORIGIN = 'https://acme.test'
const LOAD_TIME = 300
/** So many tokens later one that comes again is taken for a new one. */
const KNOWN_TOKENS = 8

/** A stand-in for an iframe: a real one costs jsdom a whole window each. */
interface FakeFrame {
  readonly element: HTMLElement
  /** The token that its page holds. */
  held: string
  /** Token in the initial URL. */
  srcToken: string
  hasLoaded: boolean
  /** Viewer and resource of the token. */
  key: string | null
  /** When its page said that it was ready, on awake time. */
  readyAt: number
}

let current: Scenario | undefined
const frames = new WeakMap<Element, FakeFrame>()
/** Tokens that each embed has loaded. */
let loadedTokens = new Map<string, Set<string>>()

const createElement = document.createElement.bind(document)
document.createElement = (name: string, options?: ElementCreationOptions) =>
  name === 'iframe' ? createFrame() : createElement(name, options)

/** From now on frames belong to this world. */
export function beginFrames(scenario: Scenario | undefined): void {
  current = scenario
  loadedTokens = new Map()
}

/** All frames on the page. */
export function findFrames(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('x-frame')]
}

/** The token that a frame's page holds. */
export function tokenOf(element: Element | undefined): string | undefined {
  return element && frames.get(element)?.held
}

/** For how long a frame's page has been ready, awake. */
export function readyFor(element: Element): number {
  return awake() - (frames.get(element)?.readyAt ?? Infinity)
}

/** The token that a frame was born with. */
export function srcTokenOf(element: Element): string | undefined {
  return frames.get(element)?.srcToken
}

/** The pages of all frames ask for a token, or load again by themselves. */
export function act(kind: 'asks' | 'reloads'): void {
  for (const element of findFrames()) {
    if (kind === 'asks') postFromIframe(element, 'give me a token')
    else load(element)
  }
}

function createFrame(): HTMLElement {
  const element = createElement('x-frame')
  const frame: FakeFrame = { element, held: '', srcToken: '', hasLoaded: false, key: null, readyAt: Infinity }
  frames.set(element, frame)
  const contentWindow = { postMessage: (message: { token: string }) => deliver(frame, message.token) }
  Object.defineProperties(element, {
    contentWindow: { value: contentWindow },
    src: { get: () => element.getAttribute('src') },
    setAttribute: {
      value(name: string, value: string) {
        Element.prototype.setAttribute.call(element, name, value)
        if (name === 'src') navigate(frame, new URL(value))
      },
    },
  })
  return element
}

function navigate(frame: FakeFrame, url: URL): void {
  const scenario = current
  if (!scenario) return
  const token = url.searchParams.get('token') ?? ''
  if (frame.srcToken) scenario.report('I7 one navigation a token', 'the src of a frame changed')
  frame.srcToken = token
  frame.held = token
  frame.key = url.searchParams.get('key')
  const minted = scenario.tokens.get(token)
  if (!minted) scenario.report('I7 one navigation a token', 'a frame was born with no token of the server')
  if (minted && isDead(minted) && !wasJustSleptThrough(minted.expiresAt))
    scenario.report('I2 no token past its end', 'a frame was born with one')
  if (minted && minted.key !== frame.key) scenario.report('I6 to each viewer their own', 'in a frame')
  const embed = url.searchParams.get('embed') ?? ''
  const loaded = loadedTokens.get(embed) ?? new Set()
  loadedTokens.set(embed, loaded)
  if (loaded.has(token) && !scenario.hadBadPage && minted && countSince(scenario, minted) < KNOWN_TOKENS)
    scenario.report('I7 one navigation a token', `${token} twice`)
  // A back end that handed out a dead token may return to an earlier one that is still alive.
  if (minted && real() >= minted.expiresAt) loaded.clear()
  loaded.add(token)
  // A page that may fail has its embed ask for a token that was not due.
  if (scenario.hadBadPage) scenario.demands.forced += 1
  later(LOAD_TIME, () => load(frame.element))
}

/** How many tokens its server has minted for the same key since. */
function countSince({ tokens }: Scenario, minted: Minted): number {
  const others = [...tokens.values()].filter(({ key }) => key === minted.key)
  return others.length - 1 - others.indexOf(minted)
}

function load(element: HTMLElement): void {
  const frame = frames.get(element)
  if (!current || !frame || !element.isConnected || current.page === 'is broken') return
  // A page that asked before its first load keeps what it was given.
  if (frame.hasLoaded) frame.held = frame.srcToken
  frame.hasLoaded = true
  element.dispatchEvent(new Event('load'))
  if (current.page !== 'answers') return
  frame.readyAt = awake()
  postFromIframe(element, 'ready')
}

function postFromIframe(element: HTMLElement, data: unknown): void {
  const source: unknown = 'contentWindow' in element ? element.contentWindow : null
  window.dispatchEvent(Object.assign(new Event('message'), { data, origin: ORIGIN, source }))
}

function deliver(frame: FakeFrame, token: string): void {
  frame.held = token
  if (current?.tokens.get(token)?.key !== frame.key) current?.report('I6 to each viewer their own', 'a page was told')
  if (isDead(current?.tokens.get(token))) current?.report('I2 no token past its end', 'a page was told of one')
}
