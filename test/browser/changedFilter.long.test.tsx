import { expect, test } from 'vitest'
import { metabase, metabaseQuestion } from './adaptersUnderTest.tsx'
import { createStage, until } from './renderStage.tsx'

test.each([metabase, metabaseQuestion])(
  'a filter that the viewer changes while the page of a refresh loads is kept (metabase $kind)',
  async (under) => {
    const stage = await createStage(under)
    await stage.untilReady()
    const active = stage.live()
    await stage.setOptions({ readyDelay: 1_000 })
    await stage.refresh()
    await until(() => expect(stage.frames()).toHaveLength(2))
    await stage.touch()
    const seen = await stage.look()
    await stage.setOptions({ readyDelay: 0 })
    await stage.until(() => {
      expect(stage.frames()).toHaveLength(1)
      expect(stage.live()).not.toBe(active)
    })
    expect(await stage.look()).toEqual(seen)
    expect((await stage.summary()).loads).toBe(3)
    expect(stage.errors).toEqual([])
  },
)
