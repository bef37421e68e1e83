import { fileURLToPath } from 'node:url'
import babel from '@rolldown/plugin-babel'
import react, { reactCompilerPreset } from '@vitejs/plugin-react'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type HostApp, startHostApp } from './startHostApp.ts'

let app: HostApp
let page: Page

beforeAll(async () => {
  const host = babel({ include: /\/compiled\/main\.tsx$/, presets: [reactCompilerPreset()] })
  app = await startHostApp(fileURLToPath(new URL('./compiled', import.meta.url)), [react(), host])
  page = await app.open()
  await vi.waitFor(async () => expect(await countReady()).toBe(2), { timeout: 30_000, interval: 50 })
  await page.evaluate(() =>
    document.querySelectorAll('[aria-busy], iframe').forEach((each) => each.classList.add('first')),
  )
}, 120_000)
afterAll(() => app?.close())

const countReady = () => page.locator('[aria-busy=false] iframe').count()
/** The elements that are those of the first ready embeds. */
const countFirst = async () => [
  await page.locator('[aria-busy].first').count(),
  await page.locator('iframe.first').count(),
]
const minted = () => ['map-1', 'sales', 'headless'].map((id) => app.emulator.events.summary(id).minted)

test('the functions of the app are compiled by React Compiler', () => {
  expect(app.output).toContain('react/compiler-runtime')
  expect(app.output.match(/useMemoCache|\bc\(\d+\)/g)?.length).toBeGreaterThanOrEqual(3)
})

test('embeds in compiled wrappers keep their iframe and their token when the app renders again', async () => {
  for (const count of [1, 2, 3]) {
    await page.getByRole('button', { name: 'Render' }).click()
    await page.locator(`[data-renders="${count}"]`).waitFor({ state: 'attached' })
  }
  expect(await countFirst()).toEqual([2, 2])
  expect(minted()).toEqual([1, 1, 1])
  expect(await page.locator('[data-token]').count()).toBe(1)
})

test('a dashboard in a compiled wrapper receives changed variables in its iframe', async () => {
  await page.getByRole('button', { name: 'Select APAC' }).click()
  const dashboard = page.frameLocator('iframe').last()
  await expect.poll(() => dashboard.locator('body').innerText(), { timeout: 30_000 }).toContain('APAC')
  expect(await countFirst()).toEqual([2, 2])
  expect(minted()).toEqual([1, 1, 1])
})

test('a refresh by the ref of a compiled wrapper requests one token, and swaps the iframe only', async () => {
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect.poll(countFirst, { timeout: 30_000 }).toEqual([2, 1])
  await expect.poll(countReady).toBe(2)
  expect(minted()).toEqual([2, 1, 1])
})

test('an app that React Compiler compiles gets no error or warning', () => {
  expect(app.complaints).toEqual([])
})
