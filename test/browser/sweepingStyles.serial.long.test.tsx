import { expect, onTestFinished, test } from 'vitest'
import { createStage } from './renderStage.tsx'
import { felt } from './adaptersUnderTest.tsx'

test.each([
  ['* { transition: all 0.3s }'],
  ["[aria-hidden='true'] { display: none }"],
  ['[inert] { opacity: 0.2; visibility: hidden; transition: opacity 0.3s }'],
])('a refresh of a map shows no blank under the style sheet %s', async (css) => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets = [sheet]
  onTestFinished(() => {
    document.adoptedStyleSheets = []
  })
  const stage = await createStage(felt)
  await stage.untilReady()
  const frame = stage.live()
  const stop = await stage.sample()
  await stage.handle.current?.refresh()
  await stage.until(() => expect(stage.live()).not.toBe(frame))
  // A transition would not be over.
  const end = performance.now() + 400
  await stage.until(() => expect(performance.now()).toBeGreaterThan(end))
  const { blanks, samples } = await stop()
  expect(samples).toBeGreaterThan(0)
  expect(blanks).toBe(0)
  expect(stage.errors).toEqual([])
})
