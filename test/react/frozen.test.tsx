import { render } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { MINUTE } from '../core/support.ts'
import {
  AcmeEmbed,
  aBackEnd,
  aClient,
  aRecord,
  aShownEmbed,
  comeUp,
  frames,
  happen,
  pass,
  say,
  setVisibility,
  sleep,
  SwapEmbed,
  fakeTimeAndChance,
} from './support.tsx'

fakeTimeAndChance()

describe('an answer that was frozen on its way', () => {
  async function frozenFor(ms: number) {
    const backEnd = aBackEnd({ expiresIn: 900, latency: 1_000 })
    const record = aRecord()
    const { onStateChange } = record
    render(
      <AcmeEmbed place="z" queryClient={aClient()} fetchToken={backEnd.fetchToken} onStateChange={onStateChange} />,
    )
    await pass(500)
    await setVisibility('hidden')
    await happen('document', 'freeze')
    sleep(ms)
    await happen('document', 'resume')
    await setVisibility('visible')
    await pass(600)
    return { backEnd, record }
  }

  test('for longer than the token lives is not used, and another one is asked for', async () => {
    const { backEnd, record } = await frozenFor(20 * MINUTE)
    expect(record.last).toMatchObject({ status: 'error', error: { code: 'EXPIRED_ON_ARRIVAL' }, willRetry: true })
    expect(backEnd.count).toBe(1)
    await pass(3_100)
    expect(backEnd.count).toBe(2)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/z?token=token-2'])
  })

  test('for less is used for what is left of its life', async () => {
    const { backEnd } = await frozenFor(8 * MINUTE)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/z?token=token-1'])
    await say(frames()[0], 'ready')
    await pass(4 * MINUTE)
    expect(backEnd.count).toBe(2)
  })
})

test('a page that comes back from the back-forward cache asks once, and keeps its frame till the next is ready', async () => {
  const { backEnd, frame } = await aShownEmbed({ Embed: SwapEmbed, latency: 50 })
  await happen('window', 'pagehide')
  await setVisibility('hidden')
  await happen('document', 'freeze')
  sleep(20 * MINUTE)
  await happen('document', 'resume')
  await setVisibility('visible')
  await happen('window', 'pageshow')
  await pass(60)
  expect(backEnd.count).toBe(2)
  expect(frames()[0]).toBe(frame)
  const next = frames()[1]
  await comeUp(next)
  expect(frames()).toHaveLength(1)
  expect(frames()[0]).toBe(next)
  await pass(5 * MINUTE)
  expect(backEnd.count).toBe(2)
})
