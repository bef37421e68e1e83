/** Tests see in seconds what takes a quarter of an hour in life. */
const isAboutShortLives = (text: string): boolean => text.includes('tokens expire in less than 30 s')

/** Collects what is written to the console as an error or a warning, and what nobody catches, until its end is called. */
export function watchComplaints(): () => string[] {
  const complaints: string[] = []
  const over = new AbortController()
  const methods = { error: console.error, warn: console.warn }
  for (const method of ['error', 'warn'] as const) {
    console[method] = (...words: unknown[]) => {
      const text = words.map(String).join(' ')
      if (!isAboutShortLives(text)) complaints.push(`console.${method}: ${text}`)
    }
  }
  const { signal } = over
  window.addEventListener('error', ({ message }) => complaints.push(`uncaught: ${message}`), { signal })
  window.addEventListener('unhandledrejection', ({ reason }) => complaints.push(`uncaught: ${reason}`), { signal })
  return () => {
    over.abort()
    Object.assign(console, methods)
    return complaints
  }
}
