/** A browser with one page, as a script drives it. */
export interface EngineDriver {
  /** The version that the browser tells. */
  version: string
  open(url: string): Promise<unknown>
  /** Evaluates an expression in the page, through JSON. */
  read(expression: string): Promise<unknown>
  /** Takes a screenshot of the page, as PNG in base64. */
  picture(): Promise<string>
  /** Ends the browser and removes what it wrote. */
  close(): Promise<void>
}

/** The size of the browser's window, in CSS pixels. */
export const WINDOW = { width: 1000, height: 900 }
