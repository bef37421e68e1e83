import { defineConfig } from 'vitest/config'

/** The tests that a mutant has to survive: those that need no browser. */
export default defineConfig({
  test: {
    environment: 'jsdom',
    include: ['test/{core,react}/**/*.test.{ts,tsx}'],
    // They change the zone, which the worker threads of the mutation runner cannot.
    exclude: ['**/zones.test.tsx'],
    setupFiles: ['test/support/cleanConsole.ts', 'test/support/cleanDom.ts'],
  },
})
