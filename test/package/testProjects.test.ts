import { expect, test } from 'vitest'
import config from '../../vite.config.ts'
import { testProjects } from '../../scripts/test-projects.mjs'

test('npm test and npm run test:long run every project of vite.config.ts, each once', () => {
  const names = (config.test?.projects ?? []).map((project) =>
    typeof project === 'object' && 'test' in project ? project.test?.name : undefined,
  )

  expect(Object.values(testProjects).flat().sort()).toEqual(names.sort())
})
