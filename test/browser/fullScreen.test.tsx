import { expect, test } from 'vitest'
import { commands } from 'vitest/browser'
import { openTestTab } from './tab/openTestTab.ts'

const isFull = () => commands.doInTab('document.fullscreenElement !== null')

test('a map in full screen stays past token expiry, and is refreshed after full screen ends', async () => {
  const tab = await openTestTab(['felt'], { options: { lifetime: 6_000 } })
  await tab.untilAll('ready')
  await commands.doInTab("document.querySelector('iframe').requestFullscreen()")
  expect(await isFull()).toBe(true)
  await tab.untilAll('expired')
  expect(await isFull()).toBe(true)
  expect(await tab.summaries()).toMatchObject([{ loads: 1 }])
  await tab.setAll({ lifetime: 900_000 })
  await commands.doInTab('document.exitFullscreen()')
  await tab.untilAll('ready')
  expect(await tab.summaries()).toMatchObject([{ loads: 2, loadsExpired: 0 }])
})
