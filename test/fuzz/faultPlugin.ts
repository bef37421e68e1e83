import type { Plugin } from 'vite'
import { faults } from './faults.ts'

/** Builds one fault into the library, so that the tests can show that they would find it. */
export function faultPlugin(name: string | undefined): Plugin {
  const fault = faults.find((one) => one.name === name)
  if (name && !fault)
    throw new Error(`There is no fault "${name}". There are: ${faults.map((one) => one.name).join(', ')}.`)
  return {
    name: 'fault',
    enforce: 'pre',
    transform(code, id) {
      if (!fault || !id.endsWith(`/src/${fault.file}`)) return undefined
      if (code.split(fault.from).length !== 2)
        throw new Error(`The fault "${fault.name}" no longer fits ${fault.file}.`)
      return code.replace(fault.from, () => fault.to)
    },
  }
}
