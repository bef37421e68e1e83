import { render } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { MINUTE, HOUR } from '../core/support.ts'
import {
  AcmeEmbed,
  aBackEnd,
  aClient,
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

describe('a machine that slept for eight hours', () => {
  test('on a hidden page that is to be kept fresh asks within 15 seconds all the same', async () => {
    const { backEnd } = await aShownEmbed({ refreshInBackground: true })
    await setVisibility('hidden')
    await pass(5 * MINUTE)
    sleep(MINUTE * 60)
    await pass(15_000)
    expect(backEnd.count).toBe(2)
  })

  test.each([
    ['in place', AcmeEmbed],
    ['by handover', SwapEmbed],
  ])('keeps its frame on show until the new one is ready (%s)', async (_, Embed) => {
    const { backEnd, record, frame } = await aShownEmbed({ Embed, latency: 200 })
    sleep(8 * HOUR)
    await happen('window', 'focus')
    await pass(1)
    expect(backEnd.count).toBe(2)
    expect(record.last?.status).toBe('expired')
    await pass(200)
    expect(frames()).toHaveLength(2)
    expect(frames()[0]).toBe(frame)
    expect(frame?.style.opacity).toBe('')
    const next = frames()[1]
    await comeUp(next)
    expect(frames()).toHaveLength(1)
    expect(frames()[0]).toBe(next)
    expect(record.last?.status).toBe('ready')
  })

  test('has asked for a new token before anybody hears that the old one ran out, and asks once', async () => {
    const backEnd = aBackEnd({ expiresIn: 900, latency: 200 })
    const order: string[] = []
    render(
      <AcmeEmbed
        place="order"
        queryClient={aClient()}
        fetchToken={(request) => {
          order.push('fetch')
          return backEnd.fetchToken(request)
        }}
        onStateChange={({ status }) => void order.push(status)}
      />,
    )
    await pass(201)
    await say(frames()[0], 'ready')
    sleep(8 * HOUR)
    await happen('window', 'focus')
    await pass(201)
    await say(frames()[1], 'ready')
    await pass(5 * MINUTE)
    expect(order).toEqual(['fetch', 'loading', 'ready', 'fetch', 'expired', 'ready'])
  })

  test.each([
    ['document', 'visibilitychange'],
    ['document', 'resume'],
    ['window', 'pageshow'],
    ['window', 'focus'],
    ['window', 'online'],
  ] as const)('asks at once when the %s hears %s', async (target, type) => {
    const { backEnd } = await aShownEmbed()
    sleep(8 * HOUR)
    await happen(target, type)
    expect(backEnd.count).toBe(2)
  })

  test('and that tells of it by no event asks within 15 seconds all the same', async () => {
    const { backEnd, record } = await aShownEmbed()
    sleep(8 * HOUR)
    await pass(15_000)
    expect(backEnd.count).toBe(2)
    expect(record.statuses).toContain('expired')
  })
})

describe('a shorter sleep', () => {
  test('that ends before a token is due asks for none', async () => {
    const { backEnd, record } = await aShownEmbed()
    sleep(10 * MINUTE)
    for (const type of ['focus', 'pageshow', 'online']) await happen('window', type)
    await pass(1_000)
    expect(backEnd.count).toBe(1)
    expect(record.last).toMatchObject({ status: 'ready', refreshing: false })
  })

  test('counts in the age of the token', async () => {
    const { backEnd, record } = await aShownEmbed()
    sleep(10 * MINUTE)
    await pass(2 * MINUTE)
    expect(backEnd.count).toBe(2)
    expect(record.statuses).not.toContain('expired')
  })

  test('of half a minute is noticed where a token lives a minute', async () => {
    const backEnd = aBackEnd({ expiresIn: 60 })
    render(<AcmeEmbed place="nap" queryClient={aClient()} fetchToken={backEnd.fetchToken} />)
    await pass(14_000)
    sleep(31_000)
    await pass(15_000)
    expect(backEnd.count).toBe(2)
  })
})

describe('a viewer who comes back', () => {
  test('gets another attempt after a refusal, but not within half a minute of it', async () => {
    const { backEnd, record } = await aShownEmbed()
    backEnd.fault = () => new Response('', { status: 401 })
    await pass(675_100)
    expect(backEnd.count).toBe(2)
    backEnd.fault = undefined
    await pass(10_000)
    await happen('window', 'focus')
    await pass(1)
    expect(backEnd.count).toBe(2)
    await pass(21_000)
    expect(backEnd.count).toBe(2)
    await happen('window', 'focus')
    await pass(1)
    expect(backEnd.count).toBe(3)
    expect(record.last).toMatchObject({ status: 'ready', refreshing: false })
  })

  test('does not wait for a long pause between attempts to end', async () => {
    const { backEnd } = await aShownEmbed()
    backEnd.fault = () => new Response('', { status: 503 })
    await pass(675_000 + 24_000)
    const { count } = backEnd
    await pass(4_000)
    expect(backEnd.count).toBe(count)
    await happen('window', 'focus')
    expect(backEnd.count).toBe(count + 1)
  })

  test('and finds that an attempt has just failed, waits no longer than two seconds for the next', async () => {
    const { backEnd } = await aShownEmbed()
    backEnd.fault = () => new Response('', { status: 503 })
    await pass(675_000 + 24_000)
    const { count } = backEnd
    while (backEnd.count === count) await pass(100)
    await happen('window', 'focus')
    expect(backEnd.count).toBe(count + 1)
    await pass(2_000)
    expect(backEnd.count).toBe(count + 2)
  })

  test('does not break the pause that the back end asked for', async () => {
    const { backEnd } = await aShownEmbed()
    backEnd.fault = () => new Response('', { status: 503, headers: { 'retry-after': '100' } })
    await pass(675_100)
    for (let i = 0; i < 9; i++) {
      await pass(10_000)
      await happen('window', 'focus')
    }
    expect(backEnd.count).toBe(2)
  })
})
