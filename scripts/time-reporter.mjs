/** A Vitest reporter that writes how long each file and each project took to the file that `TEST_TIMES` names. */
import { writeFileSync } from 'node:fs'

/**
 * @typedef {object} Times in seconds
 * @property {{ project: string, file: string, seconds: number }[]} files each with its imports and its hooks
 * @property {Record<string, number>} projects from the start of the first file to the end of the last one
 */

export default class TimeReporter {
  /** @type {Map<string, { start: number, end: number }>} */
  #spans = new Map()

  /** @param {import('vitest/node').TestModule} module */
  onTestModuleQueued(module) {
    const name = nameOf(module)
    if (!this.#spans.has(name)) this.#spans.set(name, { start: performance.now(), end: performance.now() })
  }

  /** @param {import('vitest/node').TestModule} module */
  onTestModuleEnd(module) {
    const span = this.#spans.get(nameOf(module))
    if (span) span.end = performance.now()
  }

  /** @param {readonly import('vitest/node').TestModule[]} modules */
  onTestRunEnd(modules) {
    const files = modules.map((module) => {
      const { environmentSetupDuration, setupDuration, collectDuration, duration } = module.diagnostic()
      const seconds = (environmentSetupDuration + setupDuration + collectDuration + duration) / 1000
      return { project: nameOf(module), file: module.relativeModuleId, seconds }
    })
    const projects = Object.fromEntries([...this.#spans].map(([name, { start, end }]) => [name, (end - start) / 1000]))
    if (process.env.TEST_TIMES) writeFileSync(process.env.TEST_TIMES, JSON.stringify({ files, projects }))
  }
}

/** The project, without the browser. @param {import('vitest/node').TestModule} module */
function nameOf({ project }) {
  return project.name.replace(/ \(.*\)$/, '')
}
