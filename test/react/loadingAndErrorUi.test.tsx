import { act, render, screen } from '@testing-library/react'
import { Component, type ReactNode, useLayoutEffect, useState } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { takeComplaints } from '../support/cleanConsole.ts'
import {
  AcmeEmbed,
  SwapEmbed,
  createFakeBackend,
  createTestClient,
  fakeTimeAndChance,
  frames,
  advanceTime,
  postFromIframe,
  renderEmbed,
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

describe('while it loads an embed', () => {
  test('is busy, says so once, and has one frame that nobody can reach', async () => {
    const { container } = render(
      <AcmeEmbed place="l" queryClient={createTestClient()} fetchToken={createFakeBackend().fetchToken} />,
    )
    await advanceTime(401)
    expect(box(container)?.getAttribute('aria-busy')).toBe('true')
    expect(screen.getAllByRole('status').map(({ textContent }) => textContent)).toEqual(['Loading…'])
    const [frame] = frames()
    expect([frame?.inert, frame?.tabIndex, frame?.getAttribute('aria-hidden')]).toEqual([true, -1, 'true'])
  })

  test('draws nothing for the first 400 ms, and then a text and a bar, in the place from which they are read out', async () => {
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

  test('draws the look of its host at once', async () => {
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

  test('and when it is ready it is silent, and the frame is there for all', async () => {
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

  test('and renews its token there is nothing to be heard', async () => {
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

  test('and another frame comes and takes over there is nothing to be heard, either', async () => {
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
  test('is one alert, in words that viewers understand, with what a developer should know', async () => {
    await renderEmbed(
      <AcmeEmbed place="e" queryClient={createTestClient()} fetchToken={createDownBackend().fetchToken} />,
    )
    const alert = screen.getByRole('alert')
    expect(alert.textContent).toContain('This embed could not be shown')
    expect(alert.textContent).toContain('FETCH_FAILED')
    expect(screen.getByRole('button').textContent).toBe('Try again')
  })

  test('has nothing for developers in production', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    await renderEmbed(
      <AcmeEmbed place="e" queryClient={createTestClient()} fetchToken={createDownBackend().fetchToken} />,
    )
    vi.unstubAllEnvs()
    expect(screen.getByRole('alert').textContent).toBe('This embed could not be shown')
  })

  test('says all of it in the words of its host', async () => {
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
])('what %s throws reaches the error boundary of the app, as it does anywhere in React', async (_, views) => {
  const { queryByText } = await renderEmbed(
    <Boundary>
      <AcmeEmbed place="t" queryClient={createTestClient()} fetchToken={createDownBackend().fetchToken} {...views} />
    </Boundary>,
  )
  expect(queryByText('caught: no view')).toBeTruthy()
  expect(frames()).toHaveLength(0)
  expect(takeComplaints().join()).toMatch(/no view|The above error occurred/)
})

test('a look of the host may use hooks, and keeps its state while the error changes', async () => {
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
