import { describe, expect, test } from 'vitest'
import type { PageLoadFault } from '../../src/testing.ts'
import { createStage, until } from './renderStage.tsx'
import { emulatedAdapters } from './adaptersUnderTest.tsx'
import { withProps } from './withProps.ts'

/** Faults with a `load` event, like any other page for the host page. */
const loading: PageLoadFault[] = ['refuse', 'error', 'x-frame-options']
/** Faults without any event. */
const mute: PageLoadFault[] = ['hang', 'no-content']

/** For pages that load and never answer, in ms: what a busy machine needs to load one. */
const QUICKLY = 1_500
/** For a page that answers in the end, on a busy machine. */
const LONG_ENOUGH = 2_500

describe.each(emulatedAdapters)('$provider', (under) => {
  test.each(loading)(
    '$provider: a page that the provider does not serve (%s) gets one new token and no third',
    async (pageLoadFault) => {
      const stage = await createStage(under, { options: { pageLoadFault }, readyTimeout: QUICKLY })
      const untilSilent = async ({ last, frames, summary }: typeof stage) => {
        await until(async () => expect((await summary()).loads).toBe(2))
        await until(() => expect(frames()).toHaveLength(1))
        expect(last()).toMatchObject({ status: 'degraded', error: { code: 'READY_TIMEOUT' } })
      }
      await untilSilent(stage)
      const frame = stage.live()
      // Another one goes through all of it meanwhile: had the first gone on, it would show.
      await untilSilent(await createStage(under, { options: { pageLoadFault }, readyTimeout: QUICKLY }))
      expect(await stage.summary()).toMatchObject({ loads: 2, minted: 2, loadsExpired: 0 })
      expect(stage.frames()).toEqual([frame])
      expect(getComputedStyle(frame).opacity).toBe('1')
    },
  )

  test('$provider: a page that loads without responding is hidden when readyTimeoutBehavior is error', async () => {
    const covered = withProps(under, { readyTimeoutBehavior: 'error' })
    const stage = await createStage(covered, { options: { pageLoadFault: 'refuse' }, readyTimeout: QUICKLY })
    await until(async () => expect((await stage.summary()).loads).toBe(2))
    await until(() => expect(stage.frames()).toHaveLength(1))
    expect(stage.last()).toMatchObject({ status: 'error', error: { code: 'READY_TIMEOUT' } })
    expect(getComputedStyle(stage.live()).opacity).toBe('0')
    expect(document.querySelector('[role=alert]')).not.toBeNull()
  })

  test.each(mute)(
    '$provider: a page that never loads (%s) is an error with a retry that works',
    async (pageLoadFault) => {
      const stage = await createStage(under, { options: { pageLoadFault }, readyTimeout: LONG_ENOUGH })
      await until(() => expect(stage.last()).toMatchObject({ status: 'error', error: { code: 'READY_TIMEOUT' } }))
      expect(stage.errors.map(({ message }) => message)).toEqual([expect.stringMatching(/did not load.*frame-src/)])
      expect((await stage.summary()).minted).toBe(1)
      await stage.setOptions({ pageLoadFault: 'none' })
      // A hanging request may have ended meanwhile.
      document.querySelector('button')?.click()
      await stage.untilReady()
      await until(() => expect(stage.frames()).toHaveLength(1))
      await until(async () => expect(await stage.summary()).toMatchObject({ loadsExpired: 0, alive: 1 }))
    },
  )

  test('$provider: a page that responds after the timeout is shown, and causes no second token', async () => {
    const stage = await createStage(under, { options: { pageLoadFault: 'hang' }, readyTimeout: LONG_ENOUGH })
    await until(() => expect(stage.last()?.status).toBe('error'))
    await stage.setOptions({ pageLoadFault: 'none' })
    await stage.untilReady()
    expect(stage.frames()).toHaveLength(1)
    expect(await stage.summary()).toMatchObject({ loads: 1, minted: 1 })
  })
})
