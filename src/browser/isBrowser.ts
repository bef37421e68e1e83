/** Whether a document exists, unlike during server rendering. */
export const isBrowser = typeof document !== 'undefined'
