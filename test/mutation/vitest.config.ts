import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** By name, which puts the core first: its tests take the least time, and most mutants do not survive them. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    return [...files].sort((a, b) => a.moduleId.localeCompare(b.moduleId))
  }
}

/** The tests that a mutant has to survive: those that need no browser. */
export default defineConfig({
  test: {
    environment: 'jsdom',
    include: ['test/{core,react}/**/*.test.{ts,tsx}'],
    // They change the zone, which the worker threads of the mutation runner cannot.
    exclude: ['**/zones.test.tsx'],
    isolate: false,
    sequence: { sequencer: ByName },
    setupFiles: ['test/mutation/freshModules.ts', 'test/support/cleanConsole.ts', 'test/support/cleanDom.ts'],
  },
})
