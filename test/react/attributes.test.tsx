import { afterEach, describe, expect, test, vi } from 'vitest'
import { FeltEmbed } from '../../src/index.ts'
import {
  AcmeEmbed,
  createFakeBackend,
  createTestClient,
  fakeTimeAndChance,
  frames,
  advanceTime,
  renderEmbed,
  SwapEmbed,
} from './support.tsx'

fakeTimeAndChance()
afterEach(() => void vi.restoreAllMocks())

const props = () => ({ fetchToken: createFakeBackend().fetchToken, queryClient: createTestClient() })

function attributesOf(frame: HTMLIFrameElement | undefined): Record<string, string | null | undefined> {
  const names = ['allow', 'sandbox', 'referrerpolicy']
  return Object.fromEntries(names.map((name) => [name, frame?.getAttribute(name)]))
}

describe('a frame', () => {
  test('may fill the screen, is in no sandbox, and tells other sites no path, unless its host says otherwise', async () => {
    await renderEmbed(<AcmeEmbed place="a" {...props()} />)
    const referrerpolicy = 'strict-origin-when-cross-origin'
    expect(attributesOf(frames()[0])).toEqual({ allow: 'fullscreen', sandbox: null, referrerpolicy })
  })

  test('may ask where the viewer is where its vendor has a button for that', async () => {
    await renderEmbed(<FeltEmbed mapId="m" uiControls={{ geolocation: true }} {...props()} />)
    expect(attributesOf(frames()[0]).allow).toBe('fullscreen; geolocation')
  })

  test('and the one that replaces it are allowed what their host says', async () => {
    const wanted = { allow: 'camera', sandbox: 'allow-scripts', referrerPolicy: 'origin' } as const
    await renderEmbed(<SwapEmbed place="a" {...props()} {...wanted} />)
    await advanceTime(50_000)
    expect(frames()).toHaveLength(2)
    for (const frame of frames()) {
      expect(attributesOf(frame)).toEqual({ allow: 'camera', sandbox: 'allow-scripts', referrerpolicy: 'origin' })
    }
  })

  test('knows what it may do and say before it goes anywhere', async () => {
    const set = vi.spyOn(HTMLIFrameElement.prototype, 'setAttribute')
    await renderEmbed(<AcmeEmbed place="a" {...props()} sandbox="allow-scripts" />)
    const names = set.mock.calls.map(([name]) => name.toLowerCase())
    expect(names).toContain('src')
    for (const name of ['allow', 'sandbox', 'referrerpolicy']) {
      expect(names).toContain(name)
      expect(names.indexOf(name), name).toBeLessThan(names.indexOf('src'))
    }
  })
})
