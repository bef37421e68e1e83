import { npm } from './run.mjs'

/** Builds the library for a program that loads it as its users do. */
export async function buildLibrary() {
  const { code, output } = await npm(['run', 'build'], { quiet: true })
  if (code !== 0) throw new Error(`The build failed.\n${output}`)
}
