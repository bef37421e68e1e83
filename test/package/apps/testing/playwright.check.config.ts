import config from './playwright.config'

/** The page's configuration, with the browser of this machine and time enough for a busy machine. */
export default {
  ...config,
  timeout: 90_000,
  expect: { timeout: 30_000 },
  use: {
    ...config.use,
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: JSON.parse(process.env.CHROMIUM_ARGS ?? '[]'),
    },
  },
}
