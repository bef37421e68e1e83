import { expect, test } from 'vitest'
import { createStage, until } from './renderStage.tsx'
import { felt } from './adaptersUnderTest.tsx'

// A policy cannot be taken back, so it is this file's page that has it: no style in its markup is heeded from here on.
const policy = document.createElement('meta')
policy.httpEquiv = 'Content-Security-Policy'
policy.content = "style-src 'self'"
document.head.append(policy)

const breaches: string[] = []
document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => void breaches.push(effectiveDirective))

/** Where something lies, and how it is drawn. */
function placeOf(element: Element | null | undefined) {
  if (!element) throw new Error('there is no such element')
  const { position, opacity } = getComputedStyle(element)
  const { width, height } = element.getBoundingClientRect()
  return { position, width, height, opacity }
}

/** Returns the visible element at the place of an iframe. */
function topOf(frame: HTMLIFrameElement | undefined): Element | null {
  if (!frame) throw new Error('there is no such frame')
  const { x, y, width, height } = frame.getBoundingClientRect()
  return document.elementFromPoint(x + width / 2, y + height / 4)
}

/** All of the embed's box. */
const FULL = { position: 'absolute', width: 600, height: 400 }

test('the policy is in effect: a style in markup is ignored, and the violation is reported', async () => {
  const host = document.body.appendChild(document.createElement('div'))
  host.innerHTML = '<p style="position: absolute">'
  expect(getComputedStyle(host.children[0] ?? host).position).toBe('static')
  await until(() => expect(new Set(breaches)).toEqual(new Set(['style-src-attr'])))
  host.remove()
  breaches.splice(0)
})

test("an embed keeps its styles under style-src 'self'", async () => {
  const stage = await createStage(felt, { options: { readyDelay: 2_000 }, readyTimeout: 60_000 })
  await until(() => expect(stage.frames()).toHaveLength(1))
  const [frame] = stage.frames()
  const cover = await until(() => placeOf(document.querySelector('[role=status] > div')))
  expect(cover).toEqual({ ...FULL, opacity: '1' })
  expect(placeOf(frame)).toEqual({ ...FULL, opacity: '0' })
  expect(topOf(frame)).toBe(document.querySelector('[role=status] > div'))
  await stage.untilReady()
  expect(placeOf(frame)).toEqual({ ...FULL, opacity: '1' })
  expect(topOf(frame)).toBe(frame)

  await stage.setOptions({ readyDelay: 60_000 })
  await stage.handle.current?.reload()
  await until(() => expect(stage.frames()).toHaveLength(2))
  const [live, next] = stage.frames()
  expect(placeOf(live)).toEqual({ ...FULL, opacity: '1' })
  expect(placeOf(next)).toEqual({ ...FULL, opacity: '0' })
  expect(topOf(next)).toBe(live)
  expect(breaches).toEqual([])
})

test("an error keeps its styles under style-src 'self'", async () => {
  const stage = await createStage(felt, { options: { mintFault: 'refuse' } })
  await until(() => expect(stage.last()?.status).toBe('error'))
  const cover = document.querySelector('[role=alert]')?.parentElement
  expect(placeOf(cover)).toEqual({ ...FULL, opacity: '1' })
  expect(breaches).toEqual([])
})
