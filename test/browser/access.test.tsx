import axe from 'axe-core'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { commands } from 'vitest/browser'
import { clearEmbedTokens, FeltEmbed } from '../../src/index.ts'
import { askPage, fetchRaw, PROVIDER_RESPONSE_ROUTE } from './emulator.ts'
import { createStage, renderEmbed, until } from './renderStage.tsx'
import { explo, felt } from './adaptersUnderTest.tsx'

/** How a viewer set their system, and which way their language is written. */
const LOOKS = [
  { look: 'light', colorScheme: 'light', forcedColors: 'none', dir: 'ltr' },
  { look: 'dark', colorScheme: 'dark', forcedColors: 'none', dir: 'ltr' },
  { look: 'forced colors', colorScheme: 'dark', forcedColors: 'active', dir: 'ltr' },
  { look: 'right to left', colorScheme: 'light', forcedColors: 'none', dir: 'rtl' },
] as const

const root = document.documentElement

async function take({ colorScheme, forcedColors, dir }: (typeof LOOKS)[number]): Promise<void> {
  await commands.emulateMedia({ colorScheme, forcedColors })
  // The host's part of a page that can be dark.
  Object.assign(root.style, { colorScheme: 'light dark', background: 'Canvas' })
  root.dir = dir
  await until(() => {
    expect(matchMedia(`(prefers-color-scheme: ${colorScheme})`).matches).toBe(true)
    expect(matchMedia('(forced-colors: active)').matches).toBe(forcedColors === 'active')
  })
}

afterEach(async () => {
  root.removeAttribute('dir')
  root.removeAttribute('style')
  await commands.emulateMedia(null)
})

/** Returns axe's findings in the embed, including undecided ones, for each appearance. */
async function findInAll(): Promise<string[]> {
  const found: string[] = []
  for (const look of LOOKS) {
    await take(look)
    for (const finding of await find()) found.push(`${look.look}: ${finding}`)
  }
  return found
}

async function find(): Promise<string[]> {
  const container = document.body.lastElementChild
  if (!container?.querySelector('div')) throw new Error('no embed is on show')
  // The provider's page is not the host's to look into, and that it was left out is no finding.
  const { violations, incomplete } = await axe.run(container, {
    iframes: false,
    rules: { 'frame-tested': { enabled: false } },
  })
  return [...violations, ...incomplete].flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html}`))
}

const roles = () => [...document.querySelectorAll('[role]')].map((element) => element.getAttribute('role'))

describe('axe finds no violation in light, dark, forced colors and right to left', () => {
  test('axe finds no violation in a loading embed', async () => {
    const stage = await createStage(felt, { options: { readyDelay: 60_000 } })
    await until(async () => expect((await stage.summary()).loads).toBe(1))
    expect(stage.last()?.status).toBe('loading')
    await until(() => expect(document.querySelector('[role=status]')?.textContent).toBe('Loading…'))
    expect(await findInAll()).toEqual([])
    expect(roles()).toEqual(['status'])
  })

  test('axe finds no violation in a map that is ready, whose refreshes fail, which is swapped, and which is signed out', async () => {
    const stage = await createStage(felt, { readyTimeout: 60_000 })
    await stage.untilReady()
    expect(await findInAll()).toEqual([])

    await stage.setOptions({ mintFault: 'error' })
    await expect(stage.handle.current?.refresh()).rejects.toMatchObject({ code: 'FETCH_FAILED' })
    await until(() => expect(stage.last()?.status).toBe('degraded'))
    expect(await findInAll()).toEqual([])

    await stage.setOptions({ mintFault: 'none', readyDelay: 60_000 })
    await stage.handle.current?.reload()
    await until(() => expect(stage.frames()).toHaveLength(2))
    const [, next] = stage.frames()
    await until(() => next && askPage(next, 'state'))
    expect(await findInAll()).toEqual([])
    expect(stage.frames()).toHaveLength(2)

    clearEmbedTokens()
    await until(() => expect(stage.last()?.status).toBe('idle'))
    expect(stage.frames()).toEqual([])
    expect(await findInAll()).toEqual([])
  })

  test('axe finds no violation in a ready dashboard', async () => {
    const stage = await createStage(explo)
    await stage.untilReady()
    expect(await findInAll()).toEqual([])
  })

  test('axe finds no violation in a map with an expired token, online and offline', async () => {
    const stage = await createStage(felt, { options: { lifetime: 5_000 } })
    await stage.untilReady()
    await stage.setOptions({ mintFault: 'error' })
    await until(() => expect(stage.last()).toMatchObject({ status: 'expired', error: { code: 'FETCH_FAILED' } }))
    expect(roles()).toEqual(['status'])
    expect(await findInAll()).toEqual([])

    onTestFinished(() => commands.setOffline(null))
    await commands.setOffline(PROVIDER_RESPONSE_ROUTE)
    await until(() => expect(document.querySelector('[role=status]')?.textContent).toContain('offline'))
    expect(await findInAll()).toEqual([])
  })

  test.each([
    { kind: 'that is tried again', mintFault: 'error', willRetry: true },
    { kind: 'that is final', mintFault: 'refuse', willRetry: false },
  ] as const)('axe finds no violation in an error $kind', async ({ mintFault, willRetry }) => {
    const stage = await createStage(felt, { options: { mintFault } })
    await until(() => expect(stage.last()).toMatchObject({ status: 'error', willRetry }))
    expect(await findInAll()).toEqual([])
    expect(roles()).toEqual(['alert'])
  })

  test('axe finds no violation in an error without a network', async () => {
    onTestFinished(() => commands.setOffline(null))
    await commands.setOffline(PROVIDER_RESPONSE_ROUTE)
    const stage = await createStage(felt)
    await until(() => expect(stage.last()).toMatchObject({ status: 'error', offline: true }))
    expect(document.querySelector('[role=alert]')?.textContent).toContain('You are offline.')
    expect(await findInAll()).toEqual([])
  })

  test('axe finds no violation in an embed with invalid props', async () => {
    renderEmbed(<FeltEmbed mapId="" fetchToken={fetchRaw} />)
    await until(() => expect(document.querySelector('[role=alert]')?.textContent).toContain('INVALID_PROPS'))
    expect(await findInAll()).toEqual([])
  })
})

test("axe reports mistakes of a host app's own UI, with their place", async () => {
  const look = () => (
    <>
      <button />
      <p style={{ color: 'black' }}>Black</p>
    </>
  )
  renderEmbed(<FeltEmbed mapId="" fetchToken={fetchRaw} renderError={look} />)
  await until(() => expect(document.querySelector('p')).not.toBeNull())
  const [button, text] = ['button-name <button></button>', 'color-contrast <p style="color: black;">Black</p>']
  expect(await findInAll()).toEqual([
    `light: ${button}`,
    `dark: ${button}`,
    `dark: ${text}`,
    // A color that the browser forces axe reads as it was written.
    `forced colors: ${button}`,
    `forced colors: ${text}`,
    `right to left: ${button}`,
  ])
})
