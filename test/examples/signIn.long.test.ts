import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testBrowser } from '../../scripts/find-browser.mjs'
import { startEmulator } from '../testing/startEmulator.ts'
import { type AppServer, freePort, runProgram, startProgram } from '../support/appProcess.ts'

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch(testBrowser())
})
afterAll(() => browser.close())

/** All that a reader's terminal has: no account, and no setting of the example. */
const { PATH, HOME } = process.env

const folderOf = (name: string): string => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url))

/** The last command of the first code block in the README. */
function readCommand(name: string): string[] {
  const [, code = ''] = /```sh\n([^]*?)```/.exec(readFileSync(`${folderOf(name)}/README.md`, 'utf8')) ?? []
  const command = code.trim().split('\n').at(-1)?.split('#')[0]?.trim() ?? ''
  return command.split(' ')
}

async function start(
  name: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<AppServer & { origin: string }> {
  const [command = '', ...args] = readCommand(name)
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const env = { PATH, HOME, PORT: String(port), NEXT_TELEMETRY_DISABLED: '1', ...variables } as NodeJS.ProcessEnv
  return { origin, ...(await startProgram({ name, command, args, cwd: folderOf(name), env }, origin)) }
}

const timeout = 60_000

test.each(['express', 'next'])(
  'the example %s shows a map and a dashboard after "Sign in as Ada", with the command of its README and no account',
  async (name) => {
    const app = await start(name)
    const page = await browser.newPage()
    await page.goto(app.origin)
    await page.getByText('You are not signed in.').waitFor({ timeout })
    expect(await page.locator('iframe').count()).toBe(0)
    await page.getByRole('link', { name: 'Sign in as Ada' }).click()
    await page.getByText('You are signed in as ada.').waitFor({ timeout })
    const frames = page.locator('iframe')
    await expect.poll(() => frames.count(), { timeout }).toBe(2)
    for (const index of [0, 1]) {
      const heading = frames
        .nth(index)
        .contentFrame()
        .getByText(['World capitals', 'Sales overview'][index] ?? '')
      await heading.first().waitFor({ timeout })
    }
    expect(app.log()).toMatch(/Felt is emulated at http:\S+, as FELT_API_TOKEN is not set/)
    await page.getByRole('link', { name: 'Sign out' }).click()
    await page.getByText('You are not signed in.').waitFor({ timeout })
    await page.close()
    await app.close()
  },
  180_000,
)

test('the example hono returns 401 before the sign-in and a token after it, with the command of its README and no account', async () => {
  const app = await start('hono')
  const page = await browser.newPage()
  await page.goto(app.origin)
  const output = page.locator('output')
  const button = page.getByRole('button', { name: 'Request a token' })
  await button.click()
  await expect.poll(() => output.textContent(), { timeout }).toMatch(/^401: /)
  await page.getByRole('link', { name: 'Sign in as Ada' }).click()
  await button.click()
  await expect.poll(() => output.textContent(), { timeout }).toMatch(/^200: a token for 9?\d\d s$/)
  await page.close()
  await app.close()
})

test('the example hono mints at the account of the environment, and emulates the provider without an account', async () => {
  const { emulator } = await startEmulator()
  const { apiToken, origin } = emulator.felt
  const account = { FELT_API_TOKEN: apiToken, FELT_ORIGIN: origin }
  const app = await start('hono', { ...account, FELT_MAP_ID: 'my-map', FELT_USER_EMAIL: 'you@example.com' })
  expect(await (await fetch(app.origin)).text()).toContain('my-map')
  const ask = (body: object): Promise<Response> =>
    fetch(`${app.origin}/api/embed-token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'viewer=ada', origin: app.origin },
      body: JSON.stringify(body),
    })
  expect((await ask({ provider: 'felt', mapId: 'my-map' })).status).toBe(200)
  expect((await ask({ provider: 'explo', embedId: 'sales' })).status).toBe(200)
  expect(emulator.events.entries()).toMatchObject([{ type: 'minted', resource: 'my-map', viewer: 'you@example.com' }])
  expect(app.log()).not.toContain('Felt is emulated')
  expect(app.log()).toContain('Explo is emulated')
  await app.close()
  await emulator.close()
})

test.each(['express', 'hono'])('the example %s names the port that is in use and ends', async (name) => {
  const app = await start(name)
  const { port } = new URL(app.origin)
  const [command = '', ...args] = readCommand(name)
  const env = { PATH, HOME, PORT: port } as NodeJS.ProcessEnv
  const failure = runProgram({ name, command, args, cwd: folderOf(name), env, timeout })
  await expect(failure).rejects.toThrow(`Port ${port} is in use. Choose another one: PORT=3001 npm start`)
  await app.close()
})
