// @vitest-environment happy-dom
import { render, waitFor } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { FeltEmbed } from '../../src/index.ts'
import { emulatePages } from '../../src/testing.ts'
import { describeEmulatedPages } from './pagesContract.tsx'

describe('pages in happy-dom', describeEmulatedPages)

test('happy-dom logs nothing about emulated iframes, and is restored afterwards', async () => {
  // It has the console that there was before Vitest put its own in place.
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const settings = { ...Reflect.get(window, 'happyDOM').settings }
  const emulation = emulatePages()
  const onReady = vi.fn()
  render(
    <>
      <iframe title="other" src="https://other.test/page" />
      <FeltEmbed mapId="quiet" fetchToken={() => 'token-quiet'} onReady={onReady} />
    </>,
  )
  await waitFor(() => expect(onReady).toHaveBeenCalled())
  emulation.close()
  expect(write.mock.calls).toEqual([])
  expect(Reflect.get(window, 'happyDOM').settings).toEqual(settings)
})
