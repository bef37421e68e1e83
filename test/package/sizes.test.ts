import { beforeAll, expect, test } from 'vitest'
import { installBuilt } from './builtPackage.ts'
import { type AppSize, BUDGETS, measureSizes } from './measureSizes.ts'

let sizes: AppSize[]

beforeAll(async () => {
  sizes = await measureSizes(await installBuilt('code'))
}, 120_000)

test.each(BUDGETS)('an app with $app stays within its budget', ({ app }) => {
  const size = sizes.find((each) => each.app === app.join(' and '))
  expect(size?.atOnce).toBeGreaterThan(100)
  expect(size?.atOnce).toBeLessThanOrEqual(size?.budget ?? 0)
})
