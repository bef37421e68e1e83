import { report } from './report.ts'
import { measureTokenHandler } from './tokenHandler.ts'

/** Measures all there is, and prints a table. */
export async function bench(): Promise<void> {
  console.log(report([await measureTokenHandler()]))
}
