/** Whether there is a document, as there is none while a server renders. */
export const isBrowser = typeof document !== 'undefined'
