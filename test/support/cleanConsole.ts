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
  expect(takeComplaints(), 'the console stays clean').toEqual([])
  vi.restoreAllMocks()
})
