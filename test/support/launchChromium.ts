import { type Browser, chromium } from 'playwright'

/** How to start the browser. */
export interface BrowserOptions {
  executablePath: string
  args: string[]
}

/** Starts a Chromium that outlives Ctrl-C: whoever runs it ends by the signal, and takes it along. */
export function launchChromium({ executablePath, args }: BrowserOptions): Promise<Browser> {
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
  return chromium.launch({ executablePath, args, ...signals })
}
