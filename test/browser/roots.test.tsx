import { createRoot } from 'react-dom/client'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { EmbedState } from '../../src/index.ts'
import { createResourceId, fetchRaw, origins, readSummary, setOptions } from './emulator.ts'
import { until } from './renderStage.tsx'
import { emulatedAdapters } from './adaptersUnderTest.tsx'

/** Where an app may render beside its own document. */
const ROOTS: Record<string, () => Document | ShadowRoot> = {
  'an open shadow root': () => createHost('div').attachShadow({ mode: 'open' }),
  'a closed shadow root': () => createHost('div').attachShadow({ mode: 'closed' }),
  'the document of another window': () => {
    const { contentDocument } = createHost('iframe')
    if (!contentDocument) throw new Error('the window has no document')
    return contentDocument
  },
}

function createHost<K extends 'div' | 'iframe'>(tag: K): HTMLElementTagNameMap[K] {
  const host = document.body.appendChild(document.createElement(tag))
  host.style.cssText = 'width: 640px; height: 440px'
  onTestFinished(() => host.remove())
  return host
}

describe.each(Object.entries(ROOTS))('an embed in %s', (_, createHostRoot) => {
  test.each(emulatedAdapters)('$provider is ready, is refreshed, and keeps the focus', async (under) => {
    const id = createResourceId()
    // A page that has the focus is swapped when half of the time for a refresh has passed: soon, here.
    await setOptions(under.provider, id, { lifetime: 8_000 })
    const states: EmbedState[] = []
    const hostRoot = createHostRoot()
    const container = document.createElement('div')
    const parent = 'body' in hostRoot ? hostRoot.body : hostRoot
    parent.append(container)
    const { element, handle } = under.embed({
      id,
      origin: origins[under.provider].origin,
      fetchToken: fetchRaw,
      tokenLifetime: 8_000,
      onStateChange: (state) => void states.push(state),
    })
    const root = createRoot(container)
    onTestFinished(() => root.unmount())
    root.render(element)
    await until(() => expect(states.at(-1)?.status).toBe('ready'))
    handle.current?.iframe?.focus()
    await until(() => expect(hostRoot.activeElement).toBe(handle.current?.iframe))
    await handle.current?.refresh()
    await until(async () => {
      const { loads, delivered } = await readSummary(id)
      expect(under.swaps ? loads : delivered).toBeGreaterThanOrEqual(under.swaps ? 2 : 1)
      expect(container.querySelectorAll('iframe')).toHaveLength(1)
    })
    await until(() => expect(hostRoot.activeElement).toBe(handle.current?.iframe))
    expect(states.map(({ status }) => status)).not.toContain('degraded')
  })
})
