import { defineConfig } from 'vitest/config'

/** The tests that a mutant of the core has to survive: its own, in which no other layer takes part. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/core/**/*.test.ts'],
    isolate: false,
    // The machine is busy with other mutants.
    testTimeout: 30_000,
    setupFiles: ['test/support/freshModules.ts', 'test/support/cleanConsole.ts'],
  },
})
