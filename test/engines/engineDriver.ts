/** A browser with one page, as a script drives it. */
export interface EngineDriver {
  /** The version that the browser tells. */
  version: string
  open(url: string): Promise<unknown>
  /** What an expression is in the page, by way of JSON. */
  read(expression: string): Promise<unknown>
  /** What the page shows, as PNG in base64. */
  picture(): Promise<string>
  /** Ends the browser and removes what it wrote. */
  close(): Promise<void>
}

/** The size of the browser's window, in CSS pixels. */
export const WINDOW = { width: 1000, height: 900 }
