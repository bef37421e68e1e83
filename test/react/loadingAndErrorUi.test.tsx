import { act, render, screen } from '@testing-library/react'
import { Component, createRef, type ReactNode, useLayoutEffect, useState } from 'react'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type EmbedHandle, FeltEmbed } from '../../src/index.ts'
import { takeComplaints } from '../support/cleanConsole.ts'
import { translateTexts } from './translateTexts.ts'
import {
  AcmeEmbed,
  SwapEmbed,
  createFakeBackend,
  createTestClient,
  fakeTimeAndChance,
  frames,
  advanceTime,
  makeReady,
  postFromIframe,
  renderEmbed,
  setOnline,
} from './support.tsx'

fakeTimeAndChance()

const unavailable = () => new Response('', { status: 503 })

function createDownBackend() {
  const backend = createFakeBackend()
  backend.fault = unavailable
  return backend
}

function box(container: HTMLElement): Element | null {
  return container.firstElementChild
}

function throwView(): never {
  throw new Error('no view')
}

class Boundary extends Component<{ children: ReactNode }, { error?: Error }> {
  static getDerivedStateFromError = (error: Error) => ({ error })
  override readonly state: { error?: Error } = {}
  override render() {
    return this.state.error ? <p>caught: {this.state.error.message}</p> : this.props.children
  }
}

describe('a loading embed', () => {
  test('a loading embed is aria-busy, announces so once, and has one unreachable iframe', async () => {
    const { container } = render(
      <AcmeEmbed place="l" queryClient={createTestClient()} fetchToken={createFakeBackend().fetchToken} />,
    )
    await advanceTime(401)
    expect(box(container)?.getAttribute('aria-busy')).toBe('true')
    expect(screen.getAllByRole('status').map(({ textContent }) => textContent)).toEqual(['Loading…'])
    const [frame] = frames()
    expect([frame?.inert, frame?.tabIndex, frame?.getAttribute('aria-hidden')]).toEqual([true, -1, 'true'])
  })

  test('a loading embed shows nothing for the first 400 ms, and then a text and a progress bar in the live region', async () => {
    const backend = createFakeBackend({ latency: 5_000 })
    render(<AcmeEmbed place="bar" queryClient={createTestClient()} fetchToken={backend.fetchToken} />)
    const place = screen.getByRole('status')
    await advanceTime(399)
    expect(place.childNodes).toHaveLength(0)
    await advanceTime(1)
    expect(place.textContent).toBe('Loading…')
    expect(place.querySelector('progress')).toBeTruthy()
    expect(screen.getByRole('status')).toBe(place)
  })

  test("a loading embed shows the app's fallback immediately", async () => {
    const embed = (
      <AcmeEmbed
        place="own"
        queryClient={createTestClient()}
        fetchToken={createFakeBackend().fetchToken}
        fallback="Soon"
      />
    )
    render(embed)
    expect(screen.getByText('Soon')).toBeTruthy()
    expect(screen.queryByRole('status')).toBeNull()
  })

  test('a ready embed announces nothing, and the iframe is reachable', async () => {
    const { container } = await renderEmbed(
      <AcmeEmbed
        place="l"
        queryClient={createTestClient()}
        fetchToken={createFakeBackend().fetchToken}
        title="Sales"
      />,
    )
    expect(box(container)?.getAttribute('aria-busy')).toBe('false')
    expect(screen.queryByRole('status')).toBeNull()
    expect(screen.getByTitle('Sales')).toBe(frames()[0])
    expect([frames()[0]?.inert, frames()[0]?.getAttribute('aria-hidden')]).toEqual([false, null])
  })

  test('a ready embed announces nothing during a refresh', async () => {
    const { container } = await renderEmbed(
      <AcmeEmbed
        place="l"
        queryClient={createTestClient()}
        fetchToken={createFakeBackend({ latency: 500 }).fetchToken}
      />,
    )
    await advanceTime(1_000)
    await postFromIframe(frames()[0], 'ready')
    const heard = vi.fn()
    const ears = new MutationObserver(heard)
    ears.observe(container, { subtree: true, childList: true, attributes: true, characterData: true })
    await advanceTime(50_000)
    ears.disconnect()
    expect(heard).not.toHaveBeenCalled()
  })

  test('a ready embed announces nothing during a swap', async () => {
    const { container } = await renderEmbed(
      <SwapEmbed
        place="l"
        queryClient={createTestClient()}
        fetchToken={createFakeBackend({ latency: 500 }).fetchToken}
      />,
    )
    await advanceTime(1_000)
    const [first] = frames()
    await postFromIframe(first, 'ready')
    const changes: MutationRecord[] = []
    const ears = new MutationObserver((more) => void changes.push(...more))
    ears.observe(container, { subtree: true, childList: true, attributes: true, characterData: true })
    await advanceTime(45_000)
    expect(frames()).toHaveLength(2)
    const [, next] = frames()
    await postFromIframe(next, 'ready')
    await advanceTime(1_000)
    expect(frames()).toEqual([next])
    ears.disconnect()
    const heard = changes.flatMap(({ type, attributeName, addedNodes }) =>
      type === 'childList' ? [...addedNodes].map(({ nodeName }) => nodeName) : (attributeName ?? type),
    )
    // The one element that is added has no role and nothing in it, and the box itself does not change.
    expect(new Set(heard)).toEqual(new Set(['IFRAME', 'style', 'aria-hidden', 'tabindex']))
    expect(container.querySelector('[role], [aria-live], output, progress')).toBeNull()
    expect(box(container)?.getAttribute('aria-busy')).toBe('false')
  })
})

describe('an error', () => {
  test('an error is a single alert, in words for viewers, with details for developers', async () => {
    await renderEmbed(
      <AcmeEmbed place="e" queryClient={createTestClient()} fetchToken={createDownBackend().fetchToken} />,
    )
    const alert = screen.getByRole('alert')
    expect(alert.textContent).toContain('This embed could not be shown')
    expect(alert.textContent).toContain('FETCH_FAILED')
    expect(screen.getByRole('button').textContent).toBe('Try again')
  })

  test('an error shows its code in production, is logged once, and again when another error follows', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    onTestFinished(() => void vi.unstubAllEnvs())
    const backend = createDownBackend()
    await renderEmbed(<AcmeEmbed place="e" queryClient={createTestClient()} fetchToken={backend.fetchToken} />)
    expect(screen.getByRole('alert').textContent).toBe('This embed could not be shownFETCH_FAILED')
    await advanceTime(60_000)
    expect(backend.count).toBeGreaterThan(2)
    expect(takeComplaints()).toEqual(['EmbedError FETCH_FAILED: Token request failed with status 503.'])

    backend.fault = () => new Response('', { status: 403 })
    await advanceTime(120_000)
    expect(screen.getByRole('alert').textContent).toContain('UNAUTHORIZED')
    expect(takeComplaints()).toEqual(['EmbedError UNAUTHORIZED: Token request failed with status 403.'])
  })

  test('an error is not logged in production when the app has onError', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    onTestFinished(() => void vi.unstubAllEnvs())
    const onError = vi.fn()
    const { fetchToken } = createDownBackend()
    await renderEmbed(
      <AcmeEmbed place="e" queryClient={createTestClient()} fetchToken={fetchToken} onError={onError} />,
    )
    expect(onError).toHaveBeenCalledTimes(1)
    expect(takeComplaints()).toEqual([])
  })

  test('an error of invalid props shows its code in production and is logged, without the token in the props', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    onTestFinished(() => void vi.unstubAllEnvs())
    const initialToken = { token: 'secret', expiresIn: 900, expiresAt: Date.now() + 900_000 }
    render(<FeltEmbed mapId="" tokenEndpoint="/tokens" initialToken={initialToken} />)
    expect(screen.getByRole('alert').textContent).toContain('INVALID_PROPS')
    const logged = takeComplaints()
    expect(logged).toHaveLength(1)
    expect(logged.join()).toMatch(/^EmbedError INVALID_PROPS: Invalid mapId\./)
    expect(logged.join()).not.toContain('secret')
  })

  test("an error uses the app's labels throughout", async () => {
    const labels = { errorTitle: 'Karte nicht verfügbar', retry: 'Noch einmal', loading: 'Lädt …' }
    const backend = createDownBackend()
    const { container } = await renderEmbed(
      <AcmeEmbed place="e" queryClient={createTestClient()} fetchToken={backend.fetchToken} labels={labels} />,
    )
    expect(screen.getByRole('alert').textContent).toContain('Karte nicht verfügbar')
    backend.fault = undefined
    await act(async () => screen.getByRole('button', { name: 'Noch einmal' }).click())
    await advanceTime(401)
    expect(screen.getByRole('status').textContent).toBe('Lädt …')
    expect(container.textContent).not.toMatch(/Loading|Try again|could not/)
  })
})

test.each<[string, { renderError?: () => never; fallback?: () => never }]>([
  ['renderError', { renderError: throwView }],
  ['fallback', { fallback: throwView }],
])('an error thrown by %s reaches the error boundary of the app, as anywhere in React', async (_, views) => {
  const { queryByText } = await renderEmbed(
    <Boundary>
      <AcmeEmbed place="t" queryClient={createTestClient()} fetchToken={createDownBackend().fetchToken} {...views} />
    </Boundary>,
  )
  expect(queryByText('caught: no view')).toBeTruthy()
  expect(frames()).toHaveLength(0)
  expect(takeComplaints().join()).toMatch(/no view|The above error occurred/)
})

test('a renderError function may use hooks, and keeps its state while the error changes', async () => {
  const backend = createDownBackend()
  const Count = () => {
    const [count, setCount] = useState(0)
    return <button onClick={() => setCount(count + 1)}>{count} clicks</button>
  }
  await renderEmbed(
    <AcmeEmbed
      place="h"
      queryClient={createTestClient()}
      fetchToken={backend.fetchToken}
      renderError={() => <Count />}
    />,
  )
  await act(async () => screen.getByRole('button').click())
  await advanceTime(20_000)
  expect(backend.count).toBeGreaterThan(2)
  expect(screen.getByRole('button').textContent).toBe('1 clicks')
})

test('renderError may retry in a layout effect of its first render', async () => {
  const [backend, client] = [createDownBackend(), createTestClient()]
  backend.fault = () => new Response('', { status: 403 })
  const common = { place: 's', queryClient: client, fetchToken: backend.fetchToken }
  await renderEmbed(<AcmeEmbed {...common} />)
  backend.fault = undefined
  function Retry({ retry }: { retry(): void }) {
    useLayoutEffect(() => retry(), [retry])
    return null
  }
  const before = backend.count
  render(<AcmeEmbed {...common} renderError={({ retry }) => <Retry retry={retry} />} />)
  await advanceTime(10)
  expect(backend.count).toBe(before + 1)
})

describe.each(['moves', 'replaces'] as const)('a page translator that %s text nodes', (way) => {
  test('a page translator does not break an embed that shows the notice of an expired token and comes back online', async () => {
    const backend = createFakeBackend()
    const handle = createRef<EmbedHandle<{ place: string }>>()
    await renderEmbed(
      <AcmeEmbed ref={handle} place="n" queryClient={createTestClient()} fetchToken={backend.fetchToken} />,
    )
    backend.fault = unavailable
    await setOnline(false)
    await advanceTime(90_000)
    expect(screen.getByRole('status').textContent).toBe(
      'This view may be out of date because access could not be refreshed. You are offline.',
    )
    translateTexts(document.body, way)
    await setOnline(true)
    expect(screen.getByRole('status').textContent).not.toContain('offline')
    translateTexts(document.body, way)
    backend.fault = undefined
    await act(async () => handle.current?.refresh())
    await makeReady(frames()[1])
    expect(screen.queryByRole('status')).toBeNull()
    expect(frames()).toHaveLength(1)
  })

  test('a page translator does not break an embed whose error changes and ends', async () => {
    const backend = createDownBackend()
    await setOnline(false)
    await renderEmbed(<AcmeEmbed place="e" queryClient={createTestClient()} fetchToken={backend.fetchToken} />)
    expect(screen.getByRole('alert').textContent).toContain('You are offline.')
    translateTexts(document.body, way)
    await setOnline(true)
    backend.fault = () => new Response('', { status: 403 })
    await advanceTime(60_000)
    expect(screen.getByRole('alert').textContent).not.toContain('offline')
    translateTexts(document.body, way)
    backend.fault = undefined
    await act(async () => screen.getByRole('button').click())
    await advanceTime(401)
    translateTexts(document.body, way)
    await postFromIframe(frames()[0], 'ready')
    expect(screen.queryByRole('status')).toBeNull()
    expect(frames()[0]?.style.opacity).toBe('1')
  })

  test('a page translator does not break an embed whose renderError and fallback return bare texts, then elements', async () => {
    const backend = createDownBackend()
    const props = { place: 'b', queryClient: createTestClient(), fetchToken: backend.fetchToken }
    const { rerender } = await renderEmbed(<AcmeEmbed {...props} renderError={() => 'Soon'} />)
    translateTexts(document.body, way)
    rerender(<AcmeEmbed {...props} renderError={() => <em>Sooner</em>} />)
    expect(screen.getByText('Sooner')).toBeTruthy()
    rerender(<AcmeEmbed {...props} place="c" fallback="Wait" />)
    translateTexts(document.body, way)
    rerender(<AcmeEmbed {...props} place="c" fallback={<em>Wait on</em>} />)
    expect(screen.getByText('Wait on')).toBeTruthy()
  })
})

test('the button of a page that never loaded reports the error of its token request', async () => {
  const [backend, onError] = [createFakeBackend({ expiresIn: 900 }), vi.fn()]
  render(<AcmeEmbed place="l" queryClient={createTestClient()} fetchToken={backend.fetchToken} onError={onError} />)
  await advanceTime(16_000)
  expect(screen.getByRole('alert').textContent).toContain('READY_TIMEOUT')
  backend.fault = () => new Response('', { status: 401 })
  await act(async () => screen.getByRole('button').click())
  await advanceTime(1)
  expect(screen.getByRole('alert').textContent).toContain('UNAUTHORIZED')
  expect(onError).toHaveBeenLastCalledWith(expect.objectContaining({ code: 'UNAUTHORIZED', status: 401 }))
})

test.each([
  [{}, '320px'],
  [{ height: 480 }, '0px'],
  [{ height: 0 }, '0px'],
  [{ blockSize: 0 }, '0px'],
])('an embed with the style %j has a minimum height of %s', (style, minHeight) => {
  const props = { queryClient: createTestClient(), fetchToken: createFakeBackend().fetchToken }
  const { container } = render(<AcmeEmbed place="l" style={style} {...props} />)
  expect(container.querySelector<HTMLElement>('[aria-busy]')?.style.minHeight).toBe(minHeight)
})
