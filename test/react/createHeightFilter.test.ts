import { expect, test, vi } from 'vitest'
import { createHeightFilter } from '../../src/session/createHeightFilter.ts'
import { takeComplaints } from '../support/cleanConsole.ts'

/** Returns the last height of a page that adds 20 px to each height that it gets. A warning is written once. */
async function followGrowingPage(): Promise<number> {
  vi.resetModules()
  const module = await import('../../src/session/createHeightFilter.ts')
  const isFollowed = module.createHeightFilter()
  let height = 700
  isFollowed(height)
  for (let count = 0; count < 20; count += 1) {
    if (isFollowed(height + 20)) height += 20
  }
  return height
}

const steps = Array.from({ length: 14 }, (_, index) => index)

test('a page that adds the same to each height is followed ten times, and the developer is warned', async () => {
  expect(await followGrowingPage()).toBe(900)
  expect(takeComplaints()).toEqual([
    expect.stringMatching(/keeps requesting the same increase\. Set a height, or autoHeight=\{false\}\.$/),
  ])
})

test('a page that adds the same to each height is followed ten times in production, without a warning', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  const height = await followGrowingPage()
  vi.unstubAllEnvs()
  expect(height).toBe(900)
})

test.each([
  ['shrinks by the same each time', steps.map((step) => 1_000 - 20 * step)],
  ['grows by more each time', steps.map((step) => 700 + 10 * step * (step + 1))],
  ['grows and shrinks in turn', steps.map((step) => 700 + 60 * (step % 2))],
])('a page that %s is followed', (_, heights) => {
  expect(heights.filter(createHeightFilter())).toEqual(heights)
})

test('a change of one pixel is not followed', () => {
  expect([700, 701, 699, 702].filter(createHeightFilter())).toEqual([700, 702])
})
