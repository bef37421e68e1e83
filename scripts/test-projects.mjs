/** The projects of vite.config.ts by what they need. `test/package/testProjects.test.ts` holds that none is left out. */
export const testProjects = {
  /** Use the processor. */
  node: ['node', 'react', 'pages', 'floor', 'fuzz', 'examples'],
  /** Mostly wait for a page in Chromium. */
  browser: ['browser', 'stories'],
  /** Count pixels, press keys or measure, and run with nothing beside them. */
  serial: ['serial'],
  'browser-long': ['browser-long'],
  'examples-long': ['examples-long'],
}
