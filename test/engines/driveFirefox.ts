import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../contract/until.ts'
import { type EngineDriver, WINDOW } from './engineDriver.ts'
import { openMarionette } from './openMarionette.ts'
import { openSandbox, type Sandbox } from './openSandbox.ts'

/** Starts Firefox, without a window, in a profile of its own. */
export async function driveFirefox(executablePath: string): Promise<EngineDriver> {
  const sandbox = openSandbox()
  try {
    return await start(executablePath, sandbox)
  } catch (error) {
    await sandbox.close()
    throw error
  }
}

async function start(executablePath: string, sandbox: Sandbox): Promise<EngineDriver> {
  const { folder } = sandbox
  // Any port that is free; Firefox writes which one it took.
  writeFileSync(join(folder, 'user.js'), 'user_pref("marionette.port", 0);\n')
  const size = ['--width', String(WINDOW.width), '--height', String(WINDOW.height)]
  sandbox.start(executablePath, ['--headless', '--marionette', '--no-remote', '--profile', folder, ...size])
  const { send, close } = await until(() =>
    openMarionette(Number(readFileSync(join(folder, 'MarionetteActivePort'), 'utf8'))),
  )
  const value = async (command: string, parameters?: object) =>
    ((await send(command, parameters)) as { value: unknown }).value
  const { capabilities } = (await send('WebDriver:NewSession')) as { capabilities: { browserVersion: string } }
  return {
    version: capabilities.browserVersion,
    open: (url) => send('WebDriver:Navigate', { url }),
    read: (expression) => value('WebDriver:ExecuteScript', { script: `return ${expression}`, args: [] }),
    picture: async () => String(await value('WebDriver:TakeScreenshot', { full: false })),
    async close() {
      close()
      await sandbox.close()
    },
  }
}
