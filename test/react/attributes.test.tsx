import { act, cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { FeltEmbed, type IframeProps } from '../../src/index.ts'
import { hydrateHtml, renderOnServer } from './onServer.ts'
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

describe('an iframe', () => {
  test('an iframe allows fullscreen, has no sandbox, and sends no path as referrer, unless the host app sets other values', async () => {
    await renderEmbed(<AcmeEmbed place="a" {...props()} />)
    const referrerpolicy = 'strict-origin-when-cross-origin'
    expect(attributesOf(frames()[0])).toEqual({ allow: 'fullscreen', sandbox: null, referrerpolicy })
  })

  test("an iframe allows geolocation when the provider's button for it is visible", async () => {
    await renderEmbed(<FeltEmbed mapId="m" uiControls={{ geolocation: true }} {...props()} />)
    expect(attributesOf(frames()[0]).allow).toBe('fullscreen; geolocation')
  })

  test('the active and the pending iframe have the permissions set by the host app', async () => {
    const wanted = { allow: 'camera', sandbox: 'allow-scripts', referrerPolicy: 'origin' } as const
    await renderEmbed(<SwapEmbed place="a" {...props()} {...wanted} />)
    await advanceTime(50_000)
    expect(frames()).toHaveLength(2)
    for (const frame of frames()) {
      expect(attributesOf(frame)).toEqual({ allow: 'camera', sandbox: 'allow-scripts', referrerpolicy: 'origin' })
    }
  })

  test('an iframe has its attributes before its src', async () => {
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

describe('iframeProps', () => {
  const iframeProps = { credentialless: true, name: 'map', 'data-category': 'maps', className: 'framed' } as const

  test('iframeProps are attributes of the active and the pending iframe, set before src', async () => {
    const set = vi.spyOn(HTMLIFrameElement.prototype, 'setAttribute')
    await renderEmbed(<SwapEmbed place="a" {...props()} iframeProps={iframeProps} />)
    await advanceTime(50_000)
    expect(frames()).toHaveLength(2)
    for (const frame of frames()) {
      expect(frame.hasAttribute('credentialless')).toBe(true)
      expect(frame).toMatchObject({ name: 'map', className: 'framed' })
      expect(frame.dataset['category']).toBe('maps')
    }
    const names = set.mock.calls.map(([name]) => name.toLowerCase())
    for (const name of ['credentialless', 'name', 'data-category']) {
      expect(names).toContain(name)
      expect(names.indexOf(name), name).toBeLessThan(names.indexOf('src'))
    }
  })

  test('iframeProps that change in another render change attributes, and load nothing again', async () => {
    const common = { place: 'a', ...props() }
    const { rerender } = await renderEmbed(<AcmeEmbed {...common} iframeProps={{ credentialless: false }} />)
    const [frame] = frames()
    expect(frame?.hasAttribute('credentialless')).toBe(false)
    rerender(<AcmeEmbed {...common} iframeProps={{ 'data-category': 'maps' }} />)
    expect(frames()).toEqual([frame])
    expect(frame?.dataset['category']).toBe('maps')
  })

  test('iframeProps are part of the HTML that a server renders', async () => {
    const initialToken = { token: 'secret', expiresIn: 900, expiresAt: Date.now() + 900_000 }
    const common = { mapId: 'm', initialToken, tokenEndpoint: '/tokens', queryClient: createTestClient(), iframeProps }
    const html = await renderOnServer(({ FeltEmbed: ServerEmbed }) => <ServerEmbed {...common} />)
    expect(html).toMatch(/<iframe credentialless="\w*" name="map" data-category="maps" class="framed" allow=/)
    const { onRecoverableError } = hydrateHtml(html, <FeltEmbed {...common} />)
    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(frames()).toHaveLength(1)
  })

  test.each([
    'src',
    'srcDoc',
    'srcdoc',
    'onLoad',
    'style',
    'id',
    'title',
    'inert',
    'aria-hidden',
    'tabindex',
    'loading',
  ])('iframeProps must not contain %s: an error says so in development, and no iframe exists', async (name) => {
    const onError = vi.fn()
    // As an app without types does.
    const owned = { [name]: 'x' } as IframeProps
    await renderEmbed(<AcmeEmbed place="a" {...props()} iframeProps={owned} onError={onError} />)
    expect(onError.mock.calls.flat()).toMatchObject([{ code: 'INVALID_PROPS', provider: 'acme' }])
    expect(onError.mock.calls.join()).toContain(`iframeProps.${name} is not allowed`)
    expect(frames()).toHaveLength(0)
  })

  test('iframeProps cannot override an attribute of the library in production', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    onTestFinished(() => void vi.unstubAllEnvs())
    const owned = {
      src: 'https://other.test',
      title: 'Other',
      style: {},
      tabIndex: 5,
      'aria-hidden': true,
    } as object as IframeProps
    await renderEmbed(<AcmeEmbed place="a" {...props()} iframeProps={owned} />)
    const [frame] = frames()
    expect(frame).toMatchObject({ title: 'Acme', tabIndex: 0 })
    expect(frame?.src).toContain('https://acme.test/a')
    expect(frame?.style.position).toBe('absolute')
    expect(frame?.hasAttribute('aria-hidden')).toBe(false)
  })
  test.each([
    ['names COEP and credentialless where the page is cross-origin isolated', true],
    ['does not name COEP elsewhere', false],
  ])('READY_TIMEOUT %s', async (_, isIsolated) => {
    vi.stubGlobal('crossOriginIsolated', isIsolated)
    onTestFinished(() => void vi.unstubAllGlobals())
    for (const hasLoaded of [true, false]) {
      const onError = vi.fn()
      render(<AcmeEmbed place={`${hasLoaded}`} {...props()} onError={onError} />)
      await advanceTime(1)
      if (hasLoaded) act(() => void frames()[0]?.dispatchEvent(new Event('load')))
      await advanceTime(16_000)
      const { code, message } = onError.mock.calls[0]?.[0] ?? {}
      expect(code).toBe('READY_TIMEOUT')
      expect(message.includes('COEP')).toBe(isIsolated)
      expect(message.includes('iframeProps={{ credentialless: true }}')).toBe(isIsolated)
      cleanup()
    }
  })
})
