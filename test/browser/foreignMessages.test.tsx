import { expect, test } from 'vitest'
import type { TokenRequest } from '../../src/index.ts'
import { askPage, fetchRaw } from './emulator.ts'
import { createStage } from './renderStage.tsx'
import { explo } from './adaptersUnderTest.tsx'

/** A page of nobody's that wants tokens, twenty times a second. */
const BEGGAR = `data:text/html,<script>
  setInterval(() => parent.postMessage({ event: 'customerJwtExpired' }, '*'), 50)
</script>`

test('an iframe that navigated to another origin gets no token, and the embed recovers', async () => {
  const requests: TokenRequest[] = []
  const fetchToken = (request: TokenRequest) => {
    requests.push(request)
    return fetchRaw(request)
  }
  // Longer than the floor between two attempts: were the page heard, there would be a token for it first.
  const stage = await createStage(explo, { fetchToken, readyTimeout: 9_000 })
  await stage.untilReady()
  const frame = stage.live()
  const heard: unknown[] = []
  addEventListener('message', ({ source }) => source === frame.contentWindow && heard.push(source))
  await askPage(frame, 'go', { url: BEGGAR })
  await stage.until(() => expect(heard.length).toBeGreaterThan(20))
  // A page that loads another is silent to its host, which gets it a new frame with a fresh token.
  await stage.until(() => expect(stage.live()).not.toBe(frame))
  await stage.untilReady()
  expect(requests.map(({ reason }) => reason)).toEqual(['initial', 'forced'])
  expect((await stage.summary()).delivered).toBe(0)
})

test('five megabytes and a thousand messages from the page itself cause no token request and no new iframe', async () => {
  const stage = await createStage(explo)
  await stage.untilReady()
  const frame = stage.live()
  const { length } = stage.states
  let heard = 0
  addEventListener('message', ({ source }) => source === frame.contentWindow && (heard += 1))
  const newValue = 'x'.repeat(5_000_000)
  await askPage(frame, 'post', { message: { event: 'sendVariableUpdatedEvent', detail: { varName: 'big', newValue } } })
  for (let count = 0; count < 1_000; count += 1) {
    void askPage(frame, 'post', { message: { event: 'dashboardUpdated', detail: { dashboardHeight: count % 2 } } })
  }
  await stage.until(() => expect(heard).toBeGreaterThan(1_000))
  expect(stage.live()).toBe(frame)
  expect(stage.states).toHaveLength(length)
  expect((await stage.summary()).minted).toBe(1)
})
