import { type Browser, chromium } from 'playwright'

/** How to start the browser. */
export interface BrowserOptions {
  executablePath: string
  args: string[]
}

/** Starts a Chromium that outlives Ctrl-C: its owner ends by the signal, and ends it. */
export function launchChromium({ executablePath, args }: BrowserOptions): Promise<Browser> {
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
  return chromium.launch({ executablePath, args, ...signals })
}
