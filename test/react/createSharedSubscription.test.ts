import { expect, test, vi } from 'vitest'
import { createSharedSubscription } from '../../src/browser/createSharedSubscription.ts'
import { takeComplaints } from '../support/cleanConsole.ts'

/** A source that can be told to speak, and what became of it. */
function createSource() {
  const source: { begun: number; ended: number; speak(news: string): void } = { begun: 0, ended: 0, speak() {} }
  const listen = createSharedSubscription<string>((tell) => {
    source.begun += 1
    source.speak = tell
    return () => void (source.ended += 1)
  })
  return { source, listen }
}

test('a shared source starts with the first listener, stops with the last, and starts again', () => {
  const { source, listen } = createSource()
  expect(source).toMatchObject({ begun: 0, ended: 0 })
  const releases = [listen(() => {}), listen(() => {})]
  expect(source).toMatchObject({ begun: 1, ended: 0 })
  releases[0]?.()
  expect(source).toMatchObject({ begun: 1, ended: 0 })
  releases[1]?.()
  expect(source).toMatchObject({ begun: 1, ended: 1 })
  listen(() => {})
  expect(source).toMatchObject({ begun: 2, ended: 1 })
})

test('a release that is called twice stops a shared source once', () => {
  const { source, listen } = createSource()
  const release = listen(() => {})
  release()
  release()
  expect(source).toMatchObject({ begun: 1, ended: 1 })
})

test('each listener of a shared source is called, even if an earlier listener throws', () => {
  const { source, listen } = createSource()
  const heard = vi.fn()
  listen(() => {
    throw new Error('not mine')
  })
  listen(heard)
  source.speak('news')
  expect(heard).toHaveBeenCalledExactlyOnceWith('news')
  expect(takeComplaints()).toEqual(['Error: not mine'])
})
