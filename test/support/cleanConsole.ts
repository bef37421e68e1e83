import { afterEach, beforeEach, expect, vi } from 'vitest'

/** Anything written to the console fails the test in which it was written, unless the test expects it. */
const complaints: string[] = []

/** Takes what was written so far, for a test that expects it. */
export function takeComplaints(): string[] {
  return complaints.splice(0)
}

beforeEach(() => {
  for (const method of ['error', 'warn'] as const) {
    vi.spyOn(console, method).mockImplementation((...args) => void complaints.push(args.map(String).join(' ')))
  }
})

afterEach(() => {
  // Tests see in seconds what takes a quarter of an hour in life.
  const isAboutShortLives = (text: string) => text.includes('tokens expire in less than 30 s')
  const left = takeComplaints().filter((text) => !isAboutShortLives(text))
  expect(left, 'the console stays clean').toEqual([])
  vi.restoreAllMocks()
})
