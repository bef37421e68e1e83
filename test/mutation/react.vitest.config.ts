import { defineConfig } from 'vitest/config'

/** The tests that a mutant of the token store or of the session has to survive: those that render, and need no browser. */
export default defineConfig({
  test: {
    environment: 'jsdom',
    include: ['test/react/**/*.test.{ts,tsx}'],
    // They change the zone, which the worker threads of the mutation runner cannot.
    exclude: ['**/timeZones.test.tsx'],
    isolate: false,
    // The machine is busy with other mutants.
    testTimeout: 30_000,
    setupFiles: ['test/support/freshModules.ts', 'test/support/cleanConsole.ts', 'test/support/cleanDom.ts'],
  },
})
