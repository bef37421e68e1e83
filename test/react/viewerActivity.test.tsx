import { act, render } from '@testing-library/react'
import { createRef } from 'react'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { EmbedHandle } from '../../src/index.ts'
import { preventFocus } from '../../src/browser/preventFocus.ts'
import { createEmbed } from '../../src/react/createEmbed.tsx'
import { MINUTE, SECOND } from '../core/support.ts'
import {
  createFakeBackend,
  acme,
  AcmeEmbed,
  createTestClient,
  recordCallbacks,
  fakeTimeAndChance,
  frames,
  advanceTime,
  makeReady,
  postFromIframe,
  renderEmbed,
} from './support.tsx'

/** A provider whose new pages replace the old, and whose page tells of its viewer: `work` calls back for it. */
let work: () => void = () => {}
const BusyEmbed = createEmbed({
  ...acme,
  name: 'busy',
  refreshStrategy: () => ({
    mode: 'swap',
    onViewerActivity(_live, listener) {
      work = listener
      return () => {
        work = () => {}
      }
    },
  }),
})

/** How long a token lives here, and when there is another. Half of the time that is left then is gone after 13:07. */
const LIFE = 15 * MINUTE
const DUE = 11.3 * MINUTE
const PAST_HALF = 13.2 * MINUTE

/** Place of the focus: in the iframe, in the host page, in another window. */
let isInWindow = true
let isFullScreen = false

fakeTimeAndChance()
beforeEach(() => {
  isInWindow = true
  isFullScreen = false
  vi.spyOn(document, 'hasFocus').mockImplementation(() => isInWindow)
  Object.defineProperty(document, 'fullscreenElement', {
    configurable: true,
    get: () => (isFullScreen ? (frames()[0] ?? null) : null),
  })
})

async function renderBusyEmbed(Embed: typeof BusyEmbed = BusyEmbed) {
  const [backend, record] = [createFakeBackend({ expiresIn: LIFE / SECOND }), recordCallbacks()]
  const handle = createRef<EmbedHandle<{ place: string }>>()
  await renderEmbed(
    <>
      <input />
      <button />
      <Embed ref={handle} place="a" fetchToken={backend.fetchToken} queryClient={createTestClient()} {...record} />
    </>,
  )
  return { backend, record, handle, button: document.querySelector('button'), input: document.querySelector('input') }
}

const load = (frame: HTMLIFrameElement | undefined) => act(async () => void frame?.dispatchEvent(new Event('load')))

/** An embed whose page loads and says nothing, and neither does the one that replaces it: it is under way. */
async function renderUnresponsiveReplacement() {
  const { fetchToken } = createFakeBackend({ expiresIn: LIFE / SECOND })
  render(<BusyEmbed place="a" fetchToken={fetchToken} queryClient={createTestClient()} />)
  await advanceTime(1)
  await load(frames()[0])
  await advanceTime(15 * SECOND)
  const next = frames()[1]
  await load(next)
  return { next }
}

/** An embed whose second page was as mute as its first. */
async function renderUnresponsiveEmbed() {
  await renderUnresponsiveReplacement()
  await advanceTime(15 * SECOND)
}

describe('an iframe with focus', () => {
  test('an iframe with focus is not replaced before half of the refresh time is over, because the new page could take the focus', async () => {
    await renderBusyEmbed()
    frames()[0]?.focus()
    await advanceTime(13 * MINUTE)
    expect(frames()).toHaveLength(1)
    await advanceTime(10 * SECOND)
    expect(frames()).toHaveLength(2)
  })

  test('an iframe is replaced as soon as the viewer moves the focus elsewhere', async () => {
    const { button } = await renderBusyEmbed()
    frames()[0]?.focus()
    await advanceTime(DUE)
    button?.focus()
    await advanceTime(300)
    expect(frames()).toHaveLength(2)
  })

  test('an iframe with focus is replaced while the viewer is in another window', async () => {
    await renderBusyEmbed()
    frames()[0]?.focus()
    isInWindow = false
    await advanceTime(DUE)
    expect(frames()).toHaveLength(2)
  })

  test('an iframe with focus is replaced immediately by reload()', async () => {
    const { handle } = await renderBusyEmbed()
    frames()[0]?.focus()
    await act(async () => handle.current?.reload())
    expect(frames()).toHaveLength(2)
  })

  test('an iframe with focus is replaced as soon as there is a token when the page never responded', async () => {
    await renderUnresponsiveEmbed()
    expect(frames()).toHaveLength(1)
    frames()[0]?.focus()
    await advanceTime(DUE)
    expect(frames()).toHaveLength(2)
  })

  test('an iframe in full screen is kept, even if the page never responded', async () => {
    await renderUnresponsiveEmbed()
    isFullScreen = true
    const [live] = frames()
    await advanceTime(LIFE)
    expect(frames()).toEqual([live])
    isFullScreen = false
    await advanceTime(SECOND)
    expect(frames()).toHaveLength(2)
  })

  test('an iframe in full screen is kept, even if an unresponsive pending page could replace it', async () => {
    const { next } = await renderUnresponsiveReplacement()
    isFullScreen = true
    await advanceTime(15 * SECOND)
    expect(frames()).not.toContain(next)
    expect(frames()).toHaveLength(1)
  })

  test('an iframe in full screen is kept, even if reload() is called for a provider with in-place refresh', async () => {
    const { handle } = await renderBusyEmbed(AcmeEmbed)
    const [live] = frames()
    isFullScreen = true
    await act(async () => handle.current?.reload())
    await postFromIframe(frames()[1], 'ready')
    expect(frames()).toEqual([live])
  })

  test('an iframe whose full screen starts while the new page renders is kept', async () => {
    const { handle } = await renderBusyEmbed(AcmeEmbed)
    const [live] = frames()
    await act(async () => handle.current?.reload())
    await postFromIframe(frames()[1], 'ready')
    isFullScreen = true
    await advanceTime(SECOND)
    expect(frames()).toEqual([live])
  })

  test('an iframe with focus passes the focus to its replacement, though neither page ever responds', async () => {
    const { next } = await renderUnresponsiveReplacement()
    frames()[0]?.focus()
    await advanceTime(15 * SECOND)
    expect(frames()).toEqual([next])
    expect(document.activeElement).toBe(next)
  })

  test('an iframe with focus and an expired token is replaced', async () => {
    const { backend } = await renderBusyEmbed()
    backend.fault = () => new Error('down')
    frames()[0]?.focus()
    await advanceTime(LIFE + 5 * SECOND)
    backend.fault = undefined
    await advanceTime(60 * SECOND)
    expect(frames()).toHaveLength(2)
  })
})

describe('an iframe with an active viewer', () => {
  /** Up to the moment in which the next page answers. */
  async function untilAnswered() {
    const embed = await renderBusyEmbed()
    const old = frames()[0]
    old?.focus()
    await advanceTime(PAST_HALF)
    await postFromIframe(frames()[1], 'ready')
    return { ...embed, old }
  }

  /** The viewer does something every second. */
  async function keepWorking(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      await advanceTime(SECOND)
      act(() => work())
    }
  }

  test('an iframe with an active viewer stays until two seconds after the last activity', async () => {
    const { old } = await untilAnswered()
    await keepWorking(1)
    await advanceTime(1_500)
    expect(frames()).toHaveLength(2)
    await advanceTime(SECOND)
    expect(frames()).toHaveLength(1)
    expect(frames()).not.toContain(old)
  })

  test('an iframe with an active viewer stays until five seconds before the token expires', async () => {
    const { record, old } = await untilAnswered()
    await keepWorking(100)
    expect(frames()).toHaveLength(2)
    expect(frames()[0]).toBe(old)
    await keepWorking(5)
    expect(frames()).toHaveLength(1)
    expect(record.statuses).not.toContain('expired')
  })

  test("a removed iframe's activity listener is released", async () => {
    await untilAnswered()
    const listened = work
    await advanceTime(5 * SECOND)
    expect(frames()).toHaveLength(1)
    expect(work).not.toBe(listened)
  })

  test('an iframe is replaced in time although its activity cannot be observed', async () => {
    const DeafEmbed = createEmbed({
      ...acme,
      name: 'deaf',
      refreshStrategy: () => ({
        mode: 'swap',
        onViewerActivity() {
          throw new Error('no randomUUID without https')
        },
      }),
    })
    await renderBusyEmbed(DeafEmbed)
    frames()[0]?.focus()
    await advanceTime(PAST_HALF)
    await postFromIframe(frames()[1], 'ready')
    await advanceTime(3 * SECOND)
    expect(frames()).toHaveLength(1)
  })
})

describe('full screen', () => {
  test('full screen is never ended by a swap, however long it lasts', async () => {
    const { record } = await renderBusyEmbed()
    const old = frames()[0]
    isFullScreen = true
    await advanceTime(5 * LIFE)
    expect(frames()).toEqual([old])
    expect(record.last?.status).toBe('expired')
    isFullScreen = false
    await advanceTime(SECOND)
    await postFromIframe(frames()[1], 'ready')
    await advanceTime(SECOND)
    expect(record.last?.status).toBe('ready')
    expect(frames()).not.toContain(old)
  })

  test('full screen that starts while the pending page waits removes the pending page', async () => {
    const { record } = await renderBusyEmbed()
    const old = frames()[0]
    old?.focus()
    await advanceTime(PAST_HALF)
    isFullScreen = true
    await postFromIframe(frames()[1], 'ready')
    await advanceTime(SECOND)
    expect(frames()).toEqual([old])
    isFullScreen = false
    await advanceTime(SECOND)
    const next = frames()[1]
    await postFromIframe(next, 'ready')
    await advanceTime(5 * SECOND)
    expect(frames()).toEqual([next])
    expect(record.statuses).not.toContain('degraded')
  })
})

/** Elements of a host page; the one with `data-focus` gets the focus. */
function fromHtml(html: string): HTMLElement {
  const element = document.createElement('div')
  element.innerHTML = html
  return element
}

/** Elements in a shadow root; `slotted` is what is slotted into it. */
function inShadow(html: string, slotted = ''): HTMLElement {
  const host = fromHtml(slotted)
  host.attachShadow({ mode: 'open' }).innerHTML = html
  return host
}

function inDialog(content: HTMLElement): HTMLElement {
  const element = fromHtml('<dialog open></dialog>')
  element.firstElementChild?.append(content)
  return element
}

function focusIn(element: HTMLElement): void {
  document.body.append(element)
  onTestFinished(() => element.remove())
  const roots = [element, ...element.querySelectorAll('*')].flatMap((each) => [each, each.shadowRoot ?? []]).flat()
  for (const root of roots) root.querySelector<HTMLElement>('[data-focus]')?.focus()
}

const framesOfEmbed = () => frames().filter(({ title }) => title === 'Acme')

describe('a swap while the viewer is elsewhere in the host page', () => {
  test.each<[string, () => HTMLElement]>([
    ['in an input', () => fromHtml('<input data-focus>')],
    ['in a textarea', () => fromHtml('<textarea data-focus></textarea>')],
    ['in a select', () => fromHtml('<select data-focus></select>')],
    ['in an editor', () => fromHtml('<div contenteditable tabindex="0" data-focus></div>')],
    ['in a combobox', () => fromHtml('<div role="combobox" tabindex="0" data-focus></div>')],
    ['in a list of options', () => fromHtml('<ul role="listbox"><li role="option" tabindex="0" data-focus></ul>')],
    ['in a menu', () => fromHtml('<div role="menu"><button role="menuitem" data-focus></button></div>')],
    ['on the button of an open menu', () => fromHtml('<button aria-expanded="true" data-focus></button>')],
    ['on a button of a dialog', () => fromHtml('<dialog open><p><button data-focus></button></p></dialog>')],
    ['on a button of an alert', () => fromHtml('<div role="alertdialog"><button data-focus></button></div>')],
    ['on a button of a popover', () => fromHtml('<div popover="manual"><button data-focus></button></div>')],
    ['in another iframe', () => fromHtml('<iframe data-focus></iframe>')],
    ['in a field of a shadow root', () => inShadow('<input data-focus>')],
    ['in a shadow root within a dialog', () => inDialog(inShadow('<button data-focus></button>'))],
    [
      'on a button that is slotted into a dialog',
      () => inShadow('<div role="dialog"><slot></slot></div>', '<button data-focus></button>'),
    ],
  ])('waits while the viewer is %s, until half of the time for a refresh has passed', async (_, create) => {
    const { record } = await renderBusyEmbed()
    focusIn(create())
    await advanceTime(13 * MINUTE)
    expect(framesOfEmbed()).toHaveLength(1)
    await advanceTime(10 * SECOND)
    expect(framesOfEmbed()).toHaveLength(2)
    expect(record.statuses).not.toContain('expired')
  })

  test.each<[string, () => HTMLElement]>([
    ['a button', () => fromHtml('<button aria-expanded="false" data-focus></button>')],
    ['a link', () => fromHtml('<a href="#" data-focus></a>')],
    ['a region that scrolls', () => fromHtml('<div role="region" tabindex="0" data-focus></div>')],
  ])('does not wait while the viewer is on %s', async (_, create) => {
    await renderBusyEmbed()
    focusIn(create())
    await advanceTime(DUE + SECOND)
    expect(frames()).toHaveLength(2)
  })

  test('does not wait for a field while the viewer is in another window', async () => {
    const { input } = await renderBusyEmbed()
    input?.focus()
    isInWindow = false
    await advanceTime(DUE + SECOND)
    expect(frames()).toHaveLength(2)
  })

  test('begins as soon as the viewer leaves the field', async () => {
    const { input } = await renderBusyEmbed()
    input?.focus()
    await advanceTime(DUE + SECOND)
    expect(frames()).toHaveLength(1)
    input?.blur()
    await advanceTime(300)
    expect(frames()).toHaveLength(2)
  })

  test('does not wait for a field where the page of the embed is unresponsive', async () => {
    await renderUnresponsiveEmbed()
    focusIn(fromHtml('<input data-focus>'))
    await advanceTime(DUE)
    expect(frames()).toHaveLength(2)
  })

  test('is completed although the viewer has entered a field since it began', async () => {
    const { input } = await renderBusyEmbed()
    await advanceTime(DUE + SECOND)
    input?.focus()
    const next = frames()[1]
    await makeReady(next)
    await advanceTime(300)
    expect(frames()).toEqual([next])
  })
})

describe('the focus', () => {
  test.each([
    ['a field of the host', () => document.querySelector('input')],
    ['the live frame', () => frames()[0]],
  ])('the focus returns to %s when the page of a hidden iframe takes it', async (_, holder) => {
    await renderBusyEmbed()
    await advanceTime(DUE)
    const [live, next] = frames()
    // Missing in jsdom.
    if (live?.contentWindow) live.contentWindow.focus = () => live.focus()
    holder()?.focus()
    await advanceTime(20)
    next?.focus()
    expect(document.activeElement).toBe(next)
    await advanceTime(20)
    expect(document.activeElement).toBe(holder())
  })

  test('the focus returns to no element when none had it', async () => {
    const { backend } = await renderBusyEmbed()
    await advanceTime(DUE)
    frames()[1]?.focus()
    await advanceTime(20)
    expect(document.activeElement).toBe(document.body)
    expect(backend.count).toBe(2)
  })

  test('the focus leaves a hidden page that has it before it is guarded', async () => {
    const iframe = document.body.appendChild(document.createElement('iframe'))
    onTestFinished(() => iframe.remove())
    iframe.focus()
    expect(document.activeElement).toBe(iframe)
    const release = preventFocus(iframe)
    await advanceTime(100)
    expect(document.activeElement).toBe(document.body)
    release()
  })

  test('the focus returns from a first page, too, while the page is not visible yet', async () => {
    render(
      <>
        <input />
        <BusyEmbed place="a" fetchToken={createFakeBackend().fetchToken} queryClient={createTestClient()} />
      </>,
    )
    await advanceTime(1)
    document.querySelector('input')?.focus()
    await advanceTime(20)
    frames()[0]?.focus()
    await advanceTime(20)
    expect(document.activeElement).toBe(document.querySelector('input'))
    await postFromIframe(frames()[0], 'ready')
    frames()[0]?.focus()
    await advanceTime(20)
    expect(document.activeElement).toBe(frames()[0])
  })
})
